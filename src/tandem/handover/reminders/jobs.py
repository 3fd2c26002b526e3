"""The clock that reminds, and the words of a reminder, which are found when it leaves."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.agreement.words import working_words
from tandem.handover.inbox.queries import Promise
from tandem.handover.reminders.actions import remind
from tandem.handover.reminders.queries import Near, still_near, wants_mails
from tandem.handover.reminders.words import COMPOSER, MOST_WORDS, Promised
from tandem.office.accounts.models import User
from tandem.office.business.queries import calendar, the_business
from tandem.office.clock import actions as clock
from tandem.office.mail.composing import Composed, register_composer, written
from tandem.office.outbox.words import Later, Withdrawn
from tandem.office.users.queries import address
from tandem.ui.moments import duration_words, when_words

EVERY = datetime.timedelta(minutes=5)
MOST_IN_A_MAIL = 20


def compose(about: dict[str, Any], at: datetime.datetime) -> Composed | Later | Withdrawn:
    """Nothing about what was done meanwhile, to nobody who does not want it, and never at night."""
    user = User.objects.filter(pk=about["user"], is_active=True).first()
    if user is None or not wants_mails(user):
        return Withdrawn("This person wants no reminders, or is not here any more.")
    working = calendar()
    if not working.is_working(at):
        return Later("Nobody works now.", until=working.next_opening(at))
    rows = still_near(about["reminders"], user, now=at)
    if not rows:
        return Withdrawn("It was done meanwhile.")
    with timezone.override(ZoneInfo(user.zone) if user.zone else working.zone):
        return letter(user, rows, at)


def letter(user: User, rows: list[Near], at: datetime.datetime) -> Composed:
    desks = {one.promised.desk for one in rows}
    context = {
        "user": user,
        "business": the_business(),
        "rows": [told(one, at) for one in rows[:MOST_IN_A_MAIL]],
        "more": max(len(rows) - MOST_IN_A_MAIL, 0),
        "desk": desks.pop() if len(desks) == 1 else "both",
        "switch": address(reverse("handover:reminders")),
    }
    return written("handover/reminders/mail", subject=subject_of(rows, at), context=context)


def subject_of(rows: list[Near], at: datetime.datetime) -> str:
    first = rows[0]
    people = len({one.enquiry.person_id for one in rows})
    if people > 1:
        sentence = ngettext("%(number)d person waits for you", "%(number)d people wait for you", people)
        return sentence % {"number": people}
    sentences = {
        Promised.PASS: _("%(person)s waits to be passed on, %(when)s"),
        Promised.DECIDE: _("%(person)s waits for a yes or no, %(when)s"),
        Promised.ANSWER: _("%(person)s waits for a first answer, %(when)s"),
    }
    return sentences[first.promised] % {"person": first.enquiry, "when": by_words(first.promise, at)}


def by_words(promise: Promise, at: datetime.datetime) -> str:
    when = when_words(promise.due_at, at)
    return (_("late since %(when)s") if promise.late else _("by %(when)s")) % {"when": when}


def told(one: Near, at: datetime.datetime) -> dict[str, Any]:
    """One promise as the mail tells it."""
    words = " ".join(one.enquiry.words.split()) or one.enquiry.interest
    short = words if len(words) <= MOST_WORDS else words[:MOST_WORDS].rsplit(" ", 1)[0] + "…"
    hours = int(one.promise.whole.total_seconds() // 3600)
    return {
        "desk": one.promised.desk,
        "person": str(one.enquiry),
        "words": short,
        "theirs": bool(one.enquiry.words.strip()),
        "what": one.promised.label,
        "sentence": one.promised.sentence(working_words(hours)),
        "by": by_words(one.promise, at),
        "left": "" if one.promise.late else duration_words(one.promise.left),
        "url": address(one.url),
    }


def remind_in_time(*, at: datetime.datetime) -> None:
    remind(at=at)


def register() -> None:
    clock.register(COMPOSER, remind_in_time, every=EVERY)
    register_composer(COMPOSER, compose)
