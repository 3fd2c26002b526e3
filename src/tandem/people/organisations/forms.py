from django import forms
from django.utils.translation import gettext_lazy as _


class OrganisationForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("An organisation needs a name.")}
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    about = forms.CharField(label=_("About"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
