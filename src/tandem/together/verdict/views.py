import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone
from tandem.together.evidence.periods import Span
from tandem.together.evidence.queries import Kept
from tandem.together.evidence.words import Document, Question
from tandem.together.revenue.words import Period, shifted
from tandem.together.statistics.words import month_number
from tandem.together.verdict.changed import changed_of
from tandem.together.verdict.forms import PeriodsForm, asked_for
from tandem.together.verdict.kept import kept_answer
from tandem.together.verdict.promises import start_here
from tandem.together.verdict.reading import days_of, span_of
from tandem.together.verdict.words import DESK_WORDS
from tandem.ui.pages import page


def changed(request: HttpRequest) -> HttpResponseBase:
    """Two periods side by side: what moved revenue, and how sure that is."""
    now = timezone.now()
    today = now.astimezone(business_zone()).date()
    asked = PeriodsForm(request.GET if "now_from" in request.GET else None, today)
    kept = kept_answer(question_of(asked.periods), today)
    context: dict[str, Any] = {
        "title": _("What changed"),
        "current": "changed",
        "kept": kept,
        "form": form_for(asked, kept, today),
        "form_is_open": asked.is_bound and asked.periods is None,
        "usual": usual_links(today),
    }
    if kept.answer is None:
        return page(request, "together/verdict/waiting.html", context)
    desk = kept.answer["change"]["verdict"]["desk"]
    start = start_here(desk if desk in DESK_WORDS else "", now=now)
    shown = {**context, "page": changed_of(kept.answer, today, start)}
    return page(request, "together/verdict/changed.html", shown)


def question_of(periods: tuple[Span, Span] | None) -> Question:
    return Question(before=periods[0], after=periods[1]) if periods else Question()


def form_for(asked: PeriodsForm, kept: Kept, today: datetime.date) -> PeriodsForm:
    """What was typed, or the periods that are shown."""
    if asked.is_bound or kept.answer is None:
        return asked
    spans = spans_of(kept.answer)
    return PeriodsForm(None, today, initial=asked_for(*spans) if spans else None)


def spans_of(answer: Document) -> tuple[Span, Span] | None:
    before, after = (span_of(answer["change"][name]) for name in ("before", "after"))
    return (before, after) if before and after else None


def usual_links(today: datetime.date) -> list[dict[str, str]]:
    """Comparisons that are often asked for."""
    this = month_number(today)
    last, three = Period(shifted(this, -1), shifted(this, -1)), Period(shifted(this, -3), shifted(this, -1))
    year_ago = Period(shifted(three.first, -12), shifted(three.last, -12))
    return [
        {"words": _("The last three months and the three before"), "query": ""},
        {"words": _("The last month and the one before"), "query": query_of(last.before, last)},
        {"words": _("The last three months and a year ago"), "query": query_of(year_ago, three)},
    ]


def query_of(before: Period, after: Period) -> str:
    return urlencode(asked_for(days_of(before), days_of(after)))
