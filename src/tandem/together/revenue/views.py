from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone, the_business
from tandem.together.revenue.forms import NarrowForm
from tandem.together.revenue.narrowed import Narrowing, choices_in, narrowed_months
from tandem.together.revenue.queries import Asked, Booked, Months, channel_names, months_of, reach
from tandem.together.revenue.words import Period, month_words, months_to
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
        return page(request, "together/revenue/months.html", {"rows": []})
    form = NarrowForm(request.GET)
    every = Period(known.first, max(known.last, month_number(today)))
    within, narrowing = form.within(every), form.narrowing
    shown = Paginator(range(within.length), MONTHS_A_PAGE).get_page(request.GET.get("page"))
    newest_first = months_to(within.last, within.length)[::-1][shown.start_index() - 1 : shown.end_index()]
    named = [(month, month_words(month, today)) for month in newest_first]
    context = {
        **(narrowed_rows(narrowing, named) if narrowing.columns else every_row(named)),
        "page_of_rows": shown,
        "currency": the_business().currency,
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


def narrowed_rows(narrowing: Narrowing, named: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """Enquiries and their first sales. Booked revenue has no campaign and no segment, so it is left out."""
    sums = narrowed_months(narrowing, period_of(named))
    rows = [{"month": words, "asked": sums.get(month, Asked())} for month, words in named]
    return {"rows": rows, "is_narrowed": True}


def every_row(named: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """With booked revenue, and by the channels that brought most of it."""
    sums = months_of(period_of(named))
    columns = columns_of(sums)
    rows = [row_of(month, words, sums, columns) for month, words in named]
    return {"rows": rows, "columns": [name for _key, name in columns]}


def columns_of(sums: Months) -> list[tuple[int | None, str]]:
    """The channels that brought most on this page of months; all others are one column."""
    totals: dict[int | None, int] = {}
    for (_month, channel), booked in sums.booked.items():
        totals[channel] = totals.get(channel, 0) + booked.amount_minor
    best = sorted((key for key in totals if key is not None), key=lambda key: -totals[key])[:CHANNELS_SHOWN]
    names = channel_names(best)
    return [(key, names.get(key, "")) for key in best]


def row_of(month: int, words: str, sums: Months, columns: list[tuple[int | None, str]]) -> dict[str, Any]:
    only = Period(month, month)
    booked: Booked = sums.booked_in(only)
    asked: Asked = sums.asked_in(only)
    cells = [sums.booked.get((month, key), Booked()).amount_minor for key, _name in columns]
    return {
        "month": words,
        "asked": asked,
        "booked": booked,
        "cells": [*zip([name for _key, name in columns], cells, strict=True)],
        "others": (_("Others"), booked.amount_minor - sum(cells)),
    }
