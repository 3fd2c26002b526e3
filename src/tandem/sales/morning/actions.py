import datetime
from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.business.queries import calendar, the_business
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.mail.actions import send_composed
from tandem.office.mail.queries import is_set_up
from tandem.office.mail.words import BadHeader
from tandem.people.organisations.words import one_line
from tandem.sales.morning.models import MorningChoice
from tandem.sales.morning.queries import besides_steps, who_wants_mail
from tandem.sales.morning.words import COMPOSER, KEPT
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.steps.queries import counts


@transaction.atomic
def choose_mail(*, wanted: bool, by: User, at: datetime.datetime) -> JournalLine | None:
    """Whether one gets the day’s steps by mail; it is nobody else’s business."""
    must_change_sales(by)
    row, made = MorningChoice.objects.get_or_create(user=by, defaults={"wanted": wanted, "at": at})
    before = False if made else row.wanted
    if not made:
        MorningChoice.objects.filter(pk=row.pk).update(wanted=wanted, at=at)
    if before == wanted:
        return None
    verb = "sales.morning.chosen"
    return record(by=by, at=at, verb=verb, row=by, before={KEPT: before}, after={KEPT: wanted})


@transaction.atomic
def promise_mails(*, at: datetime.datetime) -> int:
    """Promises one mail to each who wants it and has something to do; returns how many.

    A day’s mail is promised once a person, however often this runs. Not on days on which nobody works, not
    without a mail server (tomorrow it would be old news), not about the people of the sample business.
    """
    working = calendar()
    day = at.astimezone(working.zone).date()
    if not is_set_up() or the_business().is_sample or not working.stretches(day):
        return 0
    mails = 0
    for user in who_wants_mail():
        planned = counts(user, day)
        if planned.due or planned.none or besides_steps(user, at=at):
            # Whose name or address cannot stand in a mail keeps nobody else from theirs.
            with suppress(BadHeader):
                promise_mail(user, day, at=at)
                mails += 1
    return mails


def promise_mail(user: User, day: datetime.date, *, at: datetime.datetime) -> None:
    send_composed(
        composer=COMPOSER,
        about={"user": user.pk, "day": day.isoformat()},
        to=user.email,
        to_name=one_line(str(user)),
        subject=_("Your steps for today"),
        effect_key=f"{COMPOSER}:{user.pk}:{day.isoformat()}",
        at=at,
    )
