"""Offers that are picked for somebody and put back, how long they take, and what others took before."""

from decimal import Decimal

import pytest

from tandem.offers.catalogue.actions import retire
from tandem.offers.catalogue.models import Offer
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.sales.matching import actions
from tandem.sales.matching.models import PickedOffer, ReadyIn
from tandem.sales.opportunities.actions import win
from tandem.sales.opportunities.models import Opportunity
from tests.sales.shelf import an_offer
from tests.sales.shop import NOW, a_business, a_user, an_opportunity

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
