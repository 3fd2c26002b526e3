import datetime
import ipaddress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.business.reach import is_loopback

USUAL_PORT = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Place:
    """The address that passkeys belong to. `trouble` is why they cannot be used here, or empty."""

    name: str
    origin: str
    trouble: str


@dataclass(frozen=True)
class Passkey:
    pk: int
    name: str
    added_at: datetime.datetime
    used_at: datetime.datetime | None


def place_of(request: HttpRequest) -> Place:
    """Where this Tandem is at home: TANDEM_PUBLIC_URL, or without it what the browser was told to open."""
    here = urlsplit(f"{request.scheme}://{request.get_host()}")
    home = urlsplit(settings.PUBLIC_URL) if settings.PUBLIC_URL else here
    trouble = trouble_at(home)
    if not trouble and origin_of(home) != origin_of(here):
        trouble = _("Passkeys work at %(home)s only. Open Tandem there.") % {"home": origin_of(home)}
    return Place(home.hostname or "", origin_of(home), trouble)


def origin_of(parts: SplitResult) -> str:
    """As browsers write it: small letters, and no port that goes without saying."""
    port = "" if parts.port in (None, USUAL_PORT.get(parts.scheme)) else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}"


def trouble_at(home: SplitResult) -> str:
    """Browsers keep passkeys for a name, and only where nobody can listen in."""
    host = home.hostname or ""
    if is_number(host):
        if is_loopback(host):
            better = origin_of(urlsplit(f"http://localhost:{home.port or 80}"))
            sentence = _("Passkeys need an address with a name. Open Tandem at %(better)s instead.")
            return sentence % {"better": better}
        return _(
            "Passkeys need an address with a name and https, and %(host)s is a number. "
            "The page on installing tells how Tandem gets one."
        ) % {"host": host}
    if home.scheme != "https" and not is_loopback(host):
        return _("Passkeys need an address that begins with https. The page on installing tells how.")
    return ""


def is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def rows_of(user: User) -> QuerySet[Any]:
    rows: QuerySet[Any] = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return rows.order_by("created_at", "pk")


def passkeys_of(user: User) -> list[Passkey]:
    return [Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at) for row in rows_of(user)]


def anybody_has_one() -> bool:
    return bool(Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists())


def has_app(user: User) -> bool:
    """Whether a code from an app opens the second step, too."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())
