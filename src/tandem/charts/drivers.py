"""What moved a total: its two ends, and the drivers between them, desk by desk."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from tandem.charts.classes import Tone
from tandem.charts.places import cut_below


@dataclass(frozen=True)
class Total:
    """One end. `value` is drawn, `written` is read: “£80,040”."""

    name: str
    value: float
    written: str


@dataclass(frozen=True)
class Driver:
    """One step. `change` is in the unit of the totals, and None where it was not recorded.

    `written` is the large number (“−32.7%”), `amount` the small one with it (“−£26,980”); `range` and
    `verdict` (“fell: 9 in 10”) stand below. The finding is drawn in full colour, the others soft.
    """

    name: str
    change: float | None
    written: str
    amount: str = ""
    range: str = ""
    verdict: str = ""
    finding: bool = False


@dataclass(frozen=True)
class Desk:
    """The drivers of one desk, in order, under a bracket with their sum in words."""

    words: str
    drivers: tuple[Driver, ...]
    tone: Tone


@dataclass(frozen=True)
class Step:
    """A driver between the level before and the level after it."""

    driver: Driver
    tone: Tone
    before: float
    after: float

    @property
    def fill(self) -> str:
        return "chart-full" if self.driver.finding else "chart-soft"

    @property
    def verdict(self) -> str:
        return "chart-label" if self.driver.finding else "chart-mute"


@dataclass(frozen=True)
class Change:
    """The whole way. `cut` is where the axis begins: nought, or higher where bars would be slivers."""

    start: Total
    desks: tuple[Desk, ...]
    end: Total
    steps: tuple[Step, ...]
    cut: float

    @property
    def names(self) -> list[str]:
        return [self.start.name, *(step.driver.name for step in self.steps), self.end.name]

    @property
    def levels(self) -> list[float]:
        return [self.cut, self.start.value, *(step.after for step in self.steps), self.end.value]


def change_of(start: Total, desks: Sequence[Desk], end: Total) -> Change:
    """Raises ValueError where the changes do not add up to the difference of the two ends."""
    drivers = [(driver, desk.tone) for desk in desks for driver in desk.drivers]
    levels = list(accumulate((driver.change or 0 for driver, _ in drivers), initial=start.value))
    if not math.isclose(levels[-1], end.value, rel_tol=1e-6, abs_tol=1e-6 * abs(start.value) + 1e-9):
        raise ValueError(f"The drivers lead to {levels[-1]}, and the end is {end.value}.")
    steps = tuple(Step(driver, tone, levels[i], levels[i + 1]) for i, (driver, tone) in enumerate(drivers))
    return Change(start, tuple(desks), end, steps, cut_below([*levels, end.value]))
