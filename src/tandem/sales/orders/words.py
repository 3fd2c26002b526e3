from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of an order that is about to be made; `net_minor` is the whole line without tax.

    A sale that was told by its amount alone says nothing of tax.
    """

    words: str
    net_minor: int
    quantity: Decimal = Decimal(1)
    unit: str = ""
    tax_minor: int | None = None
    tax_percent: Decimal | None = None
