"""How long it takes until somebody buys, and from when on the list is told of."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.charts.figure import Figure
from tandem.exchange.analyse.report.told import level_words
from tandem.together.evidence.sentences import began_words
from tandem.together.evidence.words import Document
from tandem.together.quality.ages import ages_figure
from tandem.together.verdict.reading import range_of
from tandem.ui.figures import percent_words


@dataclass(frozen=True)
class Ages:
    """`broken` says that the list was another one before a day or month, where that was found."""

    figure: Figure
    sub: str
    broken: str


def ages_of(answer: Document) -> Ages | None:
    """None where nobody knows how long it takes."""
    figure = ages_figure(answer)
    if figure is None:
        return None
    sentence = _(
        "Share that have become customers, by days since they asked. Shaded: where the truth lies, %(often)s."
    )
    words = sentence % {"often": level_words(answer["level"])}
    if len(figure.rows) > 1:
        words = " ".join((words, _("Dashed: all channels.")))
    note = " ".join(filter(None, (began_words(answer), broken_words(answer["more"]["break"]))))
    return Ages(figure, words, note)


def broken_words(found: Document | None) -> str:
    """That an earlier part of the list followed another rule; curves and shares are about both."""
    if not found:
        return ""
    month = date_format(datetime.date.fromisoformat(f"{found['month']}-01"), "F Y")
    said = _("Since %(month)s enquiries become customers at another rate.") % {"month": month}
    before, after = range_of(found["before"]), range_of(found["after"])
    if before is None or after is None:
        return said
    shares = {"before": percent_words(before.estimate), "after": percent_words(after.estimate)}
    then = _("Before, %(before)s did so in the end, since then %(after)s; the curves hold both.")
    return " ".join((said, then % shares))
