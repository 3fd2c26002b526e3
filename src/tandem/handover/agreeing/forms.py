from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tandem.handover.agreement.terms import PROMISES, Terms, tidy_criteria, tidy_reasons
from tandem.handover.agreement.trades import Offered
from tandem.handover.agreement.words import (
    ANSWERED,
    LONGEST_ANSWER,
    LONGEST_DETAIL,
    LONGEST_NOTE,
    LONGEST_SENTENCE,
    MOST_ENQUIRIES,
    MOST_HOURS,
    MOST_TICKS,
)
from tandem.office.changes.words import Refused
from tandem.people.organisations.words import one_line

PLACES = range(1, MOST_TICKS + 1)
ROWS_AT_LEAST = 3


@dataclass(frozen=True)
class TickRow:
    """One sentence with its detail, as two fields side by side."""

    place: int
    tick: forms.BoundField
    detail: forms.BoundField
    is_blank: bool


def a_number(label: Any, least: int, most: int, *, required: bool = True, **more: Any) -> forms.IntegerField:
    """What is no such number gets a sentence that says which is."""
    sentence = format_lazy(_("A whole number from {least} to {most}."), least=least, most=f"{most:,}")
    errors = dict.fromkeys(("invalid", "min_value", "max_value"), sentence)
    return forms.IntegerField(
        label=label, required=required, min_value=least, max_value=most, error_messages=errors, **more
    )


class AgreementForm(forms.Form):
    """What makes an enquiry a good one, and what both desks promise. Empty sentences are left out."""

    pass_within_hours = a_number(_("Pass on within"), 1, MOST_HOURS)
    least_ticks = a_number(_("With ticks, at least"), 0, MOST_TICKS)
    share_that_fits = a_number(_("So many have these ticks"), 1, 100, required=False)
    enquiries_a_month = a_number(_("Enquiries a month, at least"), 1, MOST_ENQUIRIES, required=False)
    decide_within_hours = a_number(_("Accept or decline within"), 1, MOST_HOURS)
    answer_within_hours = a_number(_("Give a first answer within"), 1, MOST_HOURS)
    counts_as_answered = forms.CharField(
        label=_("What counts as an answer"), required=False, max_length=LONGEST_ANSWER
    )
    next_step_always = forms.BooleanField(label=_("A next step is always set"), required=False)
    capacity_a_week = a_number(_("Can look after, well"), 1, MOST_ENQUIRIES, required=False)
    decline_reasons = forms.CharField(
        label=_("Reasons to decline, one a line"), widget=forms.Textarea(attrs={"rows": 6}), max_length=2000
    )
    note = forms.CharField(
        label=_("Why, in a word"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in PLACES:
            self.fields[f"tick_{place}"] = forms.CharField(
                label=_("Sentence %(place)d") % {"place": place}, required=False, max_length=LONGEST_SENTENCE
            )
            self.fields[f"detail_{place}"] = forms.CharField(
                label=_("What that means here"), required=False, max_length=LONGEST_DETAIL
            )

    def rows(self) -> list[TickRow]:
        """Those that say something and one more for the next; three at least."""
        every = [
            TickRow(
                place,
                self[f"tick_{place}"],
                self[f"detail_{place}"],
                not (self[f"tick_{place}"].value() or self[f"detail_{place}"].value()),
            )
            for place in PLACES
        ]
        filled = max((row.place for row in every if not row.is_blank), default=0)
        return every[: min(max(filled + 1, ROWS_AT_LEAST), MOST_TICKS)]

    def is_full(self) -> bool:
        return not any(row.is_blank for row in self.rows())

    def not_there_yet(self, offered: Iterable[Offered]) -> list[Offered]:
        there = {str(row.tick.value() or "").strip().casefold() for row in self.rows()}
        return [one for one in offered if one.words.casefold() not in there]

    def terms(self) -> Terms:
        told = {**self.cleaned_data}
        if told["counts_as_answered"] == str(ANSWERED):
            # The usual words, which are shown where nothing else is said.
            told["counts_as_answered"] = ""
        return Terms(
            tidy_criteria((told[f"tick_{place}"], told[f"detail_{place}"]) for place in PLACES),
            tidy_reasons(told["decline_reasons"].splitlines()),
            **{name: told[name] for name in PROMISES},
        )

    def refuse(self, refused: Refused) -> None:
        field = "tick_1" if refused.field == "ticks" else refused.field
        self.add_error(field if field in self.fields else None, refused.sentence)


def as_it_stands(terms: Terms) -> dict[str, Any]:
    """The form's first answers."""
    told: dict[str, Any] = {name: getattr(terms, name) for name in PROMISES}
    told["counts_as_answered"] = terms.counts_as_answered or str(ANSWERED)
    told["decline_reasons"] = "\n".join(terms.decline_reasons)
    for place, (words, detail) in enumerate(terms.criteria, start=1):
        told[f"tick_{place}"], told[f"detail_{place}"] = words, detail
    return told


def with_tick(typed: QueryDict, offered: Iterable[Offered]) -> dict[str, Any]:
    """What was typed, with the sentence that was tapped in the next row, or without the one taken out."""
    told: dict[str, Any] = {name: value for name, value in typed.items() if name != "csrfmiddlewaretoken"}
    told["next_step_always"] = "next_step_always" in typed
    pairs = [(typed.get(f"tick_{place}", ""), typed.get(f"detail_{place}", "")) for place in PLACES]
    if (gone := typed.get("drop", "")) and gone in {str(place) for place in PLACES}:
        del pairs[int(gone) - 1]
    pairs = [pair for pair in pairs if pair[0].strip() or pair[1].strip()]
    pairs += [(one.words, one.detail) for one in offered if one.key == typed.get("add")]
    padded = [*pairs, *([("", "")] * MOST_TICKS)][:MOST_TICKS]
    for place, (words, detail) in enumerate(padded, start=1):
        told[f"tick_{place}"], told[f"detail_{place}"] = words, detail
    return told


class AloneForm(forms.Form):
    """Agree with yourself: three sentences to keep or leave out, in own words, one promise each way."""

    pass_within_hours = a_number(_("As marketing, I pass on within"), 1, MOST_HOURS, initial=2)
    answer_within_hours = a_number(_("As sales, I answer within"), 1, MOST_HOURS, initial=4)

    def __init__(self, data: QueryDict | None, *, offered: list[Offered]) -> None:
        super().__init__(data)
        self.offered = offered if data is None else [in_own_words(one, data) for one in offered]
        self.chosen = {one.key for one in offered} if data is None else set(data.getlist("tick"))
        self.own = "" if data is None else one_line(data.get("own", ""))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not self.criteria():
            raise forms.ValidationError(_("Keep one sentence at least, or write your own."))
        if len(self.own) > LONGEST_SENTENCE:
            raise forms.ValidationError(_("That sentence is too long. A tick is a few words."))
        return told

    def rows(self) -> list[tuple[Offered, bool]]:
        return [(one, one.key in self.chosen) for one in self.offered]

    def criteria(self) -> list[tuple[str, str]]:
        kept = [(one.words, one.detail) for one in self.offered if one.key in self.chosen]
        return [*kept, (self.own, "")] if self.own else kept


def in_own_words(offered: Offered, data: QueryDict) -> Offered:
    """The sentence with what was typed as its meaning here."""
    detail = data.get(f"detail-{offered.key}", offered.detail)
    return replace(offered, detail=one_line(detail)[:LONGEST_DETAIL])


class SendBackForm(forms.Form):
    answer = forms.CharField(
        label=_("Your word to them"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )
