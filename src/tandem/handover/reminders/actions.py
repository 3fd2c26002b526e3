import datetime
from collections.abc import Mapping, Sequence
from contextlib import suppress

from django.db import transaction
from django.utils.translation import ngettext

from tandem.handover.reminders.models import Reminder, ReminderChoice
from tandem.handover.reminders.queries import Near, near_batches, whom_to_tell
from tandem.handover.reminders.words import COMPOSER
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_capture
from tandem.office.business.queries import calendar, the_business
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import NotAllowed
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.mail.actions import send_composed
from tandem.office.mail.queries import is_set_up
from tandem.office.mail.words import BadHeader
from tandem.people.organisations.words import one_line


@transaction.atomic
def remind(*, at: datetime.datetime) -> int:
    """Promises the mails about what is near its end, one a person; returns how many. Only while we work.
    In a flood it is one for each two thousand.

    However often it runs, and wherever: a promise is told to a person once. Without a mail server nothing is
    kept for one, as it would be old news; and nobody is mailed about the people of the sample business.
    """
    if not is_set_up() or the_business().is_sample or not calendar().is_working(at):
        return 0
    take_turn(Turn.REMINDING)
    return sum(tell_all(whom_to_tell(batch), at=at) for batch in near_batches(now=at))


def tell_all(told: Mapping[int, Sequence[Near]], *, at: datetime.datetime) -> int:
    """By key of the user; how many mails it is."""
    users, mails = User.objects.in_bulk(list(told)), 0
    for key, rows in told.items():
        # Whose name or address cannot stand in a mail keeps nobody else from theirs.
        with suppress(BadHeader), transaction.atomic():
            tell(users[key], rows, at=at)
            mails += 1
    return mails


def tell(user: User, rows: Sequence[Near], *, at: datetime.datetime) -> None:
    made = Reminder.objects.bulk_create(
        Reminder(
            promised=one.promised,
            enquiry=one.enquiry,
            passing=one.passing,
            user=user,
            due_at=one.promise.due_at,
            at=at,
        )
        for one in rows
    )
    reminders = [reminder.pk for reminder in made]
    number = len(rows)
    send_composed(
        composer=COMPOSER,
        about={"user": user.pk, "reminders": reminders},
        to=user.email,
        to_name=one_line(str(user)),
        subject=ngettext("A promise ends soon", "%(number)d promises end soon", number) % {"number": number},
        effect_key=f"{COMPOSER}:{user.pk}:{reminders[0]}",
        at=at,
    )


@transaction.atomic
def choose_mails(*, wanted: bool, by: User, at: datetime.datetime) -> JournalLine | None:
    """Whether one is reminded by mail; it is nobody else’s business."""
    if not can_capture(by):
        raise NotAllowed
    row, made = ReminderChoice.objects.get_or_create(user=by, defaults={"wanted": wanted, "at": at})
    before = True if made else row.wanted
    if before == wanted:
        return None
    if not made:
        ReminderChoice.objects.filter(pk=row.pk).update(wanted=wanted, at=at)
    verb = "handover.reminders.chosen"
    return record(by=by, at=at, verb=verb, row=by, before={"mails": before}, after={"mails": wanted})
