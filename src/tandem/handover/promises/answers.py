"""How long each first answer took, in working hours, against what was promised for it."""

import datetime
from dataclasses import dataclass

from tandem.handover.agreement.models import Agreement
from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import Decision
from tandem.handover.promises.queries import in_time
from tandem.office.business.hours import WorkingCalendar

SPAN = datetime.timedelta(weeks=8)
# More dots than that are a cloud, and a heavy page.
MOST_DOTS = 300


@dataclass(frozen=True)
class Answer:
    """`in_time` is None while there is still time."""

    passed_at: datetime.datetime
    hours: float
    still: bool
    in_time: bool | None


@dataclass(frozen=True)
class Answers:
    """The newest ones of a span. `promises` are stretches of time, each with its working hours."""

    rows: list[Answer]
    since: datetime.datetime
    until: datetime.datetime
    promises: list[tuple[datetime.datetime, datetime.datetime, int]]
    left_out: bool = False

    @property
    def promised_hours(self) -> int:
        return self.promises[-1][2]


def first_answers(
    *, now: datetime.datetime, working: WorkingCalendar, span: datetime.timedelta = SPAN
) -> Answers | None:
    """Of those whom sales accepted. Two queries; nothing where nobody was passed under a promise."""
    since = now - span
    accepted = Passing.objects.filter(
        import_id__isnull=True, passed_at__gt=since, passed_at__lte=now, decision=Decision.ACCEPTED
    )
    due = accepted.exclude(answer_due_at=None).order_by("-passed_at", "-pk")
    found = list(due.values_list("passed_at", "first_answered_at", "answer_due_at")[: MOST_DOTS + 1])
    rows = [
        Answer(
            passed_at=passed_at,
            hours=working.working_between(passed_at, answered_at or now) / datetime.timedelta(hours=1),
            still=answered_at is None,
            in_time=in_time(answered_at, due_at, now),
        )
        for passed_at, answered_at, due_at in found[:MOST_DOTS]
    ]
    promises = promises_between(since, now)
    return Answers(rows, since, now, promises, len(found) > MOST_DOTS) if rows and promises else None


def promises_between(
    since: datetime.datetime, until: datetime.datetime
) -> list[tuple[datetime.datetime, datetime.datetime, int]]:
    """What was agreed when, as far as it lies between the two."""
    versions = list(Agreement.objects.order_by("number").values_list("agreed_at", "answer_within_hours"))
    ends = [*(agreed_at for agreed_at, _hours in versions), until][1:]
    stretches: list[tuple[datetime.datetime, datetime.datetime, int]] = []
    for (start, hours), end in zip(versions, ends, strict=True):
        if end <= since or start >= until:
            continue
        if stretches and stretches[-1][2] == hours:
            stretches[-1] = (stretches[-1][0], end, hours)
        else:
            stretches.append((start, end, hours))
    return stretches
