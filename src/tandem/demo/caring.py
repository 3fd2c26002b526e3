"""After the sale: delivered, asked how it is, photographs allowed or not."""

import datetime

from tandem.demo import said
from tandem.demo.asking import Asking, dice
from tandem.demo.diary import Life
from tandem.demo.shop import Shop
from tandem.marketing.care.actions import leave_in_peace
from tandem.office.accounts.models import User
from tandem.people.consent.actions import tell
from tandem.people.consent.words import Basis, Use
from tandem.people.persons.models import Person
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.actions import accept_order
from tandem.sales.orders.words import Line

OVER_THE_COUNTER = (
    ("Two cushion pads", 28),
    ("Felt pads and a tin of leather cream", 19),
    ("A metre of wool for patches", 34),
    ("Feather filling for two cushions", 46),
)


def over_the_counter(shop: Shop, opportunity: Opportunity, owner: User, since: datetime.datetime) -> Life:
    """Some customers drop in again for something small: from them it is known after how long it is.

    By dice of its own, so that the dice of the story fall as before.
    """
    if not shop.rhythm.beats("over the counter", every=6, first=2):
        return
    chance = dice("over the counter", since.isoformat())
    what, pounds = chance.choice(OVER_THE_COUNTER)
    at = yield shop.some_hour(since, chance.randrange(60, 160), chance)
    accept_order(
        opportunity=None,
        person=opportunity.person,
        organisation=opportunity.organisation,
        lines=[Line(words=what, net_minor=pounds * 100)],
        currency=opportunity.currency,
        by=owner,
        at=at,
    )


def cared_for(shop: Shop, asking: Asking, person: Person, owner: User, at: datetime.datetime) -> Life:
    chance = asking.chance
    at = yield shop.some_hour(at, chance.randrange(12, 30), chance)
    note(
        person=person,
        by=owner,
        at=at,
        happened_at=at,
        purpose=Purpose.CARE,
        direction=Direction.TWO_WAY,
        kind=Kind.VISIT,
        title="Brought it back and set it in its place",
        minutes=chance.randrange(20, 70),
    )
    if chance.random() < 0.5:
        allowed = chance.random() < 0.75
        tell(
            person=person,
            use=Use.PHOTOS,
            given=allowed,
            basis=Basis.CONSENT if allowed else Basis.OBJECTED,
            source="Asked at the delivery",
            wording="May we show photographs of your piece on our website?",
            by=owner,
            at=at,
        )
    if shop.rhythm.beats("left in peace", every=30, first=9):
        leave_in_peace(person=person, by=shop.maya, at=at)
        return
    if chance.random() < 0.35:
        return
    at = yield shop.some_hour(at, chance.randrange(10, 24), chance)
    happy = not shop.rhythm.beats("a complaint", every=8, first=3)
    note(
        person=person,
        by=shop.maya,
        at=at,
        happened_at=at,
        purpose=Purpose.CARE,
        direction=Direction.TWO_WAY,
        kind=Kind.CALL,
        words=chance.choice(said.PRAISE if happy else said.COMPLAINT),
        theirs=True,
        minutes=chance.randrange(2, 12),
    )
