"""Rows of a list of offers, into the house: what is sold, its price, its tax, the needs that it meets."""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property

from tandem.exchange.imports.enquiries import Names, minor_units
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.reading.folding import fold
from tandem.exchange.reading.rejections import BadValue, Fault
from tandem.exchange.reading.rows import TypedRow
from tandem.exchange.reading.values import Values
from tandem.money.currency import digits_of
from tandem.offers.bundles.actions import MOST_OF_A_PART
from tandem.offers.bundles.queries import may_be_parts
from tandem.offers.catalogue.words import LONGEST_CODE, LONGEST_NAME, LONGEST_UNIT, OfferKind, name_key
from tandem.offers.needs.words import parted
from tandem.offers.prices.actions import LONGEST_LIST_NAME
from tandem.offers.shelf.bringing_in import bring_in_many
from tandem.offers.shelf.words import Described, Listed, parts_told
from tandem.offers.tax.queries import KnownTax, known_taxes
from tandem.offers.tax.rules import must_be_a_day
from tandem.office.accounts.rules import Actor
from tandem.office.business.models import Business
from tandem.office.business.queries import business_zone
from tandem.office.changes.words import Refused

LONGEST = {
    "name": LONGEST_NAME,
    "unit": LONGEST_UNIT,
    "id": LONGEST_CODE,
    "price_list": LONGEST_LIST_NAME,
}
PRODUCTS = frozenset(
    {"product", "products", "goods", "good", "item", "inventory"}
    | {"produkt", "ware", "artikel", "produit", "bien", "producto", "produto", "bem"}
)
BUNDLES = frozenset({"bundle", "package", "kit", "set", "paket", "forfait", "paquete", "pacote", "pakket"})


def checked_by(business: Business, taxes: Sequence[KnownTax], *, has_taxes: bool) -> Callable[[Values], None]:
    """What is asked of a row beyond its cells; a tax is known from now on by the key of its code.

    A file without a column of taxes is about offers under the first rate.
    """
    usual = taxes[0].key if taxes and not has_taxes else ""
    shelf = Shelf()

    def check(values: Values) -> None:
        for field, longest in LONGEST.items():
            if len(values.get(field, "")) > longest:
                raise BadValue(Fault.TOO_LONG, field)
        for field in ("price", "cost"):
            if field in values and values[field].scaleb(digits_of(business.currency)) % 1:
                raise BadValue(Fault.TOO_FINE, field)
        if told := values.get("tax_rate"):
            values["tax_rate"] = key_of(told, taxes)
        elif "tax_rate" in values:
            values["tax_rate"] = next((tax.key for tax in taxes if tax.percent == 0), "")
        elif usual:
            values["tax_rate"] = usual
        must_tell_a_price(values)
        shelf.must_hold(values)

    return check


def must_tell_a_price(values: Values) -> None:
    """A day or a list is told of a price. The day is written in the one way that can mean but one."""
    if not {"valid_from", "price_list"} & set(values):
        return
    if "price" not in values:
        raise BadValue(Fault.MISSING, "price")
    if told := values.get("valid_from"):
        try:
            day = datetime.date.fromisoformat(told[:10])
        except ValueError:
            raise BadValue(Fault.NOT_A_DATE, "valid_from") from None
        try:
            must_be_a_day(day)
        except Refused:
            raise BadValue(Fault.DATE_OUT_OF_RANGE, "valid_from") from None


class Shelf:
    """What a bundle may hold: single offers that are here, or stand above it in the file."""

    def __init__(self) -> None:
        self.above: set[str] = set()

    @cached_property
    def here(self) -> set[str]:
        rows = may_be_parts().values_list("code", "key")
        return {mark for code, key in rows for mark in (code, key) if mark}

    def must_hold(self, values: Values) -> None:
        for part in parts_told(values.get("parts", "")):
            if not {part.name, name_key(part.name)} & (self.above | self.here):
                raise BadValue(Fault.UNKNOWN_PART, "parts")
            if not 0 < part.quantity <= MOST_OF_A_PART:
                raise BadValue(Fault.AMOUNT_OUT_OF_RANGE, "parts")
        if kind_of(values.get("kind", "")) != OfferKind.BUNDLE and "name" in values:
            self.above |= {values.get("id", ""), name_key(values["name"])} - {""}


def key_of(told: str | Decimal, taxes: Sequence[KnownTax]) -> str:
    """The code of a rate, told by its percentage or by its name; of two as high, the first."""
    for tax in taxes:
        is_it = told == tax.percent if isinstance(told, Decimal) else fold(told) in names_of(tax)
        if is_it:
            return tax.key
    raise BadValue(Fault.UNKNOWN_TAX, "tax_rate")


def names_of(tax: KnownTax) -> set[str]:
    return {fold(tax.name), fold(str(tax)), fold(tax.key)}


def kind_of(told: str) -> str:
    word = fold(told)
    if word in BUNDLES:
        return OfferKind.BUNDLE
    return OfferKind.PRODUCT if word in PRODUCTS else OfferKind.SERVICE


def offer_of(row: TypedRow) -> Described:
    """A bundle that is told with its parts and without a price costs what they do."""
    get = row.get
    kind = kind_of(get("kind") or "")
    return Described(
        name=get("name"),
        kind=kind,
        adds_up=kind == OfferKind.BUNDLE and bool(get("parts")) and get("price") is None,
        words=get("description") or "",
        unit=get("unit") or "",
        code=get("id") or "",
        tax=get("tax_rate") or "",
        more_needs=parted(get("needs") or ""),
    )


def listed(row: TypedRow, currency: str) -> Listed:
    price, cost = (minor_of(row.get(field), currency) for field in ("price", "cost"))
    told, day = offer_of(row), row.get("valid_from")
    return Listed(
        told=told,
        price_minor=price,
        cost_minor=cost,
        price_list=row.get("price_list") or "",
        valid_from=datetime.date.fromisoformat(day[:10]) if day else None,
        parts=parts_told(row.get("parts") or "") if told.kind == OfferKind.BUNDLE else (),
    )


def minor_of(amount: Decimal | None, currency: str) -> int | None:
    return None if amount is None else minor_units(amount, currency)


def bring_in_offers(
    rows: Sequence[TypedRow],
    *,
    run: ImportRun,
    business: Business,
    names: Names,
    by: Actor,
    at: datetime.datetime,
) -> int:
    """Returns how many were new; what is known by its number or its name stays as it is, but for prices in
    another list or from another day.
    """
    today = at.astimezone(business_zone(business)).date()
    found = [listed(row, business.currency) for row in rows]
    return bring_in_many(rows=found, today=today, by=by, at=at, import_id=run.pk)


def taxes_on(business: Business, now: datetime.datetime) -> list[KnownTax]:
    return known_taxes(now.astimezone(business_zone(business)).date())
