import ipaddress

from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Who knocks. A household has one network of IPv6, so that counts as one.

    Never a header: the server puts the address that the proxy told here, where the settings say that there is
    a proxy (config/server.py), and drops what anybody else claims.
    """
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
