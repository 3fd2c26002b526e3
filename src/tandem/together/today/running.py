"""The month that still runs, in one line of counts, below the months that are over."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.together.revenue.queries import Asked, Booked, Months
from tandem.together.revenue.words import Period, month_words
from tandem.together.statistics.words import month_number
from tandem.ui.figures import money_words, number_words


@dataclass(frozen=True)
class Running:
    """`title` and `words` are one sentence; `period` is what more there is to see of it."""

    title: str
    words: str
    period: Period


def running_month(shown: Period, months: Months, currency: str, today: datetime.date) -> Running | None:
    """None where the months that are shown hold it already, or end later."""
    this = month_number(today)
    if shown.last >= this:
        return None
    period = Period(this, this)
    return Running(
        title=_("%(month)s so far:") % {"month": month_words(this, today)},
        words=running_words(months.asked_in(period), months.booked_in(period), currency),
        period=period,
    )


def running_words(asked: Asked, booked: Booked, currency: str) -> str:
    """What stands, counted: no share of those of whom most are still open."""
    parts = [asked_words(asked)]
    if asked.counted:
        parts += [customers_words(asked.won), open_words(asked.open)]
    sentence = ", ".join(parts)
    if not booked.orders:
        return f"{sentence}."
    return _("%(asked)s. %(amount)s booked.") % {
        "asked": sentence,
        "amount": money_words(booked.amount_minor, currency),
    }


def asked_words(asked: Asked) -> str:
    if not asked.counted:
        return _("nobody new has asked yet")
    words = ngettext("%(number)s enquiry", "%(number)s enquiries", asked.counted)
    return words % {"number": number_words(asked.counted)}


def customers_words(won: int) -> str:
    if not won:
        return _("no customer yet")
    words = ngettext("%(number)s became a customer", "%(number)s became customers", won)
    return words % {"number": number_words(won)}


def open_words(still_open: int) -> str:
    return (
        _("%(number)s still open") % {"number": number_words(still_open)}
        if still_open
        else _("none still open")
    )
