"""What the promises of some months tell, in sentences without blame."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.agreement.words import number_in_words
from tandem.handover.promises.monthly import Told
from tandem.handover.promises.words import Promised
from tandem.maths.shares import share_range

ALL_OF_THEM = 3


@dataclass(frozen=True)
class Row:
    """One promise through the months, the oldest first."""

    promised: Promised
    months: list[Told]

    @property
    def whole_months(self) -> list[Told]:
        return [told for told in self.months if not told.running]

    @property
    def last(self) -> Told:
        """Of the last month that is over."""
        return self.whole_months[-1]

    @property
    def before(self) -> Told:
        return self.whole_months[-2]

    @property
    def title(self) -> str:
        """“Decisions in time: 40 of 42 in October, about as in September”."""
        said = {"promise": self.promised.label, "month": self.last.month.name}
        if not self.last.agreed:
            return _("%(promise)s: not promised in %(month)s") % said
        if not self.last.whole:
            return _("%(promise)s: nothing to count in %(month)s") % said
        said["counts"] = self.last.words
        if self.last.share is None:
            return _("%(promise)s: %(counts)s in %(month)s, too few to judge by") % said
        if self.last.is_count or self.before.share is None:
            return _("%(promise)s: %(counts)s in %(month)s") % said
        said["before"] = self.before.month.name
        sentence = {
            1: _("%(promise)s: %(counts)s in %(month)s, more often than in %(before)s"),
            0: _("%(promise)s: %(counts)s in %(month)s, about as in %(before)s"),
            -1: _("%(promise)s: %(counts)s in %(month)s, less often than in %(before)s"),
        }
        return sentence[moved(self.before, self.last)] % said


def rows_of(told: Sequence[Told]) -> list[Row]:
    return [Row(promised, [one for one in told if one.promised == promised]) for promised in Promised]


def moved(before: Told, after: Told) -> int:
    """Whether it was kept more often (1) or less (−1): only where the ranges of both months lie apart.

    By chance alone that happens about once in fifty; everything else is about the same (0).
    """
    if before.share is None or after.share is None or before.is_count:
        return 0
    one, other = share_range(before.kept, before.whole), share_range(after.kept, after.whole)
    if other.low > one.high:
        return 1
    return -1 if other.high < one.low else 0


def heading(rows: Sequence[Row]) -> str:
    """“Five of our seven promises held in October. First answers in time need a hand.”"""
    judged = [row for row in rows if row.last.holds is not None]
    month = rows[0].last.month.name
    if not judged:
        return _("%(month)s has too few to judge our promises by") % {"month": month}
    weak = [row for row in judged if not row.last.holds]
    if not weak:
        return _("Every promise that can be judged held in %(month)s") % {"month": month}
    held = len(judged) - len(weak)
    sentence = ngettext(
        "%(held)s of our %(all)s promises held in %(month)s.",
        "%(held)s of our %(all)s promises held in %(month)s.",
        len(judged),
    )
    said = {
        "held": number_in_words(held) if held else _("None"),
        "all": number_in_words(len(judged)).lower(),
        "month": month,
    }
    return f"{sentence % said} {needing_a_hand(weak)}"


def needing_a_hand(weak: Sequence[Row]) -> str:
    if len(weak) >= ALL_OF_THEM:
        return _("%(number)s need a hand.") % {"number": number_in_words(len(weak))}
    names = [str(row.promised.label) for row in weak]
    named = _(" and ").join([names[0], *(name[:1].lower() + name[1:] for name in names[1:])])
    return _("To look at: %(promises)s.") % {"promises": named[:1].lower() + named[1:]}


def state_words(told: Told) -> str:
    """What a month says of a promise, as its table has it."""
    if told.running:
        return _("still running")
    if not told.agreed:
        return _("not promised then")
    if not told.whole:
        return _("nothing to count")
    if told.holds is None:
        return _("too few to judge by")
    return _("held") if told.holds else _("needs a hand")
