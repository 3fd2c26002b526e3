"""Who would take on the next enquiry, and why."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.assigning.models import Seller, Sharing
from tandem.handover.assigning.words import Way, part_words
from tandem.handover.passing.models import Assignment, Passing
from tandem.handover.passing.queries import SELLERS, to_decide
from tandem.handover.passing.words import Decision
from tandem.office.accounts.models import User
from tandem.office.business.queries import business_zone
from tandem.office.statements.kept import kept
from tandem.sales.opportunities.models import Opportunity


@dataclass(frozen=True)
class Candidate:
    """One seller as the sharing out sees them.

    `last` grows with each passing to anybody: whoever has the smallest has waited longest; 0 for one who was
    never passed any. `away` holds for today.
    """

    user: User
    away: bool
    part_words: str
    last: int
    last_at: datetime.datetime | None
    opportunities: int = 0
    waiting: int = 0

    @property
    def load(self) -> int:
        return self.opportunities + self.waiting

    @property
    def load_words(self) -> str:
        return _("%(open)s, %(waiting)s") % {
            "open": ngettext("%d open opportunity", "%d open opportunities", self.opportunities)
            % self.opportunities,
            "waiting": ngettext("%d enquiry waiting", "%d enquiries waiting", self.waiting) % self.waiting,
        }


@dataclass(frozen=True)
class Suggestion:
    """Whom the rule would choose now, and why, as the form for passing says it."""

    way: Way
    user: User | None
    why: str

    @property
    def words(self) -> str:
        """“In turn: Ada”."""
        return _("%(way)s: %(name)s") % {"way": self.way.label, "name": self.user} if self.user else ""


def sharing() -> Sharing:
    return Sharing.objects.filter(pk=1).first() or Sharing(pk=1)


def candidates(*, at: datetime.datetime, with_load: bool) -> list[Candidate]:
    """Every seller, by name: one query, and two more for what each has to do."""
    rows = sellers_in_turn()
    opportunities, waiting = (opportunities_of_each(), waiting_of_each()) if with_load else ({}, {})
    today = timezone.localdate(at, timezone=business_zone())
    away = {row.pk: bool(row.is_away) and (row.back_on is None or row.back_on > today) for row in rows}
    return [
        Candidate(
            user=row,
            away=away[row.pk],
            part_words=part_words(away=away[row.pk], back_on=row.back_on, today=today),
            last=row.last or 0,
            last_at=row.last_at,
            opportunities=opportunities.get(row.pk, 0),
            waiting=waiting.get(row.pk, 0),
        )
        for row in rows
    ]


@kept()
def sellers_in_turn() -> "QuerySet[User, Any]":
    """Each with the last that was passed there, and whether the seat is empty just now."""
    own = Passing.objects.filter(owner=OuterRef("pk")).exclude(decision=Decision.TAKEN_BACK).order_by("-id")
    seat = Seller.objects.filter(user=OuterRef("pk"))
    return (
        User.objects.filter(is_active=True, role__in=SELLERS)
        .annotate(
            last=Subquery(own.values("id")[:1]),
            last_at=Subquery(own.values("passed_at")[:1]),
            is_away=Subquery(seat.values("away")[:1]),
            back_on=Subquery(seat.values("back_on")[:1]),
        )
        .order_by("name", "id")
    )


def opportunities_of_each() -> dict[int, int]:
    """How many open opportunities each seller has."""
    rows = Opportunity.objects.filter(won_at=None, lost_at=None, owner__isnull=False)
    return dict(rows.order_by().values_list("owner").annotate(Count("pk")))


def waiting_of_each() -> dict[int, int]:
    """How many passed enquiries wait for each seller, by who has them now."""
    newest = Assignment.objects.filter(passing=OuterRef("pk")).order_by("-at", "-id")
    owners = to_decide().annotate(owner_now=Subquery(newest.values("owner")[:1]))
    found: dict[int, int] = {}
    for owner in owners.order_by().values_list("owner_now", flat=True):
        if owner is not None:
            found[owner] = found.get(owner, 0) + 1
    return found


def next_of(way: str, rows: Sequence[Candidate]) -> Candidate | None:
    """Whom the rule chooses among these; nobody where it is said by hand and more than one takes part."""
    there = [row for row in rows if not row.away]
    if way == Way.BY_HAND:
        return there[0] if len(there) == 1 else None
    turn = sorted(there, key=lambda row: (row.last, row.user.pk))
    if way == Way.BY_LOAD:
        # Of those with as little to do it is whoever was passed one longest ago: sorting keeps that order.
        turn.sort(key=lambda row: row.load)
    return turn[0] if turn else None


def suggestion(*, at: datetime.datetime) -> Suggestion:
    way = Way(sharing().way)
    chosen = next_of(way, candidates(at=at, with_load=way == Way.BY_LOAD))
    return Suggestion(way, chosen.user if chosen else None, why_words(way, chosen))


def why_words(way: Way, chosen: Candidate | None) -> str:
    if way == Way.BY_HAND:
        return ""
    if chosen is None:
        return _("Nobody takes part just now: say who takes it on.")
    said = {"name": chosen.user.first_word, "load": chosen.load_words}
    if way == Way.BY_LOAD:
        return _("%(name)s has least to do: %(load)s.") % said
    if not chosen.last:
        return _("%(name)s is next: nothing was passed there yet.") % said
    return _("%(name)s is next: nobody has waited longer for one.") % said
