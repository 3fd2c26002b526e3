"""The life of an enquiry at the handover: passed, accepted or declined, perhaps passed again."""

import datetime

from tandem.demo import said
from tandem.demo.asking import ONE_DAY, Asking, weighted
from tandem.demo.diary import Life
from tandem.demo.selling import Selling, undone
from tandem.demo.shop import INES_OF_100, JOE_OF_100, Shop
from tandem.demo.story import REASONS
from tandem.handover.passing import actions as handover
from tandem.handover.passing.models import Passing
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose

NURTURED = ("Budget too small", "Only wanted a price", "Could not be reached")


def seller_of(shop: Shop, asking: Asking) -> User:
    return weighted(
        ((shop.joe, JOE_OF_100), (shop.ines, INES_OF_100), (shop.maya, 100 - JOE_OF_100 - INES_OF_100)),
        asking.chance,
    )


def handed_over(shop: Shop, asking: Asking, enquiry: Enquiry, at: datetime.datetime) -> Life:
    """Passed to a seller; accepted or declined; a declined one may be passed again later."""
    owner = seller_of(shop, asking)
    share = 0.15 if asking.somebody.is_far else asking.fits
    fits = shop.rhythm.falls(f"fits {shop.chapter(asking)}", share, asking.chance)
    if fits and owner == shop.maya:
        # She holds both jobs: one tap.
        opportunity = handover.pass_and_accept(
            enquiry=enquiry, expected_version=enquiry.version, owner=owner, by=owner, at=at
        )
        yield from Selling(shop, asking, opportunity, owner).life(at, at)
        return
    passing = passed(shop, enquiry, owner, at)
    if shop.rhythm.beats("passed by mistake", every=90, first=12):
        at = yield at + datetime.timedelta(minutes=4)
        undone("handover.enquiry.passed", enquiry.pk, by=shop.maya, at=at)
        enquiry.refresh_from_db()
        at = yield at + datetime.timedelta(minutes=40)
        passing = passed(shop, enquiry, owner, at)
    if shop.rhythm.beats("somebody else", every=45, first=9):
        owner = shop.other(owner)
        at = yield shop.hours_after(at, 0.4)
        handover.assign(passing=passing, owner=owner, by=shop.joe, at=at)
    at = yield shop.hours_after(at, asking.chance.lognormvariate(0.1, 0.7) * shop.slowness(asking))
    yield from decided(shop, asking, enquiry, passing, owner, at, fits=fits)


def passed(shop: Shop, enquiry: Enquiry, owner: User, at: datetime.datetime) -> Passing:
    return handover.pass_on(
        enquiry=enquiry, expected_version=enquiry.version, owner=owner, by=shop.maya, at=at
    )


def decided(
    shop: Shop,
    asking: Asking,
    enquiry: Enquiry,
    passing: Passing,
    owner: User,
    at: datetime.datetime,
    *,
    fits: bool,
) -> Life:
    chance = asking.chance
    if fits:
        opportunity = handover.accept(passing=passing, expected_version=passing.version, by=owner, at=at)
        yield from Selling(shop, asking, opportunity, owner).life(at, passing.passed_at)
        return
    far = asking.somebody.is_far
    reason = "Too far away" if far else weighted(REASONS, chance)
    again = reason in NURTURED and chance.random() < 0.42
    until = shop.day(at) + ONE_DAY * chance.randrange(30, 110) if again else None
    declined(shop, asking, passing, owner, reason, until, at)
    if shop.rhythm.beats("declined by mistake", every=60, first=8):
        at = yield at + datetime.timedelta(minutes=3)
        undone("handover.enquiry.declined", enquiry.pk, by=owner, at=at)
        at = yield at + datetime.timedelta(minutes=30)
        passing.refresh_from_db()
        passing.enquiry.refresh_from_db()
        declined(shop, asking, passing, owner, reason, until, at)
    if until is not None:
        at = yield shop.some_hour(at, (until - shop.day(at)).days, chance)
        enquiry.refresh_from_db()
        yield from nurtured(shop, asking, enquiry, at)


def declined(
    shop: Shop,
    asking: Asking,
    passing: Passing,
    owner: User,
    reason: str,
    until: datetime.date | None,
    at: datetime.datetime,
) -> None:
    somebody = asking.somebody
    words = asking.chance.choice(said.DECLINED_WORDS[reason])
    handover.decline(
        passing=passing,
        expected_version=passing.version,
        reason=reason,
        words=words.format(miles=somebody.miles, place=somebody.contact.place),
        unmet_need=said.UNMET_NEEDS.get(words, ""),
        nurture_until=until,
        by=owner,
        at=at,
    )


def nurtured(shop: Shop, asking: Asking, enquiry: Enquiry, at: datetime.datetime) -> Life:
    """The day has come: marketing writes and passes it again, and half of them are ready now."""
    note(
        person=enquiry.person,
        by=shop.maya,
        at=at,
        happened_at=at,
        purpose=Purpose.MARKETING,
        direction=Direction.OUTGOING,
        kind=Kind.EMAIL,
        title="Asked whether it still stands in the hall",
    )
    at = yield shop.hours_after(at, 5)
    owner = asking.chance.choice((shop.joe, shop.ines))
    passing = passed(shop, enquiry, owner, at)
    at = yield shop.hours_after(at, 2)
    if asking.chance.random() < 0.5:
        declined(shop, asking, passing, owner, "Could not be reached", None, at)
        return
    opportunity = handover.accept(passing=passing, expected_version=passing.version, by=owner, at=at)
    yield from Selling(shop, asking, opportunity, owner).life(at, passing.passed_at)
