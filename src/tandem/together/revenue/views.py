from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone, the_business
from tandem.together.revenue.forms import NarrowForm
from tandem.together.revenue.narrowed import Narrowing, choices_in, narrowed_months
from tandem.together.revenue.queries import Asked, Booked, Months, channel_names, months_of, reach
from tandem.together.revenue.words import (
    Period,
    best_words,
    month_words,
    months_to,
    nobody_words,
    quiet_words,
    sum_words,
)
from tandem.together.statistics.words import month_number
from tandem.ui.pages import page

MONTHS_A_PAGE = 12
CHANNELS_SHOWN = 5
ASKED_TO_NARROW = {"narrow", "channel", "campaign", "segment", "owner", "from", "to"}


def months(request: HttpRequest) -> HttpResponseBase:
    """What was asked and what became of it so far, by month: of everything, or of what it is narrowed to."""
    today = timezone.now().astimezone(business_zone()).date()
    known = reach()
    if known is None:
        return page(request, "together/revenue/months.html", {})
    form = NarrowForm(request.GET)
    every = Period(known.first, max(known.last, month_number(today)))
    within, narrowing = form.within(every), form.narrowing
    shown = Paginator(range(within.length), MONTHS_A_PAGE).get_page(request.GET.get("page"))
    newest_first = months_to(within.last, within.length)[::-1][shown.start_index() - 1 : shown.end_index()]
    named = [(month, month_words(month, today)) for month in newest_first]
    currency, words = the_business().currency, period_of(named).words(today)
    rows = (
        narrowed_rows(narrowing, named, words)
        if narrowing.columns
        else every_row(named, words, currency, is_all=period_of(named) == every)
    )
    context = {
        **rows,
        "page_of_rows": shown,
        "currency": currency,
        "narrowing": narrowing,
        "within": within,
    }
    if ASKED_TO_NARROW & set(request.GET):
        every_month = [
            (month, month_words(month, today)) for month in months_to(every.last, every.length)[::-1]
        ]
        context |= {"choices": choices_in(period_of(named), narrowing), "every_month": every_month}
    return page(request, "together/revenue/months.html", context, partial="rows")


def period_of(named: Sequence[tuple[int, str]]) -> Period:
    """From the last to the first of months that go backwards."""
    return Period(named[-1][0], named[0][0])


def narrowed_rows(narrowing: Narrowing, named: Sequence[tuple[int, str]], months: str) -> dict[str, Any]:
    """Enquiries and their first sales. Booked revenue has no campaign and no segment, so it is left out."""
    sums = narrowed_months(narrowing, period_of(named))
    rows = [{"month": words, "asked": sums[month]} for month, words in named if asked_in(sums, month)]
    whole = sum((sums[month] for month, _words in named if asked_in(sums, month)), Asked())
    return {
        "rows": rows,
        "whole": whole,
        "finding": sum_words(months, whole.counted, whole.won, whole.open) if rows else nobody_words(months),
        "sub": quiet_words(len(named) - len(rows)) if rows else "",
        "is_narrowed": True,
    }


def asked_in(sums: Mapping[int, Asked], month: int) -> bool:
    return month in sums and sums[month].counted > 0


def every_row(
    named: Sequence[tuple[int, str]], months: str, currency: str, *, is_all: bool
) -> dict[str, Any]:
    """With booked revenue, and by the channels that brought most of it; `is_all` of the months there are."""
    period = period_of(named)
    sums = months_of(period)
    columns = columns_of(sums)
    rows = [row_of(words, Period(month, month), sums, columns) for month, words in named]
    whole = row_of(_("In all"), period, sums, columns)
    asked, best = whole["asked"], {row["month"]: row["booked"].amount_minor for row in rows}
    counted = sum_words(months, asked.counted, asked.won, asked.open)
    finding = best_words(best, currency, "" if is_all else months)
    return {
        "rows": rows,
        "whole": whole if len(rows) > 1 else None,
        "columns": [name for _key, name in columns],
        "finding": finding or counted,
        "sub": counted if finding else "",
    }


def columns_of(sums: Months) -> list[tuple[int | None, str]]:
    """The channels that brought most on this page of months; all others are one column."""
    totals: dict[int | None, int] = {}
    for (_month, channel), booked in sums.booked.items():
        totals[channel] = totals.get(channel, 0) + booked.amount_minor
    best = sorted((key for key in totals if key is not None), key=lambda key: -totals[key])[:CHANNELS_SHOWN]
    names = channel_names(best)
    return [(key, names.get(key, "")) for key in best]


def row_of(
    name: str, months: Period, sums: Months, columns: Sequence[tuple[int | None, str]]
) -> dict[str, Any]:
    """One month, or all of the page."""
    booked: Booked = sums.booked_in(months)
    every = months_to(months.last, months.length)
    cells = [
        (channel, sum(sums.booked.get((month, key), Booked()).amount_minor for month in every))
        for key, channel in columns
    ]
    return {
        "month": name,
        "asked": sums.asked_in(months),
        "booked": booked,
        "cells": cells,
        "others": (_("Others"), booked.amount_minor - sum(amount for _channel, amount in cells)),
    }
