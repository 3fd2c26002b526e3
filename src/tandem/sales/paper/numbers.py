"""Numbers as documents write them."""

from decimal import Decimal


def written_number(number: Decimal) -> str:
    """6, 2.5 or 1,250: without noughts at the end."""
    plain = f"{number:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def written_percent(percent: Decimal) -> str:
    return f"{written_number(percent)}%"


def plain_number(number: Decimal) -> str:
    """As one types it, and as it is kept in a text: without noughts at the end and marks of thousands."""
    return written_number(number).replace(",", "")
