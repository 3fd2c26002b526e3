"""Which customers may need something again, and may be spoken to: never who said no, who asked since, or whom
somebody tried to reach a moment ago.
"""

import datetime
from typing import Any, NamedTuple

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from tandem.marketing.care.models import Purchase
from tandem.marketing.care.queries import in_peace, newest_purchases
from tandem.marketing.care.words import (
    MOST_DUE,
    PROMISED_FOR,
    REST_AFTER_MORE,
    REST_AFTER_TWO,
    USES,
    Interval,
)
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import counted_in_desk
from tandem.marketing.enquiries.words import Outcome, State
from tandem.office.business.hours import ONE_DAY
from tandem.office.business.queries import business_zone
from tandem.office.statements.kept import Given
from tandem.people.consent.models import ConsentEvent
from tandem.people.consent.words import Use
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import SPOKEN, Purpose
from tandem.people.timeline.words import Outcome as CallOutcome

Moment = datetime.datetime | Given


def due_between(interval: Interval | None, now: datetime.datetime) -> dict[str, Any]:
    """What `due_parts` is asked with: bought when, for whose usual time to have come (nobody, while nobody
    knows what is usual); which days on which somebody wanted to be asked again have come, and are not too
    long ago; and whom nobody reached so lately that they rest.
    """
    nothing = datetime.timedelta()
    usual = datetime.timedelta(days=interval.usual) if interval else nothing
    local = now.astimezone(business_zone())
    begins = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "after": now - (interval.reminded_for if interval else nothing),
        "until": now - usual,
        "usual": usual,
        "promised_after": now - PROMISED_FOR,
        "now": now,
        "tried_since": begins,
        "tried_twice_since": begins + ONE_DAY - REST_AFTER_TWO,
        "tried_more_since": begins + ONE_DAY - REST_AFTER_MORE,
    }


def without_rest(between: dict[str, Any], far: datetime.datetime) -> dict[str, Any]:
    """The same, of those also whom nobody reached lately. `far`: no try is as late as that."""
    rests = ("tried_since", "tried_twice_since", "tried_more_since")
    return {**between, **dict.fromkeys(rests, far)}


class Due(NamedTuple):
    """Those whose usual time has come, and those whose own day has come: each is read from an index of its
    own, and only as far as asked.
    """

    usually: "QuerySet[Purchase]"
    promised: "QuerySet[Purchase]"

    def either(self, most: int) -> "QuerySet[Purchase]":
        """Both together, so many of each, as they stand in their order."""
        first = Q(pk__in=self.usually.values("pk")[:most]) | Q(pk__in=self.promised.values("pk")[:most])
        return newest_purchases().filter(first)


def due_parts(
    after: Moment,
    until: Moment,
    usual: datetime.timedelta | Given,
    promised_after: Moment,
    now: Moment,
    **tried: Moment,
) -> Due:
    """Of those who may be spoken to and were not since, and whom nobody tried to reach so lately that they
    rest. The latest due first.
    """
    rows = newest_purchases()
    usually_at = ExpressionWrapper(F("newest_at") + usual, output_field=DateTimeField())
    usually = rows.filter(ask_again_at=None, newest_at__gt=after, newest_at__lte=until)
    promised = rows.filter(ask_again_at__gt=promised_after, ask_again_at__lte=now)
    return Due(
        to_be_spoken_to(usually.annotate(due_at=usually_at), **tried),
        to_be_spoken_to(promised.annotate(due_at=F("ask_again_at")), **tried),
    )


def to_be_spoken_to(
    rows: "QuerySet[Purchase]", tried_since: Moment, tried_twice_since: Moment, tried_more_since: Moment
) -> "QuerySet[Purchase]":
    reached = Q(at__gte=OuterRef("due_at")) & ~Q(outcome=CallOutcome.NOBODY)
    spoken = our_words(OuterRef("person")).filter(reached | Q(at__gte=tried_since))
    tried = tries(OuterRef("person"), OuterRef("due_at")).order_by().values("person")
    twice, more = Q(times=2, last__gte=tried_twice_since), Q(times__gt=2, last__gte=tried_more_since)
    resting = tried.annotate(times=Count("pk"), last=Max("at")).filter(twice | more)
    for use in USES:
        rows = rows.annotate(**{f"may_{use}": Coalesce(newest_word(use), Value(True))})
        rows = rows.filter(**{f"may_{use}": True})
    rows = rows.filter(~Exists(spoken), ~Exists(resting))
    return rows.filter(~Exists(in_peace()), ~Exists(asked_again()), ~Exists(still_asking()))


def our_words(person: int | OuterRef) -> "QuerySet[Entry]":
    """What we said to somebody one to one, or tried to."""
    purposes = (Purpose.CARE, Purpose.SELLING)
    return Entry.objects.filter(person=person, direction__in=SPOKEN, purpose__in=purposes)


def tries(person: int | OuterRef, since: Any) -> "QuerySet[Entry]":
    """How often nobody reached them since they are due."""
    return our_words(person).filter(outcome=CallOutcome.NOBODY, at__gte=since)


def due_again(**between: Any) -> "QuerySet[Purchase]":
    """As many of them as anybody would look at, the latest due first."""
    return due_parts(**between).either(MOST_DUE)


def asked_again() -> "QuerySet[Enquiry]":
    """Who asked since is spoken to already: by marketing, or by sales."""
    since = Enquiry.objects.filter(person=OuterRef("person"), heard_at__gt=OuterRef("newest_at"))
    return counted_in_desk(since)


def still_asking() -> "QuerySet[Enquiry]":
    """Who asked before they bought last, and still waits for what comes of it, is spoken to as well."""
    rows = Enquiry.objects.filter(person=OuterRef("person"))
    # History that was only written down lately waits for nobody.
    waiting = Q(state=State.HEARD, backlog=False) | Q(state=State.PASSED)
    return rows.filter(waiting | Q(state=State.ACCEPTED, outcome=Outcome.OPEN))


def newest_word(use: Use) -> Subquery:
    events = ConsentEvent.objects.filter(person=OuterRef("person"), use=use).order_by("-at", "-id")
    return Subquery(events.values("given")[:1])
