"""Sales got in touch with a customer whose usual time had passed: what came of it. Each is written on the
timeline, so that nobody rings them again over the same.
"""

import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.handover.again.rules import (
    must_be_due,
    must_be_to_come,
    must_get_in_touch,
    must_say_how,
    passer,
)
from tandem.handover.again.words import CAME_AGAIN, DOORS, ORIGIN, Talk
from tandem.handover.passing.actions import accept, pass_on, person_of
from tandem.marketing.care import actions as care
from tandem.marketing.care.models import Purchase
from tandem.marketing.enquiries.actions import hear
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import calendar
from tandem.office.changes.actions import Change, plain
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.timeline.actions import note, remove_entry
from tandem.people.timeline.forms import USUAL
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction, Kind, Outcome, Purpose
from tandem.sales.opportunities.actions import plan_step
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import ORIGIN as OPPORTUNITY
from tandem.sales.opportunities.words import Step


def must_be_theirs(purchase: Purchase, talk: Talk, *, by: Actor, at: datetime.datetime) -> None:
    """Of two who get in touch with somebody at once, one is told that the other was quicker."""
    must_get_in_touch(by)
    must_say_how(talk)
    Person.objects.select_for_update().get(pk=purchase.person_id)
    must_be_due(purchase, at)


@transaction.atomic
def put_off(
    *, purchase: Purchase, on: datetime.date | None, talk: Talk, by: Actor, at: datetime.datetime
) -> JournalLine:
    """Not now: they are asked again on that day, and not before."""
    must_be_theirs(purchase, talk, by=by, at=at)
    day = must_be_to_come(on, at.astimezone(calendar().zone).date())
    begins = datetime.datetime.combine(day, datetime.time(), calendar().zone)
    changed = care.ask_again(purchase=purchase, at=begins.astimezone(datetime.UTC))
    title = _("Not now; ask again on %(day)s") % {"day": date_format(day, "j N Y")}
    entry = write_down(purchase, talk, title, by=by, at=at)
    return told(purchase, entry, "put_off", changed, by=by, at=at)


@transaction.atomic
def not_reached(*, purchase: Purchase, talk: Talk, by: Actor, at: datetime.datetime) -> JournalLine:
    """Nothing was said, so they are due as before: on the next working day, and after more of these later."""
    must_be_theirs(purchase, talk, by=by, at=at)
    columns: dict[str, Any] = {"direction": Direction.OUTGOING, "outcome": Outcome.NOBODY}
    entry = write_down(purchase, talk, _("Not reached"), by=by, at=at, **columns)
    return told(purchase, entry, "not_reached", Change(), by=by, at=at)


@transaction.atomic
def leave(*, purchase: Purchase, talk: Talk, by: Actor, at: datetime.datetime) -> JournalLine | None:
    """They would rather not be asked: nobody gets in touch by themselves any more, until care ends it."""
    must_be_theirs(purchase, talk, by=by, at=at)
    write_down(purchase, talk, _("Would rather be left in peace"), by=by, at=at)
    return care.leave_in_peace(person=purchase.person, by=by, at=at)


@transaction.atomic
def came_again(
    *,
    purchase: Purchase,
    wanted: str,
    talk: Talk,
    by: Actor,
    at: datetime.datetime,
    next_step: Step | None = None,
) -> Opportunity:
    """They would like something: an enquiry of theirs, passed and accepted in the same moment, and what comes
    next.
    """
    must_be_theirs(purchase, talk, by=by, at=at)
    enquiry = hear(
        contact=Contact(),
        person=purchase.person,
        by=by,
        at=at,
        heard_at=at,
        door=DOORS[Kind(talk.kind)],
        medium=CAME_AGAIN,
        interest=wanted,
    )
    opportunity = take_on(enquiry, by=by, at=at)
    about: dict[str, Any] = {"about": OPPORTUNITY, "about_id": opportunity.pk, "purpose": Purpose.SELLING}
    write_down(purchase, talk, _("Would like something again"), by=by, at=at, **about)
    if next_step is not None:
        plan_step(
            opportunity=opportunity,
            expected_version=opportunity.version,
            words=next_step.words,
            kind=next_step.kind,
            on=next_step.on,
            time=next_step.time,
            by=by,
            at=at,
        )
    return opportunity


def take_on(enquiry: Enquiry, *, by: Actor, at: datetime.datetime) -> Opportunity:
    """Passed to whoever spoke with them, and accepted. What was known of an earlier enquiry says nothing of
    this one, and what is done in the same moment keeps no promise.
    """
    passing = pass_on(
        enquiry=enquiry,
        expected_version=enquiry.version,
        owner=person_of(by),
        by=passer(by),
        at=at,
        promised=False,
    )
    return accept(passing=passing, expected_version=passing.version, by=by, at=at)


def write_down(
    purchase: Purchase, talk: Talk, title: str, *, by: Actor, at: datetime.datetime, **columns: Any
) -> Entry:
    usual = {"purpose": Purpose.CARE, "direction": USUAL[Kind(talk.kind)]}
    return note(
        person=purchase.person,
        by=by,
        at=at,
        happened_at=at,
        kind=talk.kind,
        title=title,
        words=talk.words,
        minutes=talk.minutes,
        origin=ORIGIN,
        origin_id=purchase.pk,
        **{**usual, **columns},
    )


def told(
    purchase: Purchase, entry: Entry, verb: str, changed: Change, *, by: Actor, at: datetime.datetime
) -> JournalLine:
    return record(
        by=by,
        at=at,
        verb=f"{ORIGIN}.{verb}",
        row=purchase.person,
        before=changed.before,
        after={**changed.after, "purchase": purchase.pk, "entry": entry.pk},
    )


def undo_told(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """As if nobody had got in touch: the entry goes, and they are due as before."""
    must_get_in_touch(by)
    entry = Entry.objects.filter(pk=line.after["entry"]).first()
    if entry is None:
        raise Refused(_("This note is not there any more."))
    if "ask_again_at" in line.after:
        ask_as_before(line)
    remove_entry(entry, at=at)


def ask_as_before(line: JournalLine) -> None:
    purchase = Purchase.objects.filter(pk=line.after["purchase"]).first()
    if purchase is None or plain(purchase.ask_again_at) != line.after["ask_again_at"]:
        raise Refused(_("It was changed again since. Nothing was undone."))
    before = line.before["ask_again_at"]
    care.ask_again(purchase=purchase, at=datetime.datetime.fromisoformat(before) if before else None)


UNDO = {f"{ORIGIN}.put_off": undo_told, f"{ORIGIN}.not_reached": undo_told}
