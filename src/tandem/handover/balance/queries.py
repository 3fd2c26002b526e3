"""What sales has to do just now, against what it said that it can look after."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q

from tandem.handover.agreement.queries import agreement_now
from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import Decision
from tandem.marketing.enquiries.words import Outcome
from tandem.office.business.queries import business_zone
from tandem.sales.opportunities.models import Opportunity

WEEK = datetime.timedelta(weeks=1)
WAITING_COUNTS_FOR = datetime.timedelta(days=28)
STEPS_WITHIN = datetime.timedelta(days=7)


def capacity() -> int | None:
    return agreement_now().capacity_a_week


@dataclass(frozen=True)
class Lately:
    """What sales got, and who waits for it too long."""

    passed: tuple[int, int]
    """Enquiries of the last seven days, and of the seven before."""
    waiting_too_long: int
    """People whom sales has neither decided on nor answered in the time that was promised. Who was accepted
    and lost or won since waits for nothing any more.
    """


def lately(now: datetime.datetime) -> Lately:
    """One query."""
    rows = Passing.objects.filter(
        import_id__isnull=True, passed_at__gt=now - WAITING_COUNTS_FOR, passed_at__lte=now
    )
    got = ~Q(decision=Decision.TAKEN_BACK) & Q(passed_at__gt=now - 2 * WEEK)
    newer = Q(passed_at__gt=now - WEEK)
    undecided = Q(decision=Decision.WAITING, decide_due_at__lt=now)
    unanswered = Q(
        decision=Decision.ACCEPTED,
        first_answered_at__isnull=True,
        answer_due_at__lt=now,
        enquiry__outcome=Outcome.OPEN,
    )
    counts = rows.order_by().aggregate(
        newer=Count("pk", filter=got & newer),
        older=Count("pk", filter=got & ~newer),
        waiting=Count("pk", filter=undecided | unanswered),
    )
    return Lately((counts["newer"], counts["older"]), counts["waiting"])


def steps_due(now: datetime.datetime) -> int:
    """Open opportunities with a next step within a week, or overdue. One query."""
    until = now.astimezone(business_zone()).date() + STEPS_WITHIN
    return Opportunity.objects.filter(won_at=None, lost_at=None, next_step_on__lte=until).order_by().count()
