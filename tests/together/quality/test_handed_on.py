"""Who has an enquiry changes, and the comparison does not follow: the page says so, with its numbers."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.handover.passing.actions import assign, take_back_passing
from tandem.office.accounts.models import User
from tandem.sales.opportunities.actions import assign as assign_opportunity
from tandem.together.quality.queries import handed_on
from tandem.together.quality.words import handed_on_words, with_sales
from tests.sales.shop import NOW, a_business, a_user, days, signed_in
from tests.together import answers
from tests.together.shop import accepted, declined, heard, passed, won

pytestmark = pytest.mark.django_db
LATER = NOW + days(1)


@pytest.fixture
def maya() -> User:
    a_business(zone="UTC")
    return a_user("Maya", role="owner")


@pytest.fixture
def joe(maya: User) -> User:
    return a_user("Joe", role="sales")


@pytest.fixture
def ines(maya: User) -> User:
    return a_user("Ines", role="sales")


def hand_on(who: str, first: User, then: User, *, at: datetime.datetime = NOW) -> None:
    passing = passed(heard(who, at=at), first, at=at)
    assign(passing=passing, owner=then, by=first, at=at + days(1))


def answer_of(enquiries: int) -> dict[str, Any]:
    """One whose sellers had so many enquiries, and can be compared."""
    answer = answers.an_answer()
    for row in answer["more"]["sellers"]["counts"]:
        row["enquiries"] = 0
    answer["more"]["sellers"]["counts"][0]["enquiries"] = enquiries
    return answer


def shown(user: User) -> str:
    return " ".join(signed_in(user).get(reverse("together:quality")).content.decode().split())


def test_it_is_said_from_one_in_twenty_on_and_never_of_more_than_there_are() -> None:
    assert handed_on_words(0, 100) == ""
    assert handed_on_words(49, 1000) == ""
    assert handed_on_words(50, 1000) == (
        "50 of the 1,000 enquiries with sales were later handed on to somebody else. They count for whoever "
        "had them first, so sellers may look more alike here than they are."
    )
    assert handed_on_words(1, 20) == (
        "1 of the 20 enquiries with sales was later handed on to somebody else. It counts for whoever had it "
        "first, so sellers may look more alike here than they are."
    )
    assert handed_on_words(21, 20).startswith("20 of the 20 enquiries")


def test_handed_on_before_sales_answered_after_it_accepted_and_after_a_no(joe: User, ines: User) -> None:
    hand_on("Ann", joe, ines)
    opportunity = accepted(heard("Ben"), joe)
    assign_opportunity(opportunity=opportunity, expected_version=1, owner=ines, by=joe, at=LATER)
    enquiry = heard("Cleo")
    declined(enquiry, joe)
    accepted(enquiry, ines, at=LATER)

    assert handed_on() == 3


def test_an_enquiry_is_counted_once_however_often_it_went_on(joe: User, ines: User, maya: User) -> None:
    enquiry = heard("Ann")
    passing = declined(enquiry, joe)
    second = passed(enquiry, ines, at=LATER)
    assign(passing=second, owner=maya, by=ines, at=LATER + days(1))
    assign(passing=second, owner=ines, by=ines, at=LATER + days(2))

    assert passing.owner == joe
    assert handed_on() == 1


def test_whoever_stayed_with_the_first_was_not_handed_on(joe: User, ines: User, maya: User) -> None:
    accepted(heard("Ann"), joe)
    declined(heard("Ben"), ines)
    again = heard("Cleo")
    declined(again, joe)
    accepted(again, joe, at=LATER)
    by_mistake = heard("Dan")
    undo_passing = {"state": by_mistake.state, "passed_at": None}
    take_back_passing(passing=passed(by_mistake, joe), before=undo_passing, by=maya, at=NOW)
    passed(by_mistake, ines, at=LATER)

    assert handed_on() == 0


def test_only_what_is_compared_is_counted(joe: User, ines: User, maya: User) -> None:
    nobody_first = passed(heard("Ann"), joe)
    nobody_first.owner = None
    nobody_first.save()
    assign(passing=nobody_first, owner=ines, by=maya, at=LATER)
    won(heard("Ben"), joe, 30000)
    hand_on("Ben", joe, ines, at=NOW + days(30))

    assert handed_on() == 0


def test_the_page_says_it_with_its_numbers(maya: User, joe: User, ines: User) -> None:
    hand_on("Ann", joe, ines)
    hand_on("Ben", joe, ines)
    answers.keep(answer_of(40))

    assert with_sales(answer_of(40)) == 40
    assert "2 of the 40 enquiries with sales were later handed on to somebody else." in shown(maya)


@pytest.mark.parametrize("enquiries", [41, 1000])
def test_of_fewer_than_one_in_twenty_it_says_nothing(
    enquiries: int, maya: User, joe: User, ines: User
) -> None:
    hand_on("Ann", joe, ines)
    hand_on("Ben", joe, ines)
    answers.keep(answer_of(enquiries))

    html = shown(maya)

    assert "Both matter: where people come from, and who talks to them" in html
    assert "handed on" not in html


@pytest.mark.parametrize("answer", [answers.alone, answers.refused, answers.not_enough])
def test_where_sellers_are_not_compared_nobody_asks(answer: Any, maya: User, joe: User, ines: User) -> None:
    hand_on("Ann", joe, ines)
    answers.keep(answer())

    assert asked_on_the_page(maya) == []
    assert "handed on" not in shown(maya)


def test_it_takes_one_query_however_many_were_handed_on(maya: User, joe: User, ines: User) -> None:
    answers.keep(answer_of(20))
    hand_on("Ann", joe, ines)
    assert len(asked_on_the_page(maya)) == 1

    for number in range(5):
        hand_on(f"Ben {number}", joe, ines)
    assert len(asked_on_the_page(maya)) == 1


def asked_on_the_page(user: User) -> list[str]:
    client = signed_in(user)
    client.get(reverse("together:quality"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("together:quality"))
    return [query["sql"] for query in queries if "handover_assignment" in query["sql"]]


def test_both_desks_read_it_and_a_stranger_is_asked_who_they_are(
    client: Any, maya: User, joe: User, ines: User
) -> None:
    hand_on("Ann", joe, ines)
    answers.keep(answer_of(20))

    assert "1 of the 20 enquiries with sales was later handed on" in shown(a_user("Mia", role="marketing"))
    assert "1 of the 20 enquiries with sales was later handed on" in shown(a_user("Rea", role="read_only"))
    assert client.get(reverse("together:quality")).status_code == 302
