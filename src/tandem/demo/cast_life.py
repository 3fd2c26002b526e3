"""The lives of the people on the board, from the day they asked to where they stand today."""

import datetime

from tandem.demo.asking import ONE_DAY
from tandem.demo.cast import BOARD, LAST_FAIR, Customer, Moment, Stand
from tandem.demo.desk import allow, mark, moment_of, staff
from tandem.demo.diary import Life
from tandem.demo.moments import at_time
from tandem.demo.needing import CAST
from tandem.demo.needing import hear as hear_needs
from tandem.demo.quoting import agreed, quoted, written
from tandem.demo.selling import lean_of_price
from tandem.demo.shop import Shop, all_fairs
from tandem.handover.passing.actions import accept, pass_on
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.enquiries.actions import hear
from tandem.office.accounts.models import User
from tandem.people.persons.actions import edit_person
from tandem.people.persons.models import Person
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities import actions as sales
from tandem.sales.opportunities.models import Opportunity

# A step of today stands later than now where there is still time for it.
LEAST_AHEAD = datetime.timedelta(minutes=40)
LATEST = datetime.time(17, 30)
# Whose quote is a document; what else is in that stage was told by word of mouth.
ON_PAPER = ("Six dining chairs, wool", "Wingback, full strip", "Three-seater in green wool")
BEING_WRITTEN = ("Window seat, linen", "Two armchairs, wool")


def begin_cast(shop: Shop, *, at: datetime.datetime) -> None:
    for customer in BOARD:
        shop.diary.begin(customer_life(shop, customer, at), until=shop.ends_at)


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
    if customer.campaign == LAST_FAIR:
        shop.diary.begin(confirmed_life(shop, enquiry.person, at), until=shop.ends_at)
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
    hear_needs(shop, opportunity, CAST.get(customer.contact.name, ()), by=seller, at=at)
    for stand in customer.stands:
        at = yield max(moment_of(shop, stand.since, 14, 10), at + datetime.timedelta(minutes=10))
        take_a_stand(shop, opportunity, stand, now, by=seller, at=at)
    if customer.won is not None:
        # A dear one of the pictures: the others make up for it.
        shop.rhythm.leant(lean_of_price(customer.stands[-1].pounds))
        at = yield moment_of(shop, customer.won, 11, 0)
        win(opportunity, by=seller, at=at)


def win(opportunity: Opportunity, *, by: User, at: datetime.datetime) -> None:
    if agreed(opportunity, by=by, at=at):
        return
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
    if stand.stage == "Quote sent" and opportunity.title in ON_PAPER:
        quoted(opportunity, pounds=stand.pounds, by=by, at=at)
    elif opportunity.title in BEING_WRITTEN:
        written(opportunity, pounds=stand.pounds, by=by, at=at)
    if stand.step:
        sales.plan_step(
            opportunity=opportunity,
            expected_version=opportunity.version,
            words=stand.step,
            kind=stand.kind,
            on=day_of(shop, stand),
            time=time_of(shop, stand, now),
            by=by,
            at=at,
        )


def day_of(shop: Shop, stand: Stand) -> datetime.date:
    if stand.weekday is not None:
        return shop.today + ((stand.weekday - shop.today.weekday() - 1) % 7 + 1) * ONE_DAY
    return shop.today + (stand.step_in or 0) * ONE_DAY


def time_of(shop: Shop, stand: Stand, now: datetime.datetime) -> datetime.time | None:
    """The time of the step; of a step today, a later one where that time has gone by."""
    if stand.clock is None:
        return None
    wanted = datetime.time(*stand.clock)
    soonest = (now.astimezone(shop.zone) + LEAST_AHEAD).time().replace(second=0, microsecond=0)
    if stand.step_in != 0 or wanted >= soonest:
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


def confirmed_life(shop: Shop, person: Person, asked: datetime.datetime) -> Life:
    """The newsletter, confirmed the morning after."""
    at = yield at_time(shop.day(asked) + ONE_DAY, 8, 2, shop.zone)
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
