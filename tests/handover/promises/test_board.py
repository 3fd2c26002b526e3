"""The promise board counts both halves of the last four weeks, exactly, and says it without blame."""

import datetime

from tandem.handover.agreement.actions import agree
from tandem.handover.agreement.models import Agreement
from tandem.handover.passing.models import Passing
from tandem.handover.promises.queries import Board, Kept, board
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tests.handover.desks import NOW, an_enquiry, days, hours


def rows(number: int, enquiry: Enquiry, agreement: Agreement, **columns: object) -> None:
    start = NOW - days(5)
    values = {
        "agreement": agreement,
        "ticks": [{"state": "yes"}, {"state": "yes"}, {"state": "yes"}, {"state": "not_asked"}],
        "passed_at": start,
        "recorded_at": start,
        "pass_due_at": start + hours(1),
        "decide_due_at": start + hours(8),
        "answer_due_at": start + hours(4),
        "decision": "accepted",
        "decided_at": start + hours(2),
        "first_answered_at": start + hours(3),
        **columns,
    }
    ticks = values["ticks"]
    values["fits"] = isinstance(ticks, list) and sum(one["state"] == "yes" for one in ticks) >= 3
    Passing.objects.bulk_create(Passing(enquiry=enquiry, **values) for _place in range(number))


def an_agreement(anna: User) -> Agreement:
    sentences = ["Wants something we make", "Within 30 miles", "We can reach them", "Has an idea of the cost"]
    return agree(
        criteria=[(words, "") for words in sentences],
        enquiries_a_month=130,
        by=anna,
        at=NOW - days(60),
        least_ticks=3,
    )


def counts(told: Board) -> list[tuple[int, int]]:
    return [(one.kept, one.whole) for one in (*told.marketing, *told.sales)]


def test_the_numbers_of_the_picture(anna: User) -> None:
    # given 126 passed in four weeks: 98 accepted, 28 declined, some late, some short of ticks
    agreement, enquiry, start = an_agreement(anna), an_enquiry(), NOW - days(5)
    late = {"pass_due_at": start - hours(1)}
    unticked = {"ticks": [{"state": "yes"}, {"state": "no"}, {"state": "yes"}, {"state": "not_asked"}]}
    undecided_in_time = {"decided_at": start + hours(9)}
    rows(5, enquiry, agreement, **unticked)
    rows(8, enquiry, agreement, **late)
    rows(13, enquiry, agreement, **undecided_in_time)
    rows(34, enquiry, agreement)
    rows(30, enquiry, agreement, first_answered_at=start + hours(5))
    rows(8, enquiry, agreement, first_answered_at=None)
    rows(28, enquiry, agreement, decision="declined", declined_reason="Too far away", first_answered_at=None)

    # when the board is read
    told = board(agreement, now=NOW)

    # then it counts as the picture does, but for the weeks, as all were passed in one
    assert told.passed == 126
    assert counts(told) == [(118, 126), (121, 126), (1, 4), (113, 126), (60, 98), (28, 28)]
    assert [one.words for one in told.marketing] == [
        "Pass on within 2 working hours",
        "At least three of the four ticks",
        "30 or more each week",
    ]
    assert [one.words for one in told.sales] == [
        "Accept or decline within one working day",
        "First answer within 4 working hours",
        "A reason every time we decline",
    ]
    assert (
        told.heading
        == "Four of our six promises hold. The number of enquiries and first answers need a hand."
    )


def test_five_of_six_hold() -> None:
    full = [Kept("", "", 118, 126), Kept("", "", 121, 126), Kept("", "", 4, 4, "weeks")]
    sales = [Kept("", "", 113, 126), Kept("", "First answers", 60, 98), Kept("", "", 28, 28)]
    assert Board(full, sales, 126).heading == "Five of our six promises hold. First answers need a hand."
    assert Board(full, [sales[0], sales[2]], 126).heading == "Most of the time we keep our promises"


def test_every_promise_kept_is_said_only_of_every_one() -> None:
    assert Board([Kept("", "", 126, 126)], [Kept("", "", 98, 98)], 126).heading == "Every promise was kept"
    assert Board([Kept("", "", 125, 126)], [Kept("", "", 98, 98)], 126).heading != "Every promise was kept"


def test_below_twenty_it_says_that_it_is_few(anna: User) -> None:
    agreement = an_agreement(anna)
    rows(19, an_enquiry(), agreement, first_answered_at=None)
    told = board(agreement, now=NOW)
    assert told.heading == "Our promises so far: too few to judge by"
    assert [one.needs_a_hand for one in told.sales] == [False, False, False]


def test_what_is_still_within_its_time_or_taken_back_counts_neither_way(anna: User) -> None:
    agreement, enquiry = an_agreement(anna), an_enquiry()
    still = {"decision": "waiting", "decided_at": None, "first_answered_at": None}
    rows(1, enquiry, agreement, **still, decide_due_at=NOW + hours(1))
    rows(
        2,
        an_enquiry("Tom t@x.example"),
        agreement,
        decision="accepted",
        first_answered_at=None,
        answer_due_at=NOW,
    )
    rows(3, enquiry, agreement, decision="taken_back")
    rows(4, enquiry, agreement, import_id=3)
    rows(5, enquiry, agreement, passed_at=NOW - datetime.timedelta(weeks=4))
    assert counts(board(agreement, now=NOW)) == [(3, 3), (3, 3), (0, 4), (2, 2), (0, 0), (0, 0)]
