from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.marketing.channels.words import LONGEST_NAME


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("What do you call it?"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("A channel needs a name.")},
    )
