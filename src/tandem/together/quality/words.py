"""What may be said of channels and sellers: never of a person, always of the same enquiries."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.together.evidence.words import Document
from tandem.together.verdict.reading import Range
from tandem.ui.figures import number_words

A_HUNDRED = 100
ONE_IN = 20  # handed on: of fewer the comparison hardly feels it


def sellers_in(answer: Document) -> list[str]:
    """Who was given enquiries, those with most first."""
    sums: dict[str, int] = {}
    for row in answer["more"]["sellers"]["counts"]:
        sums[row["seller"]] = sums.get(row["seller"], 0) + row["enquiries"]
    return sorted(sums, key=lambda name: (-sums[name], name))


def with_sales(answer: Document) -> int:
    """How many enquiries somebody was given, and are compared."""
    return sum(row["enquiries"] for row in answer["more"]["sellers"]["counts"])


def is_compared(answer: Document) -> bool:
    return answer["sellers"]["status"] in ("ok", "weak")


def is_alone(answer: Document) -> bool:
    """One person sells: there is nobody to compare with, only the desk over time."""
    return not is_compared(answer) and len(sellers_in(answer)) == 1


def title_of_quality(answer: Document, *, compared: bool) -> str:
    if is_alone(answer):
        return _("One person sells here, so we compare the desk with itself")
    if not compared:
        return _("We cannot tell the channel’s part from the seller’s yet")
    channels = any(row["differs"] for row in answer["more"]["sellers"]["channels"])
    sellers = any(row["differs"] for row in answer["sellers"]["effects"])
    return {
        (True, True): _("Both matter: where people come from, and who talks to them"),
        (True, False): _("Where people come from matters; between sellers no difference is to be seen"),
        (False, True): _("Who talks to them matters; between channels no difference is to be seen"),
        (False, False): _("No difference is to be seen yet, between channels or between sellers"),
    }[channels, sellers]


def difference_words(odds_ratio: Range | None, differs: bool) -> str:
    """Odds in words; a difference only where the range is on one side of none."""
    if odds_ratio is None:
        return ""
    if not differs:
        return _("no difference to be seen")
    if odds_ratio.estimate > 1:
        return _("more of the same ones buy")
    return _("fewer of the same ones buy")


def of_the_usual(odds_ratio: Range, usual: float) -> Range:
    """What an odds ratio makes of the usual share: odds are multiplied, shares are read."""
    low, middle, high = (
        ratio * usual / (1 - usual + ratio * usual)
        for ratio in (odds_ratio.low, odds_ratio.estimate, odds_ratio.high)
    )
    return Range(middle, low, high)


def answer_words(odds_ratio: Range, usual: float, enquiries: int) -> str:
    """What goes with a tenfold wait, as customers of a hundred enquiries; a cause is never claimed."""
    then = of_the_usual(odds_ratio, usual)
    said = {
        "usual": round(usual * A_HUNDRED),
        "then": round(then.estimate * A_HUNDRED),
        "low": round(then.low * A_HUNDRED),
        "high": round(then.high * A_HUNDRED),
        "enquiries": number_words(enquiries),
    }
    if odds_ratio.low <= 1 <= odds_ratio.high:
        return _("Whether slower first answers go with fewer customers cannot be seen yet.")
    return (
        _(
            "Where the first answer took ten times as long, about %(then)s of 100 bought "
            "(%(low)s to %(high)s), instead of %(usual)s. Seen in %(enquiries)s enquiries. "
            "The two go together; that is no proof of a cause, as keen people are often answered first."
        )
        % said
    )


def handed_on_words(handed_on: int, enquiries: int) -> str:
    """That who sells cannot be seen as well as it looks, where enough went from one seller to another."""
    if not handed_on or handed_on * ONE_IN < enquiries:
        return ""
    # The answer may be a minute older than what was handed on since.
    said = {"handed_on": number_words(min(handed_on, enquiries)), "all": number_words(enquiries)}
    return (
        ngettext(
            "%(handed_on)s of the %(all)s enquiries with sales was later handed on to somebody else. "
            "It counts for whoever had it first, so sellers may look more alike here than they are.",
            "%(handed_on)s of the %(all)s enquiries with sales were later handed on to somebody else. "
            "They count for whoever had them first, so sellers may look more alike here than they are.",
            handed_on,
        )
        % said
    )
