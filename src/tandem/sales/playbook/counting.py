"""How often each answer worked.

An answer worked where the seller marked that it helped; unmarked, where the opportunity was won after it.
It did not work where the seller marked that it did not; unmarked, where the opportunity was lost. Everything
else is still open and counts as neither. So each answer counts once an opportunity, whatever else was said
there, and a mark of somebody who was there counts before how it ended, as that has many reasons.
"""

from collections.abc import Sequence

from django.db.models import Count, Q

from tandem.sales.playbook.models import Said
from tandem.sales.playbook.words import Mark, Worked

UNMARKED = Q(mark="")
WORKED = Q(mark=Mark.HELPED) | (UNMARKED & Q(opportunity__won_at__isnull=False))
DID_NOT = Q(mark=Mark.NOT) | (UNMARKED & Q(opportunity__lost_at__isnull=False))


def worked(answer_ids: Sequence[int]) -> dict[int, Worked]:
    """By answer, of those that were ever given; one query."""
    rows = Said.objects.filter(answer__in=answer_ids).order_by().values("answer")
    counted = rows.annotate(worked=Count("pk", WORKED), did_not=Count("pk", DID_NOT), whole=Count("pk"))
    return {
        row["answer"]: Worked(
            row["worked"], row["worked"] + row["did_not"], row["whole"] - row["worked"] - row["did_not"]
        )
        for row in counted
    }
