"""Whatever is asked of whatever firm: a whole answer, and never a confident number from nothing."""

import datetime
import random
from typing import Any

import pytest

from tandem.together.evidence.answer import answer_of
from tandem.together.evidence.periods import Span
from tandem.together.evidence.words import Question, Terms
from tandem.together.verdict.words import verdict_of
from tests.together.evidence.firms import AFTER, AS_OF, BEFORE, LOST, OPEN, WON, One, loaded
from tests.together.evidence.wholeness import assert_whole, intervals


def answered(
    firm: list[One],
    before: Span | None = BEFORE,
    after: Span | None = AFTER,
    *,
    day_is_over: bool = True,
) -> Any:
    terms = Terms(AS_OF, "GBP", 2, day_is_over)
    answer = answer_of(Question(), terms, loaded(firm), before, after)
    assert_whole(answer)
    return answer


def says_nothing_sure(answer: Any) -> bool:
    """No desk and no seller is named."""
    change = answer["change"]
    named = [row["verdict"] for row in change["desks"].values() if row["verdict"] != "cannot_tell"]
    differ = [row["seller"] for row in answer["sellers"]["effects"] if row["differs"]]
    return change["verdict"]["desk"] == "not_enough_data" and not named and not differ


def a_firm(size: int, *, win: float = 0.25, seed: int = 1, **columns: Any) -> list[One]:
    """Enquiries over half a year, of which some are won; all others still open unless told otherwise."""
    draw = random.Random(seed)
    firm = []
    for _number in range(size):
        heard = draw.randrange(0, 175)
        ended = heard + draw.randrange(0, 40)
        wins = draw.random() < win and ended <= 180
        told: dict[str, Any] = {"heard": heard, "channel": draw.randrange(1, 4), "seller": draw.randrange(2)}
        if wins:
            told |= {"state": WON, "closed": ended, "amount": 100.0 + draw.randrange(900)}
        elif ended <= 180:
            told |= {"state": LOST, "closed": ended}
        firm.append(One(**{**told, **columns}))
    return firm


def test_nobody_asked() -> None:
    answer = answered([], None, None)
    assert answer["enquiries"] == {"total": 0, "won": 0, "lost": 0, "open": 0}
    assert (answer["conversion"]["naive"], answer["conversion"]["estimate"]) == (None, None)
    assert (answer["channels"], answer["more"]["months"], answer["more"]["first_day"]) == ([], [], None)
    assert answer["change"]["verdict"]["desk"] == "not_enough_data"
    assert answer["change"]["multiplier"]["both_better_10_percent"] is None
    assert answer["sellers"]["status"] == "refused"
    assert answer["more"]["not_yet"] == {"enquiries": 30, "until": None}
    assert verdict_of(answer).first == "Too few asked to say which desk needs work next."


def test_one_enquiry() -> None:
    answer = answered([One(heard=170)])
    assert answer["conversion"]["naive"] == 0
    assert answer["conversion"]["high"] - answer["conversion"]["low"] > 0.2
    assert says_nothing_sure(answer)


@pytest.mark.parametrize("seed", range(3))
def test_five_enquiries(seed: int) -> None:
    answer = answered(a_firm(5, seed=seed))
    assert says_nothing_sure(answer)
    assert answer["more"]["not_yet"]["enquiries"] >= 25
    for low, high in intervals(answer["channels"], "conversion"):
        assert high - low > 0.2
    assert verdict_of(answer).sure is None


def test_one_channel() -> None:
    answer = answered(a_firm(120, channel=1))
    assert len(answer["channels"]) == 1
    assert next(row for row in answer["change"]["drivers"] if row["driver"] == "mix")["effect"] == 0
    assert answer["sellers"]["status"] in ("ok", "weak", "refused")


def test_no_win() -> None:
    answer = answered(a_firm(120, win=0))
    assert answer["enquiries"]["won"] == 0
    assert answer["lag_days"] == {"family": None, "median": None, "p90": None}
    assert answer["channels"][0]["value"] == {"estimate": None, "low": None, "high": None}
    assert answer["forecast"][0]["customers"]["estimate"] is None
    assert answer["conversion"]["high"] > 0
    assert says_nothing_sure(answer)


def test_all_won() -> None:
    firm = [One(heard=day, state=WON, closed=day + 3, amount=500.0) for day in range(0, 170, 2)]
    answer = answered(firm)
    assert answer["conversion"]["naive"] == 1
    assert 0.85 < answer["conversion"]["low"] < 1
    assert answer["change"]["verdict"]["desk"] in ("neither", "cannot_tell")


def test_no_dates_of_closing() -> None:
    firm = [
        One(heard=day % 175, state=WON if day % 4 == 0 else LOST, amount=200.0 if day % 4 == 0 else None)
        for day in range(120)
    ]
    answer = answered(firm)
    assert answer["lag_days"] == {"family": None, "median": None, "p90": None}
    assert answer["forecast"][0]["customers"]["estimate"] is None
    undated = "120 won or lost enquiries lack a closing date: they count, but do not say how long it takes."
    assert undated in answer["caveats"]


def test_selling_that_began_after_people_had_asked() -> None:
    # given three who asked each day, of whom one buys after two to twenty-four days; but nobody before day 90
    firm = [One(heard=day) for day in range(175) for _two in range(2)]
    for day in range(175):
        sold = max(day, 90) + 2 + 7 * day % 23
        bought = {"state": WON, "closed": sold, "amount": 90.0} if sold <= 180 else {}
        firm.append(One(heard=day, **bought))
    answer = answered(firm)

    # then that day is told, and the lag is that of who could buy at once
    assert answer["more"]["began"] == "2026-04-01"
    assert 10 <= answer["lag_days"]["median"] <= 16
    told = "Hardly anybody bought before 1 April 2026. Whoever had asked by then is counted from that day."
    assert told in answer["caveats"]


def test_one_seller() -> None:
    answer = answered(a_firm(120, seller=0))
    assert answer["sellers"]["status"] == "refused"
    assert answer["sellers"]["why"] == "One person sells here, so there is nobody to compare with."
    assert answer["sellers"]["remedy"] == "Compare sales with itself over time: see what changed."


def test_nobody_knows_who_sold() -> None:
    answer = answered(a_firm(120, seller=None))
    assert answer["sellers"]["why"] == "No enquiry says who took it on."


def test_wins_before_contact() -> None:
    firm = [One(heard=day, state=WON, closed=day - 5, amount=90.0) for day in range(20, 140, 3)]
    answer = answered([*firm, *a_firm(60, win=0)])
    assert answer["enquiries"]["won"] == 40
    assert answer["lag_days"]["median"] is None
    told = "40 enquiries were won before they were heard: they count, but do not say how long it takes."
    assert told in answer["caveats"]


def test_all_lost() -> None:
    answer = answered(a_firm(120, win=0, state=LOST, closed=180))
    assert answer["conversion"]["high"] < 0.1
    assert answer["more"]["whole"]["still_to_come"]["high"] == 0


def test_all_on_one_day() -> None:
    day = datetime.date(2026, 6, 30)
    answer = answered([One(heard=180) for _ in range(40)], Span(day, day), Span(day, day))
    assert answer["enquiries"]["open"] == 40
    assert says_nothing_sure(answer)


def test_wins_on_the_same_day() -> None:
    firm = [One(heard=day, state=WON, closed=day, amount=50.0) for day in range(0, 180, 3)]
    answer = answered([*firm, *a_firm(60, win=0)])
    assert 0 < answer["lag_days"]["median"] < 1.5


def test_many_channels_with_one_enquiry_each() -> None:
    firm = [
        One(heard=day, channel=day, state=WON if day % 5 == 0 else OPEN, closed=day if day % 5 == 0 else None)
        for day in range(60)
    ]
    answer = answered(firm)
    assert len(answer["channels"]) == 60
    for low, high in intervals(answer["channels"], "conversion"):
        assert high - low > 0.05


def test_one_giant_order_and_a_credit_note() -> None:
    firm = a_firm(150)
    giant = One(heard=30, state=WON, closed=40, amount=5_000_000.0)
    taken_back = One(heard=31, state=WON, closed=40, amount=-20.0)
    without = answered(firm)["more"]["whole"]["value"]["estimate"]
    assert answered([*firm, giant, taken_back])["more"]["whole"]["value"]["estimate"] < 40 * without


def test_wins_of_which_nobody_told_the_amount() -> None:
    firm = [One(heard=day, state=WON, closed=day + 2) for day in range(0, 170, 4)]
    answer = answered([*firm, *a_firm(80, win=0)])
    assert answer["more"]["whole"]["value"] is None
    assert answer["forecast"][0]["revenue"]["estimate"] is None
    value = next(row for row in answer["change"]["drivers"] if row["driver"] == "value")
    assert (value["effect"], value["verdict"]) == (None, "not_recorded")


def test_periods_that_are_empty_or_have_not_begun() -> None:
    firm = a_firm(60)
    long_ago = Span(datetime.date(2020, 1, 1), datetime.date(2020, 1, 31))
    to_come = Span(datetime.date(2027, 1, 1), datetime.date(2027, 1, 31))
    for before, after in ((long_ago, AFTER), (BEFORE, to_come), (long_ago, long_ago)):
        answer = answered(firm, before, after)
        assert answer["change"]["status"] == "not_enough_data"
        assert answer["more"]["change"] is None
        assert answer["change"]["drivers"][0]["effect"] is None


def test_a_day_that_is_not_over_is_no_quiet_day() -> None:
    # given a firm that hears of two a day, and nobody yet today
    firm = [One(heard=day) for day in range(180) for _ in range(2)]

    # then the forecast begins today, and knows nothing of a quiet day
    today = answered(firm, day_is_over=False)
    assert today["more"]["forecast"]["weeks"][0]["start"] == AS_OF.isoformat()
    assert today["forecast"][0]["enquiries"]["estimate"] == pytest.approx(56, rel=0.02)
    over = answered(firm)
    assert over["more"]["forecast"]["weeks"][0]["start"] == "2026-07-01"
    assert over["forecast"][0]["enquiries"]["estimate"] < 55.9


def test_drivers_add_up_to_desks_and_desks_to_revenue() -> None:
    answer = answered(a_firm(400, seed=5))
    change, more = answer["change"], answer["more"]["change"]
    effects = {row["driver"]: row["effect"] or 0.0 for row in change["drivers"]}
    marketing = effects["enquiries"] + effects["mix"] + effects["quality"]
    assert change["desks"]["marketing"]["effect"] == pytest.approx(marketing, abs=1e-9)
    assert change["desks"]["sales"]["effect"] == pytest.approx(
        effects["selling"] + effects["value"], abs=1e-9
    )
    assert sum(row["effect"]["estimate"] for row in more["channels"]) == pytest.approx(
        sum(effects.values()), abs=1e-9
    )
    assert sum(one or 0.0 for one in more["money"]["drivers"].values()) == pytest.approx(
        more["money"]["total"], abs=1e-6
    )
