"""A column of shares with their ranges: a dot on its line in every row, rows and head on one scale."""

import math
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure
from tandem.charts.interval_dot import Interval, interval_axis, interval_dot
from tandem.charts.svg import Svg

TENTH: Final = 0.1
FEWEST_STEPS: Final = 2
MOST_STEPS: Final = 5


class Ranged(Protocol):
    """A share between 0 and 1 with the two ends that most probably hold it."""

    @property
    def estimate(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


def share_top(shares: Iterable[Ranged]) -> float:
    """Where the scale ends: the next tenth above every range, and never less than a fifth."""
    highest = max((share.high for share in shares), default=TENTH)
    return max(math.ceil(highest / TENTH - 1e-9), FEWEST_STEPS) * TENTH


def share_axis(top: float, *, title: str) -> Svg:
    """“0 10 20%”: whole tenths, six of them at most."""
    steps = round(top / TENTH)
    ends = range(0, steps + 1, math.ceil(steps / MOST_STEPS))
    ticks = [(step * TENTH, f"{step * 10}{'%' if step == ends[-1] else ''}") for step in ends]
    return interval_axis(ticks, title=title, top=top)


def share_dot(
    name: str,
    share: Ranged | None,
    written: tuple[str, str],
    *,
    head: Sequence[str],
    top: float,
    whole: float | None,
    tone: Tone,
) -> Figure:
    """One row. `written` is the share and its range in words; without a share, why there is none."""
    estimate, low, high = (share.estimate, share.low, share.high) if share else (None, None, None)
    return interval_dot(
        Interval(name, estimate, low, high, *written),
        title=f"{name}: {' · '.join(filter(None, written))}",
        head=head,
        top=top,
        whole=whole,
        tone=tone,
    )
