"""The arithmetic of a change: identities to 1e-9, published figures, and the simulated firms' own truth."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tandem.maths.drivers import DRIVERS, Factors, drivers_of, logarithm_of_points, money_of, whole_of
from tandem.maths.simulation.truth import Levels, effects_of

CHANNELS = 4


def numbers(low: float, high: float) -> Any:
    return arrays(np.float64, (2, CHANNELS), elements=st.floats(low, high))


@st.composite
def some_factors(draw: Any) -> Factors:
    there = draw(arrays(np.bool_, (2, CHANNELS)))
    assume(there.any(axis=1).all())
    return Factors(
        rate=draw(numbers(0.01, 50)) * there,
        quality=draw(st.none() | numbers(0.05, 1)),
        selling=draw(numbers(0.001, 0.999)),
        value=draw(st.none() | numbers(1, 1e6)),
    )


def swapped(factors: Factors) -> Factors:
    def other(values: Any) -> Any:
        return None if values is None else values[::-1]

    return Factors(other(factors.rate), other(factors.quality), other(factors.selling), other(factors.value))


@given(some_factors())
def test_drivers_and_channels_add_up_to_the_change_of_revenue(factors: Factors) -> None:
    parts = drivers_of(factors)

    revenue = whole_of(factors.own_where_absent()).revenue
    assert sum(part.sum() for part in parts.values()) == pytest.approx(
        np.log(revenue[1]) - np.log(revenue[0]), abs=1e-9
    )


@given(some_factors())
def test_before_and_after_swapped_changes_every_sign_exactly(factors: Factors) -> None:
    there, back = drivers_of(factors), drivers_of(swapped(factors))

    for driver, part in there.items():
        np.testing.assert_array_equal(part, -back[driver])


@given(some_factors())
def test_nothing_changed_is_exactly_nothing(factors: Factors) -> None:
    def same(values: Any) -> Any:
        return None if values is None else np.array([values[0], values[0]])

    still = Factors(same(factors.rate), same(factors.quality), same(factors.selling), same(factors.value))

    for part in drivers_of(still).values():
        np.testing.assert_array_equal(part, 0)


@given(some_factors())
def test_a_channel_of_one_period_moves_enquiries_and_mix_only(factors: Factors) -> None:
    parts = drivers_of(factors)

    lone = (factors.rate > 0).sum(axis=0) < 2
    for driver in {"quality", "selling", "value"} & set(parts):
        np.testing.assert_array_equal(parts[driver][lone], 0)


@given(some_factors())
def test_a_channel_split_in_two_that_are_alike_changes_nothing(factors: Factors) -> None:
    def split(values: Any) -> Any:
        return None if values is None else np.concatenate([values, values[:, :1]], axis=1)

    rate = split(factors.rate)
    rate[:, 0] /= 2
    rate[:, -1] /= 2
    two = Factors(rate, split(factors.quality), split(factors.selling), split(factors.value))

    one_by_one, together = drivers_of(two), drivers_of(factors)

    for driver, part in together.items():
        assert one_by_one[driver].sum() == pytest.approx(part.sum(), abs=1e-9)


@given(some_factors())
def test_the_simulated_firms_say_the_same_by_another_road(factors: Factors) -> None:
    whole = replace(
        factors,
        quality=np.ones((2, CHANNELS)) if factors.quality is None else factors.quality,
        value=np.ones((2, CHANNELS)) if factors.value is None else factors.value,
    )
    assert whole.quality is not None
    assert whole.value is not None

    effects = effects_of(
        Levels(whole.rate, whole.quality, whole.selling, whole.value), acceptance_recorded=True
    )

    parts = drivers_of(whole)
    for driver in DRIVERS:
        assert parts[driver].sum() == pytest.approx(getattr(effects, driver), abs=1e-6)


@given(st.floats(1e-6, 1e6), st.floats(1e-6, 1e6))
def test_the_logarithm_of_points_is_one_over_the_logarithmic_mean(one: float, other: float) -> None:
    found = float(logarithm_of_points(np.array([one, other])))

    assert found * (other - one) == pytest.approx(np.log(other) - np.log(one), abs=1e-9)
    # The logarithmic mean lies between the geometric and the arithmetic one.
    assert np.sqrt(one * other) * (1 - 1e-9) <= 1 / found <= (one + other) / 2 * (1 + 1e-9)


def test_kitagawa_on_published_headship_rates() -> None:
    # Das Gupta (1993), Standardization and decomposition of rates: a user's manual, US Census Bureau P23-186,
    # example 5.1: households a hundred persons, USA, 1970 and 1985, by age. In the README of the R package
    # DasGuptR: structure 1.2269, rates 1.7403, crude 44.7268 and 47.6940.
    size = np.array(
        [
            [12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9],
            [10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5],
        ]
    )
    rates = np.array(
        [
            [1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8],
            [2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2],
        ]
    )

    parts = drivers_of(Factors(size, None, rates / 100, None))

    whole = whole_of(Factors(size, None, rates / 100, None)).conversion
    points = float(logarithm_of_points(whole)) / 100
    assert 100 * whole == pytest.approx([44.7268, 47.6940], abs=5e-5)
    assert parts["mix"].sum() / points == pytest.approx(1.2269, abs=5e-5)
    assert parts["selling"].sum() / points == pytest.approx(1.7403, abs=5e-5)


def test_kitagawa_on_published_death_rates_where_mix_and_rates_pull_apart() -> None:
    # The same manual and README, example 5.3: deaths a thousand, USA, 1970 and 1985, by race and age,
    # structure taken as one: 1.5415096 and -2.2277254.
    size = np.array(
        [
            [
                2968,
                11484,
                34614,
                30992,
                21983,
                20314,
                20928,
                16897,
                11339,
                5720,
                1315,
                535,
                2162,
                6120,
                4781,
                3096,
                2718,
                2363,
                1767,
                1149,
                448,
                117,
            ],
            [
                3041,
                11577,
                27450,
                32711,
                35480,
                27411,
                19555,
                19795,
                15254,
                8022,
                2472,
                707,
                2692,
                6473,
                6841,
                6547,
                4352,
                3034,
                2540,
                1749,
                804,
                236,
            ],
        ],
        dtype=np.float64,
    )
    rates = np.array(
        [
            [
                18.469,
                0.751,
                0.391,
                1.146,
                1.287,
                2.672,
                6.636,
                15.691,
                34.723,
                79.763,
                176.837,
                36.993,
                1.352,
                0.541,
                2.04,
                3.523,
                6.746,
                12.967,
                24.471,
                45.091,
                74.902,
                123.205,
            ],
            [
                9.163,
                0.462,
                0.248,
                0.929,
                1.084,
                1.81,
                4.715,
                12.187,
                27.728,
                64.068,
                157.57,
                17.208,
                0.738,
                0.328,
                1.103,
                2.045,
                3.724,
                8.052,
                17.812,
                34.128,
                68.276,
                125.161,
            ],
        ]
    )

    factors = Factors(size, None, rates / 1000, None)

    points = float(logarithm_of_points(whole_of(factors).conversion)) / 1000
    assert drivers_of(factors)["mix"].sum() / points == pytest.approx(1.5415096, abs=5e-8)
    assert drivers_of(factors)["selling"].sum() / points == pytest.approx(-2.2277254, abs=5e-8)


def test_logarithms_as_money_are_those_of_the_picture() -> None:
    # looks.md, section 7: 80,040 before, 57,600 after.
    effects = {"enquiries": 0.0834, "mix": -0.0202, "selling": -0.0305 - 0.3956, "value": 0.0339}

    money = money_of(effects, 80_040, 57_600)

    assert money["enquiries"] == pytest.approx(5_690, abs=5)
    assert money["mix"] == pytest.approx(-1_380, abs=5)
    assert money["selling"] == pytest.approx(-2_080 - 26_980, abs=10)
    assert money["value"] == pytest.approx(2_310, abs=5)
    assert sum(money.values()) == pytest.approx(-22_440, abs=10)
