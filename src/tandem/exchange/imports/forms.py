from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.exchange.imports.words import FIELD_NAMES, ImportKind
from tandem.exchange.reading.dates import DateOrder
from tandem.exchange.reading.vocabulary import KINDS


class FileForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is in it?"),
        choices=ImportKind.choices,
        initial=ImportKind.ENQUIRIES,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("A CSV or XLSX file, up to 100 MB. The first row names the columns."),
        error_messages={"required": gettext_lazy("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class ColumnsForm(forms.Form):
    """One choice for each column of the file, and how its dates and amounts are written."""

    date_order = forms.ChoiceField(
        label=gettext_lazy("Dates are written"),
        choices=[
            ("", gettext_lazy("As found")),
            (DateOrder.DAY_FIRST.value, gettext_lazy("Day first: 31/12/2026")),
            (DateOrder.MONTH_FIRST.value, gettext_lazy("Month first: 12/31/2026")),
        ],
        required=False,
    )
    decimal = forms.ChoiceField(
        label=gettext_lazy("Amounts are written"),
        choices=[("", gettext_lazy("As found")), (".", "1,234.50"), (",", "1.234,50")],
        required=False,
    )
    system = forms.CharField(
        label=gettext_lazy("Name of the list"),
        help_text=gettext_lazy(
            "Rows with the same number in the same list are taken for the same, also next time."
        ),
        max_length=30,
        required=False,
    )

    def __init__(
        self, *args: Any, kind: str, headers: tuple[str, ...], several: frozenset[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.headers = headers
        self.several = several
        fields = [
            ("", _("Leave out")),
            *sorted(
                ((name, str(FIELD_NAMES.get(name, name))) for name in FIELD_NAMES), key=lambda one: one[1]
            ),
        ]
        wanted = fields_of(kind)
        choices = [one for one in fields if not one[0] or one[0] in wanted]
        for place, header in enumerate(headers):
            self.fields[f"column-{place}"] = forms.ChoiceField(label=header, choices=choices, required=False)

    def columns(self) -> list[Any]:
        return [self[f"column-{place}"] for place in range(len(self.headers))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for place, header in enumerate(self.headers):
            field = cleaned.get(f"column-{place}")
            if not field:
                continue
            if field in taken and field not in self.several:
                self.add_error(
                    f"column-{place}",
                    _("“%(other)s” goes there already. Leave one of the two out.") % {"other": taken[field]},
                )
            taken.setdefault(field, header)
        return cleaned

    def mapping(self) -> dict[str, list[str] | str]:
        """Field to its columns; a field that no column fills is closed, so that nothing is guessed again."""
        chosen: dict[str, list[str]] = {}
        for place, header in enumerate(self.headers):
            field = self.cleaned_data[f"column-{place}"]
            if field:
                chosen.setdefault(field, []).append(header)
        return {field: columns if field in self.several else columns[0] for field, columns in chosen.items()}


def fields_of(kind: str) -> frozenset[str]:
    return frozenset(KINDS[kind])
