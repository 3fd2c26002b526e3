from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.people.timeline.forms import RangForm
from tandem.people.timeline.words import Purpose
from tandem.sales.opportunities.forms import TimeInput
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import Step, StepKind
from tandem.ui.fields import DateInput


class CallForm(RangForm):
    """How the call went, and what comes next."""

    was_next_step = forms.BooleanField(label=_("This was the next step"), required=False)
    next_words = forms.CharField(label=_("Next step"), max_length=200, required=False)
    next_kind = forms.ChoiceField(
        label=_("How"), choices=StepKind.choices, initial=StepKind.CALL, required=False
    )
    next_on = forms.DateField(label=_("On"), required=False, widget=DateInput())
    next_time = forms.TimeField(label=_("At"), required=False, widget=TimeInput())

    def __init__(self, data: Any = None, *, hat: str, opportunity: Opportunity) -> None:
        is_a_call = opportunity.next_step_kind == StepKind.CALL
        super().__init__(data, hat=hat, initial={"purpose": Purpose.SELLING, "was_next_step": is_a_call})
        if not opportunity.next_step:
            del self.fields["was_next_step"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("next_time") and not given.get("next_on"):
            self.add_error("next_on", __("Say the day too."))
        if given.get("next_on") and not given.get("next_words"):
            self.add_error("next_words", __("Say what comes next."))
        return given

    @property
    def step(self) -> Step | None:
        """Without words nothing is planned, and what was planned stays."""
        given = self.cleaned_data
        if not given["next_words"]:
            return None
        return Step(
            words=given["next_words"], kind=given["next_kind"], on=given["next_on"], time=given["next_time"]
        )
