"""What hats add to the pages of others: a forgotten one on Today, and the way to one's hours."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.together.hats.models import Stretch
from tandem.together.hats.queries import left_on, on_or_asked
from tandem.together.hats.rules import keeps_hours
from tandem.together.hats.shown import asked_of
from tandem.ui.slots import Item


def open_hours(request: HttpRequest, user: User) -> list[Stretch]:
    """What is on or asked about, for the bar and for Today: read once a request."""
    if not hasattr(request, "open_hours"):
        request.open_hours = on_or_asked(user)  # type: ignore[attr-defined]
    kept: list[Stretch] = request.open_hours  # type: ignore[attr-defined]
    return kept


def hats_today(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Item]:
    """One's own forgotten hats, last of all and on Together only. Two queries at most."""
    user = getattr(request, "user", None)
    if request is None or desk != "together" or not isinstance(user, User) or not keeps_hours(user):
        return []
    at = timezone.now()
    asked = [asked_of(one, at=at) for one in left_on(open_hours(request, user), at=at)]
    if not asked:
        return []
    return [
        Item(
            title=_("Your hours: was this right?"),
            url=reverse("together:hats"),
            why=asked[-1].title,
            icon="clock",
            order=90,
            minutes=1,
        )
    ]


def own_hours(request: HttpRequest | None, **others: Any) -> Sequence[Item]:
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not keeps_hours(user):
        return []
    return [
        Item(
            title=_("Your two hats"),
            url=reverse("together:hats"),
            why=_("How your time goes to marketing and to sales. Only you see it."),
            icon="clock",
        )
    ]
