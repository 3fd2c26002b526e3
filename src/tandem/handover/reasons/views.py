from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from tandem.handover.pages import tabs
from tandem.handover.promises.words import last_months
from tandem.handover.reasons import queries
from tandem.handover.reasons.drawing import table_of
from tandem.office.business.queries import business_zone
from tandem.sales.needs.queries import wanted_between
from tandem.ui.pages import page

NEEDS_SHOWN = 20


def reasons(request: HttpRequest) -> HttpResponseBase:
    """Why not, where from, in whose words, and what was wanted that we do not offer."""
    now = timezone.now()
    months = last_months(now, business_zone())[-queries.MONTHS_TOLD :]
    since, until = months[0].starts_at, months[-1].ends_at
    told = queries.why_not(since, until)
    needs = wanted_between(since, until, at_most=NEEDS_SHOWN)
    context = {
        "tabs": tabs("reasons"),
        "title": queries.heading(told),
        "since": months[0],
        "told": told,
        "more_often": queries.more_often(told),
        "channels": table_of([said for said in told.channels if said.declined], told.whole),
        "campaigns": table_of([said for said in told.campaigns if said.declined], told.whole),
        "words": queries.words_of_sellers(since, until),
        "needs": needs,
        "needs_told": needs[0].whole if needs else 0,
    }
    return page(request, "handover/reasons/reasons.html", context)
