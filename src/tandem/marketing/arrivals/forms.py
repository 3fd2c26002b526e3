from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.marketing.arrivals.words import LONGEST_REASON


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it no enquiry?"),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Say in a word or two why it is no enquiry.")},
    )
