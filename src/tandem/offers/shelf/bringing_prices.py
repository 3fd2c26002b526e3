"""Prices of a list that is brought in: also of offers that are here already, in any price list, any day."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.words import name_key
from tandem.offers.prices.actions import add_list, ensure_usual_list
from tandem.offers.prices.models import Price, PriceList
from tandem.offers.prices.queries import usual_list
from tandem.offers.shelf.words import Described, Listed
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.changes.inserting import insert_many, new_row
from tandem.office.changes.words import Refused


@dataclass(frozen=True)
class Found:
    """Offers by their number and by their name."""

    by_code: dict[str, Offer]
    by_key: dict[str, Offer]

    def of(self, told: Described) -> Offer | None:
        return self.named(told.code, told.name)

    def named(self, *names: str) -> Offer | None:
        """The first that one of these names is the number of, else the name."""
        codes = (self.by_code.get(name) for name in names if name)
        keys = (self.by_key.get(name_key(name)) for name in names if name)
        return next((one for one in (*codes, *keys) if one is not None), None)


def found_by(names: Iterable[str]) -> Found:
    """The offers of these numbers or names. One query."""
    asked = {name for name in names if name}
    rows = list(Offer.objects.filter(Q(code__in=asked) | Q(key__in={name_key(name) for name in asked})))
    return Found({row.code: row for row in rows if row.code}, {row.key: row for row in rows})


def found_for(rows: Sequence[Listed]) -> Found:
    return found_by(name for row in rows for name in (row.told.code, row.told.name))


def list_key(name: str, usual: PriceList | None) -> str:
    """The usual list is told by nothing or by its name."""
    key = name.strip().casefold()
    return "" if usual is not None and key == usual.name.casefold() else key


def are_priced(rows: Sequence[Listed], today: datetime.date, seen: set[str]) -> list[bool]:
    """Whether the price of each stands here already, or in an earlier row: of that offer, list and day.

    Three queries. `seen` are marks of rows that went before; those of these rows are added to it.
    """
    found, usual = found_for(rows), usual_list()
    offers = [found.of(row.told) for row in rows]
    asked = {one.pk for one, row in zip(offers, rows, strict=True) if one is not None and row.is_price}
    prices = Price.objects.filter(offer__in=asked).select_related("price_list")
    here = {
        f"price {price.offer_id} {list_key(price.price_list.name, usual)} {price.valid_from}"
        for price in prices
    }
    answers = []
    for row, offer in zip(rows, offers, strict=True):
        whose = offer.pk if offer else f"of {name_key(row.told.name)}"
        mark = f"price {whose} {list_key(row.price_list, usual)} {row.valid_from or today}"
        answers.append(row.price_minor is None or mark in here or mark in seen)
        seen.add(mark)
    return answers


def put_prices(
    rows: Sequence[Listed], *, today: datetime.date, by: Actor, at: datetime.datetime, import_id: int
) -> int:
    """How many were put in. A bundle that adds up has no price of its own."""
    offers, business = found_for(rows), the_business()
    lists = lists_named({row.price_list for row in rows}, by=by, at=at)
    prices = [
        new_row(
            Price,
            offer_id=offer.pk,
            price_list_id=lists[row.price_list].pk,
            price_minor=row.price_minor,
            valid_from=row.valid_from or today,
            currency=business.currency,
            meant=business.prices,
            recorded_at=at,
            by_id=by.pk if isinstance(by, User) else None,
            import_id=import_id,
        )
        for row in rows
        if row.price_minor is not None and (offer := offers.of(row.told)) is not None and not offer.adds_up
    ]
    insert_many(prices)
    return len(prices)


def lists_named(names: Iterable[str], *, by: Actor, at: datetime.datetime) -> dict[str, PriceList]:
    """The list of each name; one that is not there yet is made."""
    usual = ensure_usual_list()
    known = {row.name.casefold(): row for row in PriceList.objects.all()}
    found = {}
    for name in sorted(names):
        key = list_key(name, usual)
        row = known.get(key) if key else usual
        if row is None:
            row = known[key] = add_list(name=name, by=by, at=at)
        if row.retired_at is not None:
            raise Refused(_("The price list “%(name)s” is retired. Bring it back first.") % {"name": row})
        found[name] = row
    return found
