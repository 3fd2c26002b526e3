"""The same enquiry told twice is joined: one stands for both, nothing said is lost, and it can be undone."""

import pytest

from tandem.marketing.enquiries.actions import take_up_again
from tandem.marketing.enquiries.joining import join
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import joined_into
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tests.handover.desks import NOW, an_enquiry, hours


@pytest.fixture
def first(maya: User) -> Enquiry:
    return an_enquiry(promised="A visit", interest="")


@pytest.fixture
def second(first: Enquiry) -> Enquiry:
    return an_enquiry(
        at=NOW + hours(1), words="The chairs again", promised="A call", interest="Chairs", wanted_by="May"
    )


def test_blanks_are_filled_and_nothing_is_overwritten(maya: User, first: Enquiry, second: Enquiry) -> None:
    # when the second is joined to the first
    line = join(enquiry=second, expected_version=1, into=first, by=maya, at=NOW + hours(2))

    # then the first stands for both
    first.refresh_from_db()
    assert (first.state, first.promised, first.interest, first.wanted_by, first.words) == (
        "heard",
        "A visit",
        "Chairs",
        "May",
        "Eight dining chairs for our café",
    )
    assert (second.state, second.set_aside_reason, second.joined_to_id) == (
        "set_aside",
        "duplicate",
        first.pk,
    )
    assert [one.words for one in joined_into(first)] == ["The chairs again"]

    # and undone, both stand as they stood; what was written since stays
    Enquiry.objects.filter(pk=first.pk).update(wanted_by="June")
    undo(line_id=line.pk, by=maya, at=NOW + hours(3))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.interest, first.wanted_by) == ("", "June")
    assert (second.state, second.set_aside_at, second.joined_to) == ("heard", None, None)


def test_taken_up_again_it_stands_for_itself(maya: User, first: Enquiry, second: Enquiry) -> None:
    joined = join(enquiry=second, expected_version=1, into=first, by=maya, at=NOW)
    taken_up = take_up_again(enquiry=second, by=maya, at=NOW)
    assert second.joined_to_id is None
    with pytest.raises(Refused):
        undo(line_id=joined.pk, by=maya, at=NOW)
    undo(line_id=taken_up.pk, by=maya, at=NOW)
    second.refresh_from_db()
    assert second.joined_to == first


def test_what_cannot_be_joined(maya: User, joe: User, first: Enquiry, second: Enquiry) -> None:
    with pytest.raises(NotAllowed):
        join(enquiry=second, expected_version=1, into=first, by=joe, at=NOW)
    with pytest.raises(Stale):
        join(enquiry=second, expected_version=7, into=first, by=maya, at=NOW)
    with pytest.raises(Refused):
        join(enquiry=second, expected_version=1, into=second, by=maya, at=NOW)
    join(enquiry=second, expected_version=1, into=first, by=maya, at=NOW)
    for one, other in ((second, first), (first, second)):
        with pytest.raises(Refused):
            join(enquiry=one, expected_version=one.version, into=other, by=maya, at=NOW)
