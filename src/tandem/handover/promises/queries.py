"""Whether both desks kept their word in the last four weeks, as counts, and one sentence without blame."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateTimeField, F, Q, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.agreement.models import Agreement
from tandem.handover.agreement.words import number_in_words, working_words
from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import Decision
from tandem.handover.promises.words import FEW, HOLDS_OF_TEN
from tandem.office.statements.kept import Given, kept

WEEKS = 4
SPAN = datetime.timedelta(weeks=WEEKS)
MONTHS_IN_A_WEEK = 12 / 52


@dataclass(frozen=True)
class Kept:
    """One promise: kept so often of so many. `short` names it within a sentence."""

    words: str
    short: str
    kept: int
    whole: int
    unit: str = ""

    @property
    def weak(self) -> bool:
        return self.whole > 0 and self.kept * 10 < self.whole * HOLDS_OF_TEN

    @property
    def needs_a_hand(self) -> bool:
        """Of a few nothing is said, as one more would change it."""
        return self.weak and (self.whole >= FEW or bool(self.unit))


@dataclass(frozen=True)
class Board:
    marketing: list[Kept]
    sales: list[Kept]
    passed: int

    @property
    def promises(self) -> list[Kept]:
        """Those of which anything can be said yet."""
        return [promise for promise in (*self.marketing, *self.sales) if promise.whole]

    @property
    def few(self) -> bool:
        return self.passed < FEW

    @property
    def heading(self) -> str:
        weak = [promise for promise in self.promises if promise.needs_a_hand]
        if self.few:
            return _("Our promises so far: too few to judge by")
        if not weak:
            every = all(promise.kept == promise.whole for promise in self.promises)
            return _("Every promise was kept") if every else _("Most of the time we keep our promises")
        if len(weak) == len(self.promises):
            return _("Our promises need a hand, on both sides")
        holding = len(self.promises) - len(weak)
        sentence = ngettext(
            "%(holding)s of our %(all)s promises holds.", "%(holding)s of our %(all)s promises hold.", holding
        )
        counted = {"holding": number_in_words(holding), "all": number_in_words(len(self.promises)).lower()}
        return f"{sentence % counted} {needing_a_hand(weak)}"


def needing_a_hand(weak: Sequence[Kept]) -> str:
    if len(weak) == 1:
        return _("%(promise)s need a hand.") % {"promise": weak[0].short}
    named = _(" and ").join([weak[0].short, weak[1].short[:1].lower() + weak[1].short[1:]])
    if len(weak) == 2:
        return _("%(promises)s need a hand.") % {"promises": named}
    return _("%(number)s need a hand.") % {"number": number_in_words(len(weak))}


def board(agreement: Agreement, *, now: datetime.datetime) -> Board:
    """Counted by the database, in one query. Imports, and whom sales asked again by itself, are left out:
    nobody had promised anything then.
    """
    ends = {f"back_{back}": now - datetime.timedelta(weeks=back) for back in range(WEEKS + 1)}
    [counts] = counts_of_the_weeks(**ends)
    return Board(marketing_kept(counts, agreement), sales_kept(counts, agreement), counts["passed"])


@kept(**{f"back_{back}": DateTimeField() for back in range(WEEKS + 1)})
def counts_of_the_weeks(**ends: Given) -> "QuerySet[Passing, Any]":
    """One row of counts. The ends of the weeks, backwards from now."""
    now, first = ends["back_0"], ends[f"back_{WEEKS}"]
    rows = Passing.objects.filter(passed_at__gt=first, passed_at__lte=now, import_id__isnull=True)
    left = rows.exclude(decision=Decision.TAKEN_BACK).filter(decide_due_at__isnull=False).order_by()
    weeks = {
        f"week_{back}": Q(passed_at__gt=ends[f"back_{back + 1}"], passed_at__lte=ends[f"back_{back}"])
        for back in range(WEEKS)
    }
    counts = {name: Count("pk", filter=which) for name, which in {**kept_in(now), **weeks}.items()}
    # Grouped by nothing but a constant: one row, also where nothing was passed.
    return left.values(all=Value(1)).annotate(passed=Count("pk"), **counts)


def kept_in(now: datetime.datetime | Given) -> dict[str, Q]:
    """What of some passings counts for each promise, and what of that was kept."""
    accepted, declined = Q(decision=Decision.ACCEPTED), Q(decision=Decision.DECLINED)
    return {
        # Whoever is passed again was passed in time, or not, the first time.
        "first": Q(pass_due_at__isnull=False),
        "first_kept": Q(passed_at__lte=F("pass_due_at")),
        "ticked": Q(fits__isnull=False),
        "ticked_kept": Q(fits=True),
        "decided": over("decided_at", "decide_due_at", now),
        "decided_kept": Q(decided_at__lte=F("decide_due_at")),
        "answered": accepted & over("first_answered_at", "answer_due_at", now),
        "answered_kept": accepted & Q(first_answered_at__lte=F("answer_due_at")),
        "declined": declined,
        "declined_kept": declined & ~Q(declined_reason=""),
    }


def over(done: str, due: str, now: datetime.datetime | Given) -> Q:
    """What is still within its time counts neither way."""
    return Q(**{f"{due}__isnull": False}) & (Q(**{f"{done}__isnull": False}) | Q(**{f"{due}__lt": now}))


def marketing_kept(counts: dict[str, int], agreement: Agreement) -> list[Kept]:
    kept = [
        Kept(
            _("Pass on within %(time)s") % {"time": working_words(agreement.pass_within_hours)},
            _("Passing on in time"),
            counts["first_kept"],
            counts["first"],
        ),
        Kept(ticks_words(agreement), _("The ticks"), counts["ticked_kept"], counts["ticked"]),
    ]
    if agreement.enquiries_a_month:
        # Four weeks are no month, so each is held against its share of one.
        goal = max(round(agreement.enquiries_a_month * MONTHS_IN_A_WEEK), 1)
        words = _("%(number)d or more each week") % {"number": goal}
        reached = sum(counts[f"week_{back}"] >= goal for back in range(WEEKS))
        kept.append(Kept(words, _("The number of enquiries"), reached, WEEKS, _("weeks")))
    return kept


def ticks_words(agreement: Agreement) -> str:
    whole = agreement.criteria.count() if agreement.pk else 0
    least = agreement.least_ticks
    if least >= whole:
        return _("Every tick")
    words = {"least": number_in_words(least).lower(), "whole": number_in_words(whole).lower()}
    return _("At least %(least)s of the %(whole)s ticks") % words


def sales_kept(counts: dict[str, int], agreement: Agreement) -> list[Kept]:
    return [
        Kept(
            _("Accept or decline within %(time)s") % {"time": working_words(agreement.decide_within_hours)},
            _("Decisions"),
            counts["decided_kept"],
            counts["decided"],
        ),
        Kept(
            _("First answer within %(time)s") % {"time": working_words(agreement.answer_within_hours)},
            _("First answers"),
            counts["answered_kept"],
            counts["answered"],
        ),
        Kept(
            _("A reason every time we decline"),
            _("Reasons"),
            counts["declined_kept"],
            counts["declined"],
        ),
    ]


def in_time(
    done_at: datetime.datetime | None, due_at: datetime.datetime | None, now: datetime.datetime
) -> bool | None:
    """None while there is still time, or where nothing was promised."""
    if due_at is None:
        return None
    if done_at is None:
        return None if now <= due_at else False
    return done_at <= due_at
