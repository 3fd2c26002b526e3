"""Which way a number leans against the one before it: worded in one way, in a tile and over a figure."""

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

# One-sided 95 %: below that a difference of counts may well be chance.
SURE = 1.64
SAME_WITHIN = 0.05


class Lean(Enum):
    """`EQUAL` is another than `SAME`: the numbers happen to agree, and what lies behind is not known."""

    MORE = "more"
    PERHAPS_MORE = "perhaps more"
    SAME = "same"
    EQUAL = "equal"
    PERHAPS_LESS = "perhaps less"
    LESS = "less"


@dataclass(frozen=True)
class Titles:
    """What a figure is called, by how its number leans. What may be chance is called so."""

    more: str
    perhaps_more: str
    same: str
    perhaps_less: str
    less: str


def leans(now: float, before: float, error: float) -> Lean:
    """Of counts, or of sums of them, with the standard error of their difference."""
    if abs(now - before) <= SAME_WITHIN * before:
        return Lean.SAME
    sure = abs(now - before) > SURE * error
    if now > before:
        return Lean.MORE if sure else Lean.PERHAPS_MORE
    return Lean.LESS if sure else Lean.PERHAPS_LESS


def leans_by(verdict: str, change: float) -> Lean:
    """Of estimates, by their verdict: `rose`, `fell` or `steady`; of any other the change may be chance."""
    known = {"rose": Lean.MORE, "fell": Lean.LESS, "steady": Lean.SAME}.get(verdict)
    if known is not None:
        return known
    if not change:
        return Lean.EQUAL
    return Lean.PERHAPS_MORE if change > 0 else Lean.PERHAPS_LESS


def change_words(lean: Lean, *, was: str, less: str) -> tuple[str, str]:
    """The change as a tile says it, and its arrow. `less` is “less” of amounts and “fewer” of people."""
    words, arrow = {
        Lean.MORE: (_("more, was %(was)s"), "up"),
        Lean.PERHAPS_MORE: (_("perhaps more, was %(was)s"), "unsure"),
        Lean.SAME: (_("about the same, was %(was)s"), "same"),
        Lean.EQUAL: (_("was %(was)s too"), "same"),
        Lean.PERHAPS_LESS: (_("perhaps %(less)s, was %(was)s"), "unsure"),
        Lean.LESS: (_("%(less)s, was %(was)s"), "down"),
    }[lean]
    return words % {"was": was, "less": less}, arrow


def title_of(lean: Lean | None, titles: Titles) -> str:
    """None where too few are there to compare."""
    if lean is None:
        return _("Too few to say")
    return {
        Lean.MORE: titles.more,
        Lean.PERHAPS_MORE: titles.perhaps_more,
        Lean.PERHAPS_LESS: titles.perhaps_less,
        Lean.LESS: titles.less,
    }.get(lean, titles.same)


def titles_of_asking() -> Titles:
    return Titles(
        _("More people ask"),
        _("Perhaps more people ask"),
        _("About as many people ask"),
        _("Perhaps fewer people ask"),
        _("Fewer people ask"),
    )
