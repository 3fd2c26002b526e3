"""Which ten enquiries would tell more: all channels with all sellers at once, as one by one."""

import numpy as np

from tandem.maths.sellers_model import Trials, mode_of
from tandem.maths.swaps import CHANNEL_SPREAD, SELLER_SPREAD, SWAPPED, best_swap, reached_sellers

DRAW = np.random.default_rng(6)


def team(channels: int, sellers: int, rows: int) -> Trials:
    won, lost = DRAW.integers(6, size=rows) * 1.0, DRAW.integers(9, size=rows) * 1.0
    none = np.zeros(rows)
    return Trials(
        channels=channels,
        sellers=sellers,
        channel=DRAW.integers(channels, size=rows),
        seller=DRAW.integers(sellers, size=rows),
        fixed=np.ones((rows, 1)),
        fixed_mean=np.array([-1.5]),
        fixed_sd=np.array([2.0]),
        won=won,
        lost=lost,
        open=none,
        share_won=none,
        share_lost=none,
    )


def fall(trials: Trials, among: list[int], seller: int, channel: int) -> float:
    """By how much ten enquiries of one channel with one seller make the differences surer."""
    mode = mode_of(trials, CHANNEL_SPREAD, SELLER_SPREAD)
    vector = -mode.across[channel] / mode.diagonal[channel]
    vector[0] += 1.0
    vector[1 + seller] += 1.0
    chance = 1 / (1 + np.exp(-(mode.rest[0] + mode.rest[1 + seller] + mode.channel[channel])))
    weight = SWAPPED * chance * (1 - chance)
    moved = mode.covariance @ vector
    centred = moved[1:][among] - moved[1:][among].mean()
    return float(weight * (centred**2).sum() / (1 + weight * (vector @ moved + 1 / mode.diagonal[channel])))


def test_the_best_swap_is_the_best_of_them_all_one_by_one() -> None:
    for channels, sellers, rows in ((3, 2, 6), (8, 4, 20), (40, 6, 60), (2, 9, 12)):
        trials = team(channels, sellers, rows)
        among, offered = list(range(sellers)), list(range(0, channels, 2))

        found = best_swap(trials, np.array(among), np.array(offered))

        pairs = [(seller, channel) for channel in offered for seller in among]
        each = {pair: fall(trials, among, *pair) for pair in pairs}
        assert (found.seller, found.channel) == max(each, key=lambda one: each[one])
        assert found.enquiries == 10


def test_spreads_of_channels_are_those_of_the_covariance_written_out() -> None:
    mode = mode_of(team(30, 5, 80), 0.7, 0.4)
    vectors = DRAW.normal(size=(12, 30))

    gain = mode.across / mode.diagonal[:, None]
    covariance = np.diag(1 / mode.diagonal) + gain @ mode.covariance @ gain.T

    written_out = np.sqrt(np.diag(vectors @ covariance @ vectors.T))
    np.testing.assert_allclose(mode.channel_sds(vectors), written_out, rtol=1e-12)


def test_a_seller_with_no_enquiry_and_one_on_an_island_are_not_reached() -> None:
    ended = np.array([[3.0, 2.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 9.0, 0.0]])

    assert reached_sellers(ended).tolist() == [True, True, False, False]
    assert not reached_sellers(np.zeros((2, 3))).any()
