import datetime

from django.utils.translation import gettext as _

from tandem.money.reading import LARGEST_MINOR
from tandem.offers.catalogue.models import Offer
from tandem.offers.prices.models import PriceList
from tandem.offers.tax.rules import must_be_a_day
from tandem.office.changes.words import Refused

MOST_LISTS = 20


def must_be_a_price(minor: int, *, field: str = "price") -> None:
    if minor < 0:
        raise Refused(_("An amount cannot be less than nought."), field=field)
    if minor > LARGEST_MINOR:
        raise Refused(_("That is more than we can keep. Check the number of digits."), field=field)


def must_take_a_price(offer: Offer, price_list: PriceList, valid_from: datetime.date) -> None:
    must_be_a_day(valid_from)
    if offer.adds_up:
        raise Refused(_("This bundle costs what its parts cost together. Give it a price of its own first."))
    if price_list.retired_at is not None:
        raise Refused(_("That price list is retired. Bring it back first."), field="price_list")


def must_have_room(lists: int) -> None:
    """For so many lists in use."""
    if lists > MOST_LISTS:
        raise Refused(_("Twenty price lists are as many as anybody can keep apart."), field="name")
