from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.offers.catalogue.models import Offer
from tandem.ui.fields import NumberField


class PartForm(forms.Form):
    part = forms.ModelChoiceField(
        label=_("Offer"), queryset=Offer.objects.none(), empty_label=_("Choose one")
    )
    quantity = NumberField(label=_("How many"), initial="1")
    optional = forms.BooleanField(
        label=_("Only if they like"),
        required=False,
        help_text=_("Offered along with it; the customer ticks it. It is not in the price."),
    )

    def __init__(self, *args: Any, parts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["part"]
        field.queryset = parts
