"""The crossed model against published figures, statsmodels and against integration by hand."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import integrate, special, stats
from statsmodels.genmod.bayes_mixed_glm import BinomialBayesMixedGLM

from tandem.maths.sellers_model import Trials, averaged, mode_of
from tests.maths.salamanders import salamanders

# lme4's fit by Laplace's approximation, as printed in the supplement of "Sampling-based approaches to maximum
# likelihood estimation for latent variable models"; the log likelihood to four places is spaMM's.
FEMALE, MALE = 1.174, 1.041
CROSSES = (1.0082, 0.3062, -1.8960, 0.9904)
LOG_LIKELIHOOD = -209.2766


def log_likelihood(female: float, male: float, crosses: tuple[float, ...] = CROSSES) -> float:
    """Laplace's, with the crosses held where they are; our evidence has them integrated out."""
    held = replace(salamanders(), fixed_mean=np.array(crosses), fixed_sd=np.full(4, 1e-4))
    mode = mode_of(held, np.sqrt(female), np.sqrt(male))
    return mode.log_evidence - float(np.linalg.slogdet(mode.covariance[:4, :4])[1]) / 2


def test_the_salamanders_have_the_likelihood_that_lme4_finds() -> None:
    assert log_likelihood(FEMALE, MALE) == pytest.approx(LOG_LIKELIHOOD, abs=2e-4)


def test_no_other_variances_or_crosses_are_likelier_than_those_of_lme4() -> None:
    best = log_likelihood(FEMALE, MALE)

    for factor in (0.9, 1.1):
        assert log_likelihood(FEMALE * factor, MALE) < best
        assert log_likelihood(FEMALE, MALE * factor) < best
    for place in range(4):
        for step in (-0.1, 0.1):
            moved = np.array(CROSSES) + step * np.eye(4)[place]
            assert log_likelihood(FEMALE, MALE, tuple(moved)) < best


def trials(seed: int, channels: int = 4, sellers: int = 3) -> Trials:
    rng = np.random.default_rng(seed)
    channel, seller = (codes.ravel() for codes in np.indices((channels, sellers)))
    asked = rng.integers(3, 40, channels * sellers).astype(float)
    won = rng.binomial(asked.astype(int), 0.3).astype(float)
    nothing = np.zeros(len(asked))
    return Trials(
        channels=channels,
        sellers=sellers,
        channel=channel,
        seller=seller,
        fixed=np.ones((len(asked), 1)),
        fixed_mean=np.zeros(1),
        fixed_sd=np.array([2.0]),
        won=won,
        lost=asked - won,
        open=nothing,
        share_won=nothing,
        share_lost=nothing,
    )


def test_the_mode_is_that_of_statsmodels() -> None:
    # given the same trials one by one, and the spreads at which statsmodels ends
    ours = trials(1)
    rows = np.repeat(np.arange(12), (ours.won + ours.lost).astype(int))
    outcome = np.concatenate(
        [np.r_[np.ones(int(won)), np.zeros(int(lost))] for won, lost in zip(ours.won, ours.lost, strict=True)]
    )
    effects = np.hstack([np.eye(4)[ours.channel[rows]], np.eye(3)[ours.seller[rows]]])
    kind = np.r_[np.zeros(4, dtype=int), np.ones(3, dtype=int)]
    theirs = BinomialBayesMixedGLM(
        outcome, np.ones((len(rows), 1)), effects, kind, vcp_p=0.5, fe_p=2.0
    ).fit_map(minim_opts={"gtol": 1e-8})

    channel_spread, seller_spread = np.exp(theirs.vcp_mean)
    mode = mode_of(ours, channel_spread, seller_spread)

    assert mode.rest[0] == pytest.approx(theirs.fe_mean[0], abs=2e-4)
    assert np.r_[mode.channel, mode.rest[1:]] == pytest.approx(theirs.vc_mean, abs=2e-4)


def test_the_evidence_is_close_to_the_integral() -> None:
    # given one channel and one seller, so that the integral can be done
    ours = replace(trials(2, 1, 1), won=np.array([12.0]), lost=np.array([20.0]))

    def joint(total: float, spread: float) -> float:
        chance = special.expit(total)
        return float(chance**12 * (1 - chance) ** 20 * stats.norm.pdf(total, scale=spread))

    def log_integral(channel: float, seller: float) -> float:
        spread = np.sqrt(4.0 + channel**2 + seller**2)
        return float(np.log(integrate.quad(joint, -8, 8, args=(spread,))[0]))

    wide, narrow = mode_of(ours, 1.0, 0.5), mode_of(ours, 0.3, 0.1)

    difference = wide.log_evidence - narrow.log_evidence
    assert difference == pytest.approx(log_integral(1.0, 0.5) - log_integral(0.3, 0.1), abs=2e-3)


def test_precision_is_the_second_derivative() -> None:
    # given open enquiries among the others, with some losses known
    rng = np.random.default_rng(3)
    ours = replace(
        trials(3),
        open=rng.integers(0, 20, 12).astype(float),
        share_won=rng.uniform(0.3, 0.9, 12),
        share_lost=rng.uniform(0.0, 0.3, 12),
    )
    mode = mode_of(ours, 0.6, 0.4)

    def log_posterior(channel: np.ndarray, rest: np.ndarray) -> float:
        eta = rest[0] + channel[ours.channel] + rest[1:][ours.seller]
        chance = special.expit(eta)
        still = 1 - chance * ours.share_won - (1 - chance) * ours.share_lost
        value = ours.won * np.log(chance) + ours.lost * np.log(1 - chance) + ours.open * np.log(still)
        return float(
            value.sum() - (channel**2).sum() / 0.72 - (rest[1:] ** 2).sum() / 0.32 - rest[0] ** 2 / 8
        )

    step, top = 1e-3, log_posterior(mode.channel, mode.rest)
    for place in range(4):
        up, down = (mode.rest + sign * step * np.eye(4)[place] for sign in (1, -1))
        first = log_posterior(mode.channel, up), log_posterior(mode.channel, down)
        assert abs(first[0] - first[1]) / (2 * step) < 1e-3
        curvature = (2 * top - first[0] - first[1]) / step**2
        core = np.linalg.inv(mode.covariance)
        core = core + mode.across.T @ (mode.across / mode.diagonal[:, None])
        assert core[place, place] == pytest.approx(curvature, rel=1e-3)


def test_the_average_has_weights_and_quantiles_of_a_mixture() -> None:
    mixture = averaged(trials(4))
    vectors = np.array([[0.0, 1.0, -1.0, 0.0]])
    means, spreads = mixture.contrasts(vectors)

    low, middle, high = (float(mixture.quantiles(means, spreads, share)[0]) for share in (0.05, 0.5, 0.95))

    assert mixture.weights.sum() == pytest.approx(1)
    assert low < middle < high
    below = mixture.weights @ stats.norm.cdf(low, means[:, 0], spreads[:, 0])
    assert below == pytest.approx(0.05, abs=1e-6)


def test_it_comes_to_an_end_however_odd_the_counts() -> None:
    # given rows with only wins, only losses, or open ones of which every loss but no win would be known
    rng = np.random.default_rng(5)
    for seed in range(40):
        scale = 10.0 ** rng.integers(0, 5)
        ours = trials(seed, 3, 3)
        odd = replace(
            ours,
            won=ours.won * rng.choice([0, 1, scale], 9),
            lost=ours.lost * rng.choice([0, 1], 9),
            open=np.round(scale * rng.uniform(0, 5, 9)),
            share_won=rng.choice([0.0, 0.5, 1.0], 9),
            share_lost=rng.choice([0.0, 0.5, 0.999], 9),
        )

        mixture = averaged(odd, np.array([2.0]))

        assert np.isfinite(mixture.contrasts(np.eye(4))[1]).all()
