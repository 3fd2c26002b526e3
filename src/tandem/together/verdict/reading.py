"""An answer, read: ranges, periods and money of the document that `together.evidence` keeps."""

import calendar
import datetime
import math
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.together.evidence.periods import Span
from tandem.together.evidence.words import Document
from tandem.together.revenue.words import Period, first_day, shifted
from tandem.together.statistics.words import month_number
from tandem.ui.figures import money_words, number_words

FIGURES = 3  # digits that an estimate is told in; more would claim more than is known
DAYS_A_WEEK = 7
ONE_DAY = datetime.timedelta(days=1)
MOVED = frozenset({"fell", "rose"})


@dataclass(frozen=True)
class Range:
    """An estimate with the two ends that most probably hold the truth."""

    estimate: float
    low: float
    high: float


def range_of(told: Document | None) -> Range | None:
    """None where it cannot be known."""
    if told is None or told["estimate"] is None:
        return None
    low = told["low"] if told["low"] is not None else told["estimate"]
    high = told["high"] if told["high"] is not None else told["estimate"]
    return Range(float(told["estimate"]), float(low), float(high))


@dataclass(frozen=True)
class Waits:
    """Days by which half of those who buy have bought, and nine in ten."""

    half: float
    most: float


def waits_of(answer: Document) -> Waits | None:
    """None where nobody knows, or where the list is too short to have seen nine in ten buy.

    Beyond the oldest enquiry a lag is what was supposed beforehand, and no list has told it.
    """
    lag = answer["lag_days"]
    if lag["median"] is None or lag["p90"] is None:
        return None
    seen = answer["more"]["days_seen"] >= max(lag["p90"], DAYS_A_WEEK)
    return Waits(lag["median"], lag["p90"]) if seen else None


def rounded(value: float, figures: int = FIGURES) -> float:
    """To so many digits: 57,412 is 57,400 and 0.0234 stays."""
    if not value:
        return 0.0
    return float(round(value, figures - 1 - math.floor(math.log10(abs(value)))))


@dataclass(frozen=True)
class Purse:
    """The money of an answer. A file may name no currency; then amounts are plain numbers."""

    currency: str
    digits: int

    def exact(self, amount: float) -> str:
        """To the whole unit, or to the smallest coin where it is not one."""
        minor = round(amount * 10**self.digits)
        if self.currency:
            return money_words(minor, self.currency)
        plain = round(amount, 2)
        return number_words(int(plain) if plain == int(plain) else plain)

    def words(self, amount: float) -> str:
        """As an estimate: three digits, and no pence above ten."""
        told = rounded(amount)
        return self.exact(round(told) if abs(told) >= 10 else told)

    def range(self, one: Range) -> str:
        return _("%(low)s to %(high)s") % {"low": self.words(one.low), "high": self.words(one.high)}

    def signed(self, amount: float) -> str:
        return f"+{self.exact(amount)}" if amount > 0 else self.exact(amount)


def purse_of(answer: Document) -> Purse:
    return Purse(answer["currency"] or "", answer["more"]["currency_digits"])


@dataclass(frozen=True)
class Side:
    """One of the two periods: what was counted in it, and what it is expected to come to.

    `revenue` is that of its own days; `naive` is won of all, as a dashboard would show it. `still_to_come` is
    how many of its open ones will buy, each by how long it has waited.
    """

    span: Span
    enquiries: int
    won: int
    open: int
    conversion: Range
    value: Range
    revenue: Range
    still_to_come: Range
    naive: float | None

    @property
    def ended(self) -> int:
        return self.enquiries - self.won - self.open

    @property
    def to_come(self) -> int:
        """How many of the open ones will buy."""
        return round(self.still_to_come.estimate)

    @property
    def likely(self) -> int:
        """How many of its enquiries will have become customers in the end; never fewer than have already."""
        return self.won + self.to_come

    @property
    def likely_ends(self) -> tuple[int, int]:
        """The range of that; who has bought already is in both ends."""
        return self.won + round(self.still_to_come.low), self.won + round(self.still_to_come.high)


def sides_of(answer: Document) -> tuple[Side, Side] | None:
    """Before and after; None where there is nothing to expect of one of them."""
    change = answer["more"]["change"]
    if not change:
        return None
    before, after = (side_of(answer["change"][name], change[name]) for name in ("before", "after"))
    return (before, after) if before and after else None


def side_of(counted: Document, expected: Document) -> Side | None:
    span = span_of(counted)
    names = "conversion", "value", "revenue", "still_to_come"
    conversion, value, revenue, to_come = (range_of(expected[name]) for name in names)
    if span is None or conversion is None or value is None or revenue is None or to_come is None:
        return None
    numbers = counted["enquiries"], counted["won"], counted["open"]
    return Side(span, *numbers, conversion, value, revenue, to_come, expected["naive"])


def span_of(counted: Document) -> Span | None:
    if not counted["start"]:
        return None
    return Span(
        datetime.date.fromisoformat(counted["start"]),
        datetime.date.fromisoformat(counted["end"]),
    )


def months_of_span(span: Span) -> Period | None:
    """The months that it is, where it is whole ones."""
    ends = span.end.day == calendar.monthrange(span.end.year, span.end.month)[1]
    whole = span.start.day == 1 and ends
    return Period(month_number(span.start), month_number(span.end)) if whole else None


def days_of(period: Period) -> Span:
    """From the first to the last day of its months."""
    return Span(first_day(period.first), first_day(shifted(period.last, 1)) - ONE_DAY)


def span_words(span: Span, today: datetime.date) -> str:
    """“August to October”, “3 March to 14 April”; with the year where it is not this one."""
    months = months_of_span(span)
    if months:
        return months.words(today)
    if span.start == span.end:
        return date_format(span.end, "j F" if span.end.year == today.year else "j F Y")
    form = "j F" if span.start.year == span.end.year == today.year else "j F Y"
    ends = {"first": date_format(span.start, form), "last": date_format(span.end, form)}
    return _("%(first)s to %(last)s") % ends


def driver_of(answer: Document, name: str) -> Document:
    found: Document = next(one for one in answer["change"]["drivers"] if one["driver"] == name)
    return found


def verdict_word(answer: Document, name: str) -> str:
    """What may be said of a driver or of a desk: fell, rose, steady, cannot_tell or not_recorded."""
    desks = answer["change"]["desks"]
    told = desks[name] if name in desks else driver_of(answer, name)
    return told["verdict"] or "cannot_tell"


def probability_of(answer: Document, name: str, what: str) -> float | None:
    """That a driver or a desk fell, rose or is steady."""
    change = answer["more"]["change"]
    odds = change["probabilities"].get(name) if change else None
    return None if odds is None or odds.get(what) is None else float(odds[what])


def tenths(probability: float) -> int:
    """How sure, as a number of ten dots; never all ten, as nothing is that sure."""
    return min(int(probability * 10 + 1e-9), 9)


def change_of_revenue(answer: Document) -> float | None:
    """The logarithm of expected revenue a day, after to before."""
    effects = [one["effect"] for one in answer["change"]["desks"].values()]
    return None if None in effects else float(sum(effects))
