from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.ui.fields import AmountField, CurrencyForm, DateInput


class CostForm(CurrencyForm):
    cost = AmountField(
        label=_("What it costs you, without tax"),
        error_messages={"required": _("Type what it costs you, such as 60.")},
    )
    valid_from = forms.DateField(
        label=_("From"),
        widget=DateInput(),
    )
