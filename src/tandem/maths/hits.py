"""How often forecasts that could have been made at past weeks held what came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tandem.maths.future import Name
from tandem.maths.own_errors import PastForecast, stretch_of, stretched
from tandem.maths.replay import NAMES, SPANS, Past
from tandem.maths.weekly import WEEK


@dataclass(frozen=True)
class HitRate:
    """How often what came lay within what was said. Windows overlap where more than one began within its
    weeks."""

    measure: Name
    weeks: int
    windows: int
    hits: int


def back_test(past: Past, earliest: int, level: float, offsets: Mapping[Name, float]) -> tuple[HitRate, ...]:
    """Hits of past windows that begin on the day `earliest` or later, of each measure and span that has one.

    Each is stretched by the errors of windows that were over when it began, as today's is by all of them.
    They are not held to one another as today's are (`agreement.agreed`): that changes a few odd firms only.
    """
    rates = []
    for name in NAMES:
        for weeks in SPANS:
            windows = past.get((name, weeks), [])
            held = [
                _held(window, windows, level, offsets[name]) for window in windows if window.start >= earliest
            ]
            if held:
                rates.append(HitRate(name, weeks, len(held), sum(held)))
    return tuple(rates)


def _held(window: PastForecast, windows: Sequence[PastForecast], level: float, offset: float) -> bool:
    known = [other for other in windows if other.start + WEEK * other.weeks <= window.start]
    said = stretched(window.said, stretch_of(known, level, offset), offset)
    return said.low <= window.came <= said.high
