"""The mean first sale: calibrated, sound with one giant order, and nothing where nothing is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.maths.amounts import tamed
from tandem.maths.enquiries import NONE, FirstSales, Floats, Integers
from tandem.maths.value import FirstSaleValue, mean_first_sale
from tests.pace import seconds_of

CHANNELS = 4


def sold(channel: Integers, amount: Floats) -> FirstSales:
    day = np.zeros(len(amount), dtype=np.int64)
    return FirstSales(day, day, channel, np.full(len(amount), NONE), amount)


def known(channel: Integers, amount: Floats, channels: int = CHANNELS, seed: int = 0) -> FirstSaleValue:
    value = mean_first_sale(sold(channel, amount), channels, seed=seed)
    assert value is not None
    return value


@pytest.mark.parametrize("sigma", [0.5, 0.8, 1.2])
@pytest.mark.parametrize("sales", [5, 15, 50, 200])
def test_intervals_hold_the_true_mean(sigma: float, sales: int) -> None:
    rng = np.random.default_rng([sales, int(10 * sigma)])
    held, asked, error, naive = 0, 0, 0.0, 0.0
    for _again in range(50):
        middle = rng.normal(6, 0.5, CHANNELS)
        channel = rng.choice(CHANNELS, sales, p=rng.dirichlet(np.full(CHANNELS, 1.5)))
        amount = np.exp(middle[channel] + sigma * rng.standard_normal(sales))
        truth = np.exp(middle + sigma**2 / 2)

        value = known(channel, amount)

        for found, true in zip(value.channels, truth, strict=True):
            if found is not None:
                held, asked = held + (found.low <= true <= found.high), asked + 1
        whole = np.bincount(channel, minlength=CHANNELS) @ truth / sales
        error += np.log(value.whole.estimate / whole) ** 2
        naive += np.log(amount.mean() / whole) ** 2

    # 50 firms have about 130 to 200 channels with sales: a standard error of .025 on a coverage of .9.
    assert 0.82 <= held / asked <= 0.97
    assert error < 1.35 * naive if sales < 15 else error < 1.1 * naive


def test_one_giant_order_moves_little() -> None:
    rng = np.random.default_rng(2)
    channel = rng.choice(CHANNELS, 60)
    amount = np.exp(6 + 0.7 * rng.standard_normal(60))
    giant = amount.copy()
    giant[3] *= 100

    before, after = known(channel, amount), known(channel, giant)

    assert giant.mean() > 2 * amount.mean()
    assert after.whole.estimate < 1.15 * before.whole.estimate
    assert after.whole.low < before.whole.estimate < after.whole.high


@pytest.mark.parametrize("giants", [2, 5, 10])
@pytest.mark.parametrize("sales", [12, 30])
def test_amounts_typed_wrong_give_no_mean_far_above_any_of_them(sales: int, giants: int) -> None:
    amount = np.full(sales, 350.0)
    amount[:giants] = 999_999_999_999.0

    value = known(np.arange(sales) % CHANNELS, amount)

    assert 350 < value.whole.estimate < 10 * amount.max()
    assert value.whole.high < 30 * amount.max()


def test_large_orders_that_come_regularly_are_not_strays() -> None:
    rng = np.random.default_rng(4)
    amount = np.where(np.arange(300) % 10 == 0, 5000.0, 50.0)

    value = known(rng.choice(CHANNELS, 300), amount)

    assert value.whole.estimate == pytest.approx(545, rel=0.1)
    assert value.whole.low < 545 < value.whole.high


def test_one_price_is_that_price() -> None:
    value = known(np.arange(40) % CHANNELS, np.full(40, 99.0))

    assert value.whole.estimate == pytest.approx(99, rel=0.02)


def test_sales_of_nothing_and_credits_count_with_their_share() -> None:
    rng = np.random.default_rng(5)
    amount = np.exp(6 + 0.3 * rng.standard_normal(200))
    amount[:50] = 0
    amount[50:52] = -40

    value = known(rng.choice(CHANNELS, 200), amount)

    assert value.whole.estimate == pytest.approx(amount.mean(), rel=0.08)


@pytest.mark.parametrize("amount", [[], [0.0], [-5.0, 0.0]])
def test_no_sale_above_nothing_is_none(amount: list[float]) -> None:
    assert mean_first_sale(sold(np.zeros(len(amount), dtype=np.int64), np.array(amount)), CHANNELS) is None


def test_a_channel_without_a_sale_has_no_number_but_draws() -> None:
    value = known(np.zeros(30, dtype=np.int64), np.exp(6 + 0.5 * np.random.default_rng(1).normal(size=30)))

    assert value.channels[0] is not None
    assert value.channels[1:] == (None, None, None)
    assert list(value.sales) == [30, 0, 0, 0]
    assert np.log(value.draws[:, 1]).std() > np.log(value.draws[:, 0]).std()


def test_a_small_channel_is_drawn_to_the_whole() -> None:
    rng = np.random.default_rng(6)
    channel = np.array([0] * 100 + [1] * 100 + [2])
    amount = np.append(np.exp(6 + 0.5 * rng.standard_normal(200)), np.exp(7.5))

    lone = known(channel, amount, 3).channels[2]

    assert lone is not None
    assert lone.estimate < 0.6 * np.exp(7.5)


@given(st.floats(0.01, 1e6))
@settings(max_examples=20)
def test_another_currency_gives_the_same_answer(rate: float) -> None:
    rng = np.random.default_rng(7)
    channel, amount = rng.choice(CHANNELS, 30), np.exp(6 + 0.6 * rng.standard_normal(30))

    one, other = known(channel, amount).whole, known(channel, amount * rate).whole

    assert other.estimate == pytest.approx(one.estimate * rate, rel=1e-6)
    assert other.high == pytest.approx(one.high * rate, rel=1e-6)


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=60))
def test_taming_keeps_the_order_and_the_middle(logs: list[float]) -> None:
    given_logs = np.sort(np.array(logs))

    drawn = tamed(given_logs, np.zeros(len(logs), dtype=np.int64))

    assert (np.diff(drawn) >= -1e-9).all()
    assert np.median(drawn) == pytest.approx(np.median(given_logs), abs=1e-9)


def test_a_hundred_thousand_sales_take_less_than_a_second() -> None:
    rng = np.random.default_rng(8)
    sales = sold(rng.choice(20, 100_000), np.exp(6 + rng.standard_normal(100_000)))

    value = mean_first_sale(sales, 20)

    assert value is not None
    assert seconds_of(lambda: mean_first_sale(sales, 20)) < 1
    assert value.whole.estimate == pytest.approx(sales.amount.mean(), rel=0.02)
