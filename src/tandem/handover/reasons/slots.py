"""What marketing sees of it on its desk, in short."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tandem.handover.promises.words import last_months
from tandem.handover.reasons import queries
from tandem.office.business.queries import business_zone
from tandem.sales.needs.queries import wanted_between
from tandem.ui.slots import Content, Panel

WORDS_SHOWN = 3
NEEDS_SHOWN = 5


def fed_back(request: HttpRequest | None, **others: Any) -> Sequence[Content]:
    """The words that sellers wrote last, and the needs that we do not meet. Why sales says no stands on the
    desk already; which channel stands out is on the page behind it.
    """
    months = last_months(timezone.now(), business_zone())[-queries.MONTHS_TOLD :]
    since, until = months[0].starts_at, months[-1].ends_at
    words = queries.words_of_sellers(since, until, at_most=WORDS_SHOWN)
    needs = wanted_between(since, until, at_most=NEEDS_SHOWN)
    if not words and not needs:
        return []
    context = {
        "since": months[0],
        "words": words,
        "needs": needs,
        "needs_told": needs[0].whole if needs else 0,
    }
    return [Panel("handover/reasons/on_desk.html", context)]
