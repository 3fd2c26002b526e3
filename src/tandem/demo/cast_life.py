"""The people of the pictures, timed so that the pages look like these whenever the sample is made."""

import datetime

from tandem.demo.asking import ONE_DAY
from tandem.demo.cast import (
    BOARD,
    INBOX,
    LAST_FAIR,
    Caller,
    Customer,
    Moment,
    Stand,
    month_after_next,
    next_feast,
)
from tandem.demo.diary import Life
from tandem.demo.marketing_life import NEWSLETTER_WORDING
from tandem.demo.moments import at_time, working_before
from tandem.demo.shop import Shop, all_fairs
from tandem.handover.passing.actions import accept, pass_on, save_ticks
from tandem.handover.passing.words import TickState
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.enquiries.actions import hear
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.people.consent.actions import tell
from tandem.people.consent.words import Basis, Use
from tandem.people.persons.actions import edit_person
from tandem.people.persons.models import Person
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities import actions as sales
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import LostReason

PRIYA_ASKED_FIRST_DAYS_AGO = 170
# A step of today stands later than now where there is still time for it.
LEAST_AHEAD = datetime.timedelta(minutes=40)
LATEST = datetime.time(17, 30)


def begin_cast(shop: Shop, *, at: datetime.datetime) -> None:
    for customer in BOARD:
        shop.diary.begin(customer_life(shop, customer, at), until=shop.ends_at)
    shop.diary.begin(priya_asked_before(shop), until=shop.ends_at)
    for caller in INBOX:
        shop.diary.begin(caller_life(shop, caller, at), until=at)


def staff(shop: Shop, name: str) -> User:
    return next(user for user in (shop.maya, shop.joe, shop.ines) if user.name == name)


def caller_life(shop: Shop, caller: Caller, at: datetime.datetime) -> Life:
    """Waits for one of the desks, with as much time left as in the picture."""
    since = working_before(shop.working, at, caller.worked)
    gaps = {"feast": next_feast(shop.today), "month": month_after_next(shop.today)}
    heard_at = working_before(shop.working, since, 0.75) if caller.passed_to else since
    heard_at = yield heard_at
    enquiry = hear(
        contact=caller.contact,
        by=None if caller.door == "form" else shop.maya,
        at=heard_at,
        heard_at=heard_at,
        door=caller.door,
        medium=caller.medium,
        words=caller.words.format(**gaps),
        interest=caller.interest.format(**gaps),
        segment=caller.segment,
        promised=caller.promised,
        wanted_by=caller.wanted_by.format(**gaps),
        last_touch=caller.last_touch,
    )
    allow(enquiry.person, caller.newsletter, "Website form", heard_at)
    if caller.passed_to:
        at = yield since
        mark(shop, enquiry, caller.known, at)
        owner = staff(shop, caller.passed_to)
        pass_on(enquiry=enquiry, expected_version=enquiry.version, owner=owner, by=shop.maya, at=at)


def allow(person: Person, newsletter: bool | None, source: str, at: datetime.datetime) -> None:
    tell(person=person, use=Use.ANSWER, given=True, basis=Basis.ASKED, source=source, by=None, at=at)
    if newsletter is not None:
        tell(
            person=person,
            use=Use.NEWSLETTER,
            given=newsletter,
            basis=Basis.CONSENT if newsletter else Basis.OBJECTED,
            source=source,
            wording=NEWSLETTER_WORDING,
            by=None,
            at=at,
        )


def mark(shop: Shop, enquiry: Enquiry, known: tuple[str, ...], at: datetime.datetime) -> None:
    ticks = {
        criterion.pk: (TickState.YES, words) for criterion, words in zip(shop.criteria, known, strict=False)
    }
    save_ticks(enquiry=enquiry, ticks=ticks, by=shop.maya, at=at)


def working_day(shop: Shop, ago: int) -> datetime.date:
    """So many days ago, or the working day before that."""
    day = shop.today - ago * ONE_DAY
    while not shop.working.stretches(day) or day.weekday() == 5:
        day -= ONE_DAY
    return day


def moment_of(shop: Shop, ago: int, hour: int, minute: int) -> datetime.datetime:
    return at_time(working_day(shop, ago), hour, minute, shop.zone)


def last_fair(shop: Shop) -> Campaign:
    return shop.campaigns[all_fairs(shop)[1].name]


def asked_at(shop: Shop, customer: Customer) -> datetime.datetime:
    if customer.campaign == LAST_FAIR:
        return at_time(all_fairs(shop)[1].opens, 16, 30, shop.zone)
    return moment_of(shop, customer.asked, 10, 20)


def customer_life(shop: Shop, customer: Customer, now: datetime.datetime) -> Life:
    """Heard, passed, accepted and answered as agreed; then stage by stage to where they stand today."""
    seller = staff(shop, customer.seller)
    at = yield asked_at(shop, customer)
    enquiry = hear(
        contact=customer.contact,
        by=None if customer.door in ("form", "qr") else shop.maya,
        at=at,
        heard_at=at,
        door=customer.door,
        source=customer.source,
        medium=customer.medium,
        campaign=last_fair(shop) if customer.campaign == LAST_FAIR else None,
        words=customer.words,
        interest=customer.interest,
        segment=customer.segment,
        promised="Free visit within a week",
    )
    allow(enquiry.person, customer.newsletter, "Website form", at)
    for moment in customer.moments:
        shop.diary.begin(moment_life(shop, enquiry.person, moment, seller), until=shop.ends_at)
    if customer.about:
        person = enquiry.person
        edit_person(person=person, expected_version=person.version, about=customer.about, by=shop.maya, at=at)
    at = yield shop.working.add_working(at, 0.25)
    mark(shop, enquiry, (customer.interest, f"{customer.miles} miles", "Yes, mornings", "Was told"), at)
    passing = pass_on(enquiry=enquiry, expected_version=enquiry.version, owner=seller, by=shop.maya, at=at)
    at = yield shop.working.add_working(at, 1 + 50 / 60)
    opportunity = accept(passing=passing, expected_version=passing.version, by=seller, at=at)
    at = yield shop.working.add_working(at, 1 + 35 / 60)
    note(
        person=opportunity.person,
        by=seller,
        at=at,
        happened_at=at,
        purpose=Purpose.SELLING,
        direction=Direction.TWO_WAY,
        kind=Kind.CALL,
        words=customer.answer,
        theirs=True,
        minutes=12,
        origin="sales.opportunity",
        origin_id=opportunity.pk,
    )
    for stand in customer.stands:
        at = yield max(moment_of(shop, stand.since, 14, 10), at + datetime.timedelta(minutes=10))
        take_a_stand(shop, opportunity, stand, now, by=seller, at=at)
    if customer.won is not None:
        at = yield moment_of(shop, customer.won, 11, 0)
        win(opportunity, by=seller, at=at)


def win(opportunity: Opportunity, *, by: User, at: datetime.datetime) -> None:
    version, amount = opportunity.version, opportunity.amount_minor or 0
    sales.win(opportunity=opportunity, expected_version=version, amount_minor=amount, by=by, at=at)


def take_a_stand(
    shop: Shop,
    opportunity: Opportunity,
    stand: Stand,
    now: datetime.datetime,
    *,
    by: User,
    at: datetime.datetime,
) -> None:
    sales.move(
        opportunity=opportunity,
        expected_version=opportunity.version,
        stage=shop.stages[stand.stage],
        by=by,
        at=at,
    )
    sales.edit_opportunity(
        opportunity=opportunity,
        expected_version=opportunity.version,
        amount_minor=stand.pounds * 100,
        by=by,
        at=at,
    )
    if stand.step_in is not None:
        sales.plan_step(
            opportunity=opportunity,
            expected_version=opportunity.version,
            words=stand.step,
            kind=stand.kind,
            on=shop.today + stand.step_in * ONE_DAY,
            time=time_of(shop, stand, now),
            by=by,
            at=at,
        )


def time_of(shop: Shop, stand: Stand, now: datetime.datetime) -> datetime.time | None:
    """The time of the step; of a step today, a later one where that time has gone by."""
    if stand.clock is None:
        return None
    wanted = datetime.time(*stand.clock)
    soonest = (now.astimezone(shop.zone) + LEAST_AHEAD).time().replace(second=0, microsecond=0)
    if stand.step_in or wanted >= soonest:
        return wanted
    later = datetime.time(soonest.hour, 30) if soonest.minute < 30 else datetime.time((soonest.hour + 1) % 24)
    return later if soonest < later < LATEST else wanted


def moment_life(shop: Shop, person: Person, moment: Moment, seller: User) -> Life:
    at = yield at_time(shop.today - moment.ago * ONE_DAY, *moment.clock, shop.zone)
    note(
        person=person,
        by=None if moment.automatic else seller,
        at=at,
        happened_at=at,
        purpose=moment.purpose,
        direction=moment.direction,
        kind=moment.kind,
        title=moment.title,
        words=moment.words,
        theirs=moment.theirs,
        minutes=moment.minutes,
        automatic=moment.automatic,
    )


def priya_asked_before(shop: Shop) -> Life:
    """The one who waits first asks for the second time."""
    at = yield moment_of(shop, PRIYA_ASKED_FIRST_DAYS_AGO, 11, 15)
    enquiry = hear(
        contact=INBOX[0].contact,
        by=None,
        at=at,
        heard_at=at,
        door="form",
        medium="cpc",
        words="How much would one kitchen chair be, to see how you work?",
        interest="One kitchen chair",
    )
    at = yield shop.working.add_working(at, 1)
    passing = pass_on(enquiry=enquiry, expected_version=enquiry.version, owner=shop.joe, by=shop.maya, at=at)
    at = yield shop.working.add_working(at, 2)
    opportunity = accept(passing=passing, expected_version=passing.version, by=shop.joe, at=at)
    at = yield at + 20 * ONE_DAY
    sales.lose(
        opportunity=opportunity,
        expected_version=opportunity.version,
        reason=LostReason.TIME,
        words="Will come back when the café is ready.",
        by=shop.joe,
        at=at,
    )
