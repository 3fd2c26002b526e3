"""Offers that are picked for somebody and put back, how long they take, and what others took before."""

import datetime
from decimal import Decimal

import pytest

from tandem.offers.catalogue.actions import retire
from tandem.offers.catalogue.models import Offer
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.jobs.actions import Progress
from tandem.office.jobs.models import Job
from tandem.office.journal.actions import undo
from tandem.sales.hearing.actions import hear_need, take_away
from tandem.sales.matching import actions
from tandem.sales.matching.history import count_taken
from tandem.sales.matching.jobs import KIND, count, nightly
from tandem.sales.matching.models import PickedOffer, ReadyIn, TakenBefore
from tandem.sales.opportunities.actions import reopen, win
from tandem.sales.opportunities.models import Opportunity
from tests.sales.shelf import an_offer, the_kind
from tests.sales.shop import NOW, a_business, a_person, a_user, an_opportunity, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def joe() -> User:
    a_business()
    return a_user("Joe", role="sales")


def picked(row: Opportunity) -> list[tuple[str, Decimal]]:
    return [(one.offer.name, one.quantity) for one in PickedOffer.objects.filter(opportunity=row)]


def test_picked_twice_it_is_picked_once_and_that_can_be_undone(joe: User) -> None:
    row, chair = an_opportunity(), an_offer()
    line = actions.pick_offer(opportunity=row, offer=chair, quantity=Decimal(6), by=joe, at=NOW)
    assert line is not None
    assert (line.verb, line.note) == ("sales.opportunity.picked", "Dining chair, seat and back")
    assert actions.pick_offer(opportunity=row, offer=chair, by=joe, at=NOW) is None
    assert picked(row) == [("Dining chair, seat and back", 6)]

    undo(line_id=line.pk, by=joe, at=NOW)
    assert picked(row) == []


def test_put_back_and_that_undone_it_is_there_as_it_was(joe: User) -> None:
    row, chair = an_opportunity(), an_offer()
    actions.pick_offer(opportunity=row, offer=chair, quantity=Decimal("2.5"), by=joe, at=NOW)
    line = actions.put_back_offer(opportunity=row, offer=chair, by=joe, at=NOW)
    assert line is not None
    assert picked(row) == []
    assert actions.put_back_offer(opportunity=row, offer=chair, by=joe, at=NOW) is None
    undo(line_id=line.pk, by=joe, at=NOW)
    assert picked(row) == [("Dining chair, seat and back", Decimal("2.5"))]


def test_what_is_sold_no_more_or_makes_no_sense_is_not_picked(joe: User) -> None:
    row, chair = an_opportunity(), an_offer()
    with pytest.raises(Refused, match="more than nought"):
        actions.pick_offer(opportunity=row, offer=chair, quantity=Decimal(0), by=joe, at=NOW)
    with pytest.raises(Refused, match="Up to 100,000 fit"):
        actions.pick_offer(opportunity=row, offer=chair, quantity=Decimal(100_001), by=joe, at=NOW)
    with pytest.raises(Refused, match="three decimals"):
        actions.pick_offer(opportunity=row, offer=chair, quantity=Decimal("0.0005"), by=joe, at=NOW)
    retire(offer=chair, expected_version=chair.version, by=joe, at=NOW)
    with pytest.raises(Refused, match="sold no more"):
        actions.pick_offer(opportunity=row, offer=Offer.objects.get(), by=joe, at=NOW)
    win(opportunity=row, expected_version=1, amount_minor=100, by=joe, at=NOW)
    with pytest.raises(Refused, match="This was won"):
        actions.pick_offer(opportunity=row, offer=an_offer("Wool"), by=joe, at=NOW)


def test_who_does_not_sell_changes_nothing(joe: User) -> None:
    row, chair, maya = an_opportunity(), an_offer(), a_user("Maya", role="marketing")
    with pytest.raises(NotAllowed):
        actions.pick_offer(opportunity=row, offer=chair, by=maya, at=NOW)
    with pytest.raises(NotAllowed):
        actions.put_back_offer(opportunity=row, offer=chair, by=maya, at=NOW)
    with pytest.raises(NotAllowed):
        actions.say_days(offer=chair, expected_version=1, days=3, by=maya, at=NOW)


def test_how_long_it_takes_is_said_changed_and_taken_back(joe: User) -> None:
    chair = an_offer()
    actions.say_days(offer=chair, expected_version=1, days=14, by=joe, at=NOW)
    line = actions.say_days(offer=chair, expected_version=2, days=0, by=joe, at=NOW)
    assert line is not None
    assert ReadyIn.objects.get().days == 0
    with pytest.raises(Stale):
        actions.say_days(offer=chair, expected_version=2, days=5, by=joe, at=NOW)
    undo(line_id=line.pk, by=joe, at=NOW)
    assert ReadyIn.objects.get().days == 14
    for nonsense in (-1, 1000):
        with pytest.raises(Refused, match="in days"):
            actions.say_days(offer=chair, expected_version=4, days=nonsense, by=joe, at=NOW)


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
