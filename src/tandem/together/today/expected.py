"""Together's home where there is something to expect: the equation of the enquiries, and the verdict."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.charts.figure import Figure
from tandem.together.evidence.periods import Span
from tandem.together.evidence.words import Document
from tandem.together.revenue.queries import Booked
from tandem.together.revenue.words import month_words
from tandem.together.statistics.words import month_number
from tandem.together.today.channels import channel_table, channels_title
from tandem.together.today.factors import Factor, orders_words
from tandem.together.today.multiples import multiples_of
from tandem.together.verdict.equation import Shown, shown
from tandem.together.verdict.intervals import Table
from tandem.together.verdict.reading import (
    Side,
    change_of_revenue,
    purse_of,
    range_of,
    sides_of,
    span_words,
    verdict_word,
)
from tandem.together.verdict.words import SMALL, Said, break_words, buying, verdict_of
from tandem.ui.figures import money_words, number_words, percent_words, share_range_words


@dataclass(frozen=True)
class Expected:
    title: str
    words: str
    span: Span
    before: str
    factors: list[Factor]
    said: Said
    after: Side
    likely: int
    figures: list[tuple[Figure, str]]
    channels: Table
    channels_title: str
    channels_sub: str
    broken: str


@dataclass(frozen=True)
class Equation:
    """One period with its tiles."""

    side: Side
    shown: Shown


def equations_of(answer: Document) -> tuple[Equation, Equation] | None:
    """Before and after; None where plain counts are the truth, as there is nothing to multiply yet."""
    sides = sides_of(answer) if not answer["more"]["not_yet"] else None
    told = [Equation(side, tiles) for side in sides or () if (tiles := shown(side))]
    return (told[0], told[1]) if len(told) == 2 else None


def expected_of(answer: Document, today: datetime.date) -> Expected | None:
    """Reads nothing but the answer. None where plain counts are the truth."""
    equations = equations_of(answer)
    if equations is None:
        return None
    before, after = (one.side for one in equations)
    words = span_words(after.span, today)
    going_on = after.span.end >= today
    return Expected(
        title=(_("How %(months)s is going") if going_on else _("How %(months)s went")) % {"months": words},
        words=words,
        span=after.span,
        before=span_words(before.span, today),
        factors=factors_of(answer, *equations),
        said=verdict_of(answer),
        after=after,
        likely=min(after.likely - after.won, after.open),
        figures=multiples_of(answer, after, today),
        channels=channel_table(answer),
        channels_title=channels_title(answer),
        channels_sub=channels_sub(answer, today),
        broken=break_words(answer),
    )


def factors_of(answer: Document, before: Equation, after: Equation) -> list[Factor]:
    """Three tiles that multiply to the fourth."""
    return [
        enquiries_factor(answer, before.shown, after.shown),
        conversion_factor(answer, before.shown, after),
        sale_factor(answer, before.shown, after),
        revenue_factor(answer, before.shown, after),
    ]


def enquiries_factor(answer: Document, then: Shown, now: Shown) -> Factor:
    was, more = number_words(then.enquiries), now.enquiries - then.enquiries
    change = changed(verdict_word(answer, "enquiries"), more, was, _("fewer"))
    return Factor("m", "marketing", number_words(now.enquiries), _("enquiries"), _("counted"), *change)


def conversion_factor(answer: Document, then: Shown, after: Equation) -> Factor:
    now = after.shown
    change = changed(buying(answer), now.share - then.share, share_shown(then), _("fewer"))
    ends = conversion_range(after.side)
    return Factor("s", "sales", share_shown(now), _("become customers"), ends, *change, operator="×")


def sale_factor(answer: Document, then: Shown, after: Equation) -> Factor:
    now, purse = after.shown, purse_of(answer)
    change = changed(
        verdict_word(answer, "value"), now.value - then.value, purse.exact(then.value), _("less")
    )
    ends = purse.range(after.side.value)
    return Factor("s", "sales", purse.exact(now.value), _("first sale"), ends, *change, operator="×")


def revenue_factor(answer: Document, then: Shown, after: Equation) -> Factor:
    now, purse = after.shown, purse_of(answer)
    change = changed(revenue_word(answer), now.revenue - then.revenue, purse.exact(then.revenue), _("less"))
    value, ends = purse.exact(now.revenue), purse.range(after.side.revenue)
    return Factor("two", "together", value, _("expected revenue"), ends, *change, operator="=")


def share_shown(equation: Shown) -> str:
    """“16%”, or “3.2%” where whole per cent would be too coarse to multiply with."""
    if equation.scale == 100:
        return percent_words(equation.share)
    return f"{number_words(equation.share * 100, 1)}%"


def conversion_range(side: Side) -> str:
    """“13 to 19%, as 152 are still open”."""
    ends = share_range_words(side.conversion.low, side.conversion.high)
    if not side.open:
        return ends
    sentence = ngettext(
        "%(range)s, as %(open)s is still open", "%(range)s, as %(open)s are still open", side.open
    )
    return sentence % {"range": ends, "open": number_words(side.open)}


def revenue_word(answer: Document) -> str:
    """Fell or rose where a desk did and the sum goes the same way by more than a little."""
    effect, desk = change_of_revenue(answer), answer["change"]["verdict"]["desk"]
    if effect is None or desk in (None, "cannot_tell", "not_enough_data"):
        return "cannot_tell"
    if desk == "neither" or abs(effect) < SMALL:
        return "steady"
    return "fell" if effect < 0 else "rose"


def changed(word: str, change: float, was: str, less: str) -> tuple[str, str]:
    """The change in words and its arrow. A small change is none; of what may be chance nothing is said."""
    said = {"was": was, "less": less}
    if word == "rose":
        return _("more, was %(was)s") % said, "up"
    if word == "fell":
        return _("%(less)s, was %(was)s") % said, "down"
    if word == "steady":
        return _("about the same, was %(was)s") % said, "same"
    if not change:
        return _("was %(was)s too") % said, "same"
    return (
        _("perhaps more, was %(was)s") if change > 0 else _("perhaps %(less)s, was %(was)s")
    ) % said, "unsure"


def booked_words(booked: Booked, currency: str) -> tuple[str, str]:
    """Booked revenue by its own name, and why it is another number."""
    first = _("%(amount)s booked") % {"amount": money_words(booked.amount_minor, currency)}
    why = _(
        "Booked is what was accepted then, also from people who asked earlier or bought again; expected is "
        "what these enquiries come to in the end. The tiles are rounded so that they multiply."
    )
    return first, f"{orders_words(booked)}. {why}"


def channels_sub(answer: Document, today: datetime.date) -> str:
    """Since when, what the marks mean, and what is not guessed."""
    whole = range_of(answer["conversion"])
    said = {
        "since": month_words(month_number(first_day_of(answer)), today),
        "tenths": round(answer["level"] * 10),
        "whole": percent_words(whole.estimate) if whole else "–",
    }
    return (
        _(
            "Everybody who asked since %(since)s. Line: where the true share lies, %(tenths)s times in 10. "
            "Dashed: all channels, %(whole)s. Under 20 enquiries we do not guess."
        )
        % said
    )


def first_day_of(answer: Document) -> datetime.date:
    """From when on the shares are: the first enquiry, or the month since which it is another business."""
    broken = answer["more"]["break"]
    return datetime.date.fromisoformat(f"{broken['month']}-01" if broken else answer["more"]["first_day"])
