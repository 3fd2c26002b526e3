"""What quotes add to other pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tandem.office.accounts.rules import can_change_sales
from tandem.people.timeline.queries import Told
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.forms import LikeForm
from tandem.sales.quotes.queries import quotes_of


def panel(opportunity: Opportunity, request: HttpRequest) -> dict[str, Any]:
    """What the page of an opportunity shows of its quotes: `sales/quotes/panel.html`."""
    is_open = opportunity.won_at is None and opportunity.lost_at is None
    return {
        "rows": quotes_of(opportunity),
        "may_begin": is_open and can_change_sales(request.user),
        "like": LikeForm(),
    }


def told_of(ids: list[int]) -> dict[int, Told]:
    """Where a timeline entry about a quote leads."""
    return {key: Told(url=reverse("sales:quote", args=[key]), icon="file-text") for key in ids}
