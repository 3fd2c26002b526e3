"""Rows of a list of offers, into the house: what is sold, its price, its tax, the needs that it meets."""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal

from tandem.exchange.imports.enquiries import Names, minor_units
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.reading.folding import fold
from tandem.exchange.reading.rejections import BadValue, Fault
from tandem.exchange.reading.rows import TypedRow
from tandem.exchange.reading.values import Values
from tandem.money.currency import digits_of
from tandem.offers.catalogue.words import LONGEST_CODE, LONGEST_NAME, LONGEST_UNIT, OfferKind
from tandem.offers.needs.words import parted
from tandem.offers.shelf.bringing_in import Listed, bring_in_many
from tandem.offers.shelf.words import Described
from tandem.offers.tax.queries import KnownTax, known_taxes
from tandem.office.accounts.rules import Actor
from tandem.office.business.models import Business
from tandem.office.business.queries import business_zone

LONGEST = {"name": LONGEST_NAME, "unit": LONGEST_UNIT, "id": LONGEST_CODE}
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

    return check


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
    get = row.get
    return Described(
        name=get("name"),
        kind=kind_of(get("kind") or ""),
        words=get("description") or "",
        unit=get("unit") or "",
        code=get("id") or "",
        tax=get("tax_rate") or "",
        more_needs=parted(get("needs") or ""),
    )


def listed(row: TypedRow, currency: str) -> Listed:
    price, cost = (minor_of(row.get(field), currency) for field in ("price", "cost"))
    return Listed(told=offer_of(row), price_minor=price, cost_minor=cost)


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
    """Returns how many were new; what is known by its number or its name stays as it is."""
    today = at.astimezone(business_zone(business)).date()
    found = [listed(row, business.currency) for row in rows]
    return bring_in_many(rows=found, today=today, by=by, at=at, import_id=run.pk)


def taxes_on(business: Business, now: datetime.datetime) -> list[KnownTax]:
    return known_taxes(now.astimezone(business_zone(business)).date())
