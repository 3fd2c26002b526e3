"""Numbers as phrases: shares as “1 in 6”, odds as “9 in 10”, changes as “−32.7%”."""

import math

from django.utils.translation import gettext as _

from tandem.together.verdict.reading import Range
from tandem.ui.figures import LEAST_FOR_A_SHARE, MINUS, number_words, percent_words, share_range_words


def percent_change(effect: float) -> str:
    """A logarithm of a ratio as “−32.7%”, “+8.7%”: with a decimal, as steps of a waterfall are compared."""
    change = round(math.expm1(effect) * 100, 1)
    sign = "+" if change > 0 else MINUS if change < 0 else ""
    return f"{sign}{abs(change):,.1f}%"


def percent_range(low: float, high: float) -> str:
    """“−46 to −16%”."""
    ends = [round(math.expm1(end) * 100) for end in (low, high)]
    first, last = (f"+{end}" if end > 0 else number_words(end) for end in ends)
    return _("%(low)s to %(high)s") % {"low": first, "high": f"{last}%"}


def moved_words(word: str) -> str:
    return _("rose") if word == "rose" else _("fell")


def odds_words(probability: float | None) -> str:
    """“9 in 10”, “under 1 in 10”; never certain."""
    if probability is None:
        return "–"
    if probability < 0.1:
        return _("under 1 in 10")
    return (
        _("over 9 in 10")
        if probability > 0.95
        else _("%(number)s in 10") % {"number": round_tenths(probability)}
    )


def round_tenths(probability: float) -> int:
    return min(max(round(probability * 10), 1), 9)


def one_in(share: float) -> str:
    """“1 in 6”, “4 in 10”; for prose, and only where twenty or more asked."""
    if share >= 0.4:
        return _("%(tenths)s in 10") % {"tenths": min(round(share * 10), 9)}
    return _("1 in %(many)s") % {"many": number_words(max(round(1 / share), 3))} if share > 0 else _("none")


def two_shares(now: float, then: float) -> tuple[str, str]:
    """“1 in 6” and “1 in 4”; in per cent where both would read the same."""
    words = one_in(now), one_in(then)
    return words if words[0] != words[1] else (percent_words(now), percent_words(then))


def now_and_then(now: float, then: float) -> str:
    """“about 1 in 6, where it was 1 in 4”."""
    words = two_shares(now, then)
    if words[0] == words[1]:
        return _("about %(now)s, as before") % {"now": words[0]}
    return _("about %(now)s, where it was %(then)s") % {"now": words[0], "then": words[1]}


def share_with_range(one: Range, enquiries: int) -> tuple[str, str]:
    """“16%” with “13 to 19%”; below twenty “about 3 of 18” and no percentage."""
    if enquiries < LEAST_FOR_A_SHARE:
        part = round(one.estimate * enquiries)
        said = {"part": number_words(part), "whole": number_words(enquiries)}
        if not part:
            return _("hardly any of %(whole)s") % said, ""
        return _("about %(part)s of %(whole)s") % said, ""
    return percent_words(one.estimate), share_range_words(one.low, one.high)
