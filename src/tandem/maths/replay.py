"""Forecasts that could have been made at past weeks, from what was known then, held against what came.

Cheap: enquiries are added up by week; the lag and the values are today's (they are learnt from few wins, so a
lag of a few of them would tell more of luck than of the method); conversions, the level of enquiries, its
changes and the channels' mix are made anew from what was known at each origin.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tandem.maths.enquiries import NONE, OPEN, WON, Enquiries, Flags, Floats, Integers
from tandem.maths.future import Name, Selling, Standing, draw_future
from tandem.maths.level import LevelChange, level_of
from tandem.maths.own_errors import PastForecast
from tandem.maths.pipeline import OpenByAge, open_by_age
from tandem.maths.weekly import WEEK, Weekly, weeks_back

SPANS: Final = (4, 13)
NAMES: Final[tuple[Name, ...]] = ("enquiries", "customers", "revenue")
Past = Mapping[tuple[Name, int], list[PastForecast]]

# Weeks back of the moments that are gone back to: each week at first, every other later.
ORIGINS: Final = (*range(4, 17), *range(18, 61, 2))
# With fewer weeks before it, an origin tells nothing.
WEEKS_BEFORE: Final = 4
DRAWS: Final = 192
# The conversions of channels are drawn together as by so many enquiries of the whole firm's.
_COMMON: Final = 20.0


@dataclass(frozen=True)
class WeekCells:
    """Enquiries by the week heard, the week ended, state and channel, u cells, weeks counted back from 0."""

    heard: Integers
    ended: Integers
    """NONE where open. An ending without a day is taken for known since the enquiry was heard."""
    won: Integers
    """1 where won, else 0."""
    channel: Integers
    count: Floats


def week_cells(enquiries: Enquiries) -> WeekCells:
    """Adds the enquiries up by week."""
    heard = weeks_back(enquiries.heard, enquiries.as_of)
    dated = np.where(enquiries.closed == NONE, heard, weeks_back(enquiries.closed, enquiries.as_of))
    ended = np.where(enquiries.state == OPEN, NONE, dated)
    columns = [heard, ended - NONE, (enquiries.state == WON).astype(np.int64), enquiries.channel]
    sizes = [int(column.max(initial=0)) + 1 for column in columns]
    keys, place = np.unique(np.ravel_multi_index(columns, sizes), return_inverse=True)
    weeks, ends, won, channel = np.unravel_index(keys, sizes)
    counts = np.bincount(place, enquiries.count, len(keys)).astype(np.float64)
    return WeekCells(weeks, ends + NONE, won, channel, counts)


def past_forecasts(
    cells: WeekCells,
    weekly: Weekly,
    channels: int,
    selling: Selling | None,
    change: LevelChange | None,
    *,
    level: float,
    seed: int,
) -> Past:
    """Past windows of 4 and 13 weeks, oldest first, for each measure that can be known.

    `selling` holds today's draws of the lag and the values; its conversions are not used. Windows in which
    the level of enquiries changed are marked as not steady. Wins without a day are in no week, so what came
    is divided by the share that has one.
    """
    past: dict[tuple[Name, int], list[PastForecast]] = {
        (name, weeks): [] for name in NAMES for weeks in SPANS
    }
    selling = selling and selling.of(np.arange(DRAWS) * len(selling.conversion) // DRAWS)
    for back in reversed([back for back in ORIGINS if len(weekly) - back >= WEEKS_BEFORE]):
        standing = _standing_at(back, cells, weekly, channels, selling)
        # The same luck at every origin, so that draws add no noise between them.
        generator = np.random.default_rng(seed)
        first = len(weekly) - back
        starts = weekly.starts[-1] + WEEK * (1 - back + np.arange(max(SPANS), dtype=np.int64))
        future = draw_future(standing, starts, generator)
        for weeks in (weeks for weeks in SPANS if weeks <= back):
            start = int(starts[0])
            steady = change is None or not start < change.start < start + WEEK * weeks
            for name, came in _came(weekly, first, first + weeks):
                measure = future.of(name)
                if measure is not None:
                    said = measure.within(0, weeks, level, generator)
                    past[name, weeks].append(PastForecast(start, weeks, said, came, steady))
    return past


def _came(weekly: Weekly, first: int, last: int) -> list[tuple[Name, float]]:
    dated = max(weekly.dated, 1e-9)
    return [
        ("enquiries", float(weekly.enquiries[first:last].sum())),
        ("customers", float(weekly.customers[first:last].sum()) / dated),
        ("revenue", float(weekly.revenue[first:last].sum()) / dated),
    ]


def _standing_at(
    back: int, cells: WeekCells, weekly: Weekly, channels: int, selling: Selling | None
) -> Standing:
    last = len(weekly) - back
    then = level_of(weekly.enquiries[:last], weekly.starts[:last])
    seen = cells.heard >= back
    is_open = seen & (cells.ended < back)
    ages = WEEK * (cells.heard[is_open] - back) + WEEK // 2
    waiting = open_by_age(ages, cells.channel[is_open], cells.count[is_open], channels)
    mix = recent_mix(cells.heard[seen] - back, cells.channel[seen], cells.count[seen], then.weights, channels)
    known = None
    if selling is not None:
        ended = seen & ~is_open
        won = _by_channel(cells, ended & (cells.won == 1), channels)
        lost = _by_channel(cells, ended & (cells.won == 0), channels)
        known = replace(selling, conversion=_conversion(won, lost, waiting, selling))
    return Standing(then, mix, waiting, known)


def recent_mix(back: Integers, channel: Integers, count: Floats, weights: Floats, channels: int) -> Floats:
    """Enquiries by channel, shape (c,), each week counted by its weight (shape (w,), oldest first)."""
    within = back < len(weights)
    weighted = count[within] * weights[::-1][back[within]]
    return np.bincount(channel[within], weighted, channels).astype(np.float64)


def _by_channel(cells: WeekCells, wanted: Flags, channels: int) -> Floats:
    return np.bincount(cells.channel[wanted], cells.count[wanted], channels).astype(np.float64)


def _conversion(won: Floats, lost: Floats, waiting: OpenByAge, selling: Selling) -> Floats:
    """Draws of final conversions from effective trials, shape (s, c), for the lag of each draw.

    An open enquiry is a trial without a win to the part by which winners had more time to be known than
    losses.
    """
    ever = 1 - selling.table.known[:, waiting.ages]
    never = 1 - selling.recorded[:, :, None] * selling.table.lost[:, None, waiting.ages]
    part = np.clip(1 - ever[:, None, :] / np.maximum(never, 1e-12), 0, 1)
    failed = lost + np.einsum("sca,ac->sc", part, waiting.counts)
    trials = (won + failed).sum(axis=1, keepdims=True)
    common = (won.sum() + 0.5) / (trials + 1)
    generator = np.random.default_rng(len(won))
    return np.asarray(generator.beta(common * _COMMON + won, (1 - common) * _COMMON + failed))
