"""What the channels of two periods have in common: the prior by which a small channel learns from the others.

A cell is a part in a period; a part is a channel, or a channel and a segment. A number of a cell (a
logarithm, or log odds) is taken to be

common + period + part + deviation of this part in this period

each normal around 0. How much parts differ, and how much one part's change differs from another's, is not
known beforehand: every spread of a small grid is weighed by how well it explains the data, and all are
averaged.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from scipy.special import logsumexp

from tandem.maths.enquiries import Floats, Integers

PART_SPREADS: Final = np.array([0.05, 0.2, 0.4, 0.7, 1.1])
_PART_SCALE: Final = 0.7
DEVIATION_SPREADS: Final = np.array([0.0, 0.12, 0.3])
_DEVIATION_SCALE: Final = 0.15
_LEAST: Final = 0.02  # keeps a covariance invertible


@dataclass(frozen=True)
class Cells:
    """k cells."""

    part: Integers
    """Shape (k,), from 0."""
    channel: Integers
    """Of each cell, shape (k,)."""
    period: Integers
    """0 for before, 1 for after, shape (k,)."""

    def __len__(self) -> int:
        return len(self.part)


@dataclass(frozen=True)
class Spreads:
    """g combinations of how much parts and their changes differ, with the logarithm of their prior weight."""

    part: Floats
    deviation: Floats
    weight: Floats
    """Each of shape (g,)."""


def spreads_of(cells: Cells) -> Spreads:
    """The grid that these cells can tell anything about: half normal weights, one node where all is one."""
    several = len(np.unique(cells.part)) > 1
    parts = PART_SPREADS if several else PART_SPREADS[:1]
    deviations = DEVIATION_SPREADS if several and len(np.unique(cells.period)) > 1 else DEVIATION_SPREADS[:1]
    part, deviation = (grid.ravel() for grid in np.meshgrid(parts, deviations, indexing="ij"))
    weight = -0.5 * (part / _PART_SCALE) ** 2 - 0.5 * (deviation / _DEVIATION_SCALE) ** 2
    return Spreads(part, deviation, np.asarray(weight))


def covariances(cells: Cells, spreads: Spreads, *, common: float, period: float) -> Floats:
    """Prior covariance of the numbers of the cells for each node, shape (g, k, k).

    `common` is the standard deviation of what all share, `period` that of the change between the periods.
    Half of the variance of a part is its channel's, so that segments of a channel are more alike than
    channels.
    """

    def same(codes: Integers) -> Floats:
        return np.asarray(codes[:, None] == codes[None, :], dtype=np.float64)

    side = cells.period - 0.5
    shared = common**2 + period**2 * side[:, None] * side[None, :]
    alike = (same(cells.part) + same(cells.channel)) / 2
    own = np.eye(len(cells))
    return np.asarray(
        shared
        + spreads.part[:, None, None] ** 2 * alike
        + (spreads.deviation[:, None, None] ** 2 + _LEAST**2) * own
    )


def chosen_nodes(weights: Floats, draws: int, generator: Generator) -> Integers:
    """Node of each draw, shape (draws,), in random order: as often as its weight says, with little luck.

    `weights` are logarithms, shape (g,), up to a constant.
    """
    shares = np.exp(weights - logsumexp(weights))
    place = (np.arange(draws) + generator.random()) / max(draws, 1)
    nodes = np.minimum(np.searchsorted(np.cumsum(shares), place), len(weights) - 1)
    return np.asarray(generator.permutation(nodes), dtype=np.int64)


def counterparts(cells: Cells) -> Integers:
    """The cell of the same part in the other period, itself where there is none, shape (k,).

    Draws are made in pairs: the second of a pair gives each cell the luck that the first gave its
    counterpart. So where both periods are the same, what the one says of a change the other takes back,
    exactly.
    """
    same = (cells.part[:, None] == cells.part) & (cells.period[:, None] != cells.period)
    return np.where(same.any(axis=1), same.argmax(axis=1), np.arange(len(cells)))


def paired(luck: Floats, counterpart: Integers) -> Floats:
    """Luck of the first of each pair, shape (h, k), then that of the second, to shape (2 h, k)."""
    return np.concatenate([luck, luck[:, counterpart]])


def spread_by(luck: Floats, covariance: Floats) -> Floats:
    """Independent normal luck, shape (h, k), made to vary as the covariance, (k, k), says.

    By the symmetric root, which treats counterparts alike; a triangular one would put the first cell first.
    """
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(luck @ (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T)
