"""The first answer: by a person, to them, for selling, after the passing; what was said before by the
owner counts 0.
"""

from typing import Any

import pytest

from tandem.handover.passing.actions import accept, pass_on
from tandem.handover.passing.models import Assignment, Passing
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.timeline.actions import note
from tandem.sales.opportunities.actions import assign
from tests.handover.desks import NOW, a_user, an_enquiry, days, hours


def said(enquiry: Enquiry, by: User | None, after: float, **columns: Any) -> None:
    values = {"purpose": "selling", "direction": "outgoing", "kind": "call", **columns}
    note(person=enquiry.person, by=by, at=NOW + days(9), happened_at=NOW + hours(after), **values)


def passed(enquiry: Enquiry, by: User, owner: User, after: float = 0) -> Passing:
    return pass_on(
        enquiry=enquiry, expected_version=enquiry.version, owner=owner, by=by, at=NOW + hours(after)
    )


def answered(passing: Passing) -> float | None:
    passing.refresh_from_db()
    at = passing.first_answered_at
    return None if at is None else (at - NOW).total_seconds() / 3600


@pytest.mark.parametrize(
    ("columns", "by_a_person", "answered_after"),
    [
        ({}, True, 3),
        ({"direction": "two_way", "kind": "meeting"}, True, 3),
        ({"direction": "incoming"}, True, None),
        ({"direction": "internal", "kind": "note"}, True, None),
        ({"purpose": "marketing"}, True, None),
        ({"automatic": True}, True, None),
        ({}, False, None),
    ],
)
def test_what_counts_as_an_answer(
    maya: User, joe: User, columns: dict[str, Any], by_a_person: bool, answered_after: float | None
) -> None:
    enquiry = an_enquiry()
    passing = passed(enquiry, maya, joe, 1)
    said(enquiry, joe if by_a_person else None, 3, **columns)
    assert answered(passing) == answered_after


def test_the_earliest_counts_however_late_it_is_written_down(maya: User, joe: User) -> None:
    enquiry = an_enquiry()
    passing = passed(enquiry, maya, joe)
    for after in (5, 2, 8):
        said(enquiry, joe, after)
    assert answered(passing) == 2


def test_an_earlier_answer_by_the_owner_counts_as_no_wait(maya: User, joe: User) -> None:
    # given Joe rang before the passing, and Ada did for another person
    ada = a_user("Ada", "sales")
    rung, other = an_enquiry("Tom t@x.example"), an_enquiry("Ben b@x.example")
    said(rung, joe, 0.5)
    said(other, ada, 0.5)

    # when both are passed to Joe
    assert answered(passed(rung, maya, joe, 1)) == 1
    # then what another said before is no answer by Joe
    assert answered(passed(other, maya, joe, 1)) is None


def test_an_answer_belongs_to_the_newest_passing_then(maya: User, joe: User) -> None:
    # given two enquiries of one person, passed on two days
    first, second = an_enquiry(), an_enquiry(at=NOW + days(1))
    one, two = passed(first, maya, joe), passed(second, maya, joe, 24)

    # when Joe answers on the first day and on the third
    said(first, joe, 2)
    said(first, joe, 50)

    # then each passing has its own
    assert (answered(one), answered(two)) == (2, 50)


def test_an_answer_that_is_taken_back_is_forgotten(maya: User, joe: User) -> None:
    enquiry = an_enquiry()
    passing = passed(enquiry, maya, joe)
    said(enquiry, joe, 2)
    said(enquiry, joe, 5)
    line = JournalLine.objects.filter(verb="people.entry.noted").order_by("pk").first()
    assert line is not None
    undo(line_id=line.pk, by=joe, at=NOW + days(9))
    assert answered(passing) == 5


def test_a_new_owner_of_the_opportunity_stands_in_the_log(maya: User, joe: User) -> None:
    ada = a_user("Ada", "sales")
    passing = passed(an_enquiry(), maya, joe)
    opportunity = accept(passing=passing, expected_version=1, by=joe, at=NOW + hours(1))
    assign(opportunity=opportunity, expected_version=1, owner=ada, by=joe, at=NOW + hours(2))
    assert list(Assignment.objects.values_list("owner__name", "at")) == [
        ("Joe", NOW),
        ("Ada", NOW + hours(2)),
    ]
