import datetime

from tandem.handover.conversation.facts import Heard, sheet_of
from tandem.handover.conversation.models import Conversation
from tandem.handover.conversation.words import FIRST_DAYS, Sheet
from tandem.handover.passing.models import Passing
from tandem.handover.promises.findings import rows_of
from tandem.handover.promises.monthly import told_by_month
from tandem.handover.promises.words import Month, month_of
from tandem.handover.reasons.queries import why_not
from tandem.office.business.hours import WorkingCalendar
from tandem.office.business.queries import business_zone, calendar
from tandem.sales.needs.queries import wanted_between

ONE_DAY = datetime.timedelta(days=1)


def conversation_of(month: Month) -> Conversation | None:
    rows = Conversation.objects.select_related("who", "held_by")
    return rows.filter(month=month.first).first()


def last_before(month: Month) -> Conversation | None:
    """What both desks decided the last time that they talked."""
    rows = Conversation.objects.select_related("who", "held_by")
    return rows.filter(month__lt=month.first).order_by("-month").first()


def months_held() -> list[datetime.date]:
    return list(Conversation.objects.order_by("-month").values_list("month", flat=True)[:12])


def sheet_now(*, now: datetime.datetime) -> Sheet:
    """The facts of the last whole month. As many queries for many enquiries as for few."""
    this_month = month_of(now, business_zone())
    before = this_month.before()
    months = [before.before(), before, this_month]
    told = why_not(before.starts_at, before.ends_at)
    reason = next((Heard(*one) for one in told.whole.most_frequent), None)
    wanted = wanted_between(before.starts_at, before.ends_at, at_most=1)
    need = next((Heard(one.words, one.number) for one in wanted), None)
    return sheet_of(
        rows_of(told_by_month(months, now=now, working=calendar())),
        reason=reason,
        need=need,
        accepted=told.whole.decided - told.whole.declined,
        decided=told.whole.decided,
    )


def is_time_to_talk(*, now: datetime.datetime) -> bool:
    """In the first working days of a month, until they talked, where there is a month to talk about."""
    month = month_of(now, business_zone())
    if not is_early(month, now, calendar()) or Conversation.objects.filter(month=month.first).exists():
        return False
    before = month.before()
    passed = Passing.objects.filter(passed_at__gte=before.starts_at, passed_at__lt=before.ends_at)
    return passed.filter(import_id__isnull=True).exists()


def is_early(month: Month, now: datetime.datetime, working: WorkingCalendar) -> bool:
    """From the first working day of the month until the fifth one is over."""
    today, day, worked = now.astimezone(month.zone).date(), month.first, 0
    while day <= today and worked <= FIRST_DAYS:
        worked += bool(working.stretches(day))
        day += ONE_DAY
    return 1 <= worked <= FIRST_DAYS
