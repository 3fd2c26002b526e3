"""The parts of a business that two periods are compared by: channels, or channels and segments where these
are told."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tandem.maths.enquiries import NONE, Enquiries, Floats, Integers

# A segment of a channel is a part of its own with so many enquiries in each period.
THICK: Final = 15
# Segments are used where so many of the enquiries of both periods have one.
RECORDED: Final = 0.8
# Parts beyond so many share their conversion and first sale: the smallest ones do.
POOLS: Final = 40


@dataclass(frozen=True)
class Parts:
    """k parts."""

    table: Integers
    """Part of each channel and segment, shape (channels, segments + 1), the last column for none; NONE if
    unseen."""
    channel: Integers
    """Channel of each part, shape (k,)."""
    pool: Integers
    """With whom the part shares conversion and first sale, shape (k,), from 0."""
    counts: Floats
    """Enquiries by period and part, shape (2, k)."""

    def __len__(self) -> int:
        return len(self.channel)

    def of(self, channel: Integers, segment: Integers) -> Integers:
        """Part of each enquiry or sale, shape (n,)."""
        return np.asarray(self.table[channel, segment], dtype=np.int64)


def parts_of(before: Enquiries, after: Enquiries) -> Parts:
    """Parts of the enquiries of two periods; each channel that has any is at least one part."""
    cube = np.stack([_by_segment(before), _by_segment(after)])
    told = cube[:, :, :-1].sum() >= RECORDED * cube.sum()
    table = np.full(cube.shape[1:], NONE, dtype=np.int64)
    channels: list[int] = []
    for channel in np.flatnonzero(cube.sum(axis=(0, 2))):
        group = _groups(cube[:, channel]) if told else np.zeros(cube.shape[2], dtype=np.int64)
        table[channel] = group + len(channels)
        channels += [int(channel)] * (int(group.max()) + 1)
    counts = np.zeros((2, len(channels)))
    for period in range(2):
        used = table != NONE
        counts[period] = np.bincount(table[used], cube[period][used], minlength=len(channels))
    return Parts(table, np.array(channels, dtype=np.int64), _pools(counts), counts)


def _by_segment(enquiries: Enquiries) -> Floats:
    """Enquiries by channel and segment, shape (channels, segments + 1); NONE, which is -1, is the last
    column."""
    columns = enquiries.segments + 1
    place = enquiries.channel * columns + enquiries.segment % columns
    size = enquiries.channels * columns
    return np.bincount(place, enquiries.count, minlength=size).reshape(-1, columns).astype(np.float64)


def _groups(counts: Floats) -> Integers:
    """Group of each segment of a channel, counts (2, segments + 1): thick ones alone, the rest together.

    A rest that is thin in a period joins the smallest of the thick ones, so that it does not come and go.
    """
    least = counts.min(axis=0)
    thick = least >= THICK
    group = np.zeros(counts.shape[1], dtype=np.int64)
    if thick.sum() < 1:
        return group
    group[thick] = np.arange(thick.sum())
    rest = counts[:, ~thick].sum(axis=1)
    alone = rest.min() >= THICK
    group[~thick] = thick.sum() if alone else group[thick][least[thick].argmin()]
    return group


def _pools(counts: Floats) -> Integers:
    rank = np.empty(counts.shape[1], dtype=np.int64)
    rank[np.argsort(-counts.sum(axis=0), kind="stable")] = np.arange(counts.shape[1])
    return np.asarray(np.minimum(rank, POOLS - 1))
