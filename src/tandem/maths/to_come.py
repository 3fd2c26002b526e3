"""How many of the open enquiries of two periods will be won in the end, each by how long it has been open."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from tandem.maths.cells import Cells
from tandem.maths.conversion import chance_to_win
from tandem.maths.enquiries import Floats
from tandem.maths.period_lags import PeriodLags
from tandem.maths.winning import ChanceDraws


@dataclass(frozen=True)
class Waiting:
    """Open enquiries by cell and age, shape (k, b) each. Who was declined is in neither."""

    accepted: Floats
    """Those that are sold to: all of them where acceptance is not recorded."""
    undecided: Floats
    """Those of which sales has not said yet; none where acceptance is not recorded."""


@dataclass(frozen=True)
class ToCome:
    """Of the open ones of each period: wins to be expected, and wins drawn, each of shape (2, d)."""

    expected: Floats
    counted: Floats

    def swapped(self) -> "ToCome":
        """The same draws with before called after."""
        return ToCome(self.expected[::-1], self.counted[::-1])


def wins_to_come(
    waiting: Waiting,
    cells: Cells,
    lags: PeriodLags,
    chances: ChanceDraws,
    quality: Floats | None,
    generator: Generator,
) -> ToCome:
    """Draws of the wins that the open ones will bring, ever.

    `lags` hold the shares at the ages of `waiting`, and `chances` come from `winning.chance_draws` with the
    same cells and lags. `quality` is the share that sales accepts, shape (d, k), None where that is not
    recorded: who is undecided is taken to be accepted as often as anybody else, and to buy then as the
    accepted of the same age do. The chance of each is that of `conversion.chance_to_win`.
    """
    draws = len(chances.won)
    expected, squared = np.zeros((2, draws)), np.zeros((2, draws))
    for period in range(2):
        there = (cells.period == period)[:, None] & (waiting.accepted + waiting.undecided > 0)
        cell, age = np.nonzero(there)
        accepted, undecided = waiting.accepted[cell, age], waiting.undecided[cell, age]
        for number in np.unique(chances.lag):
            rows = np.flatnonzero(chances.lag == number)
            by_age = lags.known[number, period, age], lags.lost[number, period, age]
            share, recorded = chances.won[np.ix_(rows, cell)], chances.recorded[rows, period, None]
            chance = chance_to_win(share, recorded, *by_age)
            expected[period, rows] = chance @ accepted
            squared[period, rows] = chance**2 @ accepted
            if quality is not None:
                chance *= quality[np.ix_(rows, cell)]
                expected[period, rows] += chance @ undecided
                squared[period, rows] += chance**2 @ undecided
    by_cell = (waiting.accepted + waiting.undecided).sum(axis=1)
    still_open = np.array([by_cell[cells.period == period].sum() for period in range(2)])
    return ToCome(expected, _counted(expected, squared, still_open, generator))


def _counted(expected: Floats, squared: Floats, most: Floats, generator: Generator) -> Floats:
    """How many of so many buy, each with a chance of its own, shape (2, d): no more than `most`, shape (2,).

    By the binomial with the mean and (but for a whole number of trials) the variance of that sum, as one draw
    for each age and channel would take most of the time. Where all have the same chance it is the sum itself.
    `squared` is the sum of the squared chances.
    """
    # A whole number of chances that are all alike must not become one more by a rounding error.
    trials = np.minimum(np.ceil(expected**2 / np.maximum(squared, 1e-300) - 1e-9), most[:, None])
    chance = np.clip(expected / np.maximum(trials, 1.0), 0.0, 1.0)
    return generator.binomial(trials.astype(np.int64), chance).astype(np.float64)
