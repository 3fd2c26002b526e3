"""The generator: what it makes is what its plan says, and nothing of the future is in it."""

from dataclasses import replace

import numpy as np
import pytest

from tandem.maths.enquiries import ACCEPTED, DECLINED, LOST, NONE, NOT_SAID, OPEN, WON
from tandem.maths.simulation.firms import FIRST_DAY, firm
from tandem.maths.simulation.lags import FAMILIES, Lag
from tandem.maths.simulation.plans import NEVER, ON_WINS, Habits, Team
from tandem.maths.simulation.varieties import NOTHING, Change, any_plan, c2_plan, changed


def test_the_same_seed_makes_the_same_firm() -> None:
    first, second = (firm(3, any_plan(4)) for _twice in range(2))

    assert np.array_equal(first.enquiries.closed, second.enquiries.closed)
    assert np.array_equal(first.enquiries.sales.amount, second.enquiries.sales.amount)
    assert first.truth.effects == second.truth.effects


@pytest.mark.parametrize("seed", range(40))
def test_nothing_after_as_of_is_known(seed: int) -> None:
    made = firm(seed, any_plan(seed))
    known = made.enquiries

    assert known.heard.min() >= FIRST_DAY
    assert known.heard.max() <= known.as_of == made.after.last + made.plan.wait
    assert known.closed.max(initial=NONE) <= known.as_of
    assert (known.closed[known.state == OPEN] == NONE).all()
    assert len(known.sales.amount) == known.counted(WON)
    assert made.before.days == made.after.days == made.plan.days
    assert (made.truth.still_to_come <= np.bincount(
        known.channel, weights=known.state == OPEN, minlength=known.channels
    )).all()  # fmt: skip


def test_sizes_and_conversion_are_those_of_the_plan() -> None:
    # given a firm that is large enough for luck to vanish
    plan = c2_plan(1, 200_000)

    made = firm(2, plan)

    asked = np.bincount(made.enquiries.channel)
    assert asked / asked.sum() == pytest.approx([0.40, 0.25, 0.20, 0.10, 0.05], abs=0.01)
    assert asked.sum() == pytest.approx(200_000, rel=0.02)
    assert made.truth.won_in_the_end / asked == pytest.approx(made.truth.conversion, abs=0.01)
    assert made.truth.conversion == pytest.approx(plan.levels.selling[0], rel=1e-12)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_lag_has_its_median_and_its_distribution(family: str) -> None:
    lag = Lag(family, median=20.0)

    days = lag.draw(np.random.default_rng(5), 40_000)

    for age in (5.0, 20.5, 60.0):
        assert (days <= age).mean() == pytest.approx(float(lag.reached(np.array(age))), abs=0.01)
    assert float(lag.reached(np.array(20.0))) == pytest.approx(0.5)


def test_same_day_wins_are_reached_at_once() -> None:
    lag = Lag(same_day=0.3)

    assert float(lag.reached(np.array(0.0))) == pytest.approx(0.3)
    assert (lag.draw(np.random.default_rng(6), 20_000) == 0).mean() == pytest.approx(0.3, abs=0.015)


def test_skill_and_answers_leave_the_mean_chance_of_the_channel_alone() -> None:
    plan = c2_plan(7, 150_000)
    team = Team(np.array([-0.8, 0.0, 0.9]), np.random.default_rng(8).dirichlet([1, 1, 1], 5), 0.2, -0.7)

    made = firm(9, replace(plan, team=team))

    asked = np.bincount(made.enquiries.channel)
    assert made.truth.won_in_the_end / asked == pytest.approx(plan.levels.selling[0], abs=0.012)
    assert made.truth.skill == pytest.approx(team.skill - team.skill.mean())


def test_habits_decide_what_is_known() -> None:
    plan = c2_plan(10, 4000)

    never = firm(11, replace(plan, habits=Habits(losses=0.0, owner=NEVER))).enquiries
    fifth = firm(11, replace(plan, habits=Habits(losses=0.2, owner=ON_WINS))).enquiries
    whole = firm(11, replace(plan, habits=Habits(losses=1.0, without_day=0.5, before_contact=0.5))).enquiries

    assert (never.counted(LOST), set(never.seller.tolist())) == (0, {NONE})
    assert 0.1 < fifth.counted(LOST) / whole.counted(LOST) < 0.3
    assert set(fifth.state[fifth.seller != NONE].tolist()) == {WON}
    won = whole.state == WON
    assert (whole.closed[won] == NONE).mean() == pytest.approx(0.5, abs=0.07)
    dated = won & (whole.closed != NONE)
    assert (whole.closed < whole.heard)[dated].mean() == pytest.approx(0.5, abs=0.09)


def test_what_sales_declines_is_lost_on_that_day() -> None:
    plan = replace(any_plan(12, expected=3000, change=NOTHING), habits=Habits(losses=0.0, acceptance=True))

    known = firm(13, plan).enquiries

    assert set(known.state[known.decided == DECLINED].tolist()) == {LOST}
    assert set(known.decided[known.state == LOST].tolist()) == {DECLINED}
    assert (known.state[known.decided == NOT_SAID] == OPEN).all()
    assert (known.decided == ACCEPTED).any()


def test_who_asked_before_selling_began_waits_for_it() -> None:
    plan = replace(c2_plan(1, 4000, Lag(same_day=0.2)), history=90, began=120)

    known = firm(2, plan).enquiries

    ended = known.state != OPEN
    assert (known.heard < FIRST_DAY + 120).any()
    assert known.closed[ended].min() == FIRST_DAY + 120
    # and nothing else changes: who asks since is served as ever, the very same
    ever = firm(2, replace(plan, began=0)).enquiries
    since = known.heard >= FIRST_DAY + 120
    assert np.array_equal(known.closed[since], ever.closed[since])


def test_a_jump_and_the_future_follow_the_rates() -> None:
    plan = replace(c2_plan(14, 40_000), jump=2.0, jump_days=28)

    made = firm(15, plan)

    last = (made.enquiries.heard > made.enquiries.as_of - 28).sum() / 28
    assert last == pytest.approx(2 * 40_000 / 182, rel=0.05)
    assert made.future.enquiries.sum() / 91 == pytest.approx(2 * 40_000 / 182, rel=0.03)
    assert (made.future.customers_open <= made.future.customers).all()
    assert made.future.customers_open.sum() <= made.truth.still_to_come.sum()
    assert made.truth.effects.enquiries == pytest.approx(np.log((63 + 2 * 28) / 91))


def test_a_giant_order_is_part_of_the_mean_value() -> None:
    plan = replace(c2_plan(16, 100_000), giants=0.01, giant_times=30.0)

    amounts = firm(17, plan).enquiries.sales.amount

    assert amounts.mean() == pytest.approx(400, rel=0.08)
    assert np.median(amounts) < 400 / 1.2


def test_where_nothing_changed_all_true_effects_are_zero() -> None:
    for seed in range(30):
        effects = firm(seed, any_plan(seed, change=NOTHING)).truth.effects
        assert (effects.marketing, effects.sales) == pytest.approx((0, 0), abs=1e-12)


def test_a_change_of_the_plan_is_the_true_effect() -> None:
    # given channels that all move alike, so that there is no mix
    change = Change(enquiries=-0.2, selling=-0.3, value=0.1)
    plan = c2_plan(18, 400)
    plan = replace(plan, levels=changed(np.random.default_rng(18), plan.levels, change))

    effects = firm(19, plan).truth.effects

    assert (effects.enquiries, effects.mix) == pytest.approx((-0.2, 0))
    assert (effects.quality, effects.selling, effects.value) == (
        None,
        pytest.approx(-0.3),
        pytest.approx(0.1),
    )
