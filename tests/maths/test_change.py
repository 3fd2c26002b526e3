"""What changed: identities to 1e-9 in lists of any kind, and the traps that a raw percentage falls into."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.maths.change import change
from tandem.maths.change_results import Change
from tandem.maths.drivers import DESKS, DRIVERS
from tandem.maths.enquiries import (
    ACCEPTED,
    DECLINED,
    LOST,
    NONE,
    NOT_SAID,
    OPEN,
    WON,
    Enquiries,
    FirstSales,
    Floats,
    Integers,
)
from tandem.maths.period_lags import Period
from tests.pace import seconds_of

BEFORE, AFTER = Period(0, 89), Period(90, 179)


def enquiries(
    heard: Integers,
    state: Integers,
    closed: Integers,
    channel: Integers,
    *,
    amount: Floats | None = None,
    decided: Integers | None = None,
    segment: Integers | None = None,
    as_of: int = 179,
) -> Enquiries:
    """A list with one cell for each enquiry; `amount` is read where one is won."""
    size, won = len(heard), state == WON
    segments = np.full(size, NONE) if segment is None else segment
    amounts = np.full(size, 400.0) if amount is None else amount
    return Enquiries(
        as_of=as_of,
        channels=int(channel.max(initial=0)) + 1,
        segments=int(segments.max(initial=NONE)) + 1,
        sellers=0,
        heard=heard,
        closed=closed,
        state=state,
        decided=np.full(size, NOT_SAID) if decided is None else decided,
        channel=channel,
        segment=segments,
        seller=np.full(size, NONE),
        answer=np.full(size, np.nan),
        count=np.ones(size, dtype=np.int64),
        sales=FirstSales(heard[won], closed[won], channel[won], segments[won], amounts[won]),
    )


def business(
    seed: int,
    *,
    asked: tuple[int, int] = (300, 300),
    chance: tuple[float, float] = (0.3, 0.3),
    days_to_win: float = 20.0,
    days_to_lose: float | None = None,
    loses: tuple[float, float] = (1.0, 1.0),
    channels: int = 3,
    worth: tuple[float, float] = (400.0, 400.0),
    as_of: int = 179,
) -> Enquiries:
    """Two quarters in a row: so many ask, with this chance to be won, and losses are recorded so often.

    Lags are log-normal with a spread of .9; losses are never recorded where `days_to_lose` is None.
    """
    rng = np.random.default_rng(seed)
    late = np.repeat([0, 1], asked)
    size = len(late)
    heard = 90 * late + rng.integers(0, 90, size)
    wins = rng.random(size) < np.array(chance)[late]
    usual = np.where(wins, days_to_win, days_to_lose or 1.0)
    closed = heard + np.floor(usual * np.exp(0.9 * rng.standard_normal(size))).astype(np.int64)
    recorded = wins | ((rng.random(size) < np.array(loses)[late]) & (days_to_lose is not None))
    known = recorded & (closed <= as_of)
    amount = np.array(worth)[late] * np.exp(0.4 * rng.standard_normal(size))
    return enquiries(
        heard,
        np.where(known, np.where(wins, WON, LOST), OPEN),
        np.where(known, closed, NONE),
        rng.integers(0, channels, size),
        amount=amount,
        as_of=as_of,
    )


@st.composite
def any_list(draw: st.DrawFn) -> Enquiries:
    """Anything at all with an enquiry in each period."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = draw(st.integers(2, 120))
    heard = np.append(rng.integers(0, 180, size), [3, 100])
    state = rng.choice([OPEN, WON, LOST], len(heard), p=rng.dirichlet([1.0, 1.0, 1.0]))
    closed = np.minimum(heard + rng.integers(-5, 60, len(heard)), 179)
    undated = (state == OPEN) | (rng.random(len(heard)) < draw(st.sampled_from([0.0, 0.3, 1.0])))
    return enquiries(
        heard,
        state,
        np.where(undated, NONE, closed),
        rng.integers(0, draw(st.integers(1, 5)), len(heard)),
        amount=rng.choice([0.0, -20.0, 90.0, 450.0, 90_000.0], len(heard)),
        decided=rng.choice(
            [NOT_SAID, ACCEPTED, DECLINED], len(heard), p=draw(st.sampled_from([(1, 0, 0), (0.1, 0.6, 0.3)]))
        ),
        segment=rng.integers(NONE, 2, len(heard)),
    )


def effect(found: Change, name: str) -> float:
    judged = found.drivers.get(name) or found.desks[name]
    assert judged.effect is not None
    return judged.effect.estimate


def recorded(found: Change) -> list[str]:
    return [name for name in DRIVERS if found.drivers[name].effect is not None]


@given(any_list())
@settings(max_examples=12, deadline=None)
def test_everything_adds_up_in_the_estimates_and_in_each_draw(given_list: Enquiries) -> None:
    found = change(given_list, BEFORE, AFTER)

    names = recorded(found)
    assert found.total is not None
    assert sum(effect(found, name) for name in names) == pytest.approx(found.total.estimate, abs=1e-9)
    for desk, drivers in DESKS.items():
        assert sum(effect(found, name) for name in drivers if name in names) == pytest.approx(
            effect(found, desk), abs=1e-9
        )
    assert sum(line.effect.estimate for line in found.channels) == pytest.approx(
        found.total.estimate, abs=1e-9
    )
    for name in names:
        assert sum(line.drivers[name] for line in found.channels) == pytest.approx(
            effect(found, name), abs=1e-9
        )
    assert set(found.draws) == set(names)
    assert np.mean(sum(found.draws.values())) == pytest.approx(found.total.estimate, abs=1e-9)


@given(any_list())
@settings(max_examples=8, deadline=None)
def test_factors_multiply_and_money_adds_up(given_list: Enquiries) -> None:
    found = change(given_list, BEFORE, AFTER)

    if found.money is None:
        assert found.before.revenue is None
        return
    for period in (found.before, found.after):
        assert period.rate is not None
        assert period.conversion is not None
        assert period.value is not None
        assert period.revenue is not None
        product = period.rate.estimate * period.days * period.conversion.estimate * period.value.estimate
        assert product == pytest.approx(period.revenue.estimate, rel=1e-9)
    assert found.after.revenue is not None
    assert found.money.after == found.after.revenue.estimate
    assert sum(found.money.drivers.values()) == pytest.approx(found.money.total, abs=1e-9 * found.money.after)
    assert sum(line.money or 0.0 for line in found.channels) == pytest.approx(
        found.money.total, abs=1e-9 * (found.money.before + found.money.after)
    )


@given(any_list())
@settings(max_examples=8, deadline=None)
def test_periods_swapped_change_every_sign_exactly(given_list: Enquiries) -> None:
    there, back = change(given_list, BEFORE, AFTER), change(given_list, AFTER, BEFORE)

    for name in recorded(there):
        assert effect(there, name) == -effect(back, name)
        np.testing.assert_array_equal(there.draws[name], -back.draws[name])
    assert there.verdict.desk == back.verdict.desk
    assert there.before.enquiries == back.after.enquiries


@given(any_list())
@settings(max_examples=6, deadline=None)
def test_a_period_against_itself_is_no_change(given_list: Enquiries) -> None:
    found = change(given_list, AFTER, AFTER)

    for name in recorded(found):
        assert effect(found, name) == pytest.approx(0, abs=1e-9)


def test_a_channel_of_one_period_moves_enquiries_and_mix_only_and_has_its_line() -> None:
    both = business(1, channels=2)
    late, early = both.heard >= 90, both.heard < 30
    channel = np.where(late & (both.heard % 3 == 0), 2, np.where(early, 3, both.channel))
    sold = both.sales
    at = np.where((sold.heard >= 90) & (sold.heard % 3 == 0), 2, np.where(sold.heard < 30, 3, sold.channel))
    given_list = replace(both, channels=4, channel=channel, sales=replace(sold, channel=at))

    found = change(given_list, BEFORE, AFTER)

    lines = {line.channel: line for line in found.channels}
    assert [lines[place].kind for place in range(4)] == ["both", "both", "new", "ended"]
    for place in (2, 3):
        assert lines[place].drivers["selling"] == 0
        assert lines[place].drivers["value"] == 0
    assert lines[2].drivers["enquiries"] > 0 > lines[3].drivers["enquiries"]
    assert lines[2].enquiries[0] == lines[3].enquiries[1] == 0


def test_a_young_period_does_not_look_bad_for_being_young() -> None:
    given_list = business(2, days_to_win=40.0)

    found = change(given_list, BEFORE, AFTER)

    assert found.before.naive is not None
    assert found.after.naive is not None
    assert found.after.naive < 0.65 * found.before.naive
    selling = found.drivers["selling"]
    assert selling.effect is not None
    assert selling.effect.low < 0 < selling.effect.high
    assert found.verdict.desk not in ("sales", "both")


def test_losses_that_come_sooner_than_wins_are_no_fall_of_selling() -> None:
    # Losses after 5 days, wins after 40: of what has ended lately, most was lost.
    made = [business(100 + seed, asked=(400, 400), days_to_win=40.0, days_to_lose=5.0) for seed in range(8)]

    found = [change(one, BEFORE, AFTER) for one in made]

    ended = [np.log(one.after.won / (one.after.won + one.after.lost)) for one in found]
    ended_before = [np.log(one.before.won / (one.before.won + one.before.lost)) for one in found]
    assert np.mean(ended) - np.mean(ended_before) < -0.3
    assert abs(np.mean([effect(one, "selling") for one in found])) < 0.12
    assert not any(one.drivers["selling"].word in ("fell", "rose") for one in found)


def test_a_business_that_begins_to_record_its_losses_does_not_sell_worse() -> None:
    given_list = business(4, asked=(400, 400), days_to_lose=10.0, loses=(0.0, 0.9))

    found = change(given_list, BEFORE, AFTER)

    selling = found.drivers["selling"]
    assert selling.effect is not None
    assert selling.effect.low < 0 < selling.effect.high


@pytest.mark.parametrize(
    ("made", "desk", "word"),
    [
        (business(5, asked=(500, 250)), "marketing", "fell"),
        (business(6, asked=(600, 600), chance=(0.45, 0.2), as_of=260), "sales", "fell"),
        (business(7, asked=(600, 600), chance=(0.25, 0.5), as_of=260), "sales", "rose"),
        (business(8, asked=(600, 600), chance=(0.4, 0.4), worth=(300.0, 600.0), as_of=260), "sales", "rose"),
    ],
)
def test_the_desk_that_moved_is_named(made: Enquiries, desk: str, word: str) -> None:
    found = change(made, BEFORE, AFTER)

    assert found.status == "ok"
    assert found.verdict.desk == desk
    assert found.desks[desk].word == word
    assert found.verdict.probability is not None
    assert found.verdict.probability >= 0.9


def test_one_giant_order_names_no_desk() -> None:
    given_list = business(9, chance=(0.25, 0.25), as_of=260)
    amount = given_list.sales.amount.copy()
    amount[given_list.sales.heard >= 90] *= np.where(
        np.arange((given_list.sales.heard >= 90).sum()) == 0, 200, 1
    )

    found = change(replace(given_list, sales=replace(given_list.sales, amount=amount)), BEFORE, AFTER)

    late = given_list.sales.heard >= 90
    assert amount[late].mean() > 2 * amount[~late].mean()
    assert found.drivers["value"].word in ("steady", "cannot_tell")
    assert found.verdict.desk in ("neither", "cannot_tell")


def test_quality_is_told_only_where_four_in_five_are_decided() -> None:
    given_list = business(10, as_of=260)
    rng = np.random.default_rng(0)
    late = given_list.heard >= 90
    yes = (given_list.state == WON) | (rng.random(len(late)) < np.where(late, 0.3, 0.8))
    decided = np.where(yes, ACCEPTED, DECLINED)
    some = np.where(rng.random(len(late)) < 0.7, decided, NOT_SAID)

    told = change(replace(given_list, decided=decided), BEFORE, AFTER)
    untold = change(replace(given_list, decided=some), BEFORE, AFTER)

    assert told.drivers["quality"].word == "fell"
    assert told.verdict.desk in ("marketing", "both")
    assert untold.drivers["quality"].effect is None
    assert untold.drivers["quality"].word == "not_recorded"
    assert set(untold.draws) == {"enquiries", "mix", "selling", "value"}


def test_a_shift_between_segments_is_mix_and_no_change_of_selling() -> None:
    rng = np.random.default_rng(11)
    size = 2400
    late = np.arange(size) >= size // 2
    segment = (rng.random(size) < np.where(late, 0.8, 0.2)).astype(np.int64)
    wins = rng.random(size) < np.where(segment == 1, 0.1, 0.5)
    heard = np.where(late, 90, 0) + rng.integers(0, 90, size)
    state = np.where(wins, WON, LOST)
    channel = np.zeros(size, dtype=np.int64)

    told = change(enquiries(heard, state, heard + 3, channel, segment=segment, as_of=190), BEFORE, AFTER)
    untold = change(enquiries(heard, state, heard + 3, channel, as_of=190), BEFORE, AFTER)

    assert effect(told, "mix") == pytest.approx(np.log(0.18 / 0.42), abs=0.12)
    assert abs(effect(told, "selling")) < 0.12
    assert effect(untold, "mix") == 0
    assert effect(untold, "selling") < -0.6
    assert len(told.channels) == 1


def test_without_any_amount_value_is_not_recorded_and_there_is_no_money() -> None:
    given_list = business(12)
    empty = given_list.sales.of(np.zeros(len(given_list.sales.heard), dtype=np.bool_))

    found = change(replace(given_list, sales=empty), BEFORE, AFTER)

    assert found.drivers["value"].word == "not_recorded"
    assert found.money is None
    assert found.before.revenue is None
    assert found.before.conversion is not None


@pytest.mark.parametrize(
    "made",
    [
        business(13, asked=(29, 300)),
        business(14, asked=(300, 300), chance=(0.0, 0.0)),
        business(15, asked=(1, 1)),
        business(16, asked=(40, 40), chance=(0.03, 0.03)),
    ],
)
def test_too_few_to_say_gives_numbers_but_names_nobody(made: Enquiries) -> None:
    found = change(made, BEFORE, AFTER)

    assert found.status == found.verdict.desk == "not_enough_data"
    assert found.verdict.probability is None
    assert {judged.word for judged in found.desks.values()} == {"cannot_tell"}
    assert found.total is not None
    assert found.total.high - found.total.low > 0.2


def test_a_period_without_an_enquiry_gives_counts_only() -> None:
    found = change(business(17, asked=(0, 50)), BEFORE, AFTER)

    assert found.status == "not_enough_data"
    assert found.total is None
    assert found.before.naive is None
    assert (found.before.enquiries, found.after.enquiries) == (0, 50)
    assert found.channels == ()


def test_all_won_and_one_channel() -> None:
    found = change(business(18, asked=(60, 60), chance=(1.0, 1.0), channels=1, as_of=400), BEFORE, AFTER)

    assert abs(effect(found, "selling")) < 0.1
    assert effect(found, "mix") == 0


def test_wins_without_a_day_are_counted_with_what_is_believed_of_lags() -> None:
    given_list = business(19)
    sold = given_list.sales

    found = change(
        replace(
            given_list,
            closed=np.full(len(given_list.closed), NONE),
            sales=replace(sold, closed=np.full(len(sold.closed), NONE)),
        ),
        BEFORE,
        AFTER,
    )

    assert found.before.won > 0
    selling = found.drivers["selling"]
    assert selling.effect is not None
    assert selling.effect.high - selling.effect.low > 0.3


@pytest.mark.parametrize("period", [Period(180, 200), Period(50, 40)])
def test_a_period_that_has_no_day_is_refused(period: Period) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        change(business(20), BEFORE, period)


def test_a_period_ends_where_knowledge_ends() -> None:
    found = change(business(21, as_of=150).seen_at(150), BEFORE, AFTER)

    assert found.after.last == 150
    assert found.after.days == 61


def test_the_same_seed_gives_the_same_answer() -> None:
    given_list = business(22, asked=(80, 80))

    one, other = (change(given_list, BEFORE, AFTER, seed=4) for _again in range(2))

    for name in one.draws:
        np.testing.assert_array_equal(one.draws[name], other.draws[name])


def test_six_hundred_enquiries_take_about_a_second_and_a_million_less_than_five() -> None:
    small, size = business(23), 1_000_000
    rng = np.random.default_rng(1)
    heard = rng.integers(0, 180, size)
    wins = rng.random(size) < 0.2
    closed = heard + (20 * np.exp(0.9 * rng.standard_normal(size))).astype(np.int64)
    known = wins & (closed < 180)
    large = enquiries(
        heard, np.where(known, WON, OPEN), np.where(known, closed, NONE), rng.integers(0, 20, size)
    )

    assert seconds_of(lambda: change(small, BEFORE, AFTER)) < 1.5
    assert seconds_of(lambda: change(large, BEFORE, AFTER)) < 5
