from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.exchange.imports.words import FIELD_NAMES, OUTCOME_NAMES, TOLD_BY_SALES, ImportKind
from tandem.exchange.reading.dates import DateOrder
from tandem.exchange.reading.examining import Examination
from tandem.exchange.reading.outcomes import Outcome
from tandem.exchange.reading.vocabulary import KINDS, REQUIRED, SEVERAL
from tandem.office.accounts.models import User


class FileForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is in it?"),
        choices=ImportKind.choices,
        initial=ImportKind.ENQUIRIES,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("A CSV or XLSX file, up to 100 MB, with the names of the columns on top."),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty: there is nothing in it to read."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class SheetForm(forms.Form):
    sheet = forms.ChoiceField(label=gettext_lazy("Which sheet of the file?"))

    def __init__(self, *args: Any, sheets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """One choice for each column of the file."""

    def __init__(
        self, *args: Any, kind: str, headers: tuple[str, ...], both_desks: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.headers = kind, headers
        self.several = SEVERAL.get(kind, frozenset())
        wanted = [name for name in KINDS[kind] if both_desks or name not in TOLD_BY_SALES]
        choices = [("", _("Leave out")), *((name, str(FIELD_NAMES.get(name, name))) for name in wanted)]
        for place, header in enumerate(headers):
            self.fields[f"column-{place}"] = forms.ChoiceField(label=header, choices=choices, required=False)

    def columns(self) -> list[Any]:
        return [self[f"column-{place}"] for place in range(len(self.headers))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for place, header in enumerate(self.headers):
            name = cleaned.get(f"column-{place}")
            if not name:
                continue
            if name in taken and name not in self.several:
                sentence = _("“%(other)s” goes there already. Leave one of the two out.")
                self.add_error(f"column-{place}", sentence % {"other": taken[name]})
            taken.setdefault(name, header)
        for name in REQUIRED[self.kind]:
            if name not in taken:
                sentence = _("Say which column is “%(field)s”: without it no row can come in.")
                self.add_error(None, sentence % {"field": FIELD_NAMES[name]})
        return cleaned

    def mapping(self) -> dict[str, list[str] | str]:
        """Field to its columns; a field that no column fills is closed, so that nothing is guessed again."""
        chosen: dict[str, list[str]] = {name: [] for name in KINDS[self.kind]}
        for place, header in enumerate(self.headers):
            if name := self.cleaned_data[f"column-{place}"]:
                chosen[name].append(header)
        return {
            name: columns if name in self.several else (columns[0] if columns else "")
            for name, columns in chosen.items()
        }


class ValuesForm(forms.Form):
    """How dates and amounts are written, and what unknown words mean."""

    date_order = forms.ChoiceField(
        label=gettext_lazy("Dates are written"),
        choices=[
            ("", gettext_lazy("As found in the file")),
            (DateOrder.DAY_FIRST.value, gettext_lazy("Day first: 31/12/2026")),
            (DateOrder.MONTH_FIRST.value, gettext_lazy("Month first: 12/31/2026")),
        ],
        required=False,
    )
    decimal = forms.ChoiceField(
        label=gettext_lazy("Amounts are written"),
        choices=[("", gettext_lazy("As found in the file")), (".", "1,234.50"), (",", "1.234,50")],
        required=False,
    )

    def __init__(self, *args: Any, found: Examination, told: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_dates = found.date_order is DateOrder.ASK
        if self.asks_dates:
            order: Any = self.fields["date_order"]
            order.required = True
            order.choices = [("", _("Please choose")), *order.choices[1:]]
            order.error_messages["required"] = _("Say whether the day or the month comes first.")
        self.words = list(found.unknown_outcomes)
        meanings = [(outcome, OUTCOME_NAMES[outcome]) for outcome in ("open", "won", "lost")]
        for place, word in enumerate(self.words):
            label = _("“%(word)s” (%(count)s)") % {"word": word, "count": found.unknown_outcomes[word]}
            self.fields[f"outcome-{place}"] = forms.ChoiceField(
                label=label, choices=meanings, initial=told.get(word, Outcome.OPEN.value)
            )

    def outcome_fields(self) -> list[Any]:
        return [self[f"outcome-{place}"] for place in range(len(self.words))]

    def outcomes(self) -> dict[str, str]:
        return {word: self.cleaned_data[f"outcome-{place}"] for place, word in enumerate(self.words)}


class MatchingForm(forms.Form):
    """Which list the numbers of rows belong to, and who the named sellers are."""

    system = forms.CharField(
        label=gettext_lazy("Name of the list"),
        help_text=gettext_lazy(
            "Rows with the same number in a list of this name are one and the same, also when you bring the "
            "list in again next month."
        ),
        max_length=30,
        required=False,
    )

    def __init__(
        self, *args: Any, names: dict[str, int], users: Iterable[User], told: dict[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(names)
        choices = [
            ("", _("Keep as a name only")),
            *((str(user.pk), user.name or user.email) for user in users),
        ]
        for place, name in enumerate(self.names):
            label = _("%(name)s (%(count)s)") % {"name": name, "count": names[name]}
            self.fields[f"seller-{place}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=str(told.get(name.casefold(), ""))
            )

    def seller_fields(self) -> list[Any]:
        return [self[f"seller-{place}"] for place in range(len(self.names))]

    def sellers(self) -> dict[str, int]:
        chosen = {name: self.cleaned_data[f"seller-{place}"] for place, name in enumerate(self.names)}
        return {name.casefold(): int(pk) for name, pk in chosen.items() if pk}
