"""What sales does is told back to the enquiry: won, lost, opened again, and whose the first sale was."""

import pytest

from tandem.handover.passing.actions import pass_and_accept
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.people.duplicates.actions import merge
from tandem.sales.opportunities.actions import lose, reopen, win
from tandem.sales.opportunities.models import Opportunity
from tests.handover.desks import NOW, an_enquiry, days


@pytest.fixture
def fed(anna: User) -> tuple[Enquiry, Opportunity]:
    enquiry = an_enquiry()
    return enquiry, pass_and_accept(enquiry=enquiry, expected_version=1, owner=anna, by=anna, at=NOW)


def outcome(enquiry: Enquiry) -> tuple[object, ...]:
    enquiry.refresh_from_db()
    return enquiry.outcome, enquiry.outcome_at, enquiry.first_sale_minor


def test_a_win_is_told_with_the_first_sale(fed: tuple[Enquiry, Opportunity], anna: User) -> None:
    enquiry, opportunity = fed
    assert outcome(enquiry) == ("open", None, None)

    win(opportunity=opportunity, expected_version=1, amount_minor=136_800, by=anna, at=NOW + days(5))

    assert outcome(enquiry) == ("won", NOW + days(5), 136_800)


def test_a_loss_is_told_and_taken_back_when_it_is_opened_again(
    fed: tuple[Enquiry, Opportunity], anna: User
) -> None:
    enquiry, opportunity = fed
    lose(opportunity=opportunity, expected_version=1, reason="price", by=anna, at=NOW + days(5))
    assert outcome(enquiry) == ("lost", NOW + days(5), None)

    reopen(opportunity=opportunity, expected_version=opportunity.version, by=anna, at=NOW + days(6))
    assert outcome(enquiry) == ("open", None, None)


def test_the_second_sale_of_a_person_is_no_first_sale(fed: tuple[Enquiry, Opportunity], anna: User) -> None:
    # given a person who bought by their first enquiry, and again by a second one
    first, opportunity = fed
    win(opportunity=opportunity, expected_version=1, amount_minor=50_000, by=anna, at=NOW + days(5))
    second = an_enquiry(at=NOW + days(30))
    again = pass_and_accept(enquiry=second, expected_version=1, owner=anna, by=anna, at=NOW + days(30))
    win(opportunity=again, expected_version=1, amount_minor=70_000, by=anna, at=NOW + days(35))
    assert outcome(second) == ("won", NOW + days(35), None)

    # when the first one is opened again
    opportunity.refresh_from_db()
    reopen(opportunity=opportunity, expected_version=opportunity.version, by=anna, at=NOW + days(36))

    # then the second sale is the first that stands
    assert outcome(first) == ("open", None, None)
    assert outcome(second) == ("won", NOW + days(35), 70_000)


def test_two_who_become_one_have_one_first_sale(fed: tuple[Enquiry, Opportunity], anna: User) -> None:
    # given a sale to Priya, and a later one to somebody who turns out to be Priya
    enquiry, opportunity = fed
    win(opportunity=opportunity, expected_version=1, amount_minor=50_000, by=anna, at=NOW + days(5))
    other = an_enquiry("P. Shah", at=NOW + days(20))
    again = pass_and_accept(enquiry=other, expected_version=1, owner=anna, by=anna, at=NOW + days(20))
    win(opportunity=again, expected_version=1, amount_minor=70_000, by=anna, at=NOW + days(25))
    assert outcome(other) == ("won", NOW + days(25), 70_000)

    merge(kept=enquiry.person, gone=other.person, by=anna, at=NOW + days(26))

    assert outcome(enquiry)[2] == 50_000
    assert outcome(other)[2] is None
    assert other.person == enquiry.person
