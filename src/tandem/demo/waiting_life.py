"""Those who wait at the handover, timed so that the page looks like the picture on any day."""

import datetime

from tandem.demo.asking import ONE_DAY
from tandem.demo.desk import allow, mark, moment_of, staff
from tandem.demo.diary import Life
from tandem.demo.shop import Shop
from tandem.demo.waiting import INBOX, Caller, month_after_next, next_feast
from tandem.handover.passing.actions import accept, pass_on
from tandem.marketing.enquiries.actions import hear
from tandem.sales.opportunities import actions as sales
from tandem.sales.opportunities.words import LostReason

PRIYA_ASKED_FIRST_DAYS_AGO = 170


def begin_waiting(shop: Shop, *, at: datetime.datetime) -> None:
    shop.diary.begin(priya_asked_before(shop), until=shop.ends_at)
    for caller in INBOX:
        shop.diary.begin(caller_life(shop, caller, at), until=at)


def caller_life(shop: Shop, caller: Caller, at: datetime.datetime) -> Life:
    """Waits for one of the desks, with as much time left as in the picture."""
    since = shop.working.take_working(at, caller.worked)
    gaps = {"feast": next_feast(shop.today), "month": month_after_next(shop.today)}
    heard_at = shop.working.take_working(since, 0.75) if caller.passed_to else since
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
