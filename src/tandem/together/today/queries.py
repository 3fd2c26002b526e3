"""Together's home: the equation as far as plain counts carry, findings with honest titles, and figures."""

import datetime
import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.charts.bars import Bar, bars
from tandem.charts.figure import Figure
from tandem.together.revenue.leans import Lean, Titles, change_words, leans, title_of, titles_of_asking
from tandem.together.revenue.queries import (
    Asked,
    Booked,
    ChannelRow,
    Compared,
    Months,
    channel_rows,
    compared,
    months_of,
)
from tandem.together.revenue.words import Period, month_letter, month_words, months_to, shifted
from tandem.together.statistics.words import month_number
from tandem.together.today.factors import Factor, beside_words, orders_words
from tandem.ui.figures import LEAST_FOR_A_SHARE, money_words, number_words

MONTHS_SHOWN = 12
CHANNELS_SHOWN = 8
# Fewer than one in so many are a few among many.
FEW_AMONG = 10


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


def months_at_home(period: Period, today: datetime.date) -> Months:
    """All that the page adds up: the months shown, those before them, a year, and the month that runs."""
    year = shifted(period.last, 1 - MONTHS_SHOWN)
    return months_of(Period(min(year, period.before.first), max(period.last, month_number(today))))


def home_of(period: Period, months: Months, currency: str, today: datetime.date) -> Home:
    """One query, for the names of the channels."""
    both = compared(months, period)
    channels = channel_rows(months, period, _("Without an enquiry"))
    words = period.words(today)
    return Home(
        period=period,
        title=how_it_went(period, words, today),
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


def how_it_went(period: Period, words: str, today: datetime.date) -> str:
    going_on = period.last >= today.year * 100 + today.month
    return (_("How %(months)s is going") if going_on else _("How %(months)s went")) % {"months": words}


def factors_of(both: Compared, period: Period, currency: str, today: datetime.date) -> list[Factor]:
    asked, booked = both.now, both.booked
    rate = rate_of(period, today)
    was = number_words(both.before.counted), money_words(both.booked_before.amount_minor, currency)
    enquiries = changed(asking_leans(both, rate), was[0], _("fewer"))
    revenue = changed(booking_leans(both, rate), was[1], _("less"))
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


def asking_leans(both: Compared, rate: float) -> Lean | None:
    """None where too few are there to compare."""
    now, before = both.now.counted, both.before.counted
    if min(now, before) < LEAST_FOR_A_SHARE:
        return None
    return leans(now, before * rate, math.sqrt(now + before * rate * rate))


def booking_leans(both: Compared, rate: float) -> Lean | None:
    now, before = both.booked, both.booked_before
    if min(now.orders, before.orders) < LEAST_FOR_A_SHARE:
        return None
    return leans(now.amount_minor, before.amount_minor * rate, money_error(now, before, rate))


def money_error(now: Booked, before: Booked, rate: float) -> float:
    """A rough standard error of the difference, for orders that vary about as much as their mean."""
    one = now.amount_minor * math.sqrt(2 / now.orders)
    other = before.amount_minor * rate * math.sqrt(2 / before.orders)
    return math.hypot(one, other)


def changed(lean: Lean | None, was: str, less: str) -> tuple[str, str]:
    return change_words(lean, was=was, less=less) if lean else ("", "")


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
    """Of a few among many the rest already tells how well we sell."""
    if asked.open * FEW_AMONG < asked.counted:
        return open_words(asked.open)
    sentence = ngettext(
        "%(number)s is still open, so it is too early to say how well we sell.",
        "%(number)s are still open, so it is too early to say how well we sell.",
        asked.open,
    )
    return sentence % {"number": number_words(asked.open)}


def open_words(still_open: int) -> str:
    if not still_open:
        return ""
    sentence = ngettext("%(number)s is still open.", "%(number)s are still open.", still_open)
    return sentence % {"number": number_words(still_open)}


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


def enquiries_figure(
    asked: dict[int, Asked], both: Compared, period: Period, rate: float, today: datetime.date
) -> Drawn:
    title = title_of(asking_leans(both, rate), titles_of_asking())
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
    titles = Titles(
        _("More is booked"),
        _("Perhaps more is booked"),
        _("About as much is booked"),
        _("Perhaps less is booked"),
        _("Less is booked"),
    )
    title = title_of(booking_leans(both, rate), titles)
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
