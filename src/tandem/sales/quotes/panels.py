"""What quotes add to other pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tandem.office.accounts.rules import can_change_sales
from tandem.people.timeline.queries import Told
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.forms import LikeForm
from tandem.sales.quotes.queries import quotes_of
from tandem.sales.quotes.words import STANDING
from tandem.ui.slots import Panel


def panel(request: HttpRequest | None, *, opportunity: Opportunity, **context: Any) -> list[Panel]:
    """The quotes of an opportunity, beside its facts."""
    is_open = opportunity.won_at is None and opportunity.lost_at is None
    may_begin = is_open and can_change_sales(getattr(request, "user", None))
    shown = {
        "opportunity": opportunity,
        "rows": quotes_of(opportunity),
        "may_begin": may_begin,
        "like": LikeForm(),
    }
    return [Panel("sales/quotes/panel.html", shown)] if shown["rows"] or may_begin else []


def said_yes_first(request: HttpRequest | None, *, opportunity: Opportunity, **context: Any) -> list[Panel]:
    """Where a sale is written down: the quotes that are with the customer, to say yes to instead."""
    is_open = opportunity.won_at is None and opportunity.lost_at is None
    rows = [row for row in quotes_of(opportunity) if row.quote.state in STANDING] if is_open else []
    return [Panel("sales/quotes/win.html", {"rows": rows})] if rows else []


def told_of(ids: list[int]) -> dict[int, Told]:
    """Where a timeline entry about a quote leads."""
    return {key: Told(url=reverse("sales:quote", args=[key]), icon="file-text") for key in ids}
