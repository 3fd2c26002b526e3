"""Whether an address printed on paper leads anybody to this Tandem."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

# Names that no name server of the public net answers (RFC 6761, 6762, 8375), and what routers make up.
ONLY_AT_HOME = (
    "localhost",
    "local",
    "internal",
    "lan",
    "home",
    "test",
    "invalid",
    "home.arpa",
    "localdomain",
)


def unreachable(public_url: str) -> str:
    """One sentence that says why a stranger's phone would not get here and what to set; empty where it would.

    Nothing is looked up: what the address says is enough to know the usual mistakes.
    """
    if not public_url:
        return _(
            "Tandem does not know its address on the net. Set TANDEM_PUBLIC_URL to it, such as "
            "https://tandem.your-business.example, and start Tandem again."
        )
    parts = urlsplit(public_url)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in ("http", "https") or not host:
        return _("TANDEM_PUBLIC_URL is no address: it begins with https:// and names a machine.")
    if is_public(host):
        return ""
    return _(
        "%(host)s can be reached from here only, not from a stranger’s phone. Set TANDEM_PUBLIC_URL to the "
        "address that others reach, and start Tandem again."
    ) % {"host": host}


def unreachable_now() -> str:
    """The same of the address that this Tandem has."""
    return unreachable(settings.PUBLIC_URL)


def is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    return "." in host and not any(host == name or host.endswith(f".{name}") for name in ONLY_AT_HOME)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, so that no phone reaches it by that name."""
    bare = host.strip("[]").lower()
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False
