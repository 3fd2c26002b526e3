from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.sales.directions.words import Map


class DirectionsForm(forms.Form):
    way = forms.ChoiceField(
        label=_("Where Directions leads"),
        choices=Map.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick one of the three.")},
    )
