"""Who is to do what next: of each open opportunity its one next step. As many queries for 2,000 as for 10."""

import datetime
import operator
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any
from urllib.parse import quote

from django.db.models import Count, DateField, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.business.hours import ONE_DAY, WorkingCalendar
from tandem.office.statements.kept import Given, kept
from tandem.people.persons.models import EmailAddress, Person, Phone
from tandem.people.persons.queries import name_all
from tandem.sales.board.queries import Moment, by_need, waiting
from tandem.sales.directions.queries import directions
from tandem.sales.directions.words import Map, link_to
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import open_opportunities
from tandem.sales.opportunities.words import STEP_ICONS, StepKind
from tandem.sales.steps.words import END_OF_DAY, ITEMS_AT_MOST, MINUTES, PLANNING_MINUTES, Counts, Part
from tandem.ui.moments import day_words

# Nobody is closed for longer than that over a step that was put off; it only bounds the search.
LOOKED_AHEAD_DAYS = 60


def mine(rows: "QuerySet[Opportunity]", user: User | Given) -> "QuerySet[Opportunity]":
    """Theirs and nobody’s."""
    return rows.filter(Q(owner=user) | Q(owner=None))


def parts(today: datetime.date) -> dict[Part, Q]:
    """Each open opportunity is in one of them, also one whose step has no day."""
    return {
        Part.WAITING: ~Q(next_step="") & Q(next_step_on__lt=today),
        Part.TODAY: ~Q(next_step="") & Q(next_step_on=today),
        Part.NONE: Q(next_step=""),
        Part.LATER: ~Q(next_step="") & (Q(next_step_on=None) | Q(next_step_on__gt=today)),
    }


def counts(user: User | None, today: datetime.date) -> Counts:
    """Of one seller, or of everybody. One query, from the index alone."""
    rows = open_opportunities() if user is None else mine(open_opportunities(), user)
    asked = {str(part): Count("pk", filter=which) for part, which in parts(today).items()}
    return Counts(**rows.order_by().aggregate(**asked))


def due(user: User | Given, today: datetime.date | Given, *, most: int) -> "QuerySet[Opportunity]":
    """What is kept waiting, what is for today and what has no next step: theirs and nobody’s. One query.

    Each row knows in `in_all`, `calls` and `without` how many there are, how many of them are calls, and how
    many have no next step: who reads only the first ones says so, without another query.
    """
    due_by_now = open_opportunities().filter(Q(next_step_on__lte=today) | Q(next_step=""))
    # One stretch of the index each: asked for both at once, SQLite reads whatever is open of everybody.
    each = (due_by_now.filter(owner=user), due_by_now.filter(owner=None))
    theirs, nobodys = (rows.order_by(*by_need(today)).values("pk")[:most] for rows in each)
    first = with_contacts(Opportunity.objects.filter(Q(pk__in=theirs) | Q(pk__in=nobodys)), today)
    calls = Q(next_step_kind=StepKind.CALL) & called_any_time(today)
    return first.annotate(
        in_all=number_of(each), calls=number_of(each, calls), without=number_of(each, Q(next_step=""))
    )[:most]


@kept(user=IntegerField(), today=DateField())
def due_first(user: Given, today: Given) -> "QuerySet[Opportunity]":
    """As many of them as Today shows: home asks with each look, and building it took twice as long."""
    return due(user, today, most=ITEMS_AT_MOST)


def called_any_time(today: datetime.date | Given) -> Q:
    """A call that is overdue, or that has no time of the day."""
    return ~Q(next_step="") & (Q(next_step_on__lt=today) | Q(next_step_time=None))


def number_of(each: "Iterable[QuerySet[Opportunity]]", which: Q | None = None) -> Combinable:
    """How many of `which` there are in all of them together."""
    count = Func(F("pk"), function="COUNT")
    chosen = (rows.filter(which or Q()).order_by() for rows in each)
    numbers = [Subquery(rows.annotate(number=count).values("number")) for rows in chosen]
    return reduce(operator.add, numbers)


def in_part(part: Part, user: User | None, today: datetime.date) -> "QuerySet[Opportunity, int]":
    """The keys of a part, in its order: to be cut to what is shown."""
    rows = open_opportunities() if user is None else mine(open_opportunities(), user)
    return rows.filter(parts(today)[part]).order_by(*by_need(today)).values_list("pk", flat=True)


def shown(keys: Any, today: datetime.date | Given) -> "QuerySet[Opportunity]":
    """These, each with the first number and the first address of its person.

    Only of those that are shown: whoever puts thousands in order would look all of them up otherwise.
    """
    return with_contacts(Opportunity.objects.filter(pk__in=keys), today)


def with_contacts(rows: "QuerySet[Opportunity]", today: datetime.date | Given) -> "QuerySet[Opportunity]":
    phones = Phone.objects.filter(person=OuterRef("person")).order_by("pk")
    emails = EmailAddress.objects.filter(person=OuterRef("person")).order_by("pk")
    return (
        rows.select_related("person", "owner")
        .annotate(
            phone=Subquery(phones.values("number")[:1]),
            phone_typed=Subquery(phones.values("typed")[:1]),
            email=Subquery(emails.values("address")[:1]),
        )
        .order_by(*by_need(today))
    )


@dataclass(frozen=True)
class StepRow:
    """One open opportunity with what comes next, as Today tells it. Without a step it asks for one."""

    opportunity: Opportunity
    part: Part
    kind: StepKind
    title: str
    why: str
    when: str
    waits: bool
    has_time: bool
    minutes: int
    due_at: datetime.datetime | None
    contact: str
    contact_url: str

    @property
    def icon(self) -> str:
        return STEP_ICONS[self.kind] if self.is_planned else "plus"

    @property
    def is_planned(self) -> bool:
        return self.part != Part.NONE

    @property
    def is_due(self) -> bool:
        return self.part in (Part.WAITING, Part.TODAY)

    @property
    def url(self) -> str:
        return reverse("sales:opportunity" if self.is_planned else "sales:step", args=[self.opportunity.pk])

    @property
    def contact_words(self) -> str:
        """What its button says: “Ring”, “Write”, “Directions”."""
        return _("Directions") if self.kind == StepKind.VISIT else str(self.kind.label)

    @property
    def is_call(self) -> bool:
        """One that may be made at any time of the day, together with others."""
        return self.is_due and self.kind == StepKind.CALL and not self.has_time

    @property
    def version(self) -> str:
        """What a button sends: of which opportunity, and as it was seen."""
        return f"{self.opportunity.pk}.{self.opportunity.version}"


def rows_of(found: list[Opportunity], moment: Moment) -> list[StepRow]:
    name_all(row.person for row in found)
    to_visit = any(row.next_step_kind == StepKind.VISIT and place_of(row.person) for row in found)
    way = directions().leads_to if to_visit else Map.NONE
    return [row_of(row, moment, way) for row in found]


def row_of(row: Opportunity, moment: Moment, way: str = Map.NONE) -> StepRow:
    kind, part = StepKind(row.next_step_kind or StepKind.OTHER), part_of(row, moment.today)
    waits, waiting_words = waiting(row, moment)
    contact, contact_url = contact_of(row, kind, way)
    planned = part != Part.NONE
    return StepRow(
        opportunity=row,
        part=part,
        kind=kind,
        title=row.next_step or _("Plan the next step with %(person)s") % {"person": row.person},
        why=about(row) if planned else row.title,
        when=waiting_words if waits else when_of(row, moment) if planned else "",
        waits=waits,
        has_time=part == Part.TODAY and row.next_step_time is not None,
        minutes=MINUTES[kind] if planned else PLANNING_MINUTES,
        due_at=due_moment(row, moment),
        contact=contact,
        contact_url=contact_url,
    )


def part_of(row: Opportunity, today: datetime.date) -> Part:
    if not row.next_step:
        return Part.NONE
    if row.next_step_on is None or row.next_step_on > today:
        return Part.LATER
    return Part.TODAY if row.next_step_on == today else Part.WAITING


def about(row: Opportunity) -> str:
    return str(row.person) if row.title == row.next_step else f"{row.person}, {row.title}"


def when_of(row: Opportunity, moment: Moment) -> str:
    """“11:30”, “today”, “Fri 6 Nov, 11:30”, or that no day was said."""
    if row.next_step_on is None:
        return _("no day yet")
    day = day_words(row.next_step_on, moment.today)
    if row.next_step_time is None:
        return day
    clock = time_format(row.next_step_time, "G:i")
    if row.next_step_on == moment.today:
        return clock
    return _("%(day)s, %(time)s") % {"day": day, "time": clock}


def contact_of(row: Opportunity, kind: StepKind, way: str = Map.NONE) -> tuple[str, str]:
    """How to reach them for this step: what is written, and where a button leads."""
    phone, typed, email = (getattr(row, name, None) or "" for name in ("phone", "phone_typed", "email"))
    if kind == StepKind.CALL and phone:
        return typed or phone, f"tel:{quote(phone, safe='+')}"
    if kind == StepKind.EMAIL and email:
        return email, f"mailto:{quote(email, safe='@')}"
    if kind == StepKind.VISIT:
        place = place_of(row.person)
        return place, link_to(place, way)
    return "", ""


def place_of(person: Person) -> str:
    return " ".join(filter(None, (person.postcode, person.place)))


def due_moment(row: Opportunity, moment: Moment) -> datetime.datetime | None:
    if row.next_step_on is None:
        return None
    return datetime.datetime.combine(row.next_step_on, row.next_step_time or END_OF_DAY, moment.zone)


def next_working_day(working: WorkingCalendar, today: datetime.date) -> datetime.date:
    """The first day after today on which the business works; tomorrow where it never does."""
    days = (today + number * ONE_DAY for number in range(1, LOOKED_AHEAD_DAYS))
    return next((day for day in days if working.stretches(day)), today + ONE_DAY)
