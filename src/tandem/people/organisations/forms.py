from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.office.languages.words import CHOICES


class OrganisationForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("An organisation needs a name.")}
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=_("Language of what they get"),
        help_text=_("Quotes and what goes with them."),
        choices=[("", _("As usual")), *CHOICES],
        required=False,
    )
    about = forms.CharField(label=_("About"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
