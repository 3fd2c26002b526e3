"""The clock that promises the morning mail, and its words, which are found when it leaves."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_change_sales
from tandem.office.business.hours import WorkingCalendar
from tandem.office.business.queries import calendar, the_business
from tandem.office.clock import actions as clock
from tandem.office.mail.composing import Composed, register_composer, written
from tandem.office.outbox.words import Later, Withdrawn
from tandem.office.users.queries import address
from tandem.sales.board.queries import Moment
from tandem.sales.morning.actions import promise_mails
from tandem.sales.morning.queries import besides_steps, wants_mail
from tandem.sales.morning.words import BEFORE_OPENING, COMPOSER, MOST_IN_A_MAIL, PROMISED_AT
from tandem.sales.steps.queries import StepRow, counts, due, rows_of
from tandem.sales.steps.words import Counts
from tandem.ui.figures import number_words
from tandem.ui.slots import Item


def compose(about: dict[str, Any], at: datetime.datetime) -> Composed | Later | Withdrawn:
    """As it stands when it leaves: an hour before work begins, and never after it is over."""
    user = User.objects.filter(pk=about["user"], is_active=True).first()
    if user is None or not can_change_sales(user) or not wants_mail(user):
        return Withdrawn("This person wants no such mail, or does not sell here any more.")
    working, day = calendar(), datetime.date.fromisoformat(about["day"])
    stretches = working.stretches(day)
    if not stretches or at >= stretches[-1][1]:
        return Withdrawn("That day is over, or nobody works on it.")
    if at < (leaves := stretches[0][0] - BEFORE_OPENING):
        return Later("It leaves before work begins.", until=leaves)
    return letter(user, day, at, working)


def letter(
    user: User, day: datetime.date, at: datetime.datetime, working: WorkingCalendar
) -> Composed | Withdrawn:
    planned, besides = counts(user, day), besides_steps(user, at=at)
    if not planned.due and not planned.none and not besides:
        return Withdrawn("It was done meanwhile.")
    moment = Moment(at, working.zone)
    rows = rows_of(list(due(user, day, most=MOST_IN_A_MAIL)), moment)
    told = [told_of(row) for row in rows]
    context = {
        "user": user,
        "business": the_business(),
        "rows": [*told, *map(told_besides, besides)],
        "more": planned.due + planned.none - len(told),
        "whole": address(reverse("sales:today")),
        "switch": address(reverse("sales:morning")),
    }
    with timezone.override(working.zone):
        return written("sales/morning/mail", subject=subject_of(planned, day, besides), context=context)


def subject_of(planned: Counts, day: datetime.date, besides: Sequence[Item] = ()) -> str:
    """“Thursday 26 November: 7 steps”, how many have none, or what there is besides."""
    if besides and not planned.due and not planned.none:
        return f"{date_format(day, 'l j F')}: {besides[0].title}"
    if planned.due:
        words, number = (
            ngettext("%(day)s: %(number)s step", "%(day)s: %(number)s steps", planned.due),
            planned.due,
        )
    else:
        words, number = unplanned_words(planned.none), planned.none
    return words % {"day": date_format(day, "l j F"), "number": number_words(number)}


def unplanned_words(number: int) -> str:
    return ngettext(
        "%(day)s: %(number)s conversation has no next step",
        "%(day)s: %(number)s conversations have no next step",
        number,
    )


def told_of(row: StepRow) -> dict[str, Any]:
    return {
        "title": row.title,
        "why": row.why,
        "when": row.when,
        "waits": row.waits,
        "contact": row.contact,
        "contact_url": row.contact_url,
        "url": address(row.url),
    }


def told_besides(item: Item) -> dict[str, Any]:
    return {"title": item.title, "why": item.why, "url": address(item.url)}


def every_morning(*, at: datetime.datetime) -> None:
    promise_mails(at=at)


def register() -> None:
    clock.register(COMPOSER, every_morning, daily=PROMISED_AT)
    register_composer(COMPOSER, compose)
