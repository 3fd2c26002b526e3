from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.offers.needs.words import LONGEST_NEED


class NeedForm(forms.Form):
    words = forms.CharField(
        label=_("What do they need?"),
        max_length=LONGEST_NEED,
        help_text=_("A few words, as a customer says it: survives dogs."),
        error_messages={"required": _("Write the need in a few words, such as “survives dogs”.")},
    )
