from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of an order that is about to be made; `net_minor` is the whole line without tax."""

    words: str
    net_minor: int
    quantity: Decimal = Decimal(1)
