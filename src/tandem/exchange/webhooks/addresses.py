"""Where a webhook may go: out of the house, and nowhere inside it.

A name is looked up once, every address behind it must be public, and the connection goes to the very address
that was looked at: a name that means something else a moment later leads nowhere.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.exchange.webhooks.words import AddressRefused, NobodyThere

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# IPv6 addresses that stand for an IPv4 address, and where in them it is.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
NOT_OUTSIDE = (ipaddress.IPv4Network("192.88.99.0/24"), ipaddress.IPv6Network("64:ff9b:1::/48"))


@dataclass(frozen=True)
class Target:
    """An address that was taken apart."""

    secure: bool
    host: str
    port: int
    path: str
    # As the header Host says it: with the port where it is unusual.
    host_header: str


def target_of(address: str) -> Target:
    """Raises AddressRefused where the address is none that anything is sent to."""
    if not address.isascii() or any(letter.isspace() or not letter.isprintable() for letter in address):
        raise AddressRefused(_("Write the address in plain letters, without spaces."))
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise AddressRefused(_("This is no address. Try one like https://example.org/hook.")) from None
    schemes = ("https", "http") if settings.WEBHOOKS_MAY_STAY_IN_THE_HOUSE else ("https",)
    if parts.scheme not in schemes:
        raise AddressRefused(_("The address must begin with https://, so that nobody reads along."))
    if not parts.hostname or parts.username is not None or parts.password is not None or port == 0:
        raise AddressRefused(_("This is no address. Try one like https://example.org/hook."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    secure = parts.scheme == "https"
    usual = 443 if secure else 80
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    header = host if port in (None, usual) else f"{host}:{port}"
    return Target(secure, parts.hostname, port or usual, path, header)


def looked_up(target: Target) -> str:
    """The IP address to connect to. Raises AddressRefused where any behind the name is not public."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NobodyThere(_("Nobody knows this address: %(host)s.") % {"host": target.host}) from None
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not addresses:
        raise NobodyThere(_("Nobody knows this address: %(host)s.") % {"host": target.host})
    if not settings.WEBHOOKS_MAY_STAY_IN_THE_HOUSE and not all(map(is_outside, addresses)):
        raise AddressRefused(
            _("%(host)s is inside a house, where nothing is sent to: give a public address.")
            % {"host": target.host}
        )
    return addresses[0]


def is_outside(address: str) -> bool:
    return all(is_public(one) for one in meant_by(ipaddress.ip_address(address)))


def meant_by(address: IPAddress) -> list[IPAddress]:
    """The address, and those that are wrapped in it."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    wrapped: list[IPAddress] = [address]
    if address.sixtofour is not None:
        wrapped.append(address.sixtofour)
    if address.teredo is not None:
        wrapped += address.teredo
    if address in NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return wrapped


def is_public(address: IPAddress) -> bool:
    if any(address in network for network in NOT_OUTSIDE if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def refusal_of(address: str) -> str:
    """Why nothing is sent to this address, as a sentence; empty where it may be. Looks the name up."""
    try:
        looked_up(target_of(address))
    except AddressRefused as refused:
        return refused.sentence
    return ""
