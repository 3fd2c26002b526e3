"""Exact rounding to whole minor units. Nothing here touches floats."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """What becomes of an exact half. Half up goes away from zero, so a credit note mirrors its invoice."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


class RoundedPer(StrEnum):
    """Where a document's tax is rounded: on every line, or once for each rate of the whole document."""

    LINE = "line"
    DOCUMENT = "document"


def rounded(exact: Fraction, rounding: Rounding = Rounding.HALF_UP) -> int:
    if rounding is Rounding.HALF_EVEN:
        return round(exact)
    size = abs(exact)
    whole = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return whole if exact >= 0 else -whole


def spread(total: int, shares: Sequence[Fraction], ties: Sequence[tuple[Fraction, ...]]) -> list[int]:
    """Whole parts that add up to `total`, each the exact share rounded down or up (largest remainder).

    `total` is the sum of the shares, rounded in whatever way. Where two remainders are alike the larger tie
    goes first, so that the order in which the shares come does not matter.
    """
    parts = [share.numerator // share.denominator for share in shares]
    left = total - sum(parts)
    if not 0 <= left <= len(parts):
        raise ValueError("The total is not the rounded sum of the shares.")
    turn = sorted(range(len(parts)), key=lambda i: (shares[i] - parts[i], ties[i]), reverse=True)
    for i in turn[:left]:
        parts[i] += 1
    return parts
