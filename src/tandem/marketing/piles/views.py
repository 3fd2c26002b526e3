import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.marketing.pages import tabs
from tandem.marketing.piles import actions
from tandem.marketing.piles.finding import picture_of, time_words
from tandem.marketing.piles.forms import LinesForm
from tandem.marketing.piles.models import Activity
from tandem.marketing.piles.queries import Pile, month_of, months_sorted
from tandem.marketing.piles.suggesting import kind_for
from tandem.marketing.piles.words import EXAMPLES, PILES, month_before, read_lines
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_change_marketing
from tandem.office.business.queries import business_zone
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.people.timeline.words import Purpose
from tandem.ui.pages import SeeOther, done, page

FIRST_YEAR, LAST_YEAR = 2000, 2999


def month_asked(request: HttpRequest) -> datetime.date:
    """The month of the address or the form, else last month."""
    given = request.POST.get("month") or request.GET.get("month") or ""
    if not given:
        return month_before(timezone.localdate(timezone=business_zone()))
    try:
        month = datetime.date.fromisoformat(f"{given}-01")
    except ValueError:
        raise Http404 from None
    if not FIRST_YEAR <= month.year <= LAST_YEAR:
        raise Http404
    return month


def address_of(month: datetime.date, **more: str) -> str:
    return f"{reverse('marketing:piles')}?{urlencode({'month': f'{month:%Y-%m}', **more})}"


def own(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def piles(request: HttpRequest) -> HttpResponseBase:
    """One's own month: typed or known already, one tap each, and the picture at the end."""
    month = month_asked(request)
    form = LinesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lines = read_lines(form.cleaned_data["lines"])
        try:
            added = actions.add_lines(month=month, lines=lines, by=request.user, at=timezone.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            words = ngettext("%d thing more.", "%d things more.", len(added)) % len(added)
            return done(request, address_of(month, on="1"), words)
    shown = month_of(own(request), month)
    others = [one for one in months_sorted(own(request)) if one != month]
    context = {
        "tabs": tabs("desk"),
        "month": shown,
        "form": form,
        "on": "on" in request.GET,
        "buttons": PILES.items(),
        "picture": picture_of(shown) if shown.is_sorted else None,
        "piles": [(pile, time_words(pile), rows_of(request, pile)) for pile in shown.piles if pile.rows],
        "examples": EXAMPLES,
        "others": [(one, address_of(one)) for one in others],
    }
    return page(request, "marketing/piles/piles.html", context, status=422 if form.errors else 200)


def rows_of(request: HttpRequest, pile: Pile) -> list[tuple[Activity, str, list[tuple[str, Any]]]]:
    """Each with the address of a campaign to make of it, and the other piles."""
    may_plan = pile.purpose == Purpose.MARKETING and can_change_marketing(request.user)
    others = [(purpose, name) for purpose, name in PILES.items() if purpose != pile.purpose]
    return [(row, plan_address(row) if may_plan and not row.origin else "", others) for row in pile.rows]


def plan_address(row: Activity) -> str:
    said = {"name": row.words, "kind": str(kind_for(row.words))}
    return f"{reverse('marketing:campaign_add')}?{urlencode(said)}"


def put(request: HttpRequest) -> HttpResponseBase:
    """On a pile, by one tap; what was typed by its key, what is known already by its origin."""
    month, purpose = month_asked(request), request.POST.get("pile", "")
    shared: dict[str, Any] = {"purpose": purpose, "by": request.user, "at": timezone.now()}
    if key := request.POST.get("row", ""):
        row = own_row(request, key)
        actions.put_on_pile(row=row, expected_version=version_of(request), **shared)
    else:
        actions.put_known_on_pile(month=month, origin=request.POST.get("origin", ""), **shared)
    # Where something is left, its first button has the focus, which a place in the address would take away.
    place = "" if month_of(own(request), month).to_sort else "#picture"
    return SeeOther(address_of(month, on="1") + place)


def take_out(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = own_row(request, str(pk))
    actions.take_out(row=row, expected_version=version_of(request), by=request.user, at=timezone.now())
    return done(request, address_of(row.month), _("Taken out."))


def own_row(request: HttpRequest, key: str) -> Activity:
    """Another's is not there."""
    pk = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
    return get_object_or_404(Activity, pk=pk, user=own(request))
