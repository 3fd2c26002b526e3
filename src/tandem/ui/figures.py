"""Numbers as they stand on a page."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

LEAST_FOR_A_SHARE = 20
MINUS = "−"

_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥"}
_DECIMALS = {
    **dict.fromkeys(("JPY", "KRW", "ISK", "CLP", "VND", "XAF", "XOF", "XPF", "UGX", "PYG"), 0),
    **dict.fromkeys(("BHD", "JOD", "KWD", "OMR", "TND", "IQD", "LYD"), 3),
}


def number_words(value: int | float | Decimal, decimals: int | None = None) -> str:
    """“1,722”, “−2.5”."""
    words = number_format(abs(value), decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS}{words}" if value < 0 else words


def money_words(minor: int, currency: str, *, exact: bool = False) -> str:
    """“£1,368”, “−£2.50”; with `exact` always to the penny, as on a document."""
    decimals = _DECIMALS.get(currency, 2)
    amount = Decimal(abs(minor)).scaleb(-decimals)
    whole = amount == amount.to_integral_value() and not exact
    words = number_format(amount, decimal_pos=0 if whole else decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS if minor < 0 else ''}{_SYMBOLS.get(currency, f'{currency} ')}{words}"


def money_range_words(low: int, high: int, currency: str) -> str:
    """“£45,200 to £73,000”."""
    return _("%(low)s to %(high)s") % {"low": money_words(low, currency), "high": money_words(high, currency)}


def percent_words(share: float) -> str:
    """“16%”, “under 1%”: closed up, whole, and never a false nought."""
    if 0 < share < 0.01:
        return _("under 1%%") % ()
    if 0.99 < share < 1:
        return _("over 99%%") % ()
    return f"{number_words(round(share * 100))}%"


def share_words(part: int, whole: int) -> str:
    """“16%”, or “3 of 18” while the whole is too small for a percentage."""
    if whole < LEAST_FOR_A_SHARE:
        return _("%(part)s of %(whole)s") % {"part": number_words(part), "whole": number_words(whole)}
    return percent_words(part / whole)


def share_range_words(low: float, high: float) -> str:
    """“13 to 19%”, from shares between 0 and 1."""
    return _("%(low)s to %(high)s%%") % {
        "low": number_words(round(low * 100)),
        "high": number_words(round(high * 100)),
    }


def one_in_words(part: int, whole: int) -> str:
    """“1 in 6” for prose; “3 of 18” while the whole is small, “9 in 10” where most do."""
    if whole < LEAST_FOR_A_SHARE or part <= 0:
        return share_words(part, whole) if whole < LEAST_FOR_A_SHARE else _("none of %d") % whole
    if part * 10 >= whole * 4:
        return _("%d in 10") % round(part * 10 / whole)
    return _("1 in %d") % round(whole / part)
