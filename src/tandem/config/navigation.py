from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.handover.passing.queries import waiting_count
from tandem.office.accounts.models import User
from tandem.together.hats.rules import keeps_hours
from tandem.together.hats.times import since_words

# name, url name, icon, lamp, path below which the place is the current one
PLACES: list[tuple[Any, str, str, str, str]] = [
    (_("Together"), "home", "equal", "together", "/together/"),
    (_("Marketing"), "marketing:desk", "megaphone", "marketing", "/marketing/"),
    (_("Handover"), "handover:inbox", "arrow-left-right", "together", "/handover/"),
    (_("Sales"), "sales:desk", "handshake", "sales", "/sales/"),
    (_("People"), "people:persons", "users", "together", "/people/"),
]


def furniture(request: HttpRequest) -> dict[str, Any]:
    """What the base page needs on every page: the places, the search, the hat. Nothing for a stranger."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    # Each part of a page that is rendered by itself asks again: the answer is kept with the request.
    if not hasattr(request, "kept_furniture"):
        request.kept_furniture = furniture_for(request, user)  # type: ignore[attr-defined]
    kept: dict[str, Any] = request.kept_furniture  # type: ignore[attr-defined]
    return kept


def furniture_for(request: HttpRequest, user: User) -> dict[str, Any]:
    navigation = []
    # Of the handover's pages this one is a list of sales, and stands among its tabs.
    path = reverse("sales:desk") if request.path.startswith(reverse("handover:again")) else request.path
    for name, url_name, icon, desk, below in PLACES:
        url = reverse(url_name)
        current = path == url or path.startswith(below)
        count = waiting_count() if url_name == "handover:inbox" else 0
        navigation.append(
            {"name": name, "url": url, "icon": icon, "desk": desk, "current": current, "count": count}
        )
    business = request.business  # type: ignore[attr-defined]
    return {
        "navigation": navigation,
        "search_url": reverse("office:search"),
        "capture_url": reverse("marketing:capture"),
        "hat_url": reverse("office:hat"),
        "settings_url": reverse("office:settings"),
        "hat": user.hat,
        **hours_of_hat(user),
        "theme": user.theme,
        "business": business,
        "sample": business.is_sample,
        "sample_url": reverse("start:own") if business.is_sample else "",
    }


def hours_of_hat(user: User) -> dict[str, Any]:
    """The pages of both jobs, since when a hat is on and where it is taken off."""
    foot = [{"name": _("Two jobs"), "url": reverse("together:two_jobs")}]
    if not keeps_hours(user):
        return {"foot": foot}
    hats_url = reverse("together:hats")
    return {
        "foot": [*foot, {"name": _("Your two hats"), "url": hats_url}],
        "hats_url": hats_url,
        "hat_on": user.hat,
        "hat_since": since_words(user.hat_since, timezone.now()) if user.hat_since else "",
        "hat_done_url": reverse("together:hats_done"),
    }
