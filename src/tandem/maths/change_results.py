"""What is told of the change of expected revenue between two periods."""

from dataclasses import dataclass
from typing import Literal

from tandem.maths.enquiries import Floats
from tandem.maths.results import Estimate
from tandem.maths.verdict import ChangeVerdict, DriverWord, Verdict

Kind = Literal["both", "new", "ended"]


@dataclass(frozen=True)
class PeriodFigures:
    """One of the two periods."""

    first: int
    last: int
    """Days, both included; the last is never after `as_of`."""
    enquiries: int
    won: int
    lost: int
    open: int
    rate: Estimate | None
    """Enquiries a day."""
    conversion: Estimate | None
    """Share that becomes a customer in the end."""
    value: Estimate | None
    """Mean first sale; None where no amount is known."""
    revenue: Estimate | None
    """Expected, of the whole period: rate x days x conversion x value, and so it is in the estimates, too."""
    still_to_come: Estimate | None
    """How many of the open ones will be won in the end: the interval holds the chance of each. None where
    nobody asked in one of the periods."""

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    @property
    def naive(self) -> float | None:
        """Won of all heard, as a dashboard of raw percentages shows it."""
        return self.won / self.enquiries if self.enquiries else None


@dataclass(frozen=True)
class Judged:
    """One driver or one desk."""

    effect: Estimate | None
    """Logarithm of a ratio, after to before; None where it is not recorded."""
    word: DriverWord
    verdict: Verdict | None
    """The odds behind the word."""


@dataclass(frozen=True)
class ChannelLine:
    """What one channel had to do with the change."""

    channel: int
    kind: Kind
    """In both periods, or in one only: `new` in the second, `ended` after the first."""
    enquiries: tuple[int, int]
    won: tuple[int, int]
    open: tuple[int, int]
    """Before and after."""
    effect: Estimate
    """Its part of the logarithm of the ratio; the parts of all channels add up to the whole."""
    drivers: dict[str, float]
    """What each driver has in it; they add up to the estimate."""
    money: float | None


@dataclass(frozen=True)
class Money:
    """The change as money, for periods as long as the second."""

    before: float
    after: float
    drivers: dict[str, float]
    """They add up to after - before."""

    @property
    def total(self) -> float:
        return self.after - self.before


@dataclass(frozen=True)
class Change:
    """Between two periods. Without an enquiry in one of them there is no effect, only the counts."""

    status: Literal["ok", "not_enough_data"]
    before: PeriodFigures
    after: PeriodFigures
    total: Estimate | None
    drivers: dict[str, Judged]
    desks: dict[str, Judged]
    verdict: ChangeVerdict
    channels: tuple[ChannelLine, ...]
    money: Money | None
    """None where no amount is known."""
    lags: Literal[1, 2]
    """Two where the data speak for a lag of its own in each period."""
    draws: dict[str, Floats]
    """Of each driver that is recorded, shape (d,): in each draw they add up to the whole."""
