from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone, the_business
from tandem.together.revenue.queries import Asked, Booked, Months, channel_names, months_of, reach
from tandem.together.revenue.words import Period, month_words, months_to
from tandem.together.statistics.words import month_number
from tandem.ui.pages import page

MONTHS_A_PAGE = 12
CHANNELS_SHOWN = 5


def months(request: HttpRequest) -> HttpResponseBase:
    """Booked revenue by month and channel, with what was asked and what became of it so far."""
    today = timezone.now().astimezone(business_zone()).date()
    known = reach()
    if known is None:
        return page(request, "together/revenue/months.html", {"rows": []})
    every = Period(known.first, max(known.last, month_number(today)))
    shown = Paginator(range(every.length), MONTHS_A_PAGE).get_page(request.GET.get("page"))
    newest_first = months_to(every.last, every.length)[::-1][shown.start_index() - 1 : shown.end_index()]
    sums = months_of(Period(newest_first[-1], newest_first[0]))
    columns = columns_of(sums)
    context = {
        "columns": [name for _key, name in columns],
        "rows": [row_of(month, month_words(month, today), sums, columns) for month in newest_first],
        "page_of_rows": shown,
        "currency": the_business().currency,
    }
    return page(request, "together/revenue/months.html", context, partial="rows")


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
