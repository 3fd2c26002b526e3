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
    began: int | None = None
    """Week in which selling began, where it began after people had asked; below 0 where it has not yet."""

    def of(self, wanted: Flags) -> "WeekCells":
        """The marked cells, shape (u,)."""
        return replace(
            self,
            heard=self.heard[wanted],
            ended=self.ended[wanted],
            won=self.won[wanted],
            channel=self.channel[wanted],
            count=self.count[wanted],
        )

    def seen(self, back: int) -> "WeekCells":
        """As they stood so many weeks ago."""
        seen = self.of(self.heard >= back)
        return replace(
            seen,
            heard=seen.heard - back,
            ended=np.where(seen.ended < back, NONE, seen.ended - back),
            began=None if self.began is None else self.began - back,
        )

    def by_channel(self, wanted: Flags, channels: int) -> Floats:
        """How many enquiries the marked cells hold, shape (channels,)."""
        return np.bincount(self.channel[wanted], self.count[wanted], channels).astype(np.float64)

    def waiting(self, channels: int) -> OpenByAge:
        """Those that are open, as old as from the middle of their week, or of that in which selling began."""
        still = self.of(self.ended == NONE)
        begun = still.heard if self.began is None or self.began < 0 else np.minimum(still.heard, self.began)
        return open_by_age(WEEK * begun + WEEK // 2, still.channel, still.count, channels)


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
    served = enquiries.served_from
    began = None if served is None else int(weeks_back(np.array([served]), enquiries.as_of)[0])
    return WeekCells(weeks, ends + NONE, won, channel, counts, began)


@dataclass(frozen=True)
class Replay:
    """What past forecasts are made from."""

    cells: WeekCells
    weekly: Weekly
    channels: int
    selling: Selling | None
    """Today's draws of the lag and the values; its conversions are made anew at each origin."""
    change: LevelChange | None
    """Of the level of enquiries: windows in which it lies are marked as not steady."""
    since: int | None
    """First day of those enquiries whose conversion is believed to hold on, where it has changed: conversions
    are made from these, and windows of customers and revenue that begin before are marked as not steady.
    """
    level: float
    seed: int

    def past(self) -> Past:
        """Past windows of 4 and 13 weeks, oldest first, of each measure that can be known.

        Wins without a day are in no week, so what came is divided by the share of wins that has one.
        """
        past: dict[tuple[Name, int], list[PastForecast]] = {
            (name, weeks): [] for name in NAMES for weeks in SPANS
        }
        for back in sorted(ORIGINS, reverse=True):
            if len(self.weekly) - back >= WEEKS_BEFORE:
                self._add_windows(back, past)
        return past

    def _add_windows(self, back: int, past: dict[tuple[Name, int], list[PastForecast]]) -> None:
        # The same luck at every origin, so that draws add no noise between them.
        generator = np.random.default_rng(self.seed)
        first = len(self.weekly) - back
        starts = self.weekly.starts[-1] + WEEK * (1 - back + np.arange(max(SPANS), dtype=np.int64))
        future = draw_future(self._standing(back), starts, generator)
        for weeks in (weeks for weeks in SPANS if weeks <= back):
            for name in NAMES:
                measure = future.of(name)
                if measure is not None:
                    start = int(starts[0])
                    said = measure.within(0, weeks, self.level)
                    came = self._came(name, first, first + weeks)
                    steady = self._steady(name, start, weeks)
                    past[name, weeks].append(PastForecast(start, weeks, said, came, steady))

    def _came(self, name: Name, first: int, last: int) -> float:
        if name == "enquiries":
            return float(self.weekly.enquiries[first:last].sum())
        weeks = self.weekly.customers if name == "customers" else self.weekly.revenue
        return float(weeks[first:last].sum() / max(self.weekly.dated, 1e-9))

    def _steady(self, name: Name, start: int, weeks: int) -> bool:
        if self.since is not None and name != "enquiries" and start < self.since:
            return False
        return self.change is None or not start < self.change.start < start + WEEK * weeks

    def _standing(self, back: int) -> Standing:
        last, cells = len(self.weekly) - back, self.cells
        then = level_of(self.weekly.enquiries[:last], self.weekly.starts[:last])
        seen = cells.seen(back)
        waiting = seen.waiting(self.channels)
        selling = self.selling and replace(
            self.selling, conversion=self._conversion(seen, back, self.selling)
        )
        mix = recent_mix(seen.heard, seen.channel, seen.count, then.weights, self.channels)
        return Standing(then, mix, waiting, selling)

    def _conversion(self, seen: WeekCells, back: int, selling: Selling) -> Floats:
        """As known then, from the enquiries since the conversion changed, or from all where it did later."""
        if self.since is not None:
            as_of = int(self.weekly.starts[-1]) + WEEK - 1
            oldest = (as_of - self.since) // WEEK - back
            seen = seen.of(seen.heard <= oldest) if oldest >= 0 else seen
        return conversion_of(seen, self.channels, selling)


def recent_mix(back: Integers, channel: Integers, count: Floats, weights: Floats, channels: int) -> Floats:
    """Enquiries by channel, shape (c,), each week counted by its weight (shape (w,), oldest first)."""
    within = back < len(weights)
    weighted = count[within] * weights[::-1][back[within]]
    return np.bincount(channel[within], weighted, channels).astype(np.float64)


def conversion_of(seen: WeekCells, channels: int, selling: Selling) -> Floats:
    """Draws of final conversions from effective trials, shape (s, c), for the lag of each draw.

    An open enquiry is a trial without a win to the part by which winners had more time to be known than
    losses (evidence.md D, lag-adjustment formulae). Channels are drawn together.
    """
    waiting = seen.waiting(channels)
    won = seen.by_channel((seen.ended != NONE) & (seen.won == 1), channels)
    lost = seen.by_channel((seen.ended != NONE) & (seen.won == 0), channels)
    ever = 1 - selling.table.known[:, waiting.ages]
    never = 1 - selling.recorded[:, :, None] * selling.table.lost[:, None, waiting.ages]
    part = np.clip(1 - ever[:, None, :] / np.maximum(never, 1e-12), 0, 1)
    failed = lost + np.einsum("sca,ac->sc", part, waiting.counts)
    trials = (won + failed).sum(axis=1, keepdims=True)
    common = (won.sum() + 0.5) / (trials + 1)
    generator = np.random.default_rng(len(won))
    return np.asarray(generator.beta(common * _COMMON + won, (1 - common) * _COMMON + failed))
