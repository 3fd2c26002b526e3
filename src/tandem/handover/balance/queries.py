"""What sales has to do just now, against what it said that it can look after."""

import datetime

from django.db.models import Count, Q

from tandem.handover.agreement.queries import current_agreement
from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import Decision
from tandem.marketing.enquiries.words import Outcome
from tandem.office.business.queries import business_zone
from tandem.sales.opportunities.models import Opportunity

WEEK = datetime.timedelta(weeks=1)
WAITING_COUNTS_FOR = datetime.timedelta(days=28)
STEPS_WITHIN = datetime.timedelta(days=7)


def capacity() -> int | None:
    return current_agreement().capacity_a_week


def passed_in_two_weeks(now: datetime.datetime) -> tuple[int, int]:
    """Enquiries that sales got in the last seven days, and in the seven before. One query."""
    rows = Passing.objects.filter(
        import_id__isnull=True, passed_at__gt=now - 2 * WEEK, passed_at__lte=now
    ).exclude(decision=Decision.TAKEN_BACK)
    newer = Q(passed_at__gt=now - WEEK)
    counts = rows.order_by().aggregate(newer=Count("pk", filter=newer), older=Count("pk", filter=~newer))
    return counts["newer"], counts["older"]


def waiting_too_long(now: datetime.datetime) -> int:
    """People whom sales has neither decided on nor answered in the time that was promised. Two queries.

    Who was accepted and lost or won since waits for nothing any more.
    """
    rows = Passing.objects.filter(
        import_id__isnull=True, passed_at__gt=now - WAITING_COUNTS_FOR, passed_at__lte=now
    ).order_by()
    undecided = rows.filter(decision=Decision.WAITING, decide_due_at__lt=now)
    unanswered = rows.filter(
        decision=Decision.ACCEPTED, first_answered_at__isnull=True, answer_due_at__lt=now
    )
    return undecided.count() + unanswered.filter(enquiry__outcome=Outcome.OPEN).count()


def steps_due(now: datetime.datetime) -> int:
    """Open opportunities with a next step within a week, or overdue. One query."""
    until = now.astimezone(business_zone()).date() + STEPS_WITHIN
    return Opportunity.objects.filter(won_at=None, lost_at=None, next_step_on__lte=until).order_by().count()
