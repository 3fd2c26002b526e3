"""Numbers, amounts and days as documents write them, in the language that is spoken just now."""

import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from tandem.money.amount import Amount
from tandem.money.currency import written
from tandem.money.manners import BRITISH, MANNERS, Manner
from tandem.office.languages.words import without_country

# Elsewhere months are written small, also where Django writes them large.
LARGE_MONTHS = frozenset({"", "en", "de"})


def manner_here() -> Manner:
    code = get_language() or ""
    return MANNERS.get(code) or MANNERS.get(without_country(code), BRITISH)


def written_number(number: Decimal) -> str:
    """6, 2.5 or 1,250: without noughts at the end."""
    return manner_here().number(short(number))


def short(number: Decimal) -> str:
    plain = f"{number:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def written_percent(percent: Decimal) -> str:
    return manner_here().percent(written_number(percent))


def exact(amount: Amount) -> str:
    """With all decimals of the currency."""
    return written(amount, whole_if_possible=False, manner=manner_here())


def plain_number(number: Decimal) -> str:
    """As one types it, and as it is kept in a text: without noughts at the end and marks of thousands."""
    return short(number).replace(",", "")


def written_day(day: datetime.date) -> str:
    """“2 November 2026”; several languages say the first of a month otherwise."""
    pattern = pgettext("the first of a month", "j F Y") if day.day == 1 else gettext("j F Y")
    words = date_format(day, pattern)
    return words if without_country(get_language() or "") in LARGE_MONTHS else words.lower()


def written_moment(moment: datetime.datetime) -> str:
    """The day and the time, as the clock of the zone in force shows it."""
    local = timezone.localtime(moment)
    said = {"day": written_day(local), "time": date_format(local, gettext("G:i"))}
    return gettext("%(day)s, %(time)s") % said
