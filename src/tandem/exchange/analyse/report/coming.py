"""What the next weeks will bring, from enquiries open now and from new ones."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.charts.figure import Figure
from tandem.exchange.analyse.report.told import Told, level_words
from tandem.together.evidence.words import Document
from tandem.together.forecast.coming import Forecast, Total, forecast_of
from tandem.ui.figures import LEAST_FOR_A_SHARE


@dataclass(frozen=True)
class Measure:
    """One row of the sums: so much over each of the spans."""

    name: str
    sums: tuple[Told, ...]


@dataclass(frozen=True)
class Ahead:
    """`spans` head the sums: the next 4 and 13 weeks. Where nothing can be told, `why` says it."""

    title: str
    sub: str
    spans: tuple[str, ...]
    measures: tuple[Measure, ...]
    figure: Figure | None
    notes: tuple[str, ...]
    why: str


def ahead_of(answer: Document, today: datetime.date) -> Ahead:
    told = forecast_of(answer, (), today)
    if told is None or answer["enquiries"]["total"] < LEAST_FOR_A_SHARE:
        return Ahead("", "", (), (), None, (), _("The list is too short to say what comes next."))
    notes = told.open_part, *told.sentences, told.too_narrow, told.level_change
    often = {"often": level_words(answer["forecast"][0]["level"])}
    return Ahead(
        title=told.title,
        sub=_("The range holds what will come, %(often)s.") % often,
        spans=tuple(_("The next %(weeks)s weeks") % {"weeks": one["weeks"]} for one in answer["forecast"]),
        measures=tuple(Measure(name, tuple(map(sum_told, sums))) for name, sums in told.totals),
        figure=figure_of(told),
        notes=tuple(note for note in notes if note),
        why="",
    )


def sum_told(one: Total | None) -> Told:
    return Told(one.value, one.range) if one else Told(_("cannot be told yet"))


def figure_of(told: Forecast) -> Figure | None:
    """Customers, week by week; enquiries where nothing is known of customers."""
    return next((one for one in (*told.figures[1:2], *told.figures[:1])), None)
