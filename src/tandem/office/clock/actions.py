import datetime
import logging

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from tandem.office.business.queries import business_zone
from tandem.office.clock.models import ClockTick
from tandem.office.clock.queries import due_times, last_due
from tandem.office.clock.words import ClockFunction, Recurring

logger = logging.getLogger(__name__)
KEPT = datetime.timedelta(days=90)
WAITS = (1, 5, 15, 60, 240)
_registered: dict[str, Recurring] = {}


def register(
    name: str,
    function: ClockFunction,
    *,
    every: datetime.timedelta | None = None,
    daily: datetime.time | None = None,
    catch_up: bool = False,
) -> None:
    """Let `function(at=due_time)` run every so often, or daily at a local time of the business."""
    if (every is None) == (daily is None):
        raise ValueError("A recurring work has either a step or a time of day")
    _registered[name] = Recurring(name, function, every, daily, catch_up)


def registered() -> dict[str, Recurring]:
    return dict(_registered)


def tick(at: datetime.datetime) -> int:
    """Run what is due; each due time once, however many processes tick. Returns how many ran."""
    last, ran = last_due(), 0
    zone = business_zone()
    for recurring in list(_registered.values()):
        if recurring.name not in last:
            _begin(recurring, at)
            continue
        due = due_times(recurring, after=last[recurring.name], until=at, zone=zone)
        for due_at in due if recurring.catch_up else due[-1:]:
            ran += _run_first_time(recurring, due_at, at)
    return ran + _run_again(at)


def _begin(recurring: Recurring, at: datetime.datetime) -> None:
    """From its first sight on: a time before that was not missed."""
    ClockTick.objects.get_or_create(job=recurring.name, due_at=at, defaults={"done_at": at})


def _run_first_time(recurring: Recurring, due_at: datetime.datetime, at: datetime.datetime) -> int:
    try:
        with transaction.atomic():
            _tick_row, is_ours = ClockTick.objects.get_or_create(
                job=recurring.name, due_at=due_at, defaults={"done_at": at}
            )
            if is_ours:
                recurring.function(at=due_at)
            return int(is_ours)
    except Exception as error:
        logger.exception("%s, due %s, failed and is tried again", recurring.name, due_at)
        _note_failure(recurring.name, due_at, at, error)
        return 0


def _run_again(at: datetime.datetime) -> int:
    ran = 0
    for row in ClockTick.objects.filter(done_at=None, not_before__lte=at, job__in=_registered):
        try:
            with transaction.atomic():
                if ClockTick.objects.filter(pk=row.pk, done_at=None, not_before__lte=at).update(done_at=at):
                    _registered[row.job].function(at=row.due_at)
                    ran += 1
        except Exception as error:
            logger.exception("%s, due %s, failed again", row.job, row.due_at)
            _note_failure(row.job, row.due_at, at, error)
    return ran


def _note_failure(job: str, due_at: datetime.datetime, at: datetime.datetime, error: Exception) -> None:
    words = f"{type(error).__name__}: {error}"[:500]
    first_wait = datetime.timedelta(minutes=WAITS[0])
    try:
        with transaction.atomic():
            row, is_new = ClockTick.objects.get_or_create(
                job=job, due_at=due_at, defaults={"not_before": at + first_wait, "error": words}
            )
            if is_new or row.done_at is not None:
                return
            wait = datetime.timedelta(minutes=WAITS[row.attempts]) if row.attempts < len(WAITS) else None
            ClockTick.objects.filter(pk=row.pk, attempts=row.attempts).update(
                attempts=F("attempts") + 1, not_before=at + wait if wait else None, error=words
            )
    except IntegrityError:
        logger.info("%s, due %s, was taken up by another process", job, due_at)


def prune(*, at: datetime.datetime) -> None:
    """Forget old ticks, but the latest of each work, by which missed times are known."""
    latest = ClockTick.objects.values("job").annotate(latest=Max("id")).values("latest").order_by()
    ClockTick.objects.filter(due_at__lt=at - KEPT).exclude(pk__in=latest).delete()
