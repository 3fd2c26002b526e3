from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.people.wordings.words import LONGEST_SUBJECT, LONGEST_TEXT


class WordingForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    text = forms.CharField(
        label=_("Text"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 12})
    )


class SignatureForm(forms.Form):
    text = forms.CharField(
        label=_("Below each letter"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("{seller} is who writes, {business} the name of the business."),
    )
