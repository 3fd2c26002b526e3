"""How long it takes until somebody buys: the share of customers by the age of their enquiry."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.charts.curves import Curve, curves
from tandem.charts.figure import Figure
from tandem.together.evidence.words import Document
from tandem.together.verdict.equation import step_below
from tandem.together.verdict.reading import Waits, waits_of
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words, percent_words, share_range_words

CHANNELS_DRAWN = 5
AS_LONG_AGAIN, LEAST_DAYS = 2.5, 28
ROOM = 0.6  # of the axis: beyond it a number would run into the last


def ages_figure(answer: Document) -> Figure | None:
    """None where nobody knows how long it takes; of fewer than five customers nobody does."""
    if answer["more"]["not_yet"]:
        return None
    told = answer["more"]["curves"]
    whole = next((one for one in told if one["channel"] is None), None)
    if whole is None or not whole["days"] or whole["days"][-1] <= 0:
        return None
    last = horizon_of(whole["days"][-1], answer["lag_days"])
    channels = sorted((one for one in told if one["channel"] is not None), key=lambda one: -one["enquiries"])
    drawn = channels[:CHANNELS_DRAWN] if len(channels) > 1 else []
    return curves(
        curve_of(cut(whole, last), _("All channels")),
        [curve_of(cut(one, last), one["channel"]) for one in drawn],
        title=ages_title(waits_of(answer)),
        head=(
            _("Channel"),
            _("Customers after %(days)s") % {"days": days_words(last)},
            _("Range"),
            _("Enquiries"),
        ),
        ticks=ticks_to(last),
    )


def horizon_of(last: float, lag: Document) -> float:
    """Where the drawing ends: well after nine in ten of those who buy have bought, and not at the oldest."""
    return min(last, max(AS_LONG_AGAIN * lag["p90"], LEAST_DAYS)) if lag["p90"] else last


def ticks_to(last: float) -> list[tuple[float, str]]:
    """Nought, a round number of days that leaves room, and where the axis ends."""
    between = step_below(last * ROOM)
    return [(0, "0"), (between, number_words(between)), (last, days_words(last))]


def cut(one: Document, last: float) -> Document:
    """Without the days after `last`; a curve that began later keeps its first two."""
    kept = max(sum(day <= last for day in one["days"]), min(len(one["days"]), 2))
    return {**one, **{key: one[key][:kept] for key in ("days", "estimate", "low", "high")}}


def curve_of(one: Document, name: str) -> Curve:
    asked = ngettext("%(many)s enquiry", "%(many)s enquiries", one["enquiries"])
    sub, cells = asked % {"many": number_words(one["enquiries"])}, (number_words(one["enquiries"]),)
    if one["enquiries"] < LEAST_FOR_A_SHARE or not one["days"]:
        return Curve(name, (), (), (), (), _("too few to say"), sub=sub, cells=cells)
    return Curve(
        name,
        tuple(one["days"]),
        tuple(one["estimate"]),
        tuple(one["low"]),
        tuple(one["high"]),
        percent_words(one["estimate"][-1]),
        share_range_words(one["low"][-1], one["high"][-1]),
        sub,
        cells,
    )


def days_words(days: float) -> str:
    whole = max(round(days), 1)
    return ngettext("%(days)s day", "%(days)s days", whole) % {"days": number_words(whole)}


def ages_title(waits: Waits | None) -> str:
    if waits is None:
        return _("How many have become customers, by age")
    said = {"half": days_words(waits.half), "most": days_words(waits.most)}
    return _("Half of those who buy do so within %(half)s, nine in ten within %(most)s") % said
