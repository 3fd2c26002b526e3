"""How many of the open ones will buy, held against firms of which the truth is known."""

import datetime

import numpy as np
import pytest

from tandem.together.evidence.answer import answer_of
from tandem.together.evidence.words import Document, Question, Terms
from tandem.together.verdict.reading import Side, sides_of
from tests.together.evidence.firms import AFTER, AS_OF, BEFORE, FIRST, LOST, OPEN, WON, One, loaded

DAYS = (AS_OF - FIRST).days


def told_and_true(*, wins_after: int, losses_told: bool) -> tuple[Document, Side, int]:
    """Of a firm with four enquiries a day, of which one in five buys and the others say no after a week: what
    is told, of the later months too, and how many of these are open and will buy.
    """
    chance = np.random.default_rng(0)
    firm, still_to_buy = [], 0
    for number in range(4 * (DAYS + 1)):
        heard, buys = number // 4, bool(chance.random() < 0.2)
        closed = heard + int((wins_after if buys else 7) * np.exp(0.5 * chance.standard_normal()))
        if closed <= DAYS and (buys or losses_told):
            firm.append(One(heard, WON if buys else LOST, closed, amount=600.0 if buys else None))
        else:
            firm.append(One(heard, OPEN))
            still_to_buy += buys and FIRST + datetime.timedelta(heard) >= AFTER.start
    terms = Terms(as_of=AS_OF, currency="GBP", digits=2, day_is_over=True)
    answer = answer_of(Question(), terms, loaded(firm), BEFORE, AFTER)
    sides = sides_of(answer)
    assert sides is not None
    return answer, sides[1], still_to_buy


def test_where_losses_are_told_early_about_half_of_those_who_wait_buy() -> None:
    # given a firm whose losses are known long before its wins
    _answer, side, true = told_and_true(wins_after=45, losses_told=True)

    # then what is told is near the truth, and three times as many as if they had only just asked
    assert (side.open, true) == (69, 45)
    assert abs(side.to_come - true) <= 4
    assert side.still_to_come.low <= true <= side.still_to_come.high


def test_where_losses_are_not_told_those_who_wait_in_vain_do_not_hold_back_the_others() -> None:
    # given a firm that writes down its wins only, so that most of those who wait have long gone
    _answer, side, true = told_and_true(wins_after=20, losses_told=False)

    # then what is told is not the three in a hundred of all who wait, which would be nine
    assert (side.open, true) == (306, 24)
    assert true / 2 < side.to_come <= true
    assert side.still_to_come.low <= true <= side.still_to_come.high


def test_the_months_of_a_period_are_told_about_as_the_period_is() -> None:
    answer, side, _true = told_and_true(wins_after=45, losses_told=True)
    months = {row["month"]: row["still_to_come"]["estimate"] for row in answer["more"]["months"]}
    later = [months[name] for name in ("2026-04", "2026-05", "2026-06")]

    # then the younger the month the more of it are to come, and together about as many as of the period
    assert later == sorted(later)
    assert sum(later) == pytest.approx(side.still_to_come.estimate, rel=0.1)
