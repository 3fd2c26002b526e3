"""Where to start: the promise that was broken most often in the last four weeks, if any was often enough."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateTimeField, F, Q, QuerySet, Value
from django.utils.translation import gettext as _

from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import Decision
from tandem.handover.promises.queries import SPAN
from tandem.handover.promises.words import FEW, HOLDS_OF_TEN
from tandem.office.statements.kept import Given, kept
from tandem.ui.figures import number_words


@dataclass(frozen=True)
class InTime:
    """One promise of one desk: so many of so many came later than agreed."""

    desk: str
    name: str
    late: int
    whole: int

    @property
    def is_weak(self) -> bool:
        return self.whole >= FEW and (self.whole - self.late) * 10 < self.whole * HOLDS_OF_TEN


@dataclass(frozen=True)
class Start:
    """The line *Start here*: what to do, and why; `for_weeks` is the same as a trial."""

    desk: str
    first: str
    for_weeks: str
    why: str


def start_here(desk: str, *, now: datetime.datetime) -> Start | None:
    """One query. Where a desk is named it is about that desk; nothing where promises hold or are too few."""
    weak = [one for one in promises_in_time(now) if one.is_weak and desk in (one.desk, "")]
    return start_of(max(weak, key=lambda one: one.late / one.whole)) if weak else None


def promises_in_time(now: datetime.datetime) -> list[InTime]:
    """Counted by the database: there may be very many. Imported passings had promised nothing."""
    [sums] = counted_promises(since=now - SPAN, now=now)
    desks = {"passed": "marketing", "decided": "sales", "answered": "sales"}
    return [InTime(desk, name, sums[f"{name}_late"], sums[name]) for name, desk in desks.items()]


@kept(since=DateTimeField(), now=DateTimeField())
def counted_promises(since: Given, now: Given) -> "QuerySet[Passing, Any]":
    """One row, also where nothing was passed: they are grouped by nothing but a constant."""
    rows = Passing.objects.filter(passed_at__gt=since, passed_at__lte=now, import_id=None)
    answered = Q(decision=Decision.ACCEPTED)
    return (
        rows.exclude(decision=Decision.TAKEN_BACK)
        .order_by()
        .values(all=Value(1))
        .annotate(
            passed=Count("pk", filter=Q(pass_due_at__isnull=False)),
            passed_late=Count("pk", filter=Q(passed_at__gt=F("pass_due_at"))),
            decided=Count("pk", filter=over("decided_at", "decide_due_at", now)),
            decided_late=Count("pk", filter=late("decided_at", "decide_due_at", now)),
            answered=Count("pk", filter=answered & over("first_answered_at", "answer_due_at", now)),
            answered_late=Count("pk", filter=answered & late("first_answered_at", "answer_due_at", now)),
        )
    )


def over(done: str, due: str, now: Given) -> Q:
    """What is still within its time counts neither way."""
    return Q(**{f"{due}__isnull": False}) & (Q(**{f"{done}__isnull": False}) | Q(**{f"{due}__lt": now}))


def late(done: str, due: str, now: Given) -> Q:
    return Q(**{f"{done}__gt": F(due)}) | Q(**{f"{done}__isnull": True, f"{due}__lt": now})


def start_of(weakest: InTime) -> Start:
    said = {"late": number_words(weakest.late), "whole": number_words(weakest.whole)}
    words = {
        "passed": (
            _("pass on sooner."),
            _("Pass on as you agreed for three weeks,"),
            _("%(late)s of the last %(whole)s were passed on later than you agreed."),
        ),
        "decided": (
            _("accept or decline sooner."),
            _("Accept or decline as you agreed for three weeks,"),
            _("%(late)s of the last %(whole)s decisions came later than you agreed."),
        ),
        "answered": (
            _("answer sooner."),
            _("Answer as you agreed for three weeks,"),
            _("%(late)s of the last %(whole)s first answers came later than you agreed."),
        ),
    }
    first, for_weeks, why = words[weakest.name]
    return Start(weakest.desk, first, for_weeks, why % said)
