"""Quality against selling: refused where it cannot be told, right where it can."""

from dataclasses import replace

import numpy as np
import pytest

from tandem.maths.enquiries import LOST, NONE, OPEN, WON, Enquiries, FirstSales
from tandem.maths.lag import fit_lag, prior_lag
from tandem.maths.sellers import sellers
from tandem.maths.sellers_result import (
    CHECK_OWNERS,
    CONFOUNDED,
    ENDED_ALIKE,
    FEW_ENDED,
    NO_OWNER,
    NO_SHARED_CHANNEL,
    OK,
    ONE_SELLER,
    OVER_TIME,
    OWNER_ON_WINS,
    RECORD_AT_HANDOVER,
    RECORD_OWNER,
    REFUSED,
    SWAP,
    WAIT,
    WEAK,
    Sellers,
)
from tandem.maths.simulation.firms import firm
from tandem.maths.simulation.plans import Habits
from tandem.maths.simulation.teams import BALANCED, team_plan
from tandem.maths.simulation.teams import CONFOUNDED as DESIGN_CONFOUNDED
from tandem.maths.simulation.varieties import c2_plan
from tests.pace import seconds_of

AS_OF = 739_000
NOBODY = FirstSales(*(np.zeros(0, dtype=np.int64) for _each in range(4)), amount=np.zeros(0))


def told(*rows: tuple[int, int, int, int], hours: float = np.nan) -> Enquiries:
    """Rows of channel, seller, state and count."""
    channel, seller, state, count = (np.array(column) for column in zip(*rows, strict=True))
    return Enquiries(
        as_of=AS_OF,
        channels=int(channel.max()) + 1,
        segments=0,
        sellers=int(max(seller.max(), 0)) + 1,
        heard=np.full(len(rows), AS_OF - 60),
        closed=np.where(state == OPEN, NONE, AS_OF - 30),
        state=state,
        decided=np.zeros(len(rows), dtype=np.int64),
        channel=channel,
        segment=np.full(len(rows), NONE),
        seller=seller,
        answer=np.full(len(rows), hours),
        count=count,
        sales=NOBODY,
    )


def ended(channel: int, seller: int, won: int, lost: int) -> tuple[tuple[int, int, int, int], ...]:
    return (channel, seller, WON, won), (channel, seller, LOST, lost)


def refusal(result: Sellers) -> tuple[str, str | None, str | None]:
    assert (result.effects, result.channels, result.spread, result.answer) == ((), (), None, None)
    return result.status, result.why, result.remedy


def test_without_an_owner_it_says_to_record_one() -> None:
    assert refusal(sellers(told(*ended(0, NONE, 20, 60)), None)) == (REFUSED, NO_OWNER, RECORD_OWNER)


def test_one_seller_is_told_over_time() -> None:
    assert refusal(sellers(told(*ended(0, 0, 20, 60)), None)) == (REFUSED, ONE_SELLER, OVER_TIME)


def test_an_owner_on_wins_only_tells_nothing() -> None:
    rows = ((0, 0, WON, 20), (0, 1, WON, 25), (0, NONE, LOST, 200), (0, 0, LOST, 8))

    assert refusal(sellers(told(*rows), None)) == (REFUSED, OWNER_ON_WINS, RECORD_AT_HANDOVER)


def test_sellers_who_share_no_channel_are_refused_with_a_swap() -> None:
    # given two sellers, each with a channel of their own
    found = sellers(told(*ended(0, 0, 30, 60), *ended(1, 1, 60, 30)), None)

    assert refusal(found) == (REFUSED, NO_SHARED_CHANNEL, SWAP)
    assert found.swap is not None
    assert (found.swap.seller, found.swap.channel, found.swap.enquiries) in {(0, 1, 10), (1, 0, 10)}


def test_a_single_shared_enquiry_is_not_enough() -> None:
    found = sellers(told(*ended(0, 0, 300, 600), *ended(1, 1, 600, 300), *ended(0, 1, 1, 1)), None)

    assert refusal(found) == (REFUSED, CONFOUNDED, SWAP)
    assert found.swap is not None
    assert found.identifiability is not None
    assert found.identifiability > 0.8


@pytest.mark.parametrize("swaps", [1, 3])
def test_the_swap_that_is_named_makes_the_sellers_comparable(swaps: int) -> None:
    # given a refusal that names a swap
    rows = [*ended(0, 0, 60, 120), *ended(1, 1, 120, 60), *ended(2, 0, 20, 40)]
    before = sellers(told(*rows), None)

    # when it is done, three times over
    for _again in range(swaps):
        swap = sellers(told(*rows), None).swap
        if swap is not None:
            rows += ended(swap.channel, swap.seller, 5, 5)
    after = sellers(told(*rows), None)

    # then more can be told than before
    assert before.status == REFUSED
    assert after.identifiability is not None
    assert after.identifiability < {1: 0.85, 3: 0.65}[swaps]


def test_few_ended_enquiries_are_refused_with_waiting() -> None:
    few = sellers(told(*ended(0, 0, 6, 6), *ended(0, 1, 6, 6)), None)

    assert refusal(few) == (REFUSED, FEW_ENDED, WAIT)


def test_enquiries_that_all_ended_the_same_way_are_refused_with_that_reason() -> None:
    no_win = sellers(told(*ended(0, 0, 0, 90), *ended(0, 1, 2, 60)), None)
    all_won = sellers(told((0, 0, WON, 90), (0, 1, WON, 60), (0, 1, LOST, 1)), None)

    assert refusal(no_win) == refusal(all_won) == (REFUSED, ENDED_ALIKE, WAIT)


def test_a_seller_with_few_is_left_out_and_the_others_are_judged() -> None:
    rows = (*ended(0, 0, 40, 160), *ended(0, 1, 80, 120), *ended(0, 2, 4, 6), *ended(1, 3, 10, 20))

    found = sellers(told(*rows), None)

    assert found.status == OK
    assert [(one.seller, one.why) for one in found.effects] == [
        (0, None), (1, None), (2, FEW_ENDED), (3, NO_SHARED_CHANNEL),
    ]  # fmt: skip
    assert [one.odds_ratio is None for one in found.effects] == [False, False, True, True]


def test_a_clear_difference_is_found_and_is_against_the_mean_of_the_sellers() -> None:
    # given odds of 1/4 and of 1: the second seller's are four times the first's
    found = sellers(told(*ended(0, 0, 200, 800), *ended(0, 1, 500, 500)), None)

    first, second = (one.odds_ratio for one in found.effects)
    assert first is not None
    assert second is not None
    assert first.estimate * second.estimate == pytest.approx(1)
    assert second.estimate / first.estimate == pytest.approx(4, rel=0.06)
    assert [one.differs for one in found.effects] == [True, True]
    assert found.identifiability == pytest.approx(0.0, abs=0.2)


def test_equal_sellers_do_not_differ_whatever_their_channels_bring() -> None:
    # given two sellers alike, of whom one is handed nine in ten of the better channel
    rows = (
        *ended(0, 0, 45, 405), *ended(0, 1, 5, 45),
        *ended(1, 0, 20, 30), *ended(1, 1, 180, 270),
    )  # fmt: skip

    found = sellers(told(*rows), None)

    assert [one.differs for one in found.effects] == [False, False]
    better = found.channels[1]
    assert better.odds_ratio is not None
    assert better.differs
    assert better.odds_ratio.estimate > 1.8


def test_numbers_do_not_hang_on_the_order_or_on_the_cells() -> None:
    rows = (*ended(0, 0, 40, 160), *ended(0, 1, 80, 120), *ended(1, 0, 30, 50), *ended(1, 1, 10, 50))
    split = [(channel, seller, state, 1) for channel, seller, state, count in rows for _each in range(count)]

    together, apart = sellers(told(*rows), None), sellers(told(*split[::-1]), None)

    assert together.counts == apart.counts
    for one, other in zip(together.effects, apart.effects, strict=True):
        assert one.odds_ratio is not None
        assert other.odds_ratio is not None
        assert one.odds_ratio.estimate == pytest.approx(other.odds_ratio.estimate, rel=1e-6)


def test_the_counts_are_those_of_the_list() -> None:
    found = sellers(told(*ended(0, 1, 3, 4), (0, 1, OPEN, 5), (1, 0, OPEN, 2), (1, NONE, OPEN, 9)), None)

    assert [(one.seller, one.channel, one.enquiries, one.closed, one.won) for one in found.counts] == [
        (0, 1, 2, 0, 0), (1, 0, 12, 7, 3),
    ]  # fmt: skip


def test_what_goes_with_a_slow_answer() -> None:
    # given that a tenfold slower answer goes with a third of the odds, in both sellers
    fast = told(*ended(0, 0, 100, 100), *ended(0, 1, 100, 100), hours=2)
    slow = told(*ended(0, 0, 50, 150), *ended(0, 1, 50, 150), hours=20)
    both = replace(
        fast,
        **{
            name: np.concatenate([getattr(fast, name), getattr(slow, name)])
            for name in (
                "heard",
                "closed",
                "state",
                "decided",
                "channel",
                "segment",
                "seller",
                "answer",
                "count",
            )
        },
    )

    found = sellers(both, None)

    assert found.answer is not None
    assert found.answer.enquiries == 800
    assert found.answer.odds_ratio.estimate == pytest.approx(1 / 3, rel=0.05)
    assert found.answer.odds_ratio.high < 0.5
    assert [one.differs for one in found.effects] == [False, False]
    assert sellers(told(*ended(0, 0, 100, 100), *ended(0, 1, 100, 100)), None).answer is None


def test_confounded_firms_are_always_refused() -> None:
    for seed in range(40):
        made = firm(seed, team_plan([seed], 400, DESIGN_CONFOUNDED, habits=Habits()))
        assert refusal(sellers(made.enquiries, None))[:2] == (REFUSED, NO_SHARED_CHANNEL)


def test_a_firm_with_enough_of_everything_is_judged() -> None:
    made = firm(3, team_plan(3, 2000, BALANCED, sellers=3, habits=Habits()))

    found = sellers(made.enquiries, None)

    assert (found.status, found.why, found.swap) == (OK, None, None)
    assert found.spread is not None
    assert found.spread.low < found.spread.estimate < found.spread.high
    assert sellers(firm(3, team_plan(3, 250, BALANCED, sellers=4)).enquiries, None).status in {WEAK, REFUSED}


def test_few_that_are_shared_alike_want_time_and_channels_of_ones_own_want_a_swap() -> None:
    alike = sellers(
        told(*ended(0, 0, 6, 19), *ended(0, 1, 6, 19), *ended(1, 0, 3, 5), *ended(1, 1, 3, 5)), None
    )
    apart = sellers(told(*ended(0, 0, 90, 270), *ended(0, 1, 6, 14), *ended(1, 1, 80, 90)), None)

    assert (alike.status, alike.why, alike.remedy, alike.swap) == (WEAK, FEW_ENDED, WAIT, None)
    assert (apart.status, apart.why, apart.remedy) == (WEAK, CONFOUNDED, SWAP)
    assert apart.swap is not None


def test_one_seller_with_all_the_wins_is_the_reason_and_not_that_few_have_ended() -> None:
    # given enough that ended with both, and wins with one of them only
    found = sellers(told(*ended(0, 0, 75, 75), *ended(0, 1, 0, 150)), None)

    assert (found.status, found.why, found.remedy) == (WEAK, ENDED_ALIKE, CHECK_OWNERS)
    assert found.swap is None


def test_open_enquiries_are_not_held_against_who_has_the_young_ones() -> None:
    # given two equal sellers, of whom the second took over half a year ago, and no loss is written down
    plan = replace(c2_plan(5, 1500), habits=Habits(losses=0.0))
    made = firm(6, plan)
    took_over = (made.enquiries.heard >= made.after.first).astype(np.int64)
    handed = replace(made.enquiries, sellers=2, seller=took_over)
    raw = [
        handed.of(took_over == seller, np.zeros(len(handed.sales.amount), dtype=np.bool_)).counted(WON)
        / (took_over == seller).sum()
        for seller in (0, 1)
    ]
    assert raw[0] > 1.3 * raw[1]

    found = sellers(handed, fit_lag(handed, handed.channel, handed.channels))

    ratios = [one.odds_ratio for one in found.effects]
    assert [one.differs for one in found.effects] == [False, False]
    assert all(ratio is not None and 0.85 < ratio.estimate < 1.18 for ratio in ratios)


def test_ten_thousand_enquiries_of_twenty_channels_and_twenty_sellers_take_under_two_seconds() -> None:
    rng = np.random.default_rng(7)
    size = 10_000
    state = rng.choice([OPEN, WON, LOST], size, p=[0.3, 0.2, 0.5])
    made = replace(
        told(*ended(0, 0, 1, 1)),
        channels=20,
        sellers=20,
        heard=AS_OF - rng.integers(0, 400, size),
        state=state,
        closed=np.where(state == OPEN, NONE, AS_OF),
        decided=np.zeros(size, dtype=np.int64),
        channel=rng.integers(0, 20, size),
        segment=np.full(size, NONE),
        seller=rng.integers(0, 20, size),
        answer=np.where(rng.random(size) < 0.8, 10 ** rng.normal(0.7, 0.7, size), np.nan),
        count=np.ones(size, dtype=np.int64),
    )
    lag = prior_lag()

    found = sellers(made, lag)

    assert found.status == OK
    assert len(found.effects) == len(found.channels) == 20
    assert seconds_of(lambda: sellers(made, lag)) < 2
