"""What the piles of a month show: one picture, and one sentence without blame."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure
from tandem.charts.piles import Pile as Drawn
from tandem.charts.piles import piles as drawn_piles
from tandem.marketing.piles.queries import Month, Pile
from tandem.marketing.piles.words import SHORT
from tandem.people.timeline.words import Purpose
from tandem.ui.moments import duration_words

TONES: dict[str, Tone] = {Purpose.MARKETING: "m", Purpose.SELLING: "s", Purpose.CARE: "t"}
# From here on one of two is said to be more than the other.
MORE = 1.5


def weights(month: Month) -> tuple[dict[str, int], bool]:
    """The size of each pile: its minutes where the time of everything is known, else the number of things."""
    timed = all(pile.is_timed for pile in month.piles)
    return {pile.purpose: pile.minutes if timed else len(pile.rows) for pile in month.piles}, timed


def finding_of(month: Month) -> str:
    sizes, timed = weights(month)
    marketing, selling = sizes[Purpose.MARKETING], sizes[Purpose.SELLING]
    if not marketing and not selling:
        return _("All of it was for those who bought already: they stay, and some of them will tell others.")
    if not selling:
        return _(
            "All of it was so that people ask. An hour kept free for those who did is what turns asking into "
            "buying."
        )
    if not marketing:
        return _(
            "All of it was for people who had asked already. An hour so that others ask looks after the "
            "months to come."
        )
    if marketing >= MORE * selling:
        return _("More went into being asked than into helping one person to buy. %(next)s") % {
            "next": _("If somebody waits for an answer, the next free hour is for them.")
        }
    if selling >= MORE * marketing:
        return _("More went into helping one person to buy than into being asked. %(next)s") % {
            "next": _("If there are days on which nobody asks, the next free hour is for that.")
        }
    if timed:
        return _("About as much time went into either. Two jobs, and each had its hours.")
    return _("About as many things were for either. Two jobs, and each had its turn.")


def picture_of(month: Month) -> Figure:
    """Care stands beside the two where there was any."""
    _sizes, timed = weights(month)
    shown = [pile for pile in month.piles if pile.rows or pile.purpose != Purpose.CARE]
    return drawn_piles(
        [drawn(pile, timed) for pile in shown],
        title=finding_of(month),
        head=[_("Pile"), _("Things"), _("Time")],
        note=_("Each block is one thing, as high as the time it took.") if timed else "",
    )


def drawn(pile: Pile, timed: bool) -> Drawn:
    sizes: Sequence[float] = [(row.minutes or 0) if timed else 1 for row in pile.rows]
    return Drawn(str(SHORT[pile.purpose]), TONES[pile.purpose], sizes, things_words(pile), time_words(pile))


def things_words(pile: Pile) -> str:
    return ngettext("%d thing", "%d things", len(pile.rows)) % len(pile.rows)


def time_words(pile: Pile) -> str:
    """“3 h 20”; “at least 2 h” where the time of some is not known."""
    if not pile.minutes:
        return ""
    words = duration_words(datetime.timedelta(minutes=pile.minutes))
    return words if pile.is_timed else _("at least %(time)s") % {"time": words}
