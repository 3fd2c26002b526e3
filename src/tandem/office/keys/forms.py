from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.office.keys.models import ApiKey
from tandem.office.keys.words import Scope


class KeyForm(forms.ModelForm[ApiKey]):
    scope = forms.ChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        initial=Scope.READ,
        widget=forms.RadioSelect,
        help_text=_("Never more than you may do yourself."),
    )

    class Meta:
        model = ApiKey
        fields = ["name", "scope"]
        help_texts = {"name": _("The program that will use it: our website, the till, bookkeeping")}
