"""The last twelve months as four small figures: who asks, who buys, what they pay, what comes in."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.charts.bars import Bar, bars
from tandem.charts.figure import Figure
from tandem.charts.line import Point, line
from tandem.together.evidence.words import Document
from tandem.together.revenue.leans import Lean, Titles, title_of, titles_of_asking
from tandem.together.revenue.words import month_letter, month_words, shifted
from tandem.together.statistics.words import month_number
from tandem.together.today.leaning import Leans
from tandem.together.verdict.phrases import share_with_range
from tandem.together.verdict.reading import Purse, Range, Side, purse_of, range_of
from tandem.ui.figures import number_words

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Month:
    """One month of an answer. `current` is part of the period that is looked at."""

    number: int
    asked: int
    open: int
    conversion: Range | None
    still_to_come: Range | None
    first_sale: Range | None
    revenue: Range | None
    current: bool

    @property
    def to_come(self) -> float:
        """What its open enquiries are expected to bring, of its revenue."""
        if not (self.still_to_come and self.first_sale and self.revenue):
            return 0.0
        return min(self.still_to_come.estimate * self.first_sale.estimate, self.revenue.estimate)


def multiples_of(
    answer: Document, after: Side, leans: Leans, today: datetime.date
) -> list[tuple[Figure, str]]:
    """Each with the line under its title."""
    months = months_shown(answer, after)
    purse = purse_of(answer)
    return [
        (enquiries_figure(leans.asking, months, today), asked_words(months)),
        (
            conversion_figure(leans.buying, months, since_when(answer, after, today), today),
            _("Become customers · shaded: range"),
        ),
        (sale_figure(leans.sale, months, purse, today), _("First sale · shaded: range")),
        (revenue_figure(leans.revenue, months, purse, today), _("Expected revenue · hatched: to come")),
    ]


def months_shown(answer: Document, after: Side) -> list[Month]:
    """Twelve that end with the period; those before the first enquiry are left out."""
    first, last = month_number(after.span.start), month_number(after.span.end)
    rows = {int(row["month"].replace("-", "")): row for row in answer["more"]["months"]}
    shown = [shifted(last, back) for back in range(1 - MONTHS_SHOWN, 1)]
    return [month_of(number, rows[number], first <= number <= last) for number in shown if number in rows]


def month_of(number: int, row: Document, current: bool) -> Month:
    names = "conversion", "still_to_come", "first_sale", "revenue"
    conversion, to_come, first_sale, revenue = (range_of(row[name]) for name in names)
    return Month(number, row["enquiries"], row["open"], conversion, to_come, first_sale, revenue, current)


def asked_words(months: list[Month]) -> str:
    return _("Enquiries · %(whole)s in all") % {"whole": number_words(sum(month.asked for month in months))}


def enquiries_figure(lean: Lean, months: list[Month], today: datetime.date) -> Figure:
    marks = [
        Bar(
            month_letter(month.number),
            month_words(month.number, today),
            month.asked,
            number_words(month.asked),
            current=month.current,
            cells=(number_words(month.open),),
        )
        for month in months
    ]
    title = title_of(lean, titles_of_asking())
    return bars(marks, key="asked", title=title, head=(_("Month"), _("Enquiries"), _("Still open")), tone="m")


def conversion_figure(lean: Lean, months: list[Month], since: str, today: datetime.date) -> Figure:
    """`since` is the month from which on it is another share, as `since_when` tells it."""
    points = []
    for month in months:
        written, ends = share_with_range(month.conversion, month.asked) if month.conversion else ("–", "")
        points.append(point_of(month, month.conversion, written, ends, today))
    titles = Titles(
        _("Since %(month)s, more buy") % {"month": since},
        _("Perhaps more of them buy"),
        _("About as many of them buy"),
        _("Perhaps fewer of them buy"),
        _("Since %(month)s, fewer buy") % {"month": since},
    )
    head = (_("Month they asked"), _("Become customers"), _("Range"), _("Still open"))
    return line(points, title=title_of(lean, titles), head=head, tone="s")


def since_when(answer: Document, after: Side, today: datetime.date) -> str:
    """The month of the break where one was found, else the first one of the period."""
    broken = answer["more"]["break"]
    number = int(broken["month"].replace("-", "")) if broken else month_number(after.span.start)
    return month_words(number, today)


def point_of(month: Month, told: Range | None, written: str, ends: str, today: datetime.date) -> Point:
    return Point(
        month_letter(month.number),
        month_words(month.number, today),
        told.estimate if told else None,
        written,
        told.low if told else None,
        told.high if told else None,
        open=month.open > 0,
        current=month.current,
        cells=(ends, number_words(month.open)),
    )


def sale_figure(lean: Lean, months: list[Month], purse: Purse, today: datetime.date) -> Figure:
    points = [
        point_of(
            month,
            month.first_sale,
            purse.words(month.first_sale.estimate) if month.first_sale else "–",
            purse.range(month.first_sale) if month.first_sale else "",
            today,
        )
        for month in months
    ]
    titles = Titles(
        _("A first sale brings more"),
        _("Perhaps a first sale brings more"),
        _("The first sale holds"),
        _("Perhaps a first sale brings less"),
        _("A first sale brings less"),
    )
    head = (_("Month they asked"), _("First sale"), _("Range"), _("Still open"))
    return line(points, title=title_of(lean, titles), head=head, tone="s")


def revenue_figure(lean: Lean, months: list[Month], purse: Purse, today: datetime.date) -> Figure:
    marks = [
        Bar(
            month_letter(month.number),
            month_words(month.number, today),
            month.revenue.estimate - month.to_come if month.revenue else 0,
            purse.words(month.revenue.estimate) if month.revenue else "–",
            to_come=month.to_come,
            current=month.current,
            cells=(purse.range(month.revenue) if month.revenue else "", purse.words(month.to_come)),
        )
        for month in months
    ]
    head = (_("Month they asked"), _("Expected revenue"), _("Range"), _("Still to come"))
    titles = Titles(
        _("So more money comes in"),
        _("Perhaps more money comes in"),
        _("About as much money comes in"),
        _("Perhaps less money comes in"),
        _("So less money comes in"),
    )
    return bars(marks, key="expected", title=title_of(lean, titles), head=head, tone="t")
