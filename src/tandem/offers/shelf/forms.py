from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.words import LONGEST_CODE, LONGEST_NAME, LONGEST_UNIT, OfferKind
from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.queries import need_kinds
from tandem.offers.needs.words import parted
from tandem.offers.prices.forms import price_label
from tandem.offers.shelf.words import Described
from tandem.office.business.models import Business
from tandem.ui.fields import AmountField, CurrencyForm

SINGLE = [(kind.value, kind.label) for kind in (OfferKind.SERVICE, OfferKind.PRODUCT)]
ADDS_UP = [("", _("A price of its own")), ("yes", _("What its parts cost together"))]
Choices = Sequence[tuple[str, str]]


class OfferForm(CurrencyForm):
    """The one short form. A bundle has no kind to choose, and is asked where its price comes from."""

    name = forms.CharField(
        label=_("What do you call it?"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("What do you call it? “Wing chair, new springs”, for example.")},
    )
    kind = forms.ChoiceField(label=_("Is it a product or a service?"), choices=SINGLE)
    words = forms.CharField(
        label=_("In words, for the customer"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands on a quote: what they get, and what is in it."),
    )
    adds_up = forms.ChoiceField(label=_("What does it cost?"), choices=ADDS_UP, required=False)
    price = AmountField(required=False)
    unit = forms.CharField(
        label=_("For one"),
        max_length=LONGEST_UNIT,
        required=False,
        help_text=_("Such as: each, hour, day, metre, set."),
    )
    tax = forms.ChoiceField(label=_("Tax"), required=False)
    cost = AmountField(
        label=_("What it costs you, without tax"),
        required=False,
        help_text=_("Only who sells sees this, never the customer."),
    )
    needs = forms.ModelMultipleChoiceField(
        queryset=NeedKind.objects.none(),
        label=_("Which needs does it meet?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    more_needs = forms.CharField(
        label=_("Other needs that it meets"),
        max_length=500,
        required=False,
        help_text=_("In your customers’ words, with commas between: survives dogs, wipes clean."),
    )
    code = forms.CharField(
        label=_("Your number for it"),
        max_length=LONGEST_CODE,
        required=False,
        help_text=_("Where you have one, as in your bookkeeping."),
    )

    def __init__(
        self, *args: Any, business: Business, tax: Choices, offer: Offer | None, bundle: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, currency=business.currency, **kwargs)
        self.bundle, self.offer = bundle, offer
        fields: dict[str, Any] = self.fields
        fields["price"].label = price_label(business)
        fields["tax"].choices = [("", __("No tax is put on")), *tax]
        fields["needs"].queryset = need_kinds()
        for name in left_out(bundle=bundle, is_new=offer is None):
            del self.fields[name]

    def told(self) -> Described:
        given = self.cleaned_data
        return Described(
            name=given["name"],
            kind=OfferKind.BUNDLE if self.bundle else given["kind"],
            words=given["words"],
            unit=given.get("unit", ""),
            code=given["code"],
            tax=given["tax"],
            adds_up=bool(given.get("adds_up")),
            needs=tuple(given["needs"]),
            more_needs=parted(given["more_needs"]),
        )


def left_out(*, bundle: bool, is_new: bool) -> list[str]:
    """A price and a cost that change have pages of their own, as they begin on a day."""
    names = ["kind", "unit", "cost"] if bundle else ["adds_up"]
    return names if is_new else [*names, *({"price", "cost"} - set(names))]
