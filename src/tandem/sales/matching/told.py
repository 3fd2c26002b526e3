"""What matching found, in sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.sales.matching.words import Miss, Ranked, Why
from tandem.ui.figures import money_words, number_words, share_range_words


@dataclass(frozen=True)
class Told:
    """One sentence with its icon; `ink` is ok, warn, bad or mute."""

    words: str
    icon: str
    ink: str


def listed(words: Iterable[str]) -> str:
    return "; ".join(words)


def told(one: Ranked, currency: str) -> list[Told]:
    """What it meets and misses, what it costs too much, and what others with the same need took."""
    said = [meets(one)] if one.met else []
    if one.missed:
        words = _("Misses: %(needs)s.") % {"needs": listed(miss_words(miss, currency) for miss in one.missed)}
        said.append(Told(words, "x", "bad" if any(is_must(miss) for miss in one.missed) else "warn"))
    if one.unsure:
        words = _("Not sure: %(needs)s.") % {
            "needs": listed(miss_words(miss, currency) for miss in one.unsure)
        }
        said.append(Told(words, "circle-question-mark", "warn"))
    said += over_budget(one, currency)
    if one.taken and one.taken_for:
        said.append(Told(taken_words(one), "users", "mute"))
    return said


def meets(one: Ranked) -> Told:
    needs = listed(need.words for need in one.met)
    if one.meets_all:
        words = ngettext("Meets it: %(needs)s.", "Meets all %(all)d: %(needs)s.", one.number)
    else:
        words = _("Meets %(met)d of %(all)d: %(needs)s.")
    return Told(words % {"met": len(one.met), "all": one.number, "needs": needs}, "check", "ok")


def is_must(miss: Miss) -> bool:
    return miss.need.weight == "must"


def miss_words(miss: Miss, currency: str) -> str:
    """The need in their words, with what is wrong where it is not simply another thing."""
    why = why_words(miss, currency)
    return _("%(need)s (%(why)s)") % {"need": miss.need.words, "why": why} if why else miss.need.words


def why_words(miss: Miss, currency: str) -> str:
    return {
        Why.NOT_THIS: "",
        Why.LATE: ngettext("%(number)d day too late", "%(number)d days too late", miss.by)
        % {"number": miss.by},
        Why.OVER: _("%(amount)s too much") % {"amount": money_words(miss.by, currency)},
        Why.NO_DAYS: _("nobody has said how long it takes"),
        Why.NO_PRICE: _("it has no price yet"),
    }[miss.why]


def over_budget(one: Ranked, currency: str) -> list[Told]:
    """Where a budget stands alone, it was told as a need that is missed."""
    if any(miss.why == Why.OVER and miss.need.budget_minor == one.budget_minor for miss in one.missed):
        return []
    if one.over_minor:
        over = {
            "over": money_words(one.over_minor, currency),
            "said": money_words(one.budget_minor or 0, currency),
        }
        return [Told(_("%(over)s over the %(said)s that they said.") % over, "triangle-alert", "warn")]
    if one.price_open and not any(miss.why == Why.NO_PRICE for miss in one.unsure):
        return [
            Told(
                _("It has no price yet, so the budget cannot be held against it."),
                "circle-question-mark",
                "warn",
            )
        ]
    return []


def taken_words(one: Ranked) -> str:
    if one.taken is None or one.taken_for is None:
        return ""
    words = _("Of %(people)d who needed “%(need)s” and bought, %(took)d took it (%(range)s).")
    return words % {
        "people": one.taken.people,
        "need": one.taken_for.words,
        "took": one.taken.took,
        "range": share_range_words(one.taken.low, one.taken.high),
    }


def cost_words(one: Ranked, currency: str) -> str:
    """“£840 (6 × £140)”, and with what it comes."""
    if one.cost_minor is None:
        return _("No price yet")
    words = money_words(one.cost_minor, currency)
    if one.quantity != 1 and one.offer.price_minor is not None and not one.extras:
        each = money_words(one.offer.price_minor, currency)
        return _("%(whole)s (%(number)s × %(each)s)") % {
            "whole": words,
            "number": quantity_words(one.quantity),
            "each": each,
        }
    return words


def quantity_words(quantity: Decimal) -> str:
    """“6”, “5.5”."""
    return number_words(quantity.normalize() if quantity % 1 else int(quantity))


def with_words(one: Ranked) -> str:
    """What was added to it, to meet what it does not meet itself."""
    return _("with %(extras)s") % {"extras": listed(extra.name for extra in one.extras)} if one.extras else ""


def together_words(some: Sequence[Ranked], currency: str) -> str:
    """What it takes to meet all that can be met, where it takes more than one."""
    if len(some) < 2:
        return ""
    names = " + ".join(one.offer.name for one in some)
    costs = [one.cost_minor for one in some]
    if None in costs:
        return _("To meet what we can: %(names)s.") % {"names": names}
    whole = money_words(sum(cost or 0 for cost in costs), currency)
    return _("To meet what we can: %(names)s; %(whole)s together.") % {"names": names, "whole": whole}
