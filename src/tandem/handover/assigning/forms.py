from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.handover.assigning.words import CHOICES


class SharingForm(forms.Form):
    way = forms.ChoiceField(
        label=_("How enquiries are shared out"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick one of the three.")},
    )


class PartForm(forms.Form):
    """One button says whether somebody takes part; a day to be back is optional."""

    away = forms.BooleanField(required=False)
    back_on = forms.DateField(
        label=_("Back on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
