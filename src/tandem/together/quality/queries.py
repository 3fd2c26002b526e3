"""Who has an enquiry may change. The comparison does not follow: it goes by whoever had it first."""

from django.db.models import Exists, F, OuterRef, Q

from tandem.handover.passing.models import Assignment, Passing
from tandem.handover.passing.words import Decision
from tandem.together.statistics.models import EnquiryFact
from tandem.together.statistics.words import COUNTED


def handed_on() -> int:
    """How many of the enquiries that are compared went to somebody else after the first one who had them.

    One query: it reads the assignment log once, and looks up only what it finds there.
    """
    # Who said no may be followed by another passing. Nobody else is, so nobody else's are looked for.
    to_another = (
        Passing.objects.filter(enquiry=OuterRef("passing__enquiry"), passed_at__gt=OuterRef("at"))
        .exclude(Q(owner=None) | Q(owner=OuterRef("passing__owner")))
        .exclude(decision=Decision.TAKEN_BACK)
    )
    said_no = Q(passing__decision=Decision.DECLINED)
    moved = (
        Assignment.objects.filter(~Q(owner=F("passing__owner")) | (said_no & Exists(to_another)))
        .filter(passing__owner__isnull=False, owner__isnull=False)
        .exclude(passing__decision=Decision.TAKEN_BACK)
    )
    compared = EnquiryFact.objects.filter(state__in=COUNTED, owner_id__isnull=False)
    return compared.filter(pk__in=moved.order_by().values("passing__enquiry")).count()
