"""How enquiries become customers now: since when any do, since when as many, and how long it takes."""

from dataclasses import dataclass

from tandem.maths.beginning import Beginning, find_beginning
from tandem.maths.breaks import Break, find_break
from tandem.maths.enquiries import Enquiries, Flags, Integers
from tandem.maths.lag import LagPosterior, fit_lag


@dataclass(frozen=True)
class Process:
    """What every estimate of the final conversion is made with."""

    enquiries: Enquiries
    """With the day on which selling began, where it began after people had asked."""
    lag: LagPosterior | None
    """That of those since a break, where it is another one; None where no win has a usable day."""
    began: Beginning | None
    broken: Break | None

    @property
    def later(self) -> Flags | None:
        """Cells since the break, shape (n,); None without one."""
        return self.enquiries.heard >= self.broken.day if self.broken else None


def process_of(enquiries: Enquiries, starts: Integers, *, level: float = 0.9, seed: int = 0) -> Process:
    """Fits the lag, and looks for a beginning and for a break, in this order.

    `starts` are first days of months, shape (m,), rising, the first at or before the first enquiry.
    """
    lag = fit_lag(enquiries, enquiries.channel, enquiries.channels, seed=seed) if enquiries.total else None
    began = find_beginning(enquiries, lag, starts, seed=seed)
    if began:
        enquiries, lag = began.enquiries, began.lag
    broken = find_break(enquiries, lag, starts, level=level, seed=seed)
    return Process(enquiries, broken.lag if broken else lag, began, broken)
