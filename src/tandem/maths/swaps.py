"""Who can be compared with whom, how well, and which ten enquiries would tell more.

The measure is the posterior sd of the difference of two sellers over its prior sd, at a usual spread of
sellers and with next to nothing supposed about channels: it tells of the design and the counts, not of how
the sellers differ.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from tandem.maths.enquiries import Flags, Floats, Integers
from tandem.maths.sellers_model import Mode, Trials, mode_of

SELLER_SPREAD: Final = 0.5  # log odds; a usual spread of sellers (evidence.md, C3)
CHANNEL_SPREAD: Final = 2.0  # wide: what is known of channels has to come from the data
KNOWN_CHANNELS: Final = 0.01  # as if all channels were alike
SWAPPED: Final = 10


@dataclass(frozen=True)
class Swap:
    """Give this seller so many enquiries of this channel."""

    seller: int
    channel: int
    enquiries: int


def reached_sellers(ended: Floats) -> Flags:
    """The sellers of the largest group that is tied together by shared channels, shape (sellers,).

    `ended` has the enquiries of each channel and seller, shape (channels, sellers). A seller without any is
    in no group. Of groups of sellers the one with most sellers counts, then the one with most enquiries.
    """
    channels, sellers = ended.shape
    channel, seller = np.nonzero(ended)
    size = channels + sellers
    graph = csr_array((np.ones(len(channel)), (channel, channels + seller)), shape=(size, size))
    _count, group = connected_components(graph, directed=False)
    mine = group[channels:]
    per_seller = ended.sum(axis=0)
    there = per_seller > 0
    if not there.any():
        return np.asarray(there)
    sizes = {
        int(one): (int((there & (mine == one)).sum()), float(per_seller[mine == one].sum()))
        for one in set(mine[there].tolist())
    }
    return np.asarray(there & (mine == max(sizes, key=lambda one: sizes[one])))


def difference_ratios(trials: Trials, channel_spread: float = CHANNEL_SPREAD) -> Floats:
    """Posterior sd over prior sd of each two sellers' difference, shape (sellers, sellers), 0 on the
    diagonal."""
    block = _seller_block(trials, _reference(trials, channel_spread))
    variance = np.diag(block)
    differences = np.maximum(variance[:, None] + variance[None, :] - 2 * block, 0.0)
    return np.asarray(np.sqrt(differences) / (np.sqrt(2) * SELLER_SPREAD))


def best_swap(trials: Trials, sellers: Integers, channels: Integers) -> Swap:
    """Which of these sellers should get ten enquiries of which of these channels, to tell the sellers apart.

    By the expected fall of the summed variance of their differences when ten enquiries with an end are added:
    one step of Newton's information matrix (a rank-one update, Sherman and Morrison 1950), exact to first
    order.
    """
    mode = _reference(trials, CHANNEL_SPREAD)
    width = trials.fixed.shape[1]
    gain = mode.across / mode.diagonal[:, None]
    centre = np.zeros((len(sellers), len(mode.rest)))
    centre[np.arange(len(sellers)), width + sellers] = 1.0
    centre -= centre.mean(axis=0)
    # One row for each channel with each seller: what an enquiry of theirs is made of.
    chosen, given = (each.ravel() for each in np.meshgrid(channels, sellers, indexing="ij"))
    vectors = -gain[chosen]
    vectors[:, 0] += 1.0
    vectors[np.arange(len(given)), width + given] += 1.0
    chance = special.expit(mode.rest[0] + mode.rest[width + given] + mode.channel[chosen])
    weight = SWAPPED * chance * (1 - chance)
    moved = vectors @ mode.covariance
    own = (vectors * moved).sum(axis=1) + 1 / mode.diagonal[chosen]
    fall = weight * ((moved @ centre.T) ** 2).sum(axis=1) / (1 + weight * own)
    best = int(fall.argmax())
    return Swap(int(given[best]), int(chosen[best]), SWAPPED)


def _reference(trials: Trials, channel_spread: float) -> Mode:
    return mode_of(trials, channel_spread, SELLER_SPREAD)


def _seller_block(trials: Trials, mode: Mode) -> Floats:
    width = trials.fixed.shape[1]
    return mode.covariance[width:, width:]
