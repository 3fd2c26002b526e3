"""Together's home: the equation as far as plain counts carry, findings with honest titles, and figures."""

import datetime
import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.charts.bars import Bar, bars
from tandem.charts.figure import Figure
from tandem.together.revenue.queries import (
    Asked,
    Booked,
    ChannelRow,
    Compared,
    Months,
    Reach,
    channel_rows,
    compared,
    months_of,
)
from tandem.together.revenue.words import Period, month_letter, month_words, months_to, shifted
from tandem.together.today.factors import Factor, beside_words, orders_words
from tandem.ui.figures import LEAST_FOR_A_SHARE, money_words, number_words

MONTHS_SHOWN = 12
CHANNELS_SHOWN = 8
# One-sided 95 %: below that a difference of counts may well be chance.
SURE = 1.64
SAME_WITHIN = 0.05


@dataclass(frozen=True)
class Drawn:
    """A figure with the line under its title."""

    figure: Figure
    sub: str


@dataclass(frozen=True)
class Home:
    period: Period
    title: str
    asked: Asked
    booked: Booked
    factors: list[Factor]
    sentence: str
    finding: str
    rest: str
    beside: str
    figures: list[Drawn]
    channels: list[ChannelRow]
    channels_more: int


def home_of(period: Period, known: Reach, currency: str, today: datetime.date) -> Home:
    """Three queries: the sums of enquiries, those of orders, and the names of the channels."""
    year = Period(shifted(period.last, 1 - MONTHS_SHOWN), period.last)
    months = months_of(Period(min(year.first, period.before.first), period.last))
    both = compared(months, period)
    channels = channel_rows(months, period, _("Without an enquiry"))
    words = period.words(today)
    return Home(
        period=period,
        title=title_of(period, words, today),
        asked=both.now,
        booked=both.booked,
        factors=factors_of(both, period, currency, today),
        sentence=why_not_yet(both, currency),
        finding=finding_of(both.now, words),
        rest=still_open_words(both.now),
        beside=beside_words(both.now),
        figures=figures_of(months, both, period, currency, today),
        channels=channels[:CHANNELS_SHOWN],
        channels_more=max(len(channels) - CHANNELS_SHOWN, 0),
    )


def title_of(period: Period, words: str, today: datetime.date) -> str:
    going_on = period.last >= today.year * 100 + today.month
    return (_("How %(months)s is going") if going_on else _("How %(months)s went")) % {"months": words}


def factors_of(both: Compared, period: Period, currency: str, today: datetime.date) -> list[Factor]:
    asked, booked = both.now, both.booked
    enquiries = count_change(asked.counted, both.before.counted, rate_of(period, today))
    revenue = money_change(booked, both.booked_before, rate_of(period, today), currency)
    sale = asked.first_sale_minor
    return [
        Factor(
            "m",
            "marketing",
            number_words(asked.counted),
            ngettext("enquiry", "enquiries", asked.counted),
            _("counted"),
            *enquiries,
        ),
        Factor(
            "s",
            "sales",
            _("%(won)s of %(all)s") % {"won": number_words(asked.won), "all": number_words(asked.counted)},
            ngettext("became a customer so far", "became customers so far", asked.won),
            open_range(asked),
            operator="×",
        ),
        Factor(
            "s",
            "sales",
            money_words(whole_units(sale), currency) if sale is not None else _("none yet"),
            _("average first sale"),
            sale_range(asked),
            operator="×",
        ),
        Factor(
            "two",
            "together",
            money_words(booked.amount_minor, currency),
            _("booked revenue"),
            orders_words(booked),
            *revenue,
        ),
    ]


def whole_units(minor: int) -> int:
    """An average to the penny would claim more than it knows."""
    return round(minor / 100) * 100 if minor >= 10_000 else minor


def open_range(asked: Asked) -> str:
    sentence = ngettext(
        "%(number)s still open, not counted as lost", "%(number)s still open, not counted as lost", asked.open
    )
    return sentence % {"number": number_words(asked.open)} if asked.open else _("none is still open")


def sale_range(asked: Asked) -> str:
    if asked.first_sales < LEAST_FOR_A_SHARE:
        few = ngettext(
            "few: only %(number)s first sale", "few: only %(number)s first sales", asked.first_sales
        )
        return few % {"number": number_words(asked.first_sales)}
    return _("mean of %(number)s first sales") % {"number": number_words(asked.first_sales)}


def rate_of(period: Period, today: datetime.date) -> float:
    """How many days of this period there were for one day of the period before, while it still runs."""
    days, before = period.days(today), period.before.days(today)
    return days / before if before and days else 1.0


def count_change(now: int, before: int, rate: float) -> tuple[str, str]:
    """The change in words and its arrow; nothing where too few are there to compare."""
    if min(now, before) < LEAST_FOR_A_SHARE:
        return "", ""
    leans = leaning(now, before * rate, math.sqrt(now + before * rate * rate))
    return change_words(leans, _("fewer"), number_words(before))


def money_change(now: Booked, before: Booked, rate: float, currency: str) -> tuple[str, str]:
    if min(now.orders, before.orders) < LEAST_FOR_A_SHARE:
        return "", ""
    leans = leaning(now.amount_minor, before.amount_minor * rate, money_error(now, before, rate))
    return change_words(leans, _("less"), money_words(before.amount_minor, currency))


def money_error(now: Booked, before: Booked, rate: float) -> float:
    """A rough standard error of the difference, for orders that vary about as much as their mean."""
    one = now.amount_minor * math.sqrt(2 / now.orders)
    other = before.amount_minor * rate * math.sqrt(2 / before.orders)
    return math.hypot(one, other)


def leaning(now: float, before: float, error: float) -> int:
    """2 and −2 beyond chance, 1 and −1 where it may be chance, 0 where it is about the same."""
    if abs(now - before) <= SAME_WITHIN * before:
        return 0
    sign = 1 if now > before else -1
    return 2 * sign if abs(now - before) > SURE * error else sign


def change_words(leans: int, less: str, was: str) -> tuple[str, str]:
    """The change and its arrow; what may be chance is no change."""
    words, arrow = {2: (_("more"), "up"), -2: (less, "down")}.get(leans, (_("about the same"), ""))
    return _("%(change)s, was %(was)s") % {"change": words, "was": was}, arrow


def why_not_yet(both: Compared, currency: str) -> str:
    """Why the factors do not multiply to the booked revenue."""
    if not both.now.first_sales:
        return _("Booked revenue is what was accepted in these months, also from people who asked earlier.")
    said = {"sales": money_words(both.now.first_sales_minor, currency)}
    first = _("These first sales add up to %(sales)s so far.") % said
    rest = _("Booked revenue is all that was accepted, also from people who asked earlier or bought again.")
    return f"{first} {rest}"


def finding_of(asked: Asked, words: str) -> str:
    won = number_words(asked.won) if asked.won else _("nobody")
    said = {"won": won, "all": number_words(asked.counted), "months": words}
    if not asked.counted:
        return _("Nobody new asked in these months.")
    if asked.counted == 1:
        return (
            _("One person asked, and bought.")
            if asked.won
            else _("One person asked, and has not bought yet.")
        )
    if asked.counted < LEAST_FOR_A_SHARE:
        return _("Too few asked to say much: %(all)s, of whom %(won)s bought so far.") % said
    if not asked.won:
        return _("Nobody of the %(all)s who asked is a customer so far.") % said
    sentence = ngettext(
        "%(won)s of the %(all)s who asked is a customer so far.",
        "%(won)s of the %(all)s who asked are customers so far.",
        asked.won,
    )
    return sentence % said


def still_open_words(asked: Asked) -> str:
    if not asked.open:
        return ""
    sentence = ngettext(
        "%(number)s is still open, so it is too early to say how well we sell.",
        "%(number)s are still open, so it is too early to say how well we sell.",
        asked.open,
    )
    return sentence % {"number": number_words(asked.open)}


def figures_of(
    months: Months, both: Compared, period: Period, currency: str, today: datetime.date
) -> list[Drawn]:
    shown = months_to(period.last, MONTHS_SHOWN)
    rate = rate_of(period, today)
    asked = {month: months.asked_in(Period(month, month)) for month in shown}
    booked = {month: months.booked_in(Period(month, month)) for month in shown}
    return [
        enquiries_figure(asked, both, period, rate, today),
        customers_figure(asked, period, today),
        revenue_figure(booked, both, period, rate, currency, today),
    ]


def finding(leans: int | None, more: str, few_more: str, same: str, few_less: str, less: str) -> str:
    if leans is None:
        return _("Too few to say")
    return {2: more, 1: few_more, 0: same, -1: few_less, -2: less}[leans]


def enquiries_figure(
    asked: dict[int, Asked], both: Compared, period: Period, rate: float, today: datetime.date
) -> Drawn:
    now, before = both.now.counted, both.before.counted
    enough = min(now, before) >= LEAST_FOR_A_SHARE
    leans = leaning(now, before * rate, math.sqrt(now + before * rate * rate)) if enough else None
    title = finding(
        leans,
        _("More people ask"),
        _("A few more people ask"),
        _("About as many ask"),
        _("Slightly fewer people ask"),
        _("Fewer people ask"),
    )
    marks = [
        Bar(
            month_letter(month),
            month_words(month, today),
            one.counted,
            number_words(one.counted),
            current=month in period,
        )
        for month, one in asked.items()
    ]
    head = (_("Month"), _("Enquiries"))
    whole = sum(one.counted for one in asked.values())
    sub = _("Enquiries · %(whole)s in all") % {"whole": number_words(whole)}
    return Drawn(bars(marks, key="asked", title=title, head=head, tone="m"), sub)


def customers_figure(asked: dict[int, Asked], period: Period, today: datetime.date) -> Drawn:
    won = sum(one.won for one in asked.values())
    still_open = sum(one.open for one in asked.values())
    marks = [
        Bar(
            month_letter(month),
            month_words(month, today),
            one.won,
            number_words(one.won),
            to_come=one.open,
            current=month in period,
            cells=(number_words(one.open),),
        )
        for month, one in asked.items()
    ]
    title = ngettext("%(won)s customer so far", "%(won)s customers so far", won) % {"won": number_words(won)}
    head = (_("Month they asked"), _("Customers so far"), _("Still open"))
    sub = _("By the month they asked · hatched: %(open)s still open") % {"open": number_words(still_open)}
    return Drawn(bars(marks, key="customers", title=title, head=head, tone="s"), sub)


def revenue_figure(
    booked: dict[int, Booked],
    both: Compared,
    period: Period,
    rate: float,
    currency: str,
    today: datetime.date,
) -> Drawn:
    now, before = both.booked, both.booked_before
    enough = min(now.orders, before.orders) >= LEAST_FOR_A_SHARE
    error = money_error(now, before, rate) if enough else 0
    leans = leaning(now.amount_minor, before.amount_minor * rate, error) if enough else None
    title = finding(
        leans,
        _("More is booked"),
        _("A little more is booked"),
        _("About as much is booked"),
        _("A little less is booked"),
        _("Less is booked"),
    )
    marks = [
        Bar(
            month_letter(month),
            month_words(month, today),
            one.amount_minor / 100,
            money_words(round(one.amount_minor / 100) * 100, currency),
            current=month in period,
            cells=(number_words(one.orders),),
        )
        for month, one in booked.items()
    ]
    head = (_("Month accepted"), _("Booked revenue"), _("Orders"))
    whole = sum(one.amount_minor for one in booked.values())
    sub = _("Booked revenue · %(whole)s in all") % {"whole": money_words(whole, currency)}
    return Drawn(bars(marks, key="booked", title=title, head=head, tone="t"), sub)
