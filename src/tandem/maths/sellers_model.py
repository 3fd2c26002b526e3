"""A crossed logistic model: the log odds of a win are a mean, plus the channel, the seller and other terms.

Effects of channels are normal with one spread, those of sellers with another; for given spreads the posterior
is taken for normal at its mode (Laplace's approximation; Tierney and Kadane 1986), and both spreads are
averaged over on a grid (the scheme of Rue, Martino and Chopin 2009, in two dimensions). The effects of
channels are eliminated first (Schur's complement), for there may be many of them.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import linalg, special

from tandem.maths.enquiries import Floats, Integers

STEPS: Final = 100
CLOSE_ENOUGH: Final = 1e-9  # gain of log posterior
SHORTEST: Final = 1e-6  # part of a Newton step
# Spreads from nothing to see to fifty-fold odds, in log odds.
SPREADS: Final = np.geomspace(0.03, 2.2, 12)
# The prior of a spread is a half-normal(1) times this power of it, to keep it off 0 where a few sellers
# leave it open (Chung and others 2013). Fixed on simulations: without it, intervals are too short.
POWER: Final = 0.5
LEAST_WEIGHT: Final = 1e-5
RAREST: Final = 1e-9  # nothing that was seen is held for less likely


@dataclass(frozen=True)
class Trials:
    """Enquiries added up in m rows of equal channel, seller and fixed terms."""

    channels: int
    sellers: int
    channel: Integers
    """Shape (m,), from 0."""
    seller: Integers
    """Shape (m,), from 0."""
    fixed: Floats
    """Terms with an effect of their own, shape (m, f); the first is 1, the mean."""
    fixed_mean: Floats
    fixed_sd: Floats
    """Their normal priors, shape (f,) each; an infinite sd for a flat one."""
    won: Floats
    lost: Floats
    open: Floats
    """How many enquiries, shape (m,) each."""
    share_won: Floats
    """Of those of a row's open ones that win in the end, the share that has won by their age, shape (m,)."""
    share_lost: Floats
    """Of those that do not, the share that is recorded as lost by then, shape (m,)."""


@dataclass(frozen=True)
class Mode:
    """The posterior for given spreads: normal at its mode."""

    channel: Floats
    """Shape (channels,)."""
    rest: Floats
    """Fixed effects, then sellers, shape (f + sellers,)."""
    diagonal: Floats
    """Of the precision, channels' block, shape (channels,)."""
    across: Floats
    """Of the precision, channels by rest, shape (channels, f + sellers)."""
    covariance: Floats
    """Of the rest, shape (f + sellers, f + sellers)."""
    log_evidence: float
    """Laplace's, up to a constant that does not depend on the spreads."""

    def channel_sds(self, vectors: Floats) -> Floats:
        """Of linear contrasts of channels, `vectors` of shape (v, channels), shape (v,).

        Their covariance is the diagonal's inverse plus what the rest adds; it is never written out, as there
        may be thousands of channels.
        """
        through = vectors @ (self.across / self.diagonal[:, None])
        alone = (vectors**2 / self.diagonal).sum(axis=1)
        return np.asarray(np.sqrt(alone + ((through @ self.covariance) * through).sum(axis=1)))


@dataclass(frozen=True)
class Mixture:
    """The posterior with the spreads averaged over: normals with weights that add up to 1."""

    weights: Floats
    """Shape (g,)."""
    modes: tuple[Mode, ...]
    seller_spread: Floats
    """Of each, shape (g,)."""

    def contrasts(self, vectors: Floats) -> tuple[Floats, Floats]:
        """Means and sds of linear contrasts of the rest, `vectors` of shape (v, f + sellers): (g, v) each."""
        means = np.array([vectors @ mode.rest for mode in self.modes])
        spreads = np.array([_sds(vectors, mode.covariance) for mode in self.modes])
        return means, spreads

    def channel_contrasts(self, vectors: Floats) -> tuple[Floats, Floats]:
        """The same of channels, `vectors` of shape (v, channels)."""
        means = np.array([vectors @ mode.channel for mode in self.modes])
        spreads = np.array([mode.channel_sds(vectors) for mode in self.modes])
        return means, spreads

    def quantiles(self, means: Floats, spreads: Floats, share: float) -> Floats:
        """Of a mixture of normals, shapes (g, v), by bisection, shape (v,)."""
        low = (means - 9 * spreads).min(axis=0)
        high = (means + 9 * spreads).max(axis=0)
        for _again in range(60):
            middle = (low + high) / 2
            below = self.weights @ special.ndtr((middle - means) / spreads)
            low, high = np.where(below < share, middle, low), np.where(below < share, high, middle)
        return np.asarray((low + high) / 2)


def averaged(trials: Trials, channel_spreads: Floats = SPREADS) -> Mixture:
    """The posterior of all effects, averaged over the spread of sellers and, from a grid, that of channels.

    Assumes that channel and seller do not interact. With one wide `channel_spreads`, sellers are compared
    within channels only: then it does no harm that the best seller is given the best channel, or the worst.
    What has a weight under LEAST_WEIGHT is left out.
    """
    found: list[tuple[float, Mode, float]] = []
    start: Mode | None = None
    of_channels = _log_prior(channel_spreads) if len(channel_spreads) > 1 else np.zeros(1)
    for channel_spread, channel_prior in zip(channel_spreads, of_channels, strict=True):
        for seller_spread, prior in zip(SPREADS, _log_prior(SPREADS), strict=True):
            start = mode_of(trials, float(channel_spread), float(seller_spread), start)
            found.append((start.log_evidence + channel_prior + prior, start, float(seller_spread)))
    logs = np.array([log for log, _mode, _spread in found])
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    kept = np.flatnonzero(weights >= LEAST_WEIGHT)
    return Mixture(
        weights[kept] / weights[kept].sum(),
        tuple(found[place][1] for place in kept),
        np.array([found[place][2] for place in kept]),
    )


def _log_prior(spreads: Floats) -> Floats:
    """Of each node of a grid, with the width that it stands for."""
    return np.asarray(-(spreads**2) / 2 + POWER * np.log(spreads) + np.log(np.gradient(spreads)))


def mode_of(trials: Trials, channel_spread: float, seller_spread: float, start: Mode | None = None) -> Mode:
    """The mode of the effects for these spreads (sds in log odds) and its precision, by Newton's method.

    A step that does not climb is halved; it ends where the best step gains nothing to see any more.
    """
    width = trials.fixed.shape[1]
    prior = _Prior(
        channel_spread**-2.0,
        np.concatenate([trials.fixed_mean, np.zeros(trials.sellers)]),
        np.concatenate([trials.fixed_sd**-2.0, np.full(trials.sellers, seller_spread**-2.0)]),
    )
    channel = np.zeros(trials.channels) if start is None else start.channel
    rest = prior.mean if start is None else start.rest
    height = prior.height(channel, rest) + _log_likelihood(trials, _log_odds(trials, channel, rest))
    for _step in range(STEPS):
        chance = special.expit(_log_odds(trials, channel, rest))
        missed, weight = _slope_and_weight(trials, chance)
        diagonal, across, core = _precision(trials, weight, prior)
        slope = np.bincount(trials.channel, missed, trials.channels) - channel * prior.of_channels
        of_rest = [trials.fixed.T @ missed, np.bincount(trials.seller, missed, trials.sellers)]
        rest_slope = np.concatenate(of_rest) - (rest - prior.mean) * prior.of_rest
        gain = across / diagonal[:, None]
        factor = linalg.cho_factor(core - across.T @ gain)
        step = linalg.cho_solve(factor, rest_slope - gain.T @ slope)
        channel_step = slope / diagonal - gain @ step
        if slope @ channel_step + rest_slope @ step < CLOSE_ENOUGH:
            break
        length, before = 1.0, height
        while length > SHORTEST:
            tried = channel + length * channel_step, rest + length * step
            height = prior.height(*tried) + _log_likelihood(trials, _log_odds(trials, *tried))
            if height >= before:
                channel, rest = tried
                break
            length /= 2
        if height - before < CLOSE_ENOUGH:
            break
    determinant = np.log(diagonal).sum() + 2 * np.log(np.diag(factor[0])).sum()
    normal = trials.channels * np.log(channel_spread) + trials.sellers * np.log(seller_spread)
    covariance = linalg.cho_solve(factor, np.eye(width + trials.sellers))
    return Mode(channel, rest, diagonal, across, covariance, float(height - normal - determinant / 2))


@dataclass(frozen=True)
class _Prior:
    """Precisions of channels (about 0) and of the rest about its mean."""

    of_channels: float
    mean: Floats
    of_rest: Floats

    def height(self, channel: Floats, rest: Floats) -> float:
        squares = (channel**2).sum() * self.of_channels + ((rest - self.mean) ** 2 * self.of_rest).sum()
        return -float(squares) / 2


def _log_odds(trials: Trials, channel: Floats, rest: Floats) -> Floats:
    width = trials.fixed.shape[1]
    return np.asarray(
        trials.fixed @ rest[:width] + channel[trials.channel] + rest[width:][trials.seller], dtype=np.float64
    )


def _log_likelihood(trials: Trials, log_odds: Floats) -> float:
    """Of one open enquiry: the logarithm of 1 - p F - (1 - p) H, F and H being `share_won` and
    `share_lost`."""
    chance = special.expit(log_odds)
    still_open = np.maximum(1 - chance * trials.share_won - (1 - chance) * trials.share_lost, RAREST)
    closed = trials.won * log_odds - (trials.won + trials.lost) * np.logaddexp(0, log_odds)
    return float((closed + trials.open * np.log(still_open)).sum())


def _slope_and_weight(trials: Trials, chance: Floats) -> tuple[Floats, Floats]:
    """First derivative of each row's log likelihood by its log odds, and minus the second, at least 0.

    An open enquiry may speak for a win, where losses are written down sooner than wins; a row may then be
    convex, and counts for nothing in the precision.
    """
    variance = chance * (1 - chance)
    ahead = trials.share_won - trials.share_lost
    ratio = variance * ahead / np.maximum(1 - trials.share_lost - chance * ahead, RAREST)
    closed = trials.won + trials.lost
    slope = trials.won - closed * chance - trials.open * ratio
    weight = closed * variance + trials.open * ratio * (1 - 2 * chance + ratio)
    return slope, np.maximum(weight, 0.0)


def _precision(trials: Trials, weight: Floats, prior: _Prior) -> tuple[Floats, Floats, Floats]:
    """Minus the second derivatives: channels' diagonal, channels by rest, rest by rest."""
    width, sellers, channels = trials.fixed.shape[1], trials.sellers, trials.channels
    weighted = trials.fixed * weight[:, None]
    diagonal = np.asarray(np.bincount(trials.channel, weight, channels) + prior.of_channels, dtype=np.float64)
    table = np.bincount(trials.channel * sellers + trials.seller, weight, channels * sellers)
    by_channel = [np.bincount(trials.channel, column, channels) for column in weighted.T]
    by_seller = np.array([np.bincount(trials.seller, column, sellers) for column in weighted.T])
    core = np.zeros((width + sellers, width + sellers))
    core[:width, :width] = trials.fixed.T @ weighted
    core[:width, width:], core[width:, :width] = by_seller, by_seller.T
    core[width:, width:] = np.diag(np.bincount(trials.seller, weight, sellers))
    core[np.diag_indices(len(core))] += prior.of_rest
    across: Floats = np.column_stack([*by_channel, table.reshape(channels, sellers)])
    return diagonal, across, core


def _sds(vectors: Floats, covariance: Floats) -> Floats:
    return np.asarray(np.sqrt(np.einsum("vi,ij,vj->v", vectors, covariance, vectors)))
