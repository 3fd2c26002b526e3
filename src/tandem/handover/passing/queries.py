"""What one enquiry brings to the handover: its ticks, its passings, the brief, who answered first."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    DateTimeField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tandem.handover.agreement.models import Agreement, Criterion
from tandem.handover.agreement.queries import criteria_of
from tandem.handover.feedback.models import Feeding
from tandem.handover.feedback.queries import enquiries_feeding
from tandem.handover.passing.models import Assignment, Passing, Tick
from tandem.handover.passing.words import Brief, Decision, TickState
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import State
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.business.queries import calendar
from tandem.office.journal.models import JournalLine
from tandem.office.statements.kept import Given, kept
from tandem.people.consent.queries import standings
from tandem.people.consent.words import Use
from tandem.people.timeline.models import Entry
from tandem.people.timeline.queries import Bar
from tandem.people.timeline.words import SPOKEN, Purpose
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.models import Order

# The top bar counts no further.
MOST_COUNTED = 100
OF_A_PERSON_AT_MOST = 3
SELLERS = (Role.OWNER, Role.BOTH, Role.SALES)
# What timelines name an opportunity by.
OPPORTUNITY = "sales.opportunity"


def to_pass() -> "QuerySet[Enquiry]":
    """Marketing's turn: heard, and not history that was only written down lately."""
    # “backlog IN (false)”, as SQLite finds no index for “NOT backlog”.
    return Enquiry.objects.filter(state=State.HEARD, backlog__in=[False])


def to_decide() -> "QuerySet[Passing]":
    """Sales' turn. A passing without a promise is history."""
    return Passing.objects.filter(decision=Decision.WAITING, decide_due_at__isnull=False)


@kept(person=BigIntegerField())
def to_pass_of(person: Given) -> "QuerySet[Enquiry]":
    # Found by the person alone: SQLite would rather walk through all that waits for marketing.
    theirs = Enquiry.objects.filter(person=person).alias(stands=Coalesce("state", Value("")))
    return theirs.filter(stands=State.HEARD, backlog=False).order_by("heard_at")[:OF_A_PERSON_AT_MOST]


@kept(person=BigIntegerField())
def to_decide_of(person: Given) -> "QuerySet[Passing]":
    rows = to_decide().filter(enquiry__person=person).select_related("enquiry")
    return rows.order_by("passed_at")[:OF_A_PERSON_AT_MOST]


def waiting_count() -> int:
    """How many wait for either desk, counted up to 100. Every page shows it, so it is one query on two
    indexes.
    """
    return len(waiting_for_either())


@kept()
def waiting_for_either() -> "QuerySet[Any, int]":
    ours = to_pass().order_by().values_list("pk", flat=True)
    theirs = to_decide().order_by().values_list("pk", flat=True)
    return ours.union(theirs, all=True)[:MOST_COUNTED]


def sellers() -> list[User]:
    return list(User.objects.filter(is_active=True, role__in=SELLERS).order_by("name", "id"))


def marketers() -> list[User]:
    roles = (Role.OWNER, Role.BOTH, Role.MARKETING)
    return list(User.objects.filter(is_active=True, role__in=roles).order_by("name", "id"))


@dataclass(frozen=True)
class Shown:
    """One sentence of the agreement with what marketing knows of it."""

    criterion_id: int
    words: str
    detail: str
    state: str = TickState.NOT_ASKED
    known: str = ""

    @property
    def kept(self) -> bool:
        return self.state == TickState.YES

    def as_json(self) -> dict[str, str]:
        return {"words": self.words, "detail": self.detail, "state": str(self.state), "known": self.known}


def ticks_of(enquiry: Enquiry, agreement: Agreement) -> list[Shown]:
    """The agreement's sentences in order, each as it is ticked for this enquiry.

    A sentence that stood word for word in an earlier version keeps what was ticked then, until it is ticked
    anew.
    """
    criteria = criteria_of(agreement)
    ticks = ticks_until(enquiry=enquiry.pk, number=agreement.number)
    by_words = {tick.criterion.words.casefold(): tick for tick in ticks}
    by_key = {tick.criterion_id: tick for tick in ticks}
    return [shown(one, by_key.get(one.pk) or by_words.get(one.words.casefold())) for one in criteria]


@kept(enquiry=BigIntegerField(), number=IntegerField())
def ticks_until(enquiry: Given, number: Given) -> "QuerySet[Tick]":
    rows = Tick.objects.filter(enquiry=enquiry, criterion__agreement__number__lte=number)
    return rows.select_related("criterion").order_by("criterion__agreement__number", "pk")


def shown(criterion: Criterion, tick: Tick | None) -> Shown:
    known = (tick.state, tick.known) if tick else (TickState.NOT_ASKED.value, "")
    return Shown(criterion.pk, criterion.words, criterion.detail, *known)


def brief_of(enquiry: Enquiry, ticks: Sequence[Shown]) -> Brief:
    return Brief(
        enquiry=enquiry.pk,
        heard_at=enquiry.heard_at.isoformat(),
        door=str(enquiry.get_door_display()),
        words=enquiry.words,
        interest=enquiry.interest,
        channel=enquiry.channel.name if enquiry.channel.is_known else "",
        campaign=enquiry.campaign.name if enquiry.campaign else "",
        promised=enquiry.promised,
        wanted_by=enquiry.wanted_by,
        ticks=tuple(tick.as_json() for tick in ticks),
        consents=tuple(
            {
                "use": str(standing.use),
                "words": str(standing.use.label),
                # Somebody who asks wants an answer, unless they forbade it.
                "given": standing.allowed or (standing.use == Use.ANSWER and not standing.refused),
            }
            for standing in standings(enquiry.person)
        ),
    )


def passings_of(enquiry: Enquiry) -> list[Passing]:
    """The newest first, with who passed, who owns and who decided."""
    return passings_with_people(enquiry=enquiry.pk)


@kept(enquiry=BigIntegerField())
def passings_with_people(enquiry: Given) -> "QuerySet[Passing]":
    people = ("passed_by", "owner", "decided_by", "agreement")
    return Passing.objects.filter(enquiry=enquiry).select_related(*people).order_by("-passed_at", "-id")


def waiting_passing(enquiry: Enquiry) -> Passing | None:
    return Passing.objects.filter(enquiry=enquiry, decision=Decision.WAITING).first()


def owner_now(passing: Passing) -> User | None:
    """The newest owner of the assignment log."""
    last = next(iter(last_assignment(passing=passing.pk)), None)
    return last.owner if last else passing.owner


@kept(passing=BigIntegerField())
def last_assignment(passing: Given) -> "QuerySet[Assignment]":
    return Assignment.objects.filter(passing=passing).select_related("owner").order_by("-at", "-id")[:1]


def due_after(at: datetime.datetime, hours: int) -> datetime.datetime:
    return calendar().add_working(at, hours)


def open_work_with(enquiry: Enquiry) -> list[Opportunity]:
    """What sales works on with this person already: the enquiry may be about one of these."""
    return open_work_beside(person=enquiry.person_id, enquiry=enquiry.pk)


@kept(person=BigIntegerField(), enquiry=BigIntegerField())
def open_work_beside(person: Given, enquiry: Given) -> "QuerySet[Opportunity]":
    rows = Opportunity.objects.filter(person_id=person, won_at=None, lost_at=None)
    own = Feeding.objects.filter(enquiry_id=enquiry).values("opportunity")
    return rows.exclude(pk__in=own).select_related("stage").order_by("-opened_at", "-pk")[:3]


def line_of(enquiry: Enquiry, verb: str) -> JournalLine | None:
    """The newest journal line of a step, to offer its undo."""
    rows = JournalLine.objects.filter(kind="marketing.enquiry", row_id=enquiry.pk)
    return rows.filter(verb=f"handover.enquiry.{verb}", undone_at=None).order_by("-pk").first()


def has_been_worked_on(opportunity: Opportunity, *, since_version: int = 1) -> bool:
    """Whether sales did anything since it was opened, or since it stood as it did then."""
    told = Entry.objects.filter(person=opportunity.person_id).filter(
        Q(origin=OPPORTUNITY, origin_id=opportunity.pk) | Q(about=OPPORTUNITY, about_id=opportunity.pk)
    )
    joined = Feeding.objects.filter(opportunity=opportunity, opened_it=False)
    orders = Order.objects.filter(opportunity=opportunity)
    moved = opportunity.version > since_version or opportunity.stage_log.count() > 1
    talked = opportunity.asked.exists() or opportunity.said.exists()
    return moved or told.exists() or joined.exists() or orders.exists() or talked


def bars(passing_ids: list[int]) -> dict[int, Bar]:
    """Passings as the timeline draws them: marketing's half, sales' half, and whether promises were kept."""
    return {passing.pk: bar_of(passing) for passing in with_who_said(ids=passing_ids)}


@kept(ids=BigIntegerField())
def with_who_said(ids: Given) -> "QuerySet[Passing]":
    people = ("passed_by", "owner", "decided_by", "agreement")
    return Passing.objects.filter(pk__among=ids).select_related(*people)


def bar_of(passing: Passing) -> Bar:
    marketing = passing.passed_by.first_word if passing.passed_by else _("Marketing")
    seller = passing.decided_by or passing.owner
    sales = seller.first_word if seller else _("Sales")
    decided = {
        Decision.WAITING.value: _("%(name)s is to answer"),
        Decision.ACCEPTED.value: _("%(name)s accepted"),
        Decision.DECLINED.value: _("%(name)s declined"),
    }.get(passing.decision, "")
    return Bar(
        left=_("%(name)s passed") % {"name": marketing},
        left_when=passing.passed_at,
        right=decided % {"name": sales},
        right_when=passing.decided_at,
        below=below_bar(passing),
        kept=was_kept(passing) is not False and has_ticks(passing),
    )


def was_kept(passing: Passing) -> bool | None:
    """Whether sales decided in time; None where nobody promised, or it still waits."""
    if passing.decided_at is None or passing.decide_due_at is None:
        return None
    return passing.decided_at <= passing.decide_due_at


def has_ticks(passing: Passing) -> bool:
    """Whether enough was ticked, judged by the agreement that it was passed under."""
    return ticks_kept(passing) >= (passing.agreement.least_ticks if passing.agreement else 0)


def ticks_kept(passing: Passing) -> int:
    return sum(tick.get("state") == TickState.YES for tick in passing.ticks)


def below_bar(passing: Passing) -> str:
    parts = []
    if passing.ticks:
        parts.append(ticks_words(passing))
    if passing.declined_reason:
        parts.append(f"{passing.declined_reason}.")
    kept_word = was_kept(passing)
    if kept_word is not None:
        parts.append(_("Answered in time.") if kept_word else _("Answered later than promised."))
    return " ".join(parts)


def ticks_words(passing: Passing) -> str:
    """How many ticks there were; where it was fewer than agreed, how many that would have been."""
    said: dict[str, int] = {"kept": ticks_kept(passing), "whole": len(passing.ticks)}
    if passing.agreement is None or has_ticks(passing):
        return _("%(kept)d of %(whole)d ticks.") % said
    return _("%(kept)d of %(whole)d ticks, %(least)d agreed.") % {
        **said,
        "least": passing.agreement.least_ticks,
    }


# First answers


def answers() -> "QuerySet[Entry]":
    """What counts as an answer: a person of ours told them something, with the purpose of selling."""
    return Entry.objects.filter(
        purpose=Purpose.SELLING, direction__in=SPOKEN, automatic=False, by__isnull=False
    )


def answered_before(enquiry: Enquiry, owner: User, passed_at: datetime.datetime) -> bool:
    """Whether this owner had answered between the asking and the passing."""
    between = {"since": enquiry.heard_at, "until": passed_at}
    return bool(answers_between(person=enquiry.person_id, owner=owner.pk, **between))


@kept(person=BigIntegerField(), owner=BigIntegerField(), since=DateTimeField(), until=DateTimeField())
def answers_between(person: Given, owner: Given, since: Given, until: Given) -> "QuerySet[Entry, int]":
    mine = answers().filter(person=person, by=owner, at__gte=since, at__lt=until)
    return mine.order_by().values_list("pk", flat=True)[:1]


def opportunity_of(entry: Entry) -> int | None:
    """The opportunity that an entry tells of, or is about."""
    if entry.origin == OPPORTUNITY:
        return entry.origin_id
    return entry.about_id if entry.about == OPPORTUNITY else None


def passings_answered_by(entries: Iterable[Entry]) -> dict[int, datetime.datetime]:
    """For answers on timelines: the passing that each belongs to, with the earliest time. Two queries.

    An answer about an opportunity belongs to the passing behind it, any other to the person's newest
    passing then.
    """
    spoken = list(entries)
    persons = {entry.person_id for entry in spoken}
    passings = list(
        Passing.objects.filter(enquiry__person__in=persons)
        .exclude(decision=Decision.TAKEN_BACK)
        .order_by("passed_at", "id")
        .values_list("pk", "passed_at", "enquiry__person_id", "enquiry_id")
    )
    of_opportunity = enquiries_feeding(filter(None, map(opportunity_of, spoken)))
    found: dict[int, datetime.datetime] = {}
    for entry in spoken:
        fed = of_opportunity.get(opportunity_of(entry) or 0, [])
        own = [row for row in passings if row[2] == entry.person_id and row[1] <= entry.at]
        tied = [row for row in own if row[3] in fed] or own
        if tied:
            passing_id = tied[-1][0]
            found[passing_id] = min(entry.at, found.get(passing_id, entry.at))
    return found


# Imports


def worked_on(import_id: int) -> set[int]:
    """The enquiries of an import that somebody has worked with since: they stay when it is undone."""
    noted = Entry.objects.filter(
        person=OuterRef("person"), import_id=None, recorded_at__gte=OuterRef("recorded_at")
    )
    passed = Passing.objects.filter(enquiry=OuterRef("pk")).filter(
        Q(import_id=None) | Q(version__gt=1) | Q(assignments__by__isnull=False)
    )
    feeding = Feeding.objects.filter(enquiry=OuterRef("pk"))
    together = Feeding.objects.filter(opportunity=OuterRef("opportunity")).exclude(
        enquiry__import_id=import_id
    )
    talked = Q(opportunity__asked__isnull=False) | Q(opportunity__said__isnull=False)
    moved = feeding.filter(Q(opportunity__version__gt=1) | Exists(together) | talked)
    ticked = Tick.objects.filter(enquiry=OuterRef("pk"))
    touched = Q(version__gt=1) | Exists(noted) | Exists(passed) | Exists(moved) | Exists(ticked)
    return set(Enquiry.objects.filter(touched, import_id=import_id).order_by().values_list("pk", flat=True))
