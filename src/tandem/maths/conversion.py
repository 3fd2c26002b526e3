"""How many enquiries become customers in the end, with those counted by their age that are still open."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tandem.maths.conversion_grid import GridDraws, draw_conversions
from tandem.maths.enquiries import LOST, OPEN, WON, Enquiries, Flags, Floats, Integers
from tandem.maths.lag import LagPosterior, lag_of
from tandem.maths.lag_cells import COARSE, LagCells, lag_cells
from tandem.maths.results import Estimate, estimate_of

DRAWS: Final = 960


@dataclass(frozen=True)
class GroupConversion:
    """One group of enquiries, or all."""

    enquiries: int
    won: int
    lost: int
    open: int
    naive: float | None
    """Won over all, None where there is no enquiry."""
    conversion: Estimate | None
    """Chance that an enquiry becomes a customer in the end, None where there is no enquiry."""
    still_to_come: Estimate
    """How many of the open ones will be won in the end: the interval holds the chance of each."""


@dataclass(frozen=True)
class Conversions:
    """Final conversions of g groups and of all enquiries together."""

    whole: GroupConversion
    groups: tuple[GroupConversion, ...]
    draws: GridDraws
    """The joint draws behind them, d of them."""


def conversions(
    enquiries: Enquiries,
    groups: Integers,
    group_count: int,
    lag: LagPosterior | None,
    *,
    level: float = 0.9,
    draws: int = DRAWS,
    seed: int = 0,
    later: Flags | None = None,
) -> Conversions:
    """Final conversion of each group and of all, with what is still to come, at `level`.

    `groups` is the group of each cell, shape (n,), from 0 to `group_count` - 1. `lag` is what
    `fit_lag` gave. All together have the mean of the groups' conversions, weighted by their enquiries.
    Estimates are medians of the posterior (a lag that may be long makes it lopsided). The model stands
    in `conversion_grid`. `later` marks the cells since a break, shape (n,): a group may convert otherwise
    there, and its conversion is then the mean over its enquiries before and since.
    """
    generator = np.random.default_rng(seed)
    sides = 1 if later is None else 2
    fitted = groups if later is None else groups * 2 + later
    cells = lag_cells(enquiries, fitted, group_count * sides, COARSE)
    used = lag or lag_of(cells)
    found = draw_conversions(cells, used, draws, generator)
    expected, counted = _still_to_come(cells, used, found, generator)
    size = np.bincount(groups, enquiries.count, minlength=group_count)
    if later is not None:
        parts = np.bincount(fitted, enquiries.count, minlength=group_count * 2).reshape(group_count, 2)
        found = _over_sides(found, parts)
        expected, counted = (
            values.reshape(-1, group_count, 2).sum(axis=-1) for values in (expected, counted)
        )
    states = np.array(
        [
            np.bincount(groups, enquiries.count * (enquiries.state == state), minlength=group_count)
            for state in (WON, LOST, OPEN)
        ]
    ).astype(np.int64)
    told = [
        _told(states[:, group], found.conversion[:, group], expected[:, group], counted[:, group], level)
        for group in range(group_count)
    ]
    overall = found.conversion @ size / max(size.sum(), 1)
    whole = _told(states.sum(axis=1), overall, expected.sum(axis=1), counted.sum(axis=1), level)
    return Conversions(whole, tuple(told), found)


def _over_sides(found: GridDraws, parts: Integers) -> GridDraws:
    """One conversion a group from those before and since a break, by their enquiries, shape (g, 2)."""
    counts = np.where(parts.sum(axis=1, keepdims=True) > 0, parts, 1)
    weights = counts / counts.sum(axis=1, keepdims=True)

    def over(values: Floats) -> Floats:
        return np.asarray((values.reshape(len(values), len(parts), 2) * weights).sum(axis=-1))

    return GridDraws(over(found.conversion), over(found.recorded), found.lag)


def conversion_draws(
    enquiries: Enquiries,
    groups: Integers,
    group_count: int,
    lag: LagPosterior | None,
    *,
    draws: int,
    seed: int,
) -> Floats:
    """Draws from the posterior of each group's final conversion, shape (draws, group_count).

    `groups` is the group of each cell, shape (n,). `lag` is what `fit_lag` gave; where it gave none,
    the prior of the lag is averaged over. Draws of one row belong together: one lag, one hierarchy.
    """
    cells = lag_cells(enquiries, groups, group_count, COARSE)
    return draw_conversions(cells, lag or lag_of(cells), draws, np.random.default_rng(seed)).conversion


def won_within(
    enquiries: Enquiries,
    groups: Integers,
    group_count: int,
    lag: LagPosterior,
    days: int,
    *,
    later: Flags | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Floats:
    """Draws of the customers of each group by so many days from now, shape (draws, group_count).

    Those who have bought, and of the open ones those who will by then; nobody who has not asked yet. The
    arguments are those of `conversions`. It is what can be held against a list that ends on that day: of
    who buys after it the list says nothing.
    """
    generator = np.random.default_rng(seed)
    sides = np.zeros(len(groups), dtype=np.int64) if later is None else later.astype(np.int64)
    cells = lag_cells(enquiries, groups * 2 + sides, group_count * 2, COARSE)
    found = draw_conversions(cells, lag, draws, generator)
    _expected, counted = _still_to_come(cells, lag, found, generator, within=days)
    return np.asarray((cells.won + counted).reshape(-1, group_count, 2).sum(axis=-1))


def chance_to_win(conversion: Floats, recorded: Floats, known: Floats, lost_by: Floats) -> Floats:
    """Chance that an enquiry that is still open at some age is won in the end.

    c (1 - F) / (c (1 - F) + (1 - c) (1 - r G)): with `conversion` c, `recorded` r, `known` F and
    `lost_by` G at that age, of shapes that broadcast. By Bayes' rule from the model in
    `lag_likelihood`; without recorded losses it is c (1 - F) / (1 - c F), as in evidence.md D.
    """
    winners = conversion * (1 - known)
    others = (1 - conversion) * (1 - recorded * lost_by)
    return np.asarray(winners / np.maximum(winners + others, 1e-300))


def _still_to_come(
    cells: LagCells,
    lag: LagPosterior,
    found: GridDraws,
    generator: np.random.Generator,
    *,
    within: int | None = None,
) -> tuple[Floats, Floats]:
    """Of the open ones: wins to be expected, and wins drawn, both of shape (d, g); ever, or `within` days."""
    middle = cells.bins.middle
    known, lost_by = lag.known(middle)[found.lag], lag.lost_by(middle)[found.lag]
    late = 0.0 if within is None else 1.0 - lag.known(middle + within)[found.lag]
    # Of those who will buy and have not yet, the share that does in time.
    in_time = 1.0 - late / np.maximum(1.0 - known, 1e-300)
    expected, counted = np.zeros_like(found.conversion), np.zeros_like(found.conversion)
    for group, still_open in enumerate(cells.open):
        ages = np.flatnonzero(still_open)
        chance = chance_to_win(
            found.conversion[:, group, None], found.recorded[:, group, None], known[:, ages], lost_by[:, ages]
        )
        chance *= np.clip(in_time[:, ages], 0.0, 1.0)
        expected[:, group] = chance @ still_open[ages]
        counted[:, group] = generator.binomial(still_open[ages].astype(np.int64), chance).sum(axis=1)
    return expected, counted


def _told(
    states: Integers, conversion: Floats, expected: Floats, counted: Floats, level: float
) -> GroupConversion:
    won, lost, still_open = (int(count) for count in states)
    total = won + lost + still_open
    return GroupConversion(
        enquiries=total,
        won=won,
        lost=lost,
        open=still_open,
        naive=won / total if total else None,
        conversion=estimate_of(conversion, level, centre=float(np.median(conversion))) if total else None,
        still_to_come=estimate_of(counted, level, centre=float(np.median(expected))),
    )
