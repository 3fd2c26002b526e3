"""After the sale: delivered, asked how it is, photographs allowed or not."""

import datetime

from tandem.demo import said
from tandem.demo.asking import Asking
from tandem.demo.diary import Life
from tandem.demo.shop import Shop
from tandem.marketing.care.actions import leave_in_peace
from tandem.office.accounts.models import User
from tandem.people.consent.actions import tell
from tandem.people.consent.words import Basis, Use
from tandem.people.persons.models import Person
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose


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
