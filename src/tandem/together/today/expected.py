"""Together's home where there is something to expect: the equation of the enquiries, and the verdict."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tandem.charts.figure import Figure
from tandem.together.evidence.periods import Span
from tandem.together.evidence.words import Document
from tandem.together.revenue.leans import change_words
from tandem.together.revenue.queries import Booked
from tandem.together.revenue.words import month_words
from tandem.together.statistics.words import month_number
from tandem.together.today.channels import channel_table, channels_title
from tandem.together.today.factors import Factor, orders_words
from tandem.together.today.leaning import leans_of
from tandem.together.today.multiples import multiples_of
from tandem.together.verdict.equation import Equation, Shown, equations_of
from tandem.together.verdict.intervals import Table
from tandem.together.verdict.reading import (
    Side,
    purse_of,
    range_of,
    span_words,
)
from tandem.together.verdict.words import Said, process_words, verdict_of
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


class Drawn:
    """The last few answers with what came of them. Most looks at home are at the answer of the one before,
    and to compare two answers takes a hundredth of the time that their figures take to be drawn.
    """

    MOST = 8

    def __init__(self) -> None:
        # Put in place whole, as several threads may look at once.
        self.latest: tuple[tuple[Any, Expected | None], ...] = ()

    def of(self, answer: Document, today: datetime.date) -> Expected | None:
        asked = (today, get_language(), answer)
        for known, expected in self.latest:
            if known == asked:
                return expected
        expected = drawn(answer, today)
        self.latest = ((asked, expected), *self.latest[: self.MOST - 1])
        return expected


DRAWN = Drawn()


def expected_of(answer: Document, today: datetime.date) -> Expected | None:
    """None where plain counts are the truth."""
    return DRAWN.of(answer, today)


def drawn(answer: Document, today: datetime.date) -> Expected | None:
    """Reads nothing but the answer."""
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
        likely=after.to_come,
        figures=multiples_of(answer, after, leans_of(answer, *(one.shown for one in equations)), today),
        channels=channel_table(answer),
        channels_title=channels_title(answer),
        channels_sub=channels_sub(answer, today),
        broken=process_words(answer),
    )


def factors_of(answer: Document, before: Equation, after: Equation) -> list[Factor]:
    """Three tiles that multiply to the fourth."""
    then, now, side = before.shown, after.shown, after.side
    purse, leans = purse_of(answer), leans_of(answer, then, now)
    changes = [
        change_words(leans.asking, was=number_words(then.enquiries), less=_("fewer")),
        change_words(leans.buying, was=share_shown(then), less=_("fewer")),
        change_words(leans.sale, was=purse.exact(then.value), less=_("less")),
        change_words(leans.revenue, was=purse.exact(then.revenue), less=_("less")),
    ]
    values = number_words(now.enquiries), share_shown(now), purse.exact(now.value), purse.exact(now.revenue)
    ends = _("counted"), conversion_range(side), purse.range(side.value), purse.range(side.revenue)
    return [
        Factor("m", "marketing", values[0], _("enquiries"), ends[0], *changes[0]),
        Factor("s", "sales", values[1], _("become customers"), ends[1], *changes[1], operator="×"),
        Factor("s", "sales", values[2], _("first sale"), ends[2], *changes[2], operator="×"),
        Factor("two", "together", values[3], _("expected revenue"), ends[3], *changes[3], operator="="),
    ]


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


def booked_words(booked: Booked, currency: str) -> tuple[str, str]:
    """Booked revenue by its own name, and why it is another number."""
    first = _("%(amount)s booked") % {"amount": money_words(booked.amount_minor, currency)}
    why = _(
        "Booked is what was accepted then, also from people who asked earlier or bought again; expected is "
        "what such enquiries come to in the end, luck left out. The tiles are rounded so that they multiply."
    )
    return first, f"{orders_words(booked)}. {why}"


def channels_sub(answer: Document, today: datetime.date) -> str:
    """Since when, what the marks mean, and what is not guessed; also after a break it is about everybody."""
    whole = range_of(answer["conversion"])
    first = datetime.date.fromisoformat(answer["more"]["first_day"])
    said = {
        "since": month_words(month_number(first), today),
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
