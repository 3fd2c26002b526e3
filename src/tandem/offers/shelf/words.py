"""What a price, and its history, is in words."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.money.currency import written
from tandem.offers.bundles.models import BundlePart
from tandem.offers.catalogue.words import name_key
from tandem.offers.needs.models import NeedKind
from tandem.offers.prices.models import Price

# A day within these needs no year to be understood.
NEAR = datetime.timedelta(days=300)
SOLD_ONE_BY_ONE = frozenset({"", "each", "piece", "one"})


@dataclass(frozen=True)
class PriceLine:
    """One price in the history of an offer; `until` is the last day before the next one begins."""

    price: Price
    amount: str
    until: datetime.date | None
    is_now: bool
    is_to_come: bool


@dataclass(frozen=True, kw_only=True)
class Described:
    """What an offer is, as somebody typed it. `tax` is the key of a tax code, or nothing for no tax."""

    name: str
    kind: str
    words: str = ""
    unit: str = ""
    code: str = ""
    tax: str = ""
    adds_up: bool = False
    needs: tuple[NeedKind, ...] = ()
    more_needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PartTold:
    """What a bundle holds, by its number or its name."""

    name: str
    quantity: Decimal = Decimal(1)
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One row of a list: an offer, and what it costs where the list says it, from today on in the usual list.

    With a list or a day the row tells a price: also of an offer that is here already.
    """

    told: Described
    price_minor: int | None = None
    cost_minor: int | None = None
    price_list: str = ""
    valid_from: datetime.date | None = None
    parts: tuple[PartTold, ...] = ()

    @property
    def is_price(self) -> bool:
        return bool(self.price_list or self.valid_from)


@dataclass(eq=False)
class Seen:
    """What the rows of a list told so far: offers that are new, each by its number and by its name; of which
    offer, in which list and from which day prices are told; and which lists are new.
    """

    offers: dict[str, str] = field(default_factory=dict)
    prices: set[tuple[int | str, str, datetime.date]] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)


def marks_of(told: Described) -> list[str]:
    """What an offer is known by: its number, else its name."""
    return [*([f"code {told.code}"] if told.code else []), f"name {name_key(told.name)}"]


# “CH-1 × 2”, “Cover × 0.5 (optional)”, or a name alone for one of it.
PART = re.compile(
    r"(?P<name>.+?)(?:(?:\s*×\s*|\s+[x*]\s+)(?P<number>\d{1,6}(?:\.\d{1,3})?))?(?P<optional>\s*\(optional\))?",
    re.IGNORECASE,
)


def parts_told(text: str) -> tuple[PartTold, ...]:
    """The parts of a bundle as a list tells them, with semicolons or line ends between."""
    found = []
    for one in re.split(r"[;\n]", text):
        if match := PART.fullmatch(one.strip()):
            found.append(
                PartTold(
                    name=match["name"].strip(),
                    quantity=Decimal(match["number"] or 1),
                    optional=match["optional"] is not None,
                )
            )
    return tuple(found)


def part_written(part: BundlePart) -> str:
    """As `parts_told` reads it."""
    number = f"{part.part.code or part.part.name} × {part.quantity.normalize():f}"
    return f"{number} (optional)" if part.optional else number


def day_words(day: datetime.date, today: datetime.date) -> str:
    return date_format(day, "j F" if abs(day - today) <= NEAR else "j F Y")


def lines_of(prices: Sequence[Price], today: datetime.date) -> list[PriceLine]:
    """The prices of one offer in one list, in the order in which they begin."""
    found = []
    for place, price in enumerate(prices):
        later = prices[place + 1].valid_from if place + 1 < len(prices) else None
        until = later - datetime.timedelta(days=1) if later else None
        is_now = price.valid_from <= today and (until is None or today <= until)
        found.append(PriceLine(price, written(price.amount), until, is_now, price.valid_from > today))
    return found


def history_words(lines: Sequence[PriceLine], today: datetime.date) -> str:
    """“£140 since 1 March, £155 from 1 January”: what holds now and what is to come."""
    told = []
    for line in lines:
        parts = {"price": line.amount, "day": day_words(line.price.valid_from, today)}
        if line.is_now:
            told.append(_("%(price)s since %(day)s") % parts)
        elif line.is_to_come:
            told.append(_("%(price)s from %(day)s") % parts)
    return ", ".join(told)


def per_unit(unit: str) -> str:
    """“an hour”, “per metre”: nothing for what is sold one by one."""
    return "" if unit.casefold() in SOLD_ONE_BY_ONE else _("per %(unit)s") % {"unit": unit}
