import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.business.hours import Week
from tandem.office.business.models import Business, ClosedDay, WorkingHours
from tandem.office.business.queries import forget, working_week
from tandem.office.business.rules import can_change_business
from tandem.office.business.words import stretches_words
from tandem.office.changes.actions import change
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine


def _week_words(week: Week) -> list[str]:
    return [stretches_words(day) for day in week]


def _write_week(week: Week) -> None:
    WorkingHours.objects.all().delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(weekday=weekday, opens=opens, closes=closes)
        for weekday, day in enumerate(week)
        for opens, closes in day
    )


@transaction.atomic
def save_business(
    *,
    expected_version: int | None = None,
    week: Week | None = None,
    by: Actor,
    at: datetime.datetime,
    **columns: Any,
) -> JournalLine | None:
    """Change the business and, where given, its working week. None where nothing was different."""
    if not can_change_business(by):
        raise NotAllowed
    if week is not None and not any(week):
        raise Refused(
            _("Give at least one day with working hours: the promises run in them."), field="monday"
        )
    business, _made = Business.objects.get_or_create(pk=1)
    changed = change(business, expected_version=expected_version, **columns)
    before, after = dict(changed.before), dict(changed.after)
    if week is not None and week != (kept := working_week()):
        before["week"], after["week"] = _week_words(kept), _week_words(week)
        if not changed:
            # The hours belong to the business: who saves an older page must be told.
            Business.objects.filter(pk=1).update(version=business.version + 1)
    if week is not None:
        _write_week(week)
    forget()
    if not after:
        return None
    return record(by=by, at=at, verb="office.business.changed", row=business, before=before, after=after)


@transaction.atomic
def close_day(*, day: datetime.date, words: str = "", by: Actor, at: datetime.datetime) -> JournalLine:
    if not can_change_business(by):
        raise NotAllowed
    closed, made = ClosedDay.objects.get_or_create(day=day, defaults={"words": words[:80]})
    if not made:
        raise Refused(_("That day is in the list already."), field="day")
    forget()
    after = {"day": day.isoformat(), "words": closed.words}
    return record(by=by, at=at, verb="office.day.closed", row=closed, after=after)


@transaction.atomic
def open_day(*, day: datetime.date, by: Actor, at: datetime.datetime) -> JournalLine:
    """Take a closed day out of the list again."""
    if not can_change_business(by):
        raise NotAllowed
    closed = ClosedDay.objects.filter(day=day).first()
    if closed is None:
        raise Refused(_("That day is no longer in the list."))
    before = {"day": day.isoformat(), "words": closed.words}
    line = record(by=by, at=at, verb="office.day.opened", row=closed, before=before)
    closed.delete()
    forget()
    return line


def undo_close_day(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    open_day(day=datetime.date.fromisoformat(line.after["day"]), by=by, at=at)


def undo_open_day(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    close_day(day=datetime.date.fromisoformat(line.before["day"]), words=line.before["words"], by=by, at=at)


def dismiss_checklist(*, by: Actor, at: datetime.datetime) -> None:
    """The list of first steps is put away, for everybody."""
    if not can_change_business(by):
        raise NotAllowed
    Business.objects.filter(pk=1).update(checklist_dismissed_at=at)
    forget()
