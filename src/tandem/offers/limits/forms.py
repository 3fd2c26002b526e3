from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.ui.fields import NumberField


class LimitForm(forms.Form):
    percent = NumberField(
        label=_("Highest discount"),
        decimals=2,
        error_messages={"required": _("Type a percentage, such as 10.")},
    )
