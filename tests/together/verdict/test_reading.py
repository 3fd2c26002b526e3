"""How many of the open ones will buy, held against firms of which the truth is known."""

import datetime

import numpy as np

from tandem.together.evidence.answer import answer_of
from tandem.together.evidence.words import Question, Terms
from tandem.together.verdict.reading import customers_to_come, share_of_waiting, sides_of
from tests.together import answers
from tests.together.evidence.firms import AFTER, AS_OF, BEFORE, FIRST, LOST, OPEN, WON, One, loaded

DAYS = (AS_OF - FIRST).days


def late_wins(seed: int) -> tuple[list[One], int]:
    """Four a day, one in five of whom buys after 45 days or so, while the others say no after seven; with how
    many of the later months are open and will buy.
    """
    chance = np.random.default_rng(seed)
    firm, still_to_buy = [], 0
    for number in range(4 * (DAYS + 1)):
        heard, buys = number // 4, bool(chance.random() < 0.2)
        closed = heard + int((45 if buys else 7) * np.exp(0.5 * chance.standard_normal()))
        if closed <= DAYS:
            firm.append(One(heard, WON if buys else LOST, closed, amount=600.0 if buys else None))
        else:
            firm.append(One(heard, OPEN))
            still_to_buy += buys and FIRST + datetime.timedelta(heard) >= AFTER.start
    return firm, still_to_buy


def test_where_losses_are_told_early_about_half_of_those_who_wait_buy() -> None:
    # given a firm whose losses are known long before its wins
    firm, still_to_buy = late_wins(2)
    terms = Terms(as_of=AS_OF, currency="GBP", digits=2, day_is_over=True)

    # when it is told how many of the open ones will buy
    sides = sides_of(answer_of(Question(), terms, loaded(firm), BEFORE, AFTER))

    # then that is near the truth, and three times as many as if they had only just asked
    assert sides is not None
    after = sides[1]
    assert (after.open, still_to_buy) == (59, 36)
    assert abs(after.to_come - still_to_buy) <= 4


def test_all_who_wait_are_counted_and_where_that_is_not_known_nothing_is_held_back() -> None:
    answer = answers.an_answer()
    first, *others = answer["channels"]
    answer["channels"] = [first, {**others[0], "still_to_come": dict.fromkeys(("estimate", "low", "high"))}]
    first.update(open=40, still_to_come=answers.e(10.0, 5.0, 15.0))
    assert share_of_waiting(answer) == 0.25
    answer["channels"] = answer["channels"][1:]
    assert share_of_waiting(answer) == 1.0
    answer["channels"] = []
    assert share_of_waiting(answer) == 1.0


def test_no_more_come_than_are_expected_and_no_more_than_wait() -> None:
    assert customers_to_come(20.0, 15, 30, 0.5) == 5.0
    assert customers_to_come(20.0, 5, 10, 0.5) == 5.0
    assert customers_to_come(20.0, 25, 10, 0.5) == 0.0
