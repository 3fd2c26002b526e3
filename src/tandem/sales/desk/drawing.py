"""Where most are lost, as a row for each stage: a dot on its range, and the count beside it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.charts.figure import Figure
from tandem.charts.interval_dot import Interval, interval_dot
from tandem.sales.desk.queries import Ends, StageEnds
from tandem.ui.figures import number_words, share_range_words, share_words

SCALE = 1.0


@dataclass(frozen=True)
class StageLine:
    name: str
    counted: str
    range_words: str
    figure: Figure
    is_worst: bool


def stage_lines(ends: Ends) -> list[StageLine]:
    return [line(one, is_worst=ends.is_clear and one is ends.worst) for one in ends.stages]


def line(one: StageEnds, *, is_worst: bool) -> StageLine:
    share, counted = one.share, counted_words(one)
    range_words = share_range_words(share.low, share.high) if share else _("too few to say")
    row = Interval(
        name=one.stage.name,
        estimate=share.estimate if share else None,
        low=share.low if share else None,
        high=share.high if share else None,
        written=share_words(one.lost, one.reached),
        range_written=range_words,
    )
    head = (_("Stage"), _("Lost there"), _("Range"))
    title = f"{one.stage.name}: {counted}, {range_words}"
    return StageLine(
        name=one.stage.name,
        counted=counted,
        range_words=range_words,
        figure=interval_dot(row, title=title, head=head, top=SCALE, tone="s"),
        is_worst=is_worst,
    )


def counted_words(one: StageEnds) -> str:
    return _("%(lost)s of %(reached)s") % {
        "lost": number_words(one.lost),
        "reached": number_words(one.reached),
    }


def stages_title(ends: Ends) -> str:
    """The finding, and no more than was found."""
    worst = ends.worst
    if worst is None:
        return _("Where conversations end")
    if ends.is_clear:
        return _("Most are lost at “%(stage)s”") % {"stage": worst.stage.name}
    return _("“%(stage)s” looks worst, but it may be chance") % {"stage": worst.stage.name}


def told_words(ends: Ends) -> str:
    """“Of the 154 that ended within a year”."""
    said = {"number": number_words(ends.number)}
    if ends.is_all:
        words = ngettext(
            "Of the %(number)s that ended within a year.",
            "Of the %(number)s that ended within a year.",
            ends.number,
        )
    else:
        words = ngettext(
            "Of the last %(number)s that ended.", "Of the last %(number)s that ended.", ends.number
        )
    return words % said
