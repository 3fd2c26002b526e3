from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from tandem.office.accounts.models import User
from tandem.office.business.queries import business_zone
from tandem.sales.opportunities.queries import key_in
from tandem.sales.playbook.models import GuideLine
from tandem.sales.playbook.queries import standing
from tandem.sales.playbook.words import LineKind
from tandem.sales.practice.actions import practised
from tandem.sales.practice.queries import answers_to, evening_of
from tandem.ui.pages import SeeOther, page


def own(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def practice(request: HttpRequest) -> HttpResponseBase:
    """One card at a time: first what they say; with `turned` its key, and our answers below."""
    today = timezone.localdate(timezone=business_zone())
    more = "more" in request.GET
    evening = evening_of(own(request), today, more=more)
    turned = turned_card(request.GET.get("turned", ""))
    context = {
        "evening": evening,
        "card": turned or evening.card,
        "turned": turned is not None,
        "answers": answers_to(turned) if turned else [],
        "more": more,
    }
    return page(request, "sales/practice/practice.html", context)


def turned_card(key: str) -> GuideLine | None:
    if not key:
        return None
    cards = standing().filter(kind=LineKind.OBJECTION).select_related("guide__stage")
    return get_object_or_404(cards, pk=key_in(key))


def turned(request: HttpRequest, pk: int) -> HttpResponseBase:
    line = get_object_or_404(GuideLine, pk=pk, kind=LineKind.OBJECTION)
    practised(line=line, went_well=request.POST.get("went") == "well", by=request.user, at=timezone.now())
    more = "?more=1" if request.POST.get("more") else ""
    return SeeOther(f"{reverse('sales:practice')}{more}")
