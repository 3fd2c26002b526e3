"""What changes between two agreements is told line by line, in words, and nothing else is told."""

import json
from dataclasses import replace

from tandem.handover.agreement.terms import Line, Terms, differing, lines_between, terms_from, usual_terms

AGREED = Terms(
    criteria=(("Wants something we make", "Chairs"), ("Is near enough", "Within 30 miles")),
    decline_reasons=("Too far away", "Not something we do"),
    least_ticks=1,
    enquiries_a_month=22,
)


def test_the_same_terms_have_no_lines() -> None:
    assert lines_between(AGREED, replace(AGREED)) == []
    assert differing(AGREED, AGREED) == ({}, {})


def test_ticks_come_go_and_change_their_detail() -> None:
    after = replace(AGREED, criteria=(("Wants something we make", "Sofas"), ("Has a date", "")))
    assert lines_between(AGREED, after) == [
        Line("A good enquiry", "Is near enough – Within 30 miles", ""),
        Line("A good enquiry", "Wants something we make – Chairs", "Wants something we make – Sofas"),
        Line("A good enquiry", "", "Has a date"),
    ]


def test_another_order_is_told_as_one_line() -> None:
    after = replace(AGREED, criteria=AGREED.criteria[::-1])
    assert lines_between(AGREED, after) == [
        Line(
            "Order of the ticks",
            "Wants something we make · Is near enough",
            "Is near enough · Wants something we make",
        )
    ]


def test_promises_are_told_by_whose_they_are() -> None:
    after = replace(
        AGREED,
        pass_within_hours=8,
        share_that_fits=80,
        enquiries_a_month=None,
        answer_within_hours=1,
        next_step_always=False,
        capacity_a_week=6,
        counts_as_answered="They heard our voice",
        decline_reasons=("Too far away", "No date"),
    )
    assert lines_between(AGREED, after) == [
        Line("A reason to decline", "Not something we do", ""),
        Line("A reason to decline", "", "No date"),
        Line("What counts as an answer", "A call, a message or a visit by one of us", "They heard our voice"),
        Line("Pass on within", "2 working hours", "one working day", "marketing"),
        Line("Have these ticks", "each one", "80 in a hundred", "marketing"),
        Line("Enquiries a month, at least", "22", "not promised", "marketing"),
        Line("First answer within", "4 working hours", "1 working hour", "sales"),
        Line("A next step", "always set", "not promised", "sales"),
        Line("Can look after", "not said", "6 new enquiries a week", "sales"),
    ]


def test_one_tick_more_makes_another_promise_of_as_many() -> None:
    after = replace(AGREED, criteria=(*AGREED.criteria, ("Can pay", "")))
    assert Line("Ticks, at least", "1 of 2", "1 of 3", "marketing") in lines_between(AGREED, after)


def test_what_is_kept_is_read_again() -> None:
    assert terms_from(json.loads(json.dumps(AGREED.as_json()))) == AGREED
    # what an older program wrote knows less, and what a newer one wrote more
    told = {**usual_terms().as_json(), "of_a_later_day": 1}
    del told["capacity_a_week"]
    assert terms_from(told) == usual_terms()
