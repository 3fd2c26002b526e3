"""What marketing sees of it on its desk, in short."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tandem.handover.promises.words import last_months
from tandem.handover.reasons import queries
from tandem.office.business.queries import business_zone
from tandem.sales.needs.queries import told_between, wanted_between
from tandem.ui.slots import Content, Panel

WORDS_SHOWN = 3
NEEDS_SHOWN = 5


def fed_back(request: HttpRequest | None, **others: Any) -> Sequence[Content]:
    """The words that sellers wrote last, the channel that stands out, and the needs that we do not meet."""
    months = last_months(timezone.now(), business_zone())[-queries.MONTHS_TOLD :]
    since, until = months[0].starts_at, months[-1].ends_at
    words = queries.words_of_sellers(since, until, at_most=WORDS_SHOWN)
    needs = wanted_between(since, until, at_most=NEEDS_SHOWN)
    if not words and not needs:
        return []
    told = queries.why_not(since, until)
    context = {
        "since": months[0],
        "title": queries.heading(told),
        "whole": told.whole,
        "more_often": queries.more_often(told),
        "words": words,
        "needs": needs,
        "needs_told": told_between(since, until).count(),
    }
    return [Panel("handover/reasons/on_desk.html", context)]
