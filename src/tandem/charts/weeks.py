"""Weeks that were and weeks to come, of which a forecast is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Past:
    """A week that was. `label` stands under the axis where there is room, `name` in the table.

    Below nought, as after a credit note, no bar is drawn: the table says it.
    """

    name: str
    value: float
    written: str
    label: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coming:
    """A week to come: the middle with its range. `still_open` is the part from enquiries open now."""

    name: str
    value: float
    low: float
    high: float
    still_open: float
    written: str
    label: str = ""
    cells: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high or self.still_open < 0:
            raise ValueError(f"The week {self.name!r} has a range that is upside down or below nought.")


@dataclass(frozen=True)
class Shift:
    """From the past week with this index on, the level was another one."""

    at: int
    words: str


@dataclass(frozen=True)
class FanWords:
    """`was` and `coming` head the two parts, `end` is where it ends (“about 5 a week, 2 to 9”).

    The others explain the three looks of a week to come.
    """

    was: str
    coming: str
    end: str
    still_open: str
    new: str
    range: str


@dataclass(frozen=True)
class Weeks:
    """The past and what is expected, in one row; the border is where they meet, as a share of the width."""

    past: Sequence[Past]
    coming: Sequence[Coming]
    shift: Shift | None

    @property
    def every(self) -> list[Past | Coming]:
        return [*self.past, *self.coming]

    @property
    def many(self) -> int:
        return len(self.past) + len(self.coming)

    @property
    def border(self) -> float:
        return len(self.past) / self.many

    @property
    def highest(self) -> float:
        """The end of the scale."""
        coming = [max(week.high, week.value) for week in self.coming]
        return max([*(week.value for week in self.past), *coming])
