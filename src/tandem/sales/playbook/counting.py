"""How often each answer worked.

An answer worked where the seller marked that it helped; unmarked, where the opportunity was won after it.
It did not work where the seller marked that it did not; unmarked, where the opportunity was lost. Everything
else is still open and counts as neither. So each answer counts once an opportunity, whatever else was said
there, and a mark of somebody who was there counts before how it ended, as that has many reasons.

The counts are kept with the line, as no page may add up a whole history. Who writes counts the answers that
are touched anew, from what is true: nothing is added to what stood there, so nothing can drift.
"""

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Count, F, Q, QuerySet

from tandem.office.changes.inserting import update_many
from tandem.office.statements.kept import Given, kept
from tandem.sales.playbook.models import GuideLine, Said
from tandem.sales.playbook.words import Mark

UNMARKED = Q(mark="")
WORKED = Q(mark=Mark.HELPED) | (UNMARKED & Q(opportunity__won_at__isnull=False))
DID_NOT = Q(mark=Mark.NOT) | (UNMARKED & Q(opportunity__lost_at__isnull=False))
COUNTS = ("times_worked", "times_not", "times_open")
NONE = (0, 0, 0)


@transaction.atomic
def recount(answer_ids: Collection[int]) -> None:
    """Locked first: of two who write at once, the second counts what the first wrote."""
    lines = held_lines(keys=answer_ids)
    found = {answer: numbers for answer, *numbers in counted(answers=[line.pk for line in lines])}
    for line in lines:
        for name, number in zip(COUNTS, found.get(line.pk, NONE), strict=True):
            setattr(line, name, number)
    update_many(lines, COUNTS)


@kept(keys=BigIntegerField())
def held_lines(keys: Given) -> "QuerySet[GuideLine]":
    return GuideLine.objects.select_for_update().filter(pk__among=keys).order_by("pk")


@kept(answers=BigIntegerField())
def counted(answers: Given) -> "QuerySet[Said, Any]":
    given = Said.objects.filter(answer__among=answers).order_by().values("answer")
    numbers = given.annotate(
        times_worked=Count("pk", WORKED),
        times_not=Count("pk", DID_NOT),
        times_open=Count("pk") - F("times_worked") - F("times_not"),
    )
    return numbers.values_list("answer", *COUNTS)


@kept(opportunities=BigIntegerField())
def answers_said(opportunities: Given) -> "QuerySet[Said, int]":
    given = Said.objects.filter(opportunity__among=opportunities).order_by()
    return given.values_list("answer", flat=True).distinct()


def opportunities_ended(*, opportunity_ids: list[int], at: datetime.datetime) -> None:
    """Won, lost or opened again: what was said there counts otherwise now."""
    if answers := answers_said(opportunities=opportunity_ids):
        recount(answers)
