from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.sales.opportunities.forms import TimeInput
from tandem.sales.opportunities.words import Step, StepKind
from tandem.ui.fields import DateInput


class StepForm(forms.Form):
    words = forms.CharField(label=_("Next step"), max_length=200)
    kind = forms.ChoiceField(label=_("How"), choices=StepKind.choices, initial=StepKind.CALL)
    on = forms.DateField(label=_("On"), required=False, widget=DateInput())
    time = forms.TimeField(label=_("At"), required=False, widget=TimeInput())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("time") and not values.get("on"):
            self.add_error("on", __("Say the day too."))
        return values


class DoneForm(StepForm):
    """What came of the step, and what comes next, in one go."""

    outcome = forms.CharField(
        label=_("What came of it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    minutes = forms.IntegerField(label=_("Minutes it took"), required=False, min_value=0, max_value=1440)
    field_order = ["outcome", "minutes", "words", "kind", "on", "time"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The one after it may not be known yet; Today then asks for it until it is.
        self.fields["words"].required = False

    @property
    def step(self) -> Step | None:
        """None where neither words nor a day were given: how it would be done is always picked."""
        values = self.cleaned_data
        if not values["words"] and not values["on"]:
            return None
        return Step(**{name: values[name] for name in ("words", "kind", "on", "time")})
