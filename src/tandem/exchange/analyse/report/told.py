"""Numbers as they stand in the report: never alone, and never surer than they are."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.together.verdict.reading import Range
from tandem.ui.figures import number_words

ONE_IN_TEN = 10
ONE_IN_A_HUNDRED = 100


@dataclass(frozen=True)
class Told:
    """A number and, below it, its range or what it is."""

    main: str
    range: str = ""


def level_words(level: float) -> str:
    """“9 times in 10”, “95 times in 100”."""
    whole = ONE_IN_TEN if round(level * ONE_IN_A_HUNDRED) % ONE_IN_TEN == 0 else ONE_IN_A_HUNDRED
    return _("%(times)s times in %(whole)s") % {"times": round(level * whole), "whole": whole}


def about(one: Range) -> Told:
    """“about 38” with “27 to 51”: a count that is not known yet."""
    whole = round(one.estimate)
    main = _("about %(number)s") % {"number": number_words(whole)} if whole else _("under 1")
    return Told(main, whole_range(one))


def whole_range(one: Range) -> str:
    """“27 to 51”: whole enquiries or customers."""
    ends = {"low": number_words(round(one.low)), "high": number_words(round(one.high))}
    return _("%(low)s to %(high)s") % ends
