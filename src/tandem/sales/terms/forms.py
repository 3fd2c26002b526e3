from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.offers.prices.models import PriceList
from tandem.offers.prices.queries import price_lists


class TermsForm(forms.Form):
    """One of the lists in use; nothing chosen is the usual one."""

    price_list = forms.ModelChoiceField(
        label=_("They buy by"),
        queryset=PriceList.objects.none(),
        required=False,
        empty_label=_("Usual prices"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["price_list"]
        field.queryset = price_lists().filter(is_default=False)
