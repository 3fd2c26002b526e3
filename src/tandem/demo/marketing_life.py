"""The life of an enquiry at the marketing desk: heard, looked at, set aside or passed."""

import datetime

from tandem.demo import said
from tandem.demo.asking import ONE_DAY, Asking, Fair
from tandem.demo.diary import Life
from tandem.demo.handover_life import handed_over
from tandem.demo.moments import at_time
from tandem.demo.shop import Shop
from tandem.demo.story import NOT_FOR_US, SPAM, TWICE
from tandem.handover.passing.actions import save_ticks
from tandem.handover.passing.words import TickState
from tandem.marketing.enquiries.actions import hear, hear_many, set_aside, take_up_again
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Door, Heard, SetAsideReason
from tandem.office.accounts.models import User
from tandem.people.consent.actions import tell
from tandem.people.consent.words import Basis, Use
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose

BY_THEMSELVES = (Door.FORM, Door.QR, Door.API)
NEWSLETTER_WORDING = "Send me one letter a month from the workshop. I can stop it at any time."


def minutes(number: float) -> datetime.timedelta:
    return datetime.timedelta(minutes=round(number))


def enquiry_life(shop: Shop, asking: Asking) -> Life:
    """From the moment somebody asks until it is with sales, or nothing for us."""
    chance = asking.chance
    at = yield asking.heard_at
    if asking.door == Door.FORM and not asking.again and chance.random() < SPAM / 0.3:
        yield from spam(shop, asking, at)
        return
    if not asking.again and chance.random() < NOT_FOR_US:
        yield from nothing_for_us(shop, asking, at)
        return
    enquiry = heard(shop, asking, asking.wanted.words, at)
    tell_what_they_allow(shop, asking, enquiry, at)
    if asking.door in BY_THEMSELVES and chance.random() < TWICE * 2:
        at = yield at + minutes(chance.randrange(2, 50))
        yield from heard_twice(shop, asking, at)
    at = yield shop.hours_after(at, chance.lognormvariate(-0.4, 0.7))
    tick(shop, asking, enquiry, at)
    yield from handed_over(shop, asking, enquiry, at)


def listed_life(shop: Shop, fair: Fair, askings: list[Asking]) -> Life:
    """Names from the paper on the table, brought in as a list on the Monday after a fair."""
    at = yield at_time(fair.closes + ONE_DAY, 9, 20, shop.zone)
    rows = [
        Heard(
            contact=asking.somebody.contact,
            heard_at=asking.heard_at,
            door=Door.IMPORT,
            source=asking.way.source,
            medium=asking.way.medium,
            campaign=shop.campaigns[fair.name],
            words=asking.wanted.words,
            interest=asking.wanted.title,
            segment=asking.somebody.segment,
            external_system="list:fair",
            external_key=f"{fair.name} {number}",
        )
        for number, asking in enumerate(askings, start=1)
    ]
    for asking, enquiry in zip(askings, hear_many(rows=rows, by=shop.maya, at=at), strict=True):
        if isinstance(enquiry, Enquiry):
            shop.diary.begin(listed_one_life(shop, asking, enquiry, at), until=shop.ends_at)


def listed_one_life(shop: Shop, asking: Asking, enquiry: Enquiry, at: datetime.datetime) -> Life:
    at = yield shop.hours_after(at, asking.chance.lognormvariate(-0.4, 0.7))
    tick(shop, asking, enquiry, at)
    yield from handed_over(shop, asking, enquiry, at)


def heard(shop: Shop, asking: Asking, words: str, at: datetime.datetime) -> Enquiry:
    chance, somebody = asking.chance, asking.somebody
    page = "/" + asking.product.name.lower().replace(" ", "-")
    touched = asking.door in BY_THEMSELVES
    return hear(
        contact=somebody.contact,
        by=listener(shop, asking),
        at=at,
        heard_at=at,
        door=asking.door,
        source=asking.way.source,
        medium=asking.way.medium,
        campaign=shop.campaign_of(asking),
        words=words,
        interest=asking.wanted.title if words == asking.wanted.words else "",
        segment=somebody.segment,
        promised=chance.choice(said.PROMISED),
        wanted_by=chance.choice(said.WANTED_BY),
        first_touch={"page": page, "at": (at - ONE_DAY * chance.randrange(1, 20)).isoformat()}
        if touched
        else {},
        last_touch={"page": page, "at": at.isoformat()} if touched else {},
        external_system="website-chat" if asking.door == Door.API else "",
        external_key=f"C-{at:%y%m%d%H%M}" if asking.door == Door.API else "",
    )


def listener(shop: Shop, asking: Asking) -> User | None:
    """Who wrote it down: nobody where the website did."""
    if asking.door in BY_THEMSELVES:
        return None
    return shop.joe if asking.door == Door.PHONE and asking.chance.random() < 0.3 else shop.maya


def spam(shop: Shop, asking: Asking, at: datetime.datetime) -> Life:
    enquiry = heard(shop, asking, asking.chance.choice(said.SPAM), at)
    at = yield shop.hours_after(at, 0.5)
    put_aside(shop, enquiry, SetAsideReason.SPAM, at)


def nothing_for_us(shop: Shop, asking: Asking, at: datetime.datetime) -> Life:
    enquiry = heard(shop, asking, asking.chance.choice(said.NOT_FOR_US), at)
    at = yield shop.hours_after(at, 1)
    put_aside(shop, enquiry, SetAsideReason.NOT_FOR_US, at)
    if shop.rhythm.beats("taken up again", every=6, first=2):
        # They wrote once more: it is something for us after all.
        at = yield shop.hours_after(at, 3)
        take_up_again(enquiry=enquiry, by=shop.maya, at=at)
        at = yield at + minutes(10)
        tick(shop, asking, enquiry, at)
        yield from handed_over(shop, asking, enquiry, at)


def heard_twice(shop: Shop, asking: Asking, at: datetime.datetime) -> Life:
    """Sent a second time, because the page was slow."""
    twin = heard(shop, asking, asking.wanted.words, at)
    at = yield shop.hours_after(at, 0.3)
    put_aside(shop, twin, SetAsideReason.DUPLICATE, at)


def put_aside(shop: Shop, enquiry: Enquiry, reason: SetAsideReason, at: datetime.datetime) -> None:
    set_aside(enquiry=enquiry, expected_version=enquiry.version, reason=reason, by=shop.maya, at=at)


def tell_what_they_allow(shop: Shop, asking: Asking, enquiry: Enquiry, at: datetime.datetime) -> None:
    """The boxes of the form, or what they said to the question."""
    chance, person = asking.chance, enquiry.person
    source = str(Door(asking.door).label)
    by = None if asking.door in BY_THEMSELVES else shop.maya
    if chance.random() < 0.2:
        tell(person=person, use=Use.ANSWER, given=True, basis=Basis.ASKED, source=source, by=by, at=at)
    if chance.random() < 0.25 and asking.somebody.contact.emails:
        allowed = chance.random() < 0.7
        tell(
            person=person,
            use=Use.NEWSLETTER,
            given=allowed,
            basis=Basis.CONSENT if allowed else Basis.OBJECTED,
            source=source,
            wording=NEWSLETTER_WORDING,
            by=by,
            at=at,
        )
        if allowed and chance.random() < 0.5:
            shop.diary.begin(reader_life(shop, asking, enquiry), until=shop.ends_at)
    if chance.random() < 0.08:
        read_before(asking, enquiry, at)


def read_before(asking: Asking, enquiry: Enquiry, at: datetime.datetime) -> None:
    note(
        person=enquiry.person,
        by=None,
        at=at,
        happened_at=at - ONE_DAY * asking.chance.randrange(1, 15),
        purpose=Purpose.MARKETING,
        direction=Direction.INCOMING,
        kind=Kind.MESSAGE,
        title=f"Read “{asking.chance.choice(said.READ_BEFORE)}” on the website",
        automatic=True,
    )


def reader_life(shop: Shop, asking: Asking, enquiry: Enquiry) -> Life:
    """Somebody who gets the newsletter: it is sent, it is read, and some have had enough one day."""
    person = enquiry.person
    at = yield asking.heard_at + minutes(30)
    note(
        person=person,
        by=None,
        at=at,
        happened_at=at,
        purpose=Purpose.MARKETING,
        direction=Direction.INCOMING,
        kind=Kind.EMAIL,
        title="Confirmed the newsletter",
        automatic=True,
    )
    at = yield shop.some_hour(at, asking.chance.randrange(14, 40), asking.chance)
    note(
        person=person,
        by=shop.maya,
        at=at,
        happened_at=at,
        purpose=Purpose.MARKETING,
        direction=Direction.OUTGOING,
        kind=Kind.EMAIL,
        title=f"The letter from the workshop: {asking.chance.choice(said.READ_BEFORE)}",
        automatic=True,
    )
    if shop.rhythm.beats("had enough", every=5, first=3):
        at = yield at + ONE_DAY * asking.chance.randrange(1, 30)
        tell(
            person=person,
            use=Use.NEWSLETTER,
            given=False,
            basis=Basis.OBJECTED,
            source="The link at the foot of the newsletter",
            by=None,
            at=at,
        )


def tick(shop: Shop, asking: Asking, enquiry: Enquiry, at: datetime.datetime) -> None:
    """What marketing knows against each sentence of the agreement before it passes."""
    chance, somebody = asking.chance, asking.somebody
    amount = round(asking.wanted.pounds * chance.uniform(0.5, 1.1), -1)
    answers = [
        (TickState.YES, asking.wanted.title),
        (
            TickState.NO if somebody.is_far else TickState.YES,
            f"{somebody.miles} miles, {somebody.contact.place}",
        ),
        (TickState.YES, chance.choice(said.REACHED_BY)),
        (TickState.YES, chance.choice(said.COST_TOLD).format(amount=int(amount))),
    ]
    asked = [answer if chance.random() < 0.92 else (TickState.NOT_ASKED, "") for answer in answers[:3]]
    asked.append(answers[3] if chance.random() < 0.7 else (TickState.NOT_ASKED, ""))
    ticks = dict(zip((criterion.pk for criterion in shop.criteria), asked, strict=False))
    save_ticks(enquiry=enquiry, ticks=ticks, by=shop.maya, at=at)
