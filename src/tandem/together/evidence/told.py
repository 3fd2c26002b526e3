"""Numbers as the document tells them: nothing that is not finite ever leaves."""

import datetime
import math
from typing import Any

from tandem.maths.enquiries import Floats
from tandem.maths.results import Estimate
from tandem.together.evidence.words import Document

UNKNOWN: Document = {"estimate": None, "low": None, "high": None}


def number(value: float | None) -> float | None:
    """None for what is not known, and for what is no number."""
    return float(value) if value is not None and math.isfinite(value) else None


def interval(one: Estimate | None) -> Document | None:
    """None where any part is not known: half an interval would look like a sure number.

    An estimate lies within its own interval, also where that counts in whole numbers and it does not.
    """
    if one is None or not all(map(math.isfinite, (one.estimate, one.low, one.high))):
        return None
    ends = min(one.low, one.estimate), max(one.high, one.estimate)
    return {"estimate": float(one.estimate), "low": float(ends[0]), "high": float(ends[1])}


def always(one: Estimate | None) -> Document:
    """The same with its three keys, as the contract has them, where it is not known."""
    return interval(one) or dict(UNKNOWN)


def rounded(shares: Floats) -> list[float]:
    """To a thousandth of a per cent: a curve has many points, and nobody sees more."""
    return [round(float(share), 5) for share in shares]


def day(ordinal: int) -> str:
    return datetime.date.fromordinal(int(ordinal)).isoformat()


def checked(told: Any, where: str = "answer") -> None:
    """Raises ValueError where a number is not finite, and says where: a mistake of ours, not of the data."""
    if isinstance(told, float) and not math.isfinite(told):
        raise ValueError(f"{where} is {told}")
    if isinstance(told, dict):
        for key, value in told.items():
            checked(value, f"{where}.{key}")
    elif isinstance(told, list):
        for place, value in enumerate(told):
            checked(value, f"{where}[{place}]")
