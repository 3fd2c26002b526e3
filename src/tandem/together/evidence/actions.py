"""Lets answers be worked out, keeps them, and holds forecasts against what came."""

import datetime
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from tandem.money.currency import digits_of
from tandem.office.business.queries import business_zone, the_business
from tandem.office.jobs.actions import start
from tandem.office.jobs.models import Job
from tandem.office.jobs.wishes import wish
from tandem.together.evidence.calling import Told
from tandem.together.evidence.models import Estimate, KeptForecast, Measure
from tandem.together.evidence.queries import is_fresh
from tandem.together.evidence.words import KIND, Document, Question
from tandem.together.statistics.models import EnquiryFact
from tandem.together.statistics.queries import data_version
from tandem.together.statistics.words import COUNTED, CountedAs

# Answers to questions that somebody asked in passing.
KEPT = datetime.timedelta(days=14)
JOBS_KEPT = datetime.timedelta(days=2)
WEEK = datetime.timedelta(weeks=1)


def ask_for(question: Question) -> None:
    """A page would like a newer answer, and does not wait for it. Begins one at a time for each question."""
    wish(f"{KIND}:{question.key}", partial(begin_now, question))


def begin_now(question: Question) -> None:
    begin(question, at=timezone.now())


@transaction.atomic
def begin(question: Question, *, at: datetime.datetime) -> Job | None:
    """Let it be worked out, unless that is under way or there is nothing newer to know."""
    told = {"asked": question.as_json()}
    Estimate.objects.get_or_create(question=question.key, defaults=told)
    # Nobody else begins the same meanwhile.
    row = Estimate.objects.select_for_update(of=("self",)).select_related("job").get(question=question.key)
    if row.job is not None and not row.job.is_over:
        return None
    if is_fresh(row, data_version(), at.astimezone(business_zone()).date()):
        return None
    row.job = start(kind=KIND, payload={"question": question.as_json()}, by=None, at=at)
    row.save(update_fields=["job"])
    return row.job


@transaction.atomic
def keep(question: Question, told: Told, *, as_of: datetime.date, at: datetime.datetime) -> None:
    """The newest answer takes the place of the one before; what the usual one forecasts is kept."""
    Estimate.objects.update_or_create(
        question=question.key,
        defaults={
            "asked": question.as_json(),
            "answer": told.answer,
            "version": told.version,
            "as_of": as_of,
            "made_at": at,
            "seconds": told.seconds,
            "tried": None,
            "trouble": "",
        },
    )
    if question.is_usual:
        # The first word of a day stands: a forecast that is changed afterwards would be none.
        KeptForecast.objects.bulk_create(forecasts_in(told.answer, at), ignore_conflicts=True)


def keep_trouble(question: Question, *, version: int, sentence: str) -> None:
    """The answer before, if there is one, stays; the same is not tried again until something changes."""
    Estimate.objects.filter(question=question.key).update(tried=version, trouble=sentence[:300])


def forecasts_in(answer: Document, at: datetime.datetime) -> Iterator[KeptForecast]:
    weeks = (answer["more"]["forecast"] or {}).get("weeks") or []
    if not weeks:
        return
    starts_on = datetime.date.fromisoformat(weeks[0]["start"])
    for one in answer["forecast"]:
        for measure in Measure:
            said = one[measure.value]
            if said["estimate"] is not None:
                yield KeptForecast(
                    starts_on=starts_on,
                    weeks=one["weeks"],
                    measure=measure,
                    level=one["level"],
                    made_at=at,
                    **said,
                )


@transaction.atomic
def hold_against_what_came(*, today: datetime.date) -> int:
    """Forecasts whose weeks are over get what came; returns how many."""
    over = KeptForecast.objects.filter(actual=None, starts_on__lte=today - 4 * WEEK)
    came: dict[tuple[datetime.date, datetime.date], dict[str, float]] = {}
    held = []
    for row in over:
        ends_on = row.starts_on + row.weeks * WEEK - datetime.timedelta(days=1)
        if ends_on < today:
            span = (row.starts_on, ends_on)
            came.setdefault(span, came_within(*span))
            row.actual = came[span][row.measure]
            row.hit = row.low <= row.actual <= row.high
            held.append(row)
    KeptForecast.objects.bulk_update(held, ["actual", "hit"])
    return len(held)


def came_within(first: datetime.date, last: datetime.date) -> dict[str, float]:
    """Enquiries heard, customers won and the first sales of these days, in units of the currency."""
    counted = EnquiryFact.objects.filter(state__in=COUNTED)
    won = counted.filter(state=CountedAs.WON, day_closed__range=(first, last))
    sold: dict[str, Any] = won.aggregate(sum=Sum("amount_minor"))
    return {
        Measure.ENQUIRIES: counted.filter(day_heard__range=(first, last)).count(),
        Measure.CUSTOMERS: won.count(),
        Measure.REVENUE: (sold["sum"] or 0) / 10 ** digits_of(the_business().currency),
    }


def forget_old(*, at: datetime.datetime) -> None:
    """Answers to passing questions, and the jobs that made answers: what matters stands with the answer."""
    usual = Question().key
    Estimate.objects.filter(made_at__lt=at - KEPT).exclude(question=usual).delete()
    Job.objects.filter(kind=KIND, finished_at__lt=at - JOBS_KEPT).delete()
