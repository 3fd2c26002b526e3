"""Which three facts are put before both desks: by a rule, never by chance.

1. The largest miss: of the promises that did not hold in the month, the one whose kept share lies furthest
   below what is enough.
2. The largest improvement: of the promises that were kept more often than in the month before, with ranges
   that lie apart, the one that rose most.
3. What was heard most often: of the reasons for which sales declined in the month and the needs that we do
   not meet, the one with the highest count.

Each promise is told once. Of two alike the one that stands first on the page *Our promises* is taken, a
reason before a need. Where one is missing (nothing was missed, nothing rose, nothing was declined), the
next of these is taken until there are three: the largest fall, the promise that was kept most often, how
many enquiries were passed, and how many of them sales took on. A promise counts here only where twenty or
more were counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.conversation.words import FACTS, QUESTIONS, USUAL_QUESTIONS, Fact, Sheet
from tandem.handover.promises.findings import Row, moved
from tandem.handover.promises.monthly import Told
from tandem.handover.promises.words import Promised, of_words


@dataclass(frozen=True)
class Heard:
    """What was heard most often in a month: its words and how many times."""

    words: str
    number: int


def sheet_of(
    rows: Sequence[Row], *, reason: Heard | None, need: Heard | None, accepted: int, decided: int
) -> Sheet:
    """The facts of the last whole month in `rows`, and one question for each desk about the largest miss."""
    missed = largest_miss(rows)
    others = [row for row in rows if row is not missed]
    found = facts_in_turn(others, missed, reason, need, accepted, decided)
    facts = islice(found, FACTS)
    marketing, sales = QUESTIONS[missed.promised] if missed else USUAL_QUESTIONS
    return Sheet(tuple(facts), str(marketing), str(sales))


def facts_in_turn(
    rows: Sequence[Row],
    missed: Row | None,
    reason: Heard | None,
    need: Heard | None,
    accepted: int,
    decided: int,
) -> Iterator[Fact]:
    if missed:
        yield Fact(_("The largest miss"), promise_words(missed.last), missed.promised.desk)
    told: list[Row] = []
    if risen := largest_move(rows, 1):
        told.append(risen)
        yield Fact(_("The largest improvement"), compared(risen), risen.promised.desk)
    if heard := most_heard(reason, need):
        yield heard
    if fallen := largest_move(rows, -1):
        told.append(fallen)
        yield Fact(_("The largest fall"), compared(fallen), fallen.promised.desk)
    if best := most_kept([row for row in rows if row not in told]):
        yield Fact(_("What was kept most often"), promise_words(best.last), best.promised.desk)
    if number := next((row.last for row in rows if row.promised == Promised.NUMBER), None):
        yield passed_fact(number)
    if decided:
        words = _("Sales took on %(counts)s of the enquiries that it decided on.")
        yield Fact(_("What sales took on"), words % {"counts": of_words(accepted, decided)}, "sales")


def judged(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.last.share is not None and row.last.agreed]


def largest_miss(rows: Sequence[Row]) -> Row | None:
    missed = [row for row in judged(rows) if row.last.holds is False]
    return max(missed, key=lambda row: row.last.enough - (row.last.share or 0), default=None)


def largest_move(rows: Sequence[Row], direction: int) -> Row | None:
    changed = [row for row in judged(rows) if moved(row.before, row.last) == direction]
    return max(
        changed, key=lambda row: direction * ((row.last.share or 0) - (row.before.share or 0)), default=None
    )


def most_kept(rows: Sequence[Row]) -> Row | None:
    kept = [row for row in judged(rows) if row.last.holds and not row.last.is_count]
    return max(kept, key=lambda row: row.last.share or 0, default=None)


def most_heard(reason: Heard | None, need: Heard | None) -> Fact | None:
    if reason and (need is None or reason.number >= need.number):
        words = ngettext(
            "Sales said no %(number)s time with the reason “%(words)s”.",
            "Sales said no %(number)s times with the reason “%(words)s”.",
            reason.number,
        )
        return Fact(_("The most frequent reason"), words % vars(reason), "marketing")
    if need:
        words = ngettext(
            "%(number)s time somebody wanted what we do not offer: “%(words)s”.",
            "%(number)s times somebody wanted what we do not offer: “%(words)s”.",
            need.number,
        )
        return Fact(_("The most frequent need that we do not meet"), words % vars(need), "marketing")
    return None


def promise_words(told: Told) -> str:
    """“First answers in time: 18 of 30 in October.”"""
    said = {
        "promise": told.promised.label,
        "counts": told.words,
        "month": told.month.name,
    }
    return _("%(promise)s: %(counts)s in %(month)s.") % said


def compared(row: Row) -> str:
    said = {
        "promise": row.promised.label,
        "before": row.before.words,
        "then": row.before.month.name,
        "counts": row.last.words,
        "month": row.last.month.name,
    }
    return _("%(promise)s: %(before)s in %(then)s, %(counts)s in %(month)s.") % said


def passed_fact(told: Told) -> Fact:
    words = ngettext(
        "Marketing passed %(number)s enquiry in %(month)s.",
        "Marketing passed %(number)s enquiries in %(month)s.",
        told.kept,
    )
    return Fact(
        _("How many came"), words % {"number": f"{told.kept:,}", "month": told.month.name}, "marketing"
    )
