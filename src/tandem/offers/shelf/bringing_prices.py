"""Prices of a list that is brought in: also of offers that are here already, in any price list, any day."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.words import name_key
from tandem.offers.prices.actions import add_list, ensure_usual_list, list_words
from tandem.offers.prices.models import Price, PriceList
from tandem.offers.prices.queries import usual_list
from tandem.offers.prices.rules import must_have_room
from tandem.offers.shelf.words import Described, Listed, Seen, marks_of
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.changes.inserting import insert_many, new_row
from tandem.office.changes.words import Refused
from tandem.people.duplicates.removing import columns_to


@dataclass(frozen=True)
class Found:
    """Offers by their number and by their name."""

    by_code: dict[str, Offer]
    by_key: dict[str, Offer]

    def of(self, told: Described) -> Offer | None:
        """By its number, else by its name."""
        return self.by_code.get(told.code) or self.by_key.get(name_key(told.name))

    def whose(self, told: Described, seen: Seen) -> int | str:
        """The key of the offer that a row is about, or the mark of one that is new by the list."""
        by_code = [self.by_code.get(told.code)] if told.code else []
        here = [*by_code, self.by_key.get(name_key(told.name))]
        known = zip(here, marks_of(told), strict=True)
        keys = (row.pk if row else seen.offers.get(mark) for row, mark in known)
        return next(key for key in keys if key is not None)

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
    key, known = list_words(name).casefold(), usual.name if usual is not None else _("Usual prices")
    return "" if key == known.casefold() else key


def are_priced(
    rows: Sequence[Listed], today: datetime.date, seen: Seen, *, import_id: int | None
) -> list[bool]:
    """Of each whether there is no price of it to bring in: it tells none, or that of its offer, list and day
    stands here or in an earlier row. A price without list and day is told of an offer that this list brings.

    Three queries. `seen` is what rows told that went before, and which offers are new by these; the prices of
    these are added to it.
    """
    found, usual = found_for(rows), usual_list()
    offers: dict[int | str, Offer] = {one.pk: one for row in rows if (one := found.of(row.told)) is not None}
    prices = Price.objects.filter(offer__in=offers.values()).select_related("price_list")
    here = {(one.offer_id, list_key(one.price_list.name, usual), one.valid_from) for one in prices}
    answers = []
    for row in rows:
        whose = found.whose(row.told, seen)
        is_new = whose not in offers or (import_id is not None and offers[whose].import_id == import_id)
        price = (whose, list_key(row.price_list, usual), row.valid_from or today)
        is_told = row.price_minor is not None and (row.is_price or is_new)
        answers.append(not is_told or price in here or price in seen.prices)
        if is_told:
            seen.prices.add(price)
    return answers


def must_take_lists(rows: Sequence[Listed], seen: Seen) -> None:
    """Refused where these rows name a list that is retired, or more new ones than there may be."""
    usual = usual_list()
    known = {list_words(row.name).casefold(): row for row in PriceList.objects.all()}
    for key in {list_key(row.price_list, usual) for row in rows} - {""}:
        if key in known:
            must_be_in_use(known[key])
        else:
            seen.lists.add(key)
    in_use = sum(row.retired_at is None for row in known.values()) + (usual is None)
    must_have_room(in_use + len(seen.lists) if seen.lists else 0)


def must_be_in_use(row: PriceList) -> None:
    if row.retired_at is not None:
        raise Refused(_("The price list “%(name)s” is retired. Bring it back first.") % {"name": row})


def put_prices(
    rows: Sequence[Listed], *, today: datetime.date, by: Actor, at: datetime.datetime, import_id: int
) -> int:
    """How many were put in. A bundle that adds up has no price of its own."""
    offers, business = found_for(rows), the_business()
    lists = lists_named({row.price_list for row in rows}, by=by, at=at, import_id=import_id)
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


def lists_named(
    names: Iterable[str], *, by: Actor, at: datetime.datetime, import_id: int
) -> dict[str, PriceList]:
    """The list of each name; one that is not there yet is made."""
    usual = ensure_usual_list()
    known = {row.name.casefold(): row for row in PriceList.objects.all()}
    found = {}
    for name in sorted(names):
        key = list_key(name, usual)
        row = known.get(key) if key else usual
        if row is None:
            row = known[key] = add_list(name=name, by=by, at=at, import_id=import_id)
        must_be_in_use(row)
        found[name] = row
    return found


def drop_unused_lists(import_id: int) -> None:
    """The lists that a file named first go with it, where nobody changed them and nothing needs them."""
    unused = PriceList.objects.filter(import_id=import_id, version=1)
    for label, column in columns_to(PriceList):
        pointing = apps.get_model(label)._default_manager.filter(**{column: OuterRef("pk")})
        unused = unused.filter(~Exists(pointing.order_by()))
    unused.delete()
