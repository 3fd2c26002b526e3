"""What others with the same need took: counted of quotes that were accepted, else of what was picked."""

import datetime
from dataclasses import replace

import pytest

from tandem.offers.catalogue.models import Offer
from tandem.office.accounts.models import User
from tandem.office.jobs.actions import Progress
from tandem.office.jobs.models import Job
from tandem.sales.hearing.actions import hear_need, take_away
from tandem.sales.matching import actions
from tandem.sales.matching.models import TakenBefore
from tandem.sales.opportunities.actions import reopen, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.answering import accept_quote
from tandem.sales.taken.history import count_taken, taken_by_opportunity
from tandem.sales.taken.jobs import KIND, count, nightly
from tests.sales.quotes.desk import CHAIRS, DELIVERY, WEBBING, WOOL, a_yes, fresh, sent_quote
from tests.sales.shelf import an_offer, the_kind
from tests.sales.shop import NOW, a_business, a_person, a_user, an_opportunity, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def joe() -> User:
    a_business()
    return a_user("Joe", role="sales")


def bought(offer: Offer, number: int, *, of: int, at: datetime.datetime = NOW) -> list[Opportunity]:
    """So many of so many people with a dog bought, and took this offer with it."""
    rows = []
    for place in range(of):
        row = an_opportunity(a_person(f"Person {offer.pk} {place}"), at=at)
        hear_need(opportunity=row, words="A dog", kind=the_kind("survives dogs"), by=None, at=at)
        if place < number:
            actions.pick_offer(opportunity=row, offer=offer, by=None, at=at)
        win(opportunity=row, expected_version=1, amount_minor=100, by=None, at=at)
        rows.append(row)
    return rows


def taken() -> list[tuple[str, int, int]]:
    rows = TakenBefore.objects.select_related("offer").order_by("offer__name")
    return [(row.offer.name, row.took, row.people) for row in rows]


def test_what_people_with_the_same_need_took_is_counted_where_they_are_twenty(joe: User) -> None:
    wool = an_offer("Wool", "survives dogs")
    rows = bought(wool, 12, of=20)
    count_taken(at=NOW)
    [row] = TakenBefore.objects.all()
    assert taken() == [("Wool", 12, 20)]
    assert (round(row.low, 2), round(row.high, 2)) == (0.42, 0.76)

    # one that was taken back is not counted, and nineteen are too few
    rows[0].refresh_from_db()
    reopen(opportunity=rows[0], expected_version=rows[0].version, by=joe, at=NOW)
    count_taken(at=NOW)
    assert taken() == []


def test_each_night_it_is_counted_in_the_background(joe: User) -> None:
    bought(an_offer("Wool", "survives dogs"), 12, of=20)
    nightly(at=NOW)
    [job] = Job.objects.all()
    assert job.kind == KIND
    count(Progress(job))
    assert taken() == [("Wool", 12, 20)]


def test_a_person_counts_once_and_a_need_that_was_taken_away_not_at_all(joe: User) -> None:
    wool = an_offer("Wool", "survives dogs")
    rows = bought(wool, 12, of=21)
    # the same person again, with another opportunity
    again = an_opportunity(rows[0].person)
    hear_need(opportunity=again, words="A dog", kind=the_kind("survives dogs"), by=None, at=NOW)
    actions.pick_offer(opportunity=again, offer=wool, by=None, at=NOW)
    win(opportunity=again, expected_version=1, amount_minor=100, by=None, at=NOW)
    need = rows[20].needs.get()
    take_away(need=need, expected_version=1, by=joe, at=NOW)
    count_taken(at=NOW)
    assert taken() == [("Wool", 12, 20)]


def test_who_bought_before_an_offer_was_there_could_not_take_it(joe: User) -> None:
    wool = an_offer("Wool", "survives dogs", at=NOW - days(90))
    bought(wool, 5, of=20, at=NOW - days(60))
    leather = an_offer("Leather", "survives dogs", at=NOW - days(30))
    bought(leather, 15, of=25, at=NOW)
    count_taken(at=NOW)
    assert taken() == [("Leather", 15, 25), ("Wool", 5, 45)]


def test_what_they_took_is_what_they_said_yes_to_and_not_what_was_picked(joe: User) -> None:
    # given three offers in a quote, of which two are left to them, and one more that was picked
    chair, wool, webbing, leather = map(an_offer, ("Chair", "Wool", "Webbing", "Leather"))
    lines = [
        replace(CHAIRS, offer_id=chair.pk),
        replace(WOOL, offer_id=wool.pk, optional=True),
        DELIVERY,
        replace(WEBBING, offer_id=webbing.pk),
    ]
    row = an_opportunity()
    for offer in (chair, leather):
        actions.pick_offer(opportunity=row, offer=offer, by=joe, at=NOW)
    quote = sent_quote(row, lines=lines)
    # when they say yes, and tick the webbing
    accept_quote(quote=quote, yes=a_yes(quote, chosen=frozenset({4}), gross_minor=112_200), by=None, at=NOW)
    # then that is what they took, and not what was offered along or only picked
    assert taken_by_opportunity() == {row.pk: {chair.pk, webbing.pk}}
    # and nothing once it is taken back and won without it
    row.refresh_from_db()
    reopen(opportunity=row, expected_version=row.version, by=joe, at=NOW)
    assert taken_by_opportunity() == {}
    row.refresh_from_db()
    win(opportunity=row, expected_version=row.version, amount_minor=100, by=joe, at=NOW)
    assert taken_by_opportunity() == {}
    assert fresh(quote).standing_id


def test_where_no_quote_went_to_them_what_was_picked_counts(joe: User) -> None:
    row, chair = an_opportunity(), an_offer("Chair")
    actions.pick_offer(opportunity=row, offer=chair, by=joe, at=NOW)
    win(opportunity=row, expected_version=1, amount_minor=100, by=joe, at=NOW)
    assert taken_by_opportunity() == {row.pk: {chair.pk}}
