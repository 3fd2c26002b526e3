"""After a break the lag of those who asked before it says nothing of those who asked since."""

from dataclasses import replace

import numpy as np

from tandem.maths.enquiries import NONE, OPEN, WON, Enquiries, FirstSales
from tandem.together.evidence.estimating import FORECAST_CHANNELS, estimates_of, with_few_channels

FIRST_DAY = 736_330  # 1 January 2017
DAYS, BEGINS, BUY = 480, 240, 0.2
NOBODY = np.array([], dtype=np.int64)


def a_list(seed: int, *, waited: bool) -> Enquiries:
    """3,000 people of one channel over sixteen months; nobody sold before the ninth began, unless `waited` is
    false. Half of those who buy do so within ten days of asking, or of the first day that anybody sold.
    """
    chance = np.random.default_rng(seed)
    heard = chance.integers(0, DAYS, 3000)
    lag = np.maximum(np.exp(np.log(10) + 0.8 * chance.standard_normal(3000)), 0.5).astype(np.int64)
    # Of those who waited few still wanted it.
    early = waited & (heard < BEGINS)
    closed = np.where(early, BEGINS, heard) + lag
    won = (chance.random(3000) < np.where(early, 0.06, BUY)) & (closed < DAYS)
    nothing = np.full(3000, NONE)
    return Enquiries(
        as_of=FIRST_DAY + DAYS - 1,
        channels=1,
        segments=0,
        sellers=0,
        heard=FIRST_DAY + heard,
        closed=np.where(won, FIRST_DAY + closed, NONE),
        state=np.where(won, WON, OPEN),
        decided=np.zeros(3000, dtype=np.int64),
        channel=np.zeros(3000, dtype=np.int64),
        segment=nothing,
        seller=nothing,
        answer=np.full(3000, np.nan),
        count=np.ones(3000, dtype=np.int64),
        sales=FirstSales(NOBODY, NOBODY, NOBODY, NOBODY, np.array([])),
    )


def test_those_who_waited_for_the_process_to_begin_do_not_make_it_look_slow() -> None:
    # given a business that began to sell in the ninth month, also to those who had asked before
    # when its numbers are estimated
    found = estimates_of(a_list(3, waited=True), (None, None), level=0.9, day_is_over=True)

    # then the break is seen, and the lag is that of the enquiries since: nine in ten within a month
    assert found.broken is not None
    assert abs(found.broken.day - FIRST_DAY - BEGINS) <= 31
    assert found.lag is not None
    assert 8 <= found.lag.median <= 12
    assert found.lag.p90 <= 40
    assert found.broken.after.low <= BUY <= found.broken.after.high


def test_where_nothing_changed_the_lag_is_that_of_all() -> None:
    # given the same business, had it sold from the first day
    found = estimates_of(a_list(3, waited=False), (None, None), level=0.9, day_is_over=True)

    # then no break is told, and every win is used
    assert found.broken is None
    assert found.lag is not None
    assert found.lag.dated == int((a_list(3, waited=False).state == WON).sum())


def test_of_many_channels_the_smallest_are_forecast_as_one() -> None:
    # given 300 enquiries of as many channels, of which some were won, and the same of 60
    many = a_list(4, waited=False).of(np.arange(3000) < 300, NOBODY.astype(np.bool_))
    first = replace(many, channels=300, channel=np.arange(300))
    few = replace(many, channels=FORECAST_CHANNELS, channel=np.arange(300) % FORECAST_CHANNELS)

    # when their channels are made few
    made, nothing = with_few_channels(first, None, 0.9)

    # then no enquiry is lost, and a list that has few is as it was
    assert (made.channels, made.total, nothing) == (60, 300, None)
    assert np.bincount(made.channel).tolist() == [1] * 59 + [241]
    assert with_few_channels(few, None, 0.9)[0] is few
