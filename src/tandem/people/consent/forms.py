from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.people.consent.words import Basis, Use


class ConsentForm(forms.Form):
    use = forms.ChoiceField(label=_("What for"), choices=Use.choices, widget=forms.RadioSelect)
    basis = forms.ChoiceField(label=_("What did they say?"), choices=Basis.choices, widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Where did they say it?"),
        help_text=_("On the phone, at the fair, on the form of the website."),
        max_length=200,
    )
    wording = forms.CharField(
        label=_("The words they saw or said"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
