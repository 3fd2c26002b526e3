from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest

from tandem.office.accounts.models import User
from tandem.office.passkeys.queries import anybody_has_one, passkeys_of, place_of
from tandem.ui.slots import Panel


def passkeys_at_the_door(request: HttpRequest, refused: str = "", **_context: Any) -> list[Panel]:
    """The way in with a passkey. Nothing where nobody has one yet."""
    if not (refused or anybody_has_one()):
        return []
    way_on = get_next_redirect_url(request)
    context = {"place": place_of(request), "refused": refused, "next": way_on}
    return [Panel("office/passkeys/at_the_door.html", context)]


def passkeys_as_second_step(request: HttpRequest, **_context: Any) -> list[Panel]:
    if not isinstance(request.user, User):
        return []
    return [Panel("office/passkeys/second_step.html", {"passkeys": passkeys_of(request.user)})]
