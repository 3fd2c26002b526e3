"""Ranges that are told side by side, held to what is possible where the others hold.

Each range is stretched by its own past errors, whatever those of the others were. So one may say what another
rules out: more customers than there are people to become one, or more in four weeks than in the thirteen of
which they are part.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from tandem.maths.future import Name
from tandem.maths.results import Estimate

Span = tuple[int, int]
"""The first coming week, counted from 0, and the one after the last."""
Ranges = Mapping[Span, Estimate]

_NOW: Final = 0


def agreed(said: Mapping[Name, Ranges], waiting: float) -> dict[Name, Ranges]:
    """The same ranges of sums over spans of weeks, narrowed to what the others leave possible.

    `waiting` are the enquiries that are open now. Whoever becomes a customer is one of these or asks until
    then, so customers are at most `waiting` and the enquiries of the span; and what is counted only adds up,
    so no span brings more than one that it is part of. A bound that holds nine times in ten gives one that
    holds at least as often to whatever is smaller, or larger: of two such bounds the closer one is taken, and
    nothing is said that does not follow from what was said before. The high ends of parts may add up to less
    than that of their whole: one large order in many weeks is in no single week's range.

    Assumes that the estimates keep these laws, as means over the same draws do; they stay as they are, and
    within their ranges. Spans must be the same for every name.
    """
    found: dict[Name, Ranges] = {name: _parts_within_wholes(ranges) for name, ranges in said.items()}
    if "customers" not in found:
        return found
    asked, won = found["enquiries"], found["customers"]
    least, most = dict(asked), dict(won)
    for span in (span for span in won if span[0] == _NOW):
        least[span] = replace(asked[span], low=max(asked[span].low, won[span].low - waiting))
        most[span] = replace(won[span], high=min(won[span].high, asked[span].high + waiting))
    return found | {"enquiries": _parts_within_wholes(least), "customers": _parts_within_wholes(most)}


def _parts_within_wholes(ranges: Ranges) -> Ranges:
    """No part has a higher end than a whole that it belongs to, and no whole a lower one than a part of
    it."""
    return {
        span: Estimate(
            one.estimate,
            max(part.low for other, part in ranges.items() if _within(other, span)),
            min(whole.high for other, whole in ranges.items() if _within(span, other)),
        )
        for span, one in ranges.items()
    }


def _within(part: Span, whole: Span) -> bool:
    return whole[0] <= part[0] and part[1] <= whole[1]
