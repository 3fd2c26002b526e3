"""What comes of comparing sellers, in codes: sentences are made where they are shown."""

from dataclasses import dataclass
from typing import Final

from tandem.maths.results import Estimate
from tandem.maths.swaps import Swap

OK: Final = "ok"
WEAK: Final = "weak"
REFUSED: Final = "refused"

# Why, in codes; sentences are made where they are shown.
NO_OWNER: Final = "no_owner"
ONE_SELLER: Final = "one_seller"
OWNER_ON_WINS: Final = "owner_on_won_only"
FEW_ENDED: Final = "few_ended"
ENDED_ALIKE: Final = "ended_alike"
NO_SHARED_CHANNEL: Final = "no_shared_channel"
CONFOUNDED: Final = "confounded"

# What would help.
RECORD_OWNER: Final = "record_owner"
OVER_TIME: Final = "over_time"
RECORD_AT_HANDOVER: Final = "record_owner_at_handover"
WAIT: Final = "wait"
CHECK_OWNERS: Final = "check_owners"
SWAP: Final = "swap"


@dataclass(frozen=True)
class SellerEffect:
    seller: int
    odds_ratio: Estimate | None
    """Against the mean of the judged sellers' log odds; None where this one cannot be judged."""
    differs: bool
    """Whether low to high leaves out 1."""
    why: str | None
    """A code, where this one cannot be judged."""


@dataclass(frozen=True)
class ChannelEffect:
    channel: int
    odds_ratio: Estimate | None
    """Against the mean of the judged channels' log odds."""
    differs: bool


@dataclass(frozen=True)
class AnswerEffect:
    """What goes with a slower first answer. Hot enquiries are answered first, so nothing is said of
    causes."""

    odds_ratio: Estimate
    """For each tenfold longer time."""
    enquiries: int
    """With a recorded answer."""


@dataclass(frozen=True)
class SellerCount:
    seller: int
    channel: int
    enquiries: int
    closed: int
    won: int


@dataclass(frozen=True)
class Sellers:
    status: str
    """OK, WEAK or REFUSED."""
    why: str | None
    remedy: str | None
    identifiability: float | None
    """Mean over the pairs that are compared of the posterior over the prior sd of their difference; small is
    good."""
    spread: Estimate | None
    """The sd of sellers, in log odds."""
    effects: tuple[SellerEffect, ...]
    channels: tuple[ChannelEffect, ...]
    answer: AnswerEffect | None
    swap: Swap | None
    counts: tuple[SellerCount, ...]
