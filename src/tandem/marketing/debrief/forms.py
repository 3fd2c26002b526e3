import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.marketing.debrief.words import LONGEST_WHAT, Step
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.changes.words import Refused

NUMBER = gettext_lazy("Write a number, such as 25.")


def number_field(label: Any, hint: Any = "", *, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=1_000_000,
        required=required,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), NUMBER),
    )


class DebriefForm(forms.Form):
    talked = number_field(
        gettext_lazy("How many did you talk to?"), gettext_lazy("About is enough."), required=True
    )
    tried_to_sell = number_field(gettext_lazy("How many tried to sell to you?"))
    asked = number_field(gettext_lazy("How many asked about your work?"))
    minutes = number_field(
        gettext_lazy("Minutes spent"),
        gettext_lazy("Of everybody who was there, with the way there and back."),
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What worked, and what would you do otherwise next time?"),
    )

    def refuse(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)


class StepsForm(forms.Form):
    """A line for each person: what, and by when. Lines without words are left out."""

    def __init__(self, *args: Any, enquiries: list[Enquiry], day: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enquiries = enquiries
        for enquiry in enquiries:
            key = enquiry.person_id
            self.fields[f"what-{key}"] = forms.CharField(
                label=_("Next for %(person)s") % {"person": enquiry},
                max_length=LONGEST_WHAT,
                required=False,
            )
            self.fields[f"due-{key}"] = forms.DateField(
                label=_("By when?"),
                initial=day,
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )

    def lines(self) -> list[tuple[Enquiry, forms.BoundField, forms.BoundField]]:
        return [
            (enquiry, self[f"what-{enquiry.person_id}"], self[f"due-{enquiry.person_id}"])
            for enquiry in self.enquiries
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for key in [enquiry.person_id for enquiry in self.enquiries]:
            if given.get(f"what-{key}") and f"due-{key}" in given and not given[f"due-{key}"]:
                self.add_error(f"due-{key}", _("Name the day. A step without one is forgotten."))
        return given

    def steps(self) -> list[Step]:
        given = self.cleaned_data
        keys = [enquiry.person_id for enquiry in self.enquiries if given[f"what-{enquiry.person_id}"]]
        return [Step(key, given[f"what-{key}"], given[f"due-{key}"]) for key in keys]

    def refuse(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)
