"""Figures over many simulated firms: what was found, how sure that is, and what it is held to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

# Of one firm, by name: numerator and denominator of a figure, which is the sum of one over that of the other.
Sums = dict[str, tuple[float, float]]
Shape = Literal["ratio", "root"]

BELOW: Final = float("-inf")
ABOVE: Final = float("inf")


@dataclass(frozen=True)
class Figure:
    """What a figure is made from, and between what it should lie."""

    key: str
    """Which sums of a firm."""
    name: str
    low: float = BELOW
    high: float = ABOVE
    """The bar; without any, the figure is told and held to nothing."""
    goal: float | None = None
    """A closer limit, on the side of the bar: under `high`, or over `low` where there is no `high`."""
    shape: Shape = "ratio"
    """A root is that of the ratio: of mean squares, say."""

    @property
    def held(self) -> bool:
        return self.low > BELOW or self.high < ABOVE


@dataclass(frozen=True)
class Row:
    """One line of the table of calibration."""

    study: str
    name: str
    figure: float | None
    """None where no firm told anything of it."""
    error: float | None
    """Standard error of the figure, firms being independent of each other."""
    firms: int
    low: float | None
    high: float | None
    goal: float | None
    within: bool | None
    """Whether the figure is within the bar; None where it is held to nothing, or is not known."""
    reached: bool | None
    """The same of the goal."""


def row_of(study: str, figure: Figure, firms: Iterable[Mapping[str, tuple[float, float]]]) -> Row:
    """The sum over the sum, and its standard error by linearisation over firms (Cochran 1977, section
    6.4)."""
    pairs = np.array([sums[figure.key] for sums in firms if figure.key in sums]).reshape(-1, 2)
    whole = pairs[:, 1].sum()
    value = error = None
    if whole > 0:
        ratio = pairs[:, 0].sum() / whole
        spread = np.sqrt(((pairs[:, 0] - ratio * pairs[:, 1]) ** 2).sum()) / whole
        root = np.sqrt(ratio) if figure.shape == "root" else None
        value = float(ratio if root is None else root)
        error = float(spread if root is None else spread / (2 * root) if root else 0.0)
    told = value is not None
    return Row(
        study=study,
        name=figure.name,
        figure=value,
        error=error,
        firms=int((pairs[:, 1] > 0).sum()),
        low=figure.low if figure.low > BELOW else None,
        high=figure.high if figure.high < ABOVE else None,
        goal=figure.goal,
        within=figure.low <= value <= figure.high if value is not None and figure.held else None,
        reached=_reached(figure, value) if told and figure.goal is not None else None,
    )


def _reached(figure: Figure, value: float | None) -> bool | None:
    if value is None or figure.goal is None:
        return None
    return value <= figure.goal if figure.high < ABOVE else value >= figure.goal


def counted(*marks: bool) -> tuple[float, float]:
    """Sums of a share: how many are true, of how many."""
    return float(sum(marks)), float(len(marks))
