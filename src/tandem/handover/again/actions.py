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
from tandem.handover.again.words import DOORS, ORIGIN, Talk
from tandem.handover.passing.actions import (
    accept,
    pass_on,
    passing_of,
    person_of,
    take_back_acceptance,
    take_back_passing,
)
from tandem.handover.passing.queries import line_of
from tandem.marketing.care import actions as care
from tandem.marketing.care.models import Purchase
from tandem.marketing.channels.words import CAME_AGAIN
from tandem.marketing.enquiries.actions import hear, remove_many
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
def leave(*, purchase: Purchase, talk: Talk, by: Actor, at: datetime.datetime) -> JournalLine:
    """They would rather not be asked: nobody gets in touch by themselves any more, until care ends it."""
    must_be_theirs(purchase, talk, by=by, at=at)
    peace = care.begin_peace(person=purchase.person, by=by, at=at)
    entry = write_down(purchase, talk, _("Would rather be left in peace"), by=by, at=at)
    kept = {"peace": peace.pk if peace else None}
    return told(purchase, entry, "left", Change({}, kept), by=by, at=at)


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
    next. The enquiry says so on the timeline; the talk stands beside it.
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
    entry = write_down(purchase, talk, "", by=by, at=at, **about)
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
    kept = {"enquiry": enquiry.pk, "opportunity": opportunity.pk, "version": opportunity.version}
    told(purchase, entry, "came_again", Change({}, kept), by=by, at=at)
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
    if "ask_again_at" in line.after:
        ask_as_before(line)
    take_back_note(line, at=at)


def take_back_note(line: JournalLine, *, at: datetime.datetime) -> None:
    entry = Entry.objects.filter(pk=line.after["entry"]).first()
    if entry is None:
        raise Refused(_("This note is not there any more."))
    remove_entry(entry, at=at)


def undo_left(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_get_in_touch(by)
    care.take_back_peace(key=line.after["peace"] or 0, by=by)
    take_back_note(line, at=at)


def undo_came_again(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """Only while nothing was done with it but the next step that was planned at once. What each place did is
    taken back by that place, the last first.
    """
    must_get_in_touch(by)
    enquiry = Enquiry.objects.filter(pk=line.after["enquiry"]).first()
    accepted = line_of(enquiry, "accepted") if enquiry else None
    passed = line_of(enquiry, "passed") if enquiry else None
    if enquiry is None or accepted is None or passed is None:
        raise Refused(_("This can no longer be undone. Nothing was changed."))
    take_back_note(line, at=at)
    take_back_acceptance(line=accepted, by=by, at=at, since_version=line.after["version"])
    take_back_passing(passing=passing_of(passed), before=passed.before, by=passer(by), at=at)
    remove_many(enquiry_ids=[enquiry.pk], by=by, at=at)


def ask_as_before(line: JournalLine) -> None:
    purchase = Purchase.objects.filter(pk=line.after["purchase"]).first()
    if purchase is None or plain(purchase.ask_again_at) != line.after["ask_again_at"]:
        raise Refused(_("It was changed again since. Nothing was undone."))
    before = line.before["ask_again_at"]
    care.ask_again(purchase=purchase, at=datetime.datetime.fromisoformat(before) if before else None)


UNDO = {
    f"{ORIGIN}.put_off": undo_told,
    f"{ORIGIN}.not_reached": undo_told,
    f"{ORIGIN}.left": undo_left,
    f"{ORIGIN}.came_again": undo_came_again,
}
