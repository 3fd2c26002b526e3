"""Numbers as they stand on a page. Amounts of money are written by `tandem.money`."""

from decimal import Decimal

from django.utils.translation import gettext as _

from tandem.charts.shares import Ranged
from tandem.money.amount import Amount
from tandem.money.currency import written

LEAST_FOR_A_SHARE = 20
MINUS = "−"


def number_words(value: int | float | Decimal, decimals: int | None = None) -> str:
    """“1,722”, “−2.5”; grouped the way amounts are."""
    words = f"{abs(value):,}" if decimals is None else f"{abs(value):,.{decimals}f}"
    return f"{MINUS}{words}" if value < 0 else words


def money_words(minor: int, currency: str, *, exact: bool = False) -> str:
    """“£1,368”, “−£2.50”; with `exact` always to the penny, as on a document."""
    return written(Amount(minor, currency), whole_if_possible=not exact)


def money_range_words(low: int, high: int, currency: str) -> str:
    """“£45,200 to £73,000”."""
    return _("%(low)s to %(high)s") % {"low": money_words(low, currency), "high": money_words(high, currency)}


def percent_words(share: float) -> str:
    """“16%”, “under 1%”: closed up, whole, and never a false nought or a false whole."""
    if 0 < share < 0.01:
        return _("under 1%")
    if 0.99 < share < 1:
        return _("over 99%")
    return f"{number_words(round(share * 100))}%"


def share_words(part: int, whole: int) -> str:
    """“16%”, or “3 of 18” while the whole is too small for a percentage."""
    if whole < LEAST_FOR_A_SHARE:
        return _("%(part)s of %(whole)s") % {"part": number_words(part), "whole": number_words(whole)}
    return percent_words(part / whole)


def share_range_words(low: float, high: float) -> str:
    """“13 to 19%”, from shares between 0 and 1."""
    ends = {"low": number_words(round(low * 100)), "high": f"{number_words(round(high * 100))}%"}
    return _("%(low)s to %(high)s") % ends


def share_and_range_words(share: Ranged | None) -> tuple[str, str]:
    """“16%” and “13 to 19%”; “too few to say” and nothing where there is no share to tell."""
    if share is None:
        return _("too few to say"), ""
    return percent_words(share.estimate), share_range_words(share.low, share.high)


def one_in_words(part: int, whole: int) -> str:
    """For prose: “1 in 6”, “6 in 10” where it is common, “3 of 18” while the whole is small."""
    if whole < LEAST_FOR_A_SHARE:
        return share_words(part, whole)
    if part <= 0:
        return _("none of %(whole)s") % {"whole": number_words(whole)}
    if part * 10 >= whole * 4:
        return _("%(tenths)s in 10") % {"tenths": round(part * 10 / whole)}
    return _("1 in %(many)s") % {"many": number_words(round(whole / part))}
