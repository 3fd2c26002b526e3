"""What matching is asked and what it answers: frozen, so that the same question always has the same answer.
Amounts are in minor units of one currency.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from tandem.sales.hearing.words import Weight

ONE = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A need. `kind` is how the business sorts it; without one it only says when or for how much, or is not
    sorted yet. `unmet`: somebody said that the business has nothing of that kind, or no kind for it.
    """

    key: int
    words: str
    weight: str = Weight.SHOULD
    kind: int | None = None
    wanted_on: datetime.date | None = None
    budget_minor: int | None = None
    quantity: Decimal | None = None
    unmet: bool = False

    @property
    def names_a_thing(self) -> bool:
        """Whether an offer can meet it by what it is; the others only say when, or for how much."""
        return self.kind is not None or self.unmet

    @property
    def is_sorted(self) -> bool:
        return self.names_a_thing or self.wanted_on is not None or self.budget_minor is not None


@dataclass(frozen=True)
class Taken:
    """How many took an offer, of the people who had the same need and bought since the offer is there.

    `low` to `high` holds the share: it is kept with the counts, as it takes longer to work out than to read.
    """

    took: int
    people: int
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class OnSale:
    """An offer as it is sold on one day. No price and no `days` mean that nobody has said them.

    `price_minor` is for one; `days` are from yes to ready. `extras` may be added to it: the optional parts of
    a bundle, `of_each` to a bundle. `gives`: how many of what a kind asks for are in one of it, if not one.
    `taken` is by the kind of a need.
    """

    key: int
    name: str
    kinds: frozenset[int] = frozenset()
    price_minor: int | None = None
    days: int | None = None
    extras: tuple["OnSale", ...] = ()
    of_each: Decimal = ONE
    gives: Mapping[int, Decimal] = field(default_factory=dict)
    taken: Mapping[int, Taken] = field(default_factory=dict)


class Why(StrEnum):
    """Why an offer misses a need, or why that cannot be told."""

    NOT_THIS = "not_this"
    LATE = "late"
    OVER = "over"
    NO_PRICE = "no_price"
    NO_DAYS = "no_days"


@dataclass(frozen=True)
class Miss:
    """`by`: so many days late, or so much of the money over."""

    need: Asked
    why: Why
    by: int = 0


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """One offer against all needs. Each need that is sorted is in one of met, missed and unsure.

    `over_minor`: how much it costs more than was said for what it meets; `price_open`: a budget was said and
    no price is known. `taken` with `taken_for`: what others with that need took, where they are enough.
    """

    offer: OnSale
    extras: tuple[OnSale, ...]
    quantity: Decimal
    cost_minor: int | None
    ready_on: datetime.date | None
    met: tuple[Asked, ...]
    missed: tuple[Miss, ...]
    unsure: tuple[Miss, ...]
    over_minor: int = 0
    budget_minor: int | None = None
    price_open: bool = False
    taken: Taken | None = None
    taken_for: Asked | None = None

    @property
    def number(self) -> int:
        return len(self.met) + len(self.missed) + len(self.unsure)

    @property
    def meets_all(self) -> bool:
        return not self.missed and not self.unsure


@dataclass(frozen=True)
class Matches:
    """All offers that have to do with what was asked, the best first.

    `nothing_fits`: there were needs to go by, and no offer meets one that must be (or any, if none must be).
    `together`: some offers, beginning with the first, that meet between them all that offers here can meet.
    `unsorted`: needs that nobody has sorted yet, so that nothing can be said of them.
    """

    ranked: tuple[Ranked, ...] = ()
    nothing_fits: bool = False
    together: tuple[Ranked, ...] = ()
    unsorted: tuple[Asked, ...] = ()

    @property
    def first(self) -> Ranked | None:
        return self.ranked[0] if self.ranked and not self.nothing_fits else None
