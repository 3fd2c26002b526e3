from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.handover.agreement.models import Agreement, Criterion
from tandem.handover.agreement.words import (
    FIRST_REASONS,
    FIRST_TICKS,
    LONGEST_DETAIL,
    LONGEST_SENTENCE,
    MOST_HOURS,
    MOST_TICKS,
)
from tandem.office.changes.words import Refused

HOURS = ("pass_within_hours", "decide_within_hours", "answer_within_hours")


class AgreementForm(forms.Form):
    """What makes an enquiry a good one, and what both desks promise. Empty sentences are left out."""

    pass_within_hours = forms.IntegerField(
        label=_("Marketing passes on within"), min_value=1, max_value=MOST_HOURS
    )
    least_ticks = forms.IntegerField(label=_("With ticks, at least"), min_value=0, max_value=MOST_TICKS)
    enquiries_a_month = forms.IntegerField(
        label=_("Enquiries a month, at least"), required=False, min_value=1, max_value=100_000
    )
    decide_within_hours = forms.IntegerField(
        label=_("Sales accepts or declines within"), min_value=1, max_value=MOST_HOURS
    )
    answer_within_hours = forms.IntegerField(
        label=_("Sales gives a first answer within"), min_value=1, max_value=MOST_HOURS
    )
    decline_reasons = forms.CharField(
        label=_("Reasons to decline, one a line"), widget=forms.Textarea(attrs={"rows": 6}), max_length=2000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MOST_TICKS + 1):
            self.fields[f"tick_{place}"] = forms.CharField(
                label=_("Sentence %(place)d") % {"place": place}, required=False, max_length=LONGEST_SENTENCE
            )
            self.fields[f"detail_{place}"] = forms.CharField(
                label=_("Detail"), required=False, max_length=LONGEST_DETAIL
            )

    def pairs(self) -> list[dict[str, Any]]:
        return [
            {"tick": self[f"tick_{place}"], "detail": self[f"detail_{place}"]}
            for place in range(1, MOST_TICKS + 1)
        ]

    def agreed(self) -> dict[str, Any]:
        """As `agree` takes it."""
        told = self.cleaned_data
        ticks = [(told[f"tick_{place}"], told[f"detail_{place}"]) for place in range(1, MOST_TICKS + 1)]
        return {
            **{name: told[name] for name in (*HOURS, "least_ticks", "enquiries_a_month")},
            "criteria": [pair for pair in ticks if pair[0].strip()],
            "decline_reasons": told["decline_reasons"].splitlines(),
        }

    def refuse(self, refused: Refused) -> None:
        field = "tick_1" if refused.field == "ticks" else refused.field
        self.add_error(field if field in self.fields else None, refused.sentence)


def as_it_stands(agreement: Agreement, criteria: list[Criterion]) -> dict[str, Any]:
    """The form's first answers: what is agreed now."""
    told: dict[str, Any] = {
        name: getattr(agreement, name) for name in (*HOURS, "least_ticks", "enquiries_a_month")
    }
    agreed = [(criterion.words, criterion.detail) for criterion in criteria]
    reasons = agreement.decline_reasons
    if not agreement.pk:
        # Nothing was agreed yet: what is usual is offered.
        agreed = [(str(words), str(detail)) for words, detail in FIRST_TICKS]
        reasons, told["least_ticks"] = [str(reason) for reason in FIRST_REASONS], len(agreed) - 1
    told["decline_reasons"] = "\n".join(reasons)
    for place, (words, detail) in enumerate(agreed, start=1):
        told[f"tick_{place}"], told[f"detail_{place}"] = words, detail
    return told
