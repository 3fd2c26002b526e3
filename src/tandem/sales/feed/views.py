from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_change_sales
from tandem.office.business.queries import business_zone, the_business
from tandem.office.business.reach import is_loopback
from tandem.office.profile.views import me
from tandem.office.users.queries import address
from tandem.sales.feed import actions, queries
from tandem.ui.pages import done, page
from tandem.ui.slots import Panel

NO_STORE = "private, no-store"


def feed(request: HttpRequest) -> HttpResponseBase:
    """My next steps as a calendar: the link is made here, shown this once, and shut here."""
    link = actions.make_feed(by=me(request), at=timezone.now()) if request.method == "POST" else ""
    whole = address(reverse("feed", args=[link])) if link else ""
    reachable = not is_loopback(urlsplit(address("/")).hostname or "")
    context = {
        "link": whole,
        "subscribe": whole.replace("https:", "webcal:", 1).replace("http:", "webcal:", 1),
        "code": code_of(whole) if whole and reachable else "",
        "is_reachable": reachable,
        "open": queries.feed_of(me(request), at=timezone.now()),
    }
    answer = page(request, "sales/feed/feed.html", context)
    answer["Cache-Control"] = NO_STORE
    return answer


def code_of(link: str) -> SafeString:
    drawn = segno.make(link, micro=False, error="m").svg_inline(scale=4, light="#ffffff")
    # Made of squares by segno; the link itself is not in it.
    return mark_safe(drawn)  # noqa: S308


def end(request: HttpRequest) -> HttpResponseBase:
    ended = actions.end_feed(by=me(request), at=timezone.now())
    said = (
        _("The link is shut. Calendars that had it get nothing more.") if ended else _("There was no link.")
    )
    return done(request, "sales:feed", said)


def calendar_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """Public: what a calendar fetches, without signing in. A wrong token is as good as none."""
    # It takes a while to import, and most people never ask.
    from tandem.sales.feed.writing import calendar_of  # noqa: PLC0415

    now = timezone.now()
    user = queries.seller_of(token, at=now)
    if user is None:
        raise Http404
    rows = list(queries.dated_steps(user, at=now))
    besides = queries.dated_besides(user, at=now)
    told = calendar_of(rows, besides, business=str(the_business()), zone=business_zone(), at=now)
    answer = HttpResponse(told, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = NO_STORE
    answer["X-Robots-Tag"] = "noindex"
    return answer


def own_feed(request: HttpRequest, **others: Any) -> Sequence[Panel]:
    """On one’s own account page."""
    user = request.user
    if not isinstance(user, User) or not can_change_sales(user):
        return []
    return [Panel("sales/feed/own.html", {"open": queries.feed_of(user, at=timezone.now())})]
