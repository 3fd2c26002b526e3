"""What reminders add to the pages of others: the own switch, and whom to answer today."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.inbox.slots import left_words
from tandem.handover.reminders.queries import answer_promise, answers_owed, near_of, wants_mails
from tandem.handover.reminders.words import Promised
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_capture
from tandem.office.business.queries import calendar
from tandem.people.persons.queries import name_all
from tandem.ui.slots import Content, Item, Panel

MOST_TO_ANSWER = 3
# What nobody answered for a month is not for today.
STILL_SHOWN = datetime.timedelta(weeks=4)


def own_reminders(request: HttpRequest, **others: Any) -> Sequence[Content]:
    user = request.user
    if not isinstance(user, User) or not can_capture(user):
        return []
    return [Panel("handover/reminders/own.html", {"wanted": wants_mails(user)})]


def to_answer_today(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Content]:
    """“Answer Priya Shah”: accepted, and nobody at sales has spoken with them yet. One’s own before others.

    What still waits for a yes or no stands there already.
    """
    if desk == "marketing":
        return []
    user, now, working = request.user if request else None, timezone.now(), calendar()
    mine = user.pk if isinstance(user, User) else None
    found: list[Any] = answers_owed(since=now - STILL_SHOWN)
    found.sort(key=lambda one: one.owner_now not in (mine, None))
    shown = [
        near_of(Promised.ANSWER, one, answer_promise(one, now=now, working=working))
        for one in found[:MOST_TO_ANSWER]
    ]
    name_all(one.enquiry.person for one in shown)
    return [
        Item(
            title=_("Answer %(person)s") % {"person": one.enquiry},
            url=one.url,
            why=one.promise.sentence,
            when=left_words(one.promise),
            icon="phone",
            desk="sales",
            urgent=one.promise.near,
            order=11,
            due_at=one.promise.due_at,
            minutes=10,
        )
        for one in shown
    ]
