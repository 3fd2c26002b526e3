"""What stood beside the hours: counts of the same weeks, side by side. Which led to which, nobody knows."""

import datetime
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.together.evidence.periods import Span
from tandem.together.hats.times import ONE_DAY
from tandem.together.hats.weeks import WHOLE_WEEKS, Weeks
from tandem.together.hats.words import HOUR, MINUTE, hours_words
from tandem.together.revenue.queries import Booked, booked_between
from tandem.together.statistics.models import EnquiryStatistic
from tandem.together.statistics.words import COUNTED
from tandem.ui.figures import LEAST_FOR_A_SHARE, money_words, number_words


@dataclass(frozen=True)
class Beside:
    """One hat: its hours, what was counted in the same weeks, and what an hour comes to, or why not."""

    hours: str
    count: str
    more: str
    an_hour: str


@dataclass(frozen=True)
class Brought:
    marketing: Beside
    sales: Beside


def brought_in(weeks: Weeks, *, currency: str) -> Brought:
    """Of the last whole weeks together. Three queries."""
    hours = weeks.last(WHOLE_WEEKS)
    span = Span(hours.monday, weeks.running.monday - ONE_DAY)
    heard, booked, others = heard_between(span), booked_between(span), works_with_others()
    asked = ngettext("%(number)s enquiry was heard", "%(number)s enquiries were heard", heard)
    bought = ngettext("%(number)s new customer", "%(number)s new customers", booked.first_orders)
    return Brought(
        Beside(
            hours_words(hours.marketing),
            asked % {"number": number_words(heard)},
            _("of the whole business, from every channel"),
            one_took(hours.marketing, heard, others, _("one enquiry to every %(time)s of marketing")),
        ),
        Beside(
            hours_words(hours.sales),
            bought % {"number": number_words(booked.first_orders)},
            booked_words(booked, currency),
            one_took(
                hours.sales, booked.first_orders, others, _("one customer to every %(time)s of selling")
            ),
        ),
    )


def booked_words(booked: Booked, currency: str) -> str:
    words = ngettext(
        "%(amount)s booked in %(number)s order, of the whole business",
        "%(amount)s booked in %(number)s orders, of the whole business",
        booked.orders,
    )
    amount = money_words(booked.amount_minor, currency)
    return words % {"amount": amount, "number": number_words(booked.orders)}


def one_took(hours: datetime.timedelta, number: int, others: bool, words: str) -> str:
    """What one of them comes to in hours, where that can be said at all."""
    if others:
        return _("Not divided: others work here too, and their hours are theirs.")
    if number < LEAST_FOR_A_SHARE or hours < HOUR:
        return _("Too few to divide.")
    minutes = max(round(hours / number / MINUTE), 1)
    return _("That is about %(rate)s.") % {"rate": words % {"time": hours_words(minutes * MINUTE)}}


def heard_between(span: Span) -> int:
    """As Together counts them: of people who had not bought before."""
    rows = EnquiryStatistic.objects.filter(day_heard__range=(span.start, span.end), state__in=COUNTED)
    return rows.aggregate(number=Sum("count"))["number"] or 0


def works_with_others() -> bool:
    """Whether more than one person works at a desk here."""
    return User.objects.filter(is_active=True).exclude(role=Role.READ_ONLY).count() > 1
