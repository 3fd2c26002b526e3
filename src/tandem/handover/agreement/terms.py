"""The whole of an agreement as one value, to be proposed, compared and told line by line."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.agreement.words import ANSWERED, FIRST_REASONS, FIRST_TICKS, working_words

Criteria = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Terms:
    """`criteria` are sentences with a detail each; the rest is named as in the model."""

    criteria: tuple[tuple[str, str], ...]
    decline_reasons: tuple[str, ...]
    least_ticks: int = 0
    pass_within_hours: int = 2
    decide_within_hours: int = 8
    answer_within_hours: int = 4
    enquiries_a_month: int | None = None
    share_that_fits: int | None = None
    next_step_always: bool = True
    capacity_a_week: int | None = None
    counts_as_answered: str = ""

    def columns(self) -> dict[str, Any]:
        """What a row of the agreement holds; the criteria are rows of their own."""
        told = asdict(self)
        del told["criteria"]
        return {**told, "decline_reasons": list(self.decline_reasons)}

    def as_json(self) -> dict[str, Any]:
        return {**self.columns(), "criteria": [list(pair) for pair in self.criteria]}


# What stands in columns of its own, by name.
PROMISES = tuple(field.name for field in fields(Terms) if field.name not in ("criteria", "decline_reasons"))


def terms_from(told: dict[str, Any]) -> Terms:
    """As `as_json` wrote them; what an older program did not know is as usual."""
    known = {field.name for field in fields(Terms)}
    columns = {name: value for name, value in told.items() if name in known}
    criteria, reasons = columns.pop("criteria"), columns.pop("decline_reasons")
    return Terms(tidy_criteria(criteria), tidy_reasons(reasons), **columns)


def usual_terms() -> Terms:
    """What is offered, and goes, where nobody has agreed on anything yet."""
    criteria = tuple((str(words), str(detail)) for words, detail in FIRST_TICKS)
    return Terms(criteria, tuple(str(reason) for reason in FIRST_REASONS), least_ticks=len(criteria) - 1)


def tidy_criteria(criteria: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((words.strip(), detail.strip()) for words, detail in criteria if words.strip())


def tidy_reasons(reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.strip() for reason in reasons if reason.strip()))


@dataclass(frozen=True)
class Line:
    """One thing that changes, in words. `desk` is whose promise it is; empty where it is of both."""

    words: str
    before: str
    after: str
    desk: str = ""


def lines_between(before: Terms, after: Terms) -> list[Line]:
    """What changes, line by line: first what a good enquiry is, then who promises what."""
    promised = [
        Line(new.label, old.words, new.words, new.desk)
        for old, new in zip(told(before), told(after), strict=True)
        if old.words != new.words
    ]
    both = (*criteria_lines(before, after), *reason_lines(before, after), *answer_lines(before, after))
    return [*both, *promised]


def criteria_lines(before: Terms, after: Terms) -> list[Line]:
    old = {words.casefold(): (words, detail) for words, detail in before.criteria}
    new = {words.casefold(): (words, detail) for words, detail in after.criteria}
    label = _("A good enquiry")
    gone = [Line(label, sentence(old[key]), "") for key in old if key not in new]
    come = [
        Line(label, sentence(old[key]) if key in old else "", sentence(new[key]))
        for key in new
        if old.get(key) != new[key]
    ]
    stayed = [key for key in old if key in new]
    if stayed != [key for key in new if key in old]:
        come.append(Line(_("Order of the ticks"), in_order(before), in_order(after)))
    return gone + come


def reason_lines(before: Terms, after: Terms) -> list[Line]:
    label = _("A reason to decline")
    gone = [Line(label, one, "") for one in before.decline_reasons if one not in after.decline_reasons]
    come = [Line(label, "", one) for one in after.decline_reasons if one not in before.decline_reasons]
    return gone + come


def answer_lines(before: Terms, after: Terms) -> list[Line]:
    old, new = counts_words(before), counts_words(after)
    return [Line(_("What counts as an answer"), old, new)] if old != new else []


def counts_words(terms: Terms) -> str:
    return terms.counts_as_answered or str(ANSWERED)


def sentence(criterion: tuple[str, str]) -> str:
    words, detail = criterion
    return f"{words} – {detail}" if detail else words


def in_order(terms: Terms) -> str:
    return " · ".join(words for words, _detail in terms.criteria)


class Promise(NamedTuple):
    """A promise as it is told: “Pass on within”, “2 working hours”, and whose it is."""

    label: str
    words: str
    desk: str


def told(terms: Terms) -> list[Promise]:
    """Each promise, in the order of the page."""
    none = _("not promised")
    least = {"least": terms.least_ticks, "whole": len(terms.criteria)}
    return [
        Promise(_("Pass on within"), working_words(terms.pass_within_hours), "marketing"),
        Promise(_("Ticks, at least"), _("%(least)d of %(whole)d") % least, "marketing"),
        Promise(_("Have these ticks"), share_words(terms.share_that_fits) or _("each one"), "marketing"),
        Promise(_("Enquiries a month, at least"), str(terms.enquiries_a_month or none), "marketing"),
        Promise(_("Accept or decline within"), working_words(terms.decide_within_hours), "sales"),
        Promise(_("First answer within"), working_words(terms.answer_within_hours), "sales"),
        Promise(_("A next step"), _("always set") if terms.next_step_always else none, "sales"),
        Promise(_("Can look after"), capacity_words(terms.capacity_a_week) or _("not said"), "sales"),
    ]


def share_words(share: int | None) -> str:
    return _("%(share)d in a hundred") % {"share": share} if share else ""


def capacity_words(capacity: int | None) -> str:
    if not capacity:
        return ""
    words = ngettext("%(number)d new enquiry a week", "%(number)d new enquiries a week", capacity)
    return words % {"number": capacity}


def differing(before: Terms, after: Terms) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the journal keeps of both: only what is not the same, with the ticks as sentences."""
    old, new = for_journal(before), for_journal(after)
    names = [name for name in new if old[name] != new[name]]
    return {name: old[name] for name in names}, {name: new[name] for name in names}


def for_journal(terms: Terms) -> dict[str, Any]:
    return {"criteria": [sentence(pair) for pair in terms.criteria], **terms.columns()}
