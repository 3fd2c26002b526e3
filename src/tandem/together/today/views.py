import datetime
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone, the_business
from tandem.sales.desk.views import today_words
from tandem.together.evidence.periods import Span
from tandem.together.evidence.queries import Kept
from tandem.together.evidence.words import Question
from tandem.together.revenue.queries import (
    Months,
    Reach,
    booked_between,
    months_of,
    reach,
    usual_period,
)
from tandem.together.revenue.words import Period, month_asked, month_words
from tandem.together.statistics.words import month_number
from tandem.together.today.expected import Expected, booked_words, expected_of
from tandem.together.today.factors import beside_words
from tandem.together.today.queries import home_of, months_at_home
from tandem.together.today.running import running_month
from tandem.together.verdict.kept import kept_answer
from tandem.together.verdict.promises import start_here
from tandem.together.verdict.reading import days_of, months_of_span
from tandem.together.verdict.views import query_of
from tandem.together.verdict.words import DESK_WORDS, is_judged, not_yet_words, verdict_of
from tandem.ui import slots
from tandem.ui.pages import page

ITEMS_SHOWN = 5
MONTHS_TO_CHOOSE = 36
EVENING, AFTERNOON = 18, 12


def home(request: HttpRequest) -> HttpResponseBase:
    """Expected revenue where that can be told, plain counts where it cannot or is still being worked out."""
    now = timezone.now()
    today = now.astimezone(business_zone()).date()
    known = reach()
    context: dict[str, Any] = {
        "greeting": greeting(request, now),
        "today": today,
        **todays(request, now),
    }
    if known is None:
        return page(request, "together/today/empty.html", context)
    asked = chosen(request, known, today)
    usual = usual_period(known, today)
    months = months_at_home(asked, today)
    kept = kept_answer(question_of(asked, usual, today), today)
    expected = expected_of(kept.answer, today) if kept.answer else None
    context |= {
        "kept": kept,
        "currency": the_business().currency,
        "choices": choices(known, asked, today),
        "running": running_month(asked, months, the_business().currency, today),
    }
    if expected is None:
        return page(request, "together/today/home.html", context | counted(kept, asked, months, today))
    query = "" if asked == usual else f"?{query_of(asked.before, asked)}"
    shown = {"changed_query": query, **beside(expected, months, now)}
    return page(request, "together/today/expected.html", context | shown)


def question_of(asked: Period, usual: Period, today: datetime.date) -> Question:
    """The months of the page against as many before; of the usual ones an answer is always kept."""
    if asked == usual:
        return Question()
    before, after = days_of(asked.before), days_of(asked)
    return Question(before=before, after=Span(after.start, min(after.end, today)))


def counted(kept: Kept, asked: Period, months: Months, today: datetime.date) -> dict[str, Any]:
    """What is counted, and what is lacking for more."""
    home = home_of(asked, months, the_business().currency, today)
    answer = kept.answer
    return {
        "home": home,
        "not_yet": not_yet_words(answer, today) if answer else "",
        "is_coming": answer is None and not kept.trouble,
        "said": verdict_of(answer) if answer and is_judged(answer) else None,
    }


def beside(expected: Expected, known: Months, now: datetime.datetime) -> dict[str, Any]:
    """What stands beside the estimates: what was booked, what is not counted here, and where to start."""
    period = months_of_span(expected.span)
    months = None
    if period:
        # An older answer is of older months.
        months = known if known.hold(period) else months_of(period)
    booked = months.booked_in(period) if months and period else booked_between(expected.span)
    desk = expected.said.desk if expected.said.desk in DESK_WORDS else ""
    return {
        "home": expected,
        "booked": booked_words(booked, the_business().currency),
        "beside": beside_words(months.asked_in(period)) if months and period else "",
        "start": start_here(desk, now=now),
    }


def greeting(request: HttpRequest, now: datetime.datetime) -> str:
    """“Tuesday 3 November · good morning, Maya”."""
    local = timezone.localtime(now)
    hour = local.hour
    good = (
        _("good evening")
        if hour >= EVENING
        else _("good afternoon")
        if hour >= AFTERNOON
        else _("good morning")
    )
    said = {"day": date_format(local, "l j F"), "good": good, "name": getattr(request.user, "first_word", "")}
    return _("%(day)s · %(good)s, %(name)s") % said


def todays(request: HttpRequest, now: datetime.datetime) -> dict[str, Any]:
    """What both desks have for today, by when it is due."""
    found = [item for item in slots.items("today", request, desk="together") if isinstance(item, slots.Item)]
    found.sort(key=lambda item: (item.due_at is None, item.due_at or now, item.order))
    # Here a row is only read; what to do is on the page that it leads to.
    shown = [replace(item, action="") for item in found[:ITEMS_SHOWN]]
    more = max(len(found) - ITEMS_SHOWN, 0)
    return {"items": shown, "items_words": today_words(found), "items_more": more}


def chosen(request: HttpRequest, known: Reach, today: datetime.date) -> Period:
    first, last = month_asked(request.GET.get("from", "")), month_asked(request.GET.get("to", ""))
    if first is None or last is None:
        return usual_period(known, today)
    ends = sorted((first, last))
    latest = max(known.last, month_number(today))
    kept = [min(max(month, known.first), latest) for month in ends]
    longest = Period(kept[0], kept[1])
    return longest if longest.length <= MONTHS_TO_CHOOSE else usual_period(known, today)


def choices(known: Reach, asked: Period, today: datetime.date) -> dict[str, Any]:
    """The months of the range chooser, the newest first, and the usual ranges as links."""
    latest = max(known.last, month_number(today))
    every = Reach(known.first, latest).months[::-1][:MONTHS_TO_CHOOSE]
    months = [{"number": month, "words": month_words(month, today)} for month in every]
    this = month_number(today)
    usual = [Period(this, this), usual_period(known, today)]
    links = [{"words": one.words(today), "period": one} for one in usual if one.first >= known.first]
    return {"months": months, "links": links, "asked": asked, "words": asked.words(today)}
