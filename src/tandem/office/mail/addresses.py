"""What two e-mail addresses are compared by."""

import re

EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;.][^@\s<>,;]*\.[^@\s<>,;.]+")
LONGEST_EMAIL = 254


def fold_email(address: str) -> str:
    """No case, the domain as the net writes it. Dots stay: they matter everywhere but at one provider.

    Empty where it is no address.
    """
    stripped = address.strip()
    if not EMAIL.fullmatch(stripped) or len(stripped) > LONGEST_EMAIL:
        return ""
    local, _, domain = stripped.rpartition("@")
    domain = domain.casefold().rstrip(".")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    return f"{local.casefold()}@{domain}"[:LONGEST_EMAIL]
