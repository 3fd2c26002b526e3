from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.money.tax import Prices
from tandem.offers.prices.models import PriceList
from tandem.office.business.models import Business
from tandem.ui.fields import AmountField, CurrencyForm, DateInput


def price_label(business: Business) -> str:
    return __("Price, with tax") if business.prices == Prices.GROSS else __("Price, without tax")


class PriceForm(CurrencyForm):
    price = AmountField(error_messages={"required": _("Type the new price, such as 155.")})
    valid_from = forms.DateField(
        label=_("From"),
        widget=DateInput(),
        help_text=_("Today or any other day, also one still to come. The price until then is kept."),
    )
    price_list = forms.ModelChoiceField(
        label=_("In which list"), queryset=PriceList.objects.none(), required=False, empty_label=None
    )

    def __init__(self, *args: Any, business: Business, lists: Any, **kwargs: Any) -> None:
        super().__init__(*args, currency=business.currency, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["price"].label = price_label(business)
        fields["price_list"].queryset = lists
        if lists.count() < 2:
            del self.fields["price_list"]


class ListForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        error_messages={"required": _("Give the price list a name, such as “Trade”.")},
    )
