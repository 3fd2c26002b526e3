"""What was so lately, in words beside each number, so that a promise is made on facts."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.agreement.words import number_in_words
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import has_ticks, sellers
from tandem.handover.passing.words import Decision
from tandem.marketing.channels.words import CAME_AGAIN
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import counted_in_desk
from tandem.sales.opportunities.queries import open_opportunities
from tandem.ui.figures import number_words
from tandem.ui.moments import when_words

WEEKS, MONTHS = 13, 3
SPAN = datetime.timedelta(weeks=WEEKS)
# Of promises the newest are looked at, and no more: the page costs the same however many were passed.
NEWEST = 100
# Fewer than this in three months are told as they are, not as so many a month.
FEW = 20


@dataclass(frozen=True)
class Facts:
    """One sentence beside each field; empty where nothing can be told yet."""

    enquiries: str = ""
    fits: str = ""
    passes: str = ""
    decides: str = ""
    answers: str = ""
    next_step: str = ""
    capacity: str = ""


def facts(*, now: datetime.datetime) -> Facts:
    """Six queries, each over three months or a hundred rows."""
    lately = Passing.objects.filter(passed_at__gt=now - SPAN, passed_at__lte=now, import_id=None)
    # Whom sales asked again by itself tells nothing of what marketing may promise.
    lately = lately.exclude(decision=Decision.TAKEN_BACK).exclude(decide_due_at=None)
    newest = list(lately.select_related("agreement").order_by("-passed_at", "-pk")[:NEWEST])
    since = since_words(now)
    counted = lately.aggregate(passed=Count("pk"), accepted=Count("pk", Q(decision=Decision.ACCEPTED)))
    return Facts(
        enquiries=enquiries_words(counted["passed"], since, now),
        fits=fits_words(newest),
        passes=kept_words(_("passed on in time"), [(one.passed_at, one.pass_due_at) for one in newest], now),
        decides=kept_words(
            _("decided on in time"), [(one.decided_at, one.decide_due_at) for one in newest], now
        ),
        answers=kept_words(_("answered in time"), answered(newest), now),
        next_step=next_step_words(),
        capacity=capacity_words(counted["accepted"], since),
    )


def answered(rows: Iterable[Passing]) -> list[tuple[datetime.datetime | None, datetime.datetime | None]]:
    """Those that sales has taken on: only they get a first answer."""
    taken = [row for row in rows if row.decision == Decision.ACCEPTED]
    return [(row.first_answered_at, row.answer_due_at) for row in taken]


def since_words(now: datetime.datetime) -> str:
    """The day of the first enquiry, where nobody had asked three months ago yet."""
    first = Enquiry.objects.order_by("heard_at").values_list("heard_at", flat=True).first()
    return when_words(timezone.localdate(first), now) if first and first > now - SPAN else ""


def enquiries_words(passed: int, since: str, now: datetime.datetime) -> str:
    rows = Enquiry.objects.filter(heard_at__gt=now - SPAN, heard_at__lte=now)
    heard = counted_in_desk(rows).exclude(channel__medium=CAME_AGAIN).count()
    if not heard:
        return ""
    said = {"heard": number_words(heard), "passed": number_words(passed)}
    if since:
        sentence = _("Since %(when)s you heard %(heard)s and passed %(passed)s.")
        return sentence % {**said, "when": since}
    if heard < FEW:
        return _("In the last three months you heard %(heard)s in all and passed %(passed)s.") % said
    said = {"heard": number_words(round(heard / MONTHS)), "passed": number_words(round(passed / MONTHS))}
    return _("In the last three months you heard %(heard)s a month and passed %(passed)s.") % said


def fits_words(rows: Sequence[Passing]) -> str:
    if not rows:
        return ""
    decided = [row for row in rows if row.decision in (Decision.ACCEPTED, Decision.DECLINED)]
    said = {
        "whole": len(rows),
        "ticked": sum(has_ticks(row) for row in rows),
        "decided": len(decided),
        "accepted": sum(row.decision == Decision.ACCEPTED for row in decided),
    }
    sentence = _("Of the last %(whole)d passed, %(ticked)d had their ticks.") % said
    if not decided:
        return sentence
    return " ".join([sentence, _("Sales accepted %(accepted)d of the %(decided)d it decided on.") % said])


def kept_words(
    what: str,
    times: Iterable[tuple[datetime.datetime | None, datetime.datetime | None]],
    now: datetime.datetime,
) -> str:
    """“Of the last 98, 90 were answered in time.” What is still within its time counts neither way."""
    told = [done <= due if done else False for done, due in times if due and (done or due < now)]
    if not told:
        return ""
    said = {"whole": len(told), "kept": sum(told), "what": what}
    return _("Of the last %(whole)d, %(kept)d were %(what)s.") % said


def next_step_words() -> str:
    found = open_opportunities().aggregate(whole=Count("pk"), planned=Count("pk", ~Q(next_step="")))
    if not found["whole"]:
        return ""
    sentence = ngettext(
        "A next step is set for %(planned)d of %(whole)d open opportunity.",
        "A next step is set for %(planned)d of %(whole)d open opportunities.",
        found["whole"],
    )
    return sentence % found


def capacity_words(accepted: int, since: str) -> str:
    if not accepted:
        return ""
    count = len(sellers())
    sell = ngettext("%(number)s of you sells.", "%(number)s of you sell.", count)
    said = {"number": number_in_words(count)}
    if since:
        took = _("Since %(when)s sales took on %(accepted)d in all.") % {"when": since, "accepted": accepted}
    elif accepted < FEW:
        took = _("In the last three months sales took on %(accepted)d in all.") % {"accepted": accepted}
    else:
        week = number_words(round(accepted / WEEKS))
        took = _("In the last three months sales took on %(accepted)s a week.") % {"accepted": week}
    return f"{took} {sell % said}"
