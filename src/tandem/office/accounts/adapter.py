import re
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.office.accounts.sessions import DEVICE, SIGNED_IN_AT

# In this order: most programs also name those that they are made from.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_words(agent: str) -> str:
    """“Firefox on Linux”, from what a browser says of itself."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or re.sub(r"[^\w ./-]", "", agent)[:40] or _("an unknown device")


# What shows once more that it is you, by allauth's name for it; the first that somebody has is asked for.
ONCE_MORE = {
    "reauthenticate": gettext_lazy("Use your password"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Use a passkey"),
    "mfa_reauthenticate": gettext_lazy("Use a code"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People join by invitation only; what a sign-in came from is kept with its session."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        request.session[DEVICE] = device_words(request.META.get("HTTP_USER_AGENT", "")[:300])
        request.session[SIGNED_IN_AT] = timezone.now().isoformat()

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        ways = {way["id"]: way for way in super().get_reauthentication_methods(user)}
        return [
            {**ways[name], "description": str(words)} for name, words in ONCE_MORE.items() if name in ways
        ]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's own messages (“You have signed out.”) are left out: the page shows as much."""
