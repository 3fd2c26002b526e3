from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.rules import read_goal
from tandem.marketing.campaigns.words import CampaignKind
from tandem.office.changes.words import Refused


class CampaignForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("A campaign needs a name, such as “Autumn Home Fair”.")},
    )
    kind = forms.ChoiceField(label=_("What kind is it?"), choices=CampaignKind.choices)
    starts_on = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=_("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    what_for = forms.CharField(
        label=_("What for, in your words"),
        max_length=200,
        required=False,
        help_text=_("Such as: so that cafés near us ask for a look at their chairs."),
    )
    goal_enquiries = forms.CharField(
        label=_("Goal, in enquiries"),
        max_length=60,
        required=False,
        help_text=_("How many people shall ask? Selling comes later, one to one."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    about = forms.CharField(
        label=_("What do we do, and for whom?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_goal_enquiries(self) -> int | None:
        try:
            return read_goal(self.cleaned_data["goal_enquiries"])
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from None

    def refuse(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)


def columns_of(form: CampaignForm) -> dict[str, Any]:
    return dict(form.cleaned_data)
