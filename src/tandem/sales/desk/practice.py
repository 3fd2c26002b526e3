"""One thing to practise: the first rule that has enough to go by speaks, in one sentence, with what it saw.

They stand in the order in which a conversation goes wrong, and in which it costs least to do better: answer
in time, always agree on a next step, keep it, listen for the reason, look at the stage. No rule speaks of
fewer than twenty, none where chance would do as an explanation, and never more than one at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.maths.proportion import proportion
from tandem.sales.desk.queries import Ends
from tandem.sales.opportunities.words import LostReason
from tandem.sales.steps.words import Counts, Part, Whose
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words

# More than one in five without a next step, and more than a third of those planned past their day, surely.
TOO_MANY_WITHOUT = 1 / 5
TOO_MANY_LATE = 1 / 3
# A reason stands out where surely more than a quarter of those lost gave it.
STANDS_OUT = 1 / 4


@dataclass(frozen=True)
class Advice:
    """`url` is where its evidence can be looked at."""

    sentence: str
    evidence: str
    url: str = ""


@dataclass(frozen=True)
class Facts:
    """`answering` is what the handover has to say about first answers, where that comes first."""

    counts: Counts
    ends: Ends
    answering: Advice | None = None


def practise(facts: Facts) -> Advice:
    rules: tuple[Callable[[Facts], Advice | None], ...] = (
        lambda known: known.answering,
        agree_on_a_step,
        plan_what_can_be_kept,
        hear_the_reason,
        look_at_the_stage,
    )
    return next((advice for rule in rules if (advice := rule(facts))), nothing_stands_out(facts))


def surely_over(part: int, whole: int, bound: float) -> bool:
    return whole >= LEAST_FOR_A_SHARE and proportion(part, whole).low > bound


def agree_on_a_step(facts: Facts) -> Advice | None:
    counts = facts.counts
    if not surely_over(counts.none, counts.open, TOO_MANY_WITHOUT):
        return None
    return Advice(
        _("Before you say goodbye, agree on one small thing that comes next, and on its day."),
        _("%(part)s of the %(whole)s conversations that are open have no next step.")
        % numbers(counts.none, counts.open),
        everyones(Part.NONE),
    )


def plan_what_can_be_kept(facts: Facts) -> Advice | None:
    counts = facts.counts
    if not surely_over(counts.waiting, counts.planned, TOO_MANY_LATE):
        return None
    return Advice(
        _("Plan each step a day later than you first think, and keep it: that feels better on both sides."),
        _("%(part)s of the %(whole)s steps that are planned are past their day.")
        % numbers(counts.waiting, counts.planned),
        everyones(Part.WAITING),
    )


def everyones(part: Part) -> str:
    """A part of everybody’s list."""
    return f"{reverse('sales:today')}?whose={Whose.EVERYONES}&show={part}"


def numbers(part: int, whole: int) -> dict[str, str]:
    return {"part": number_words(part), "whole": number_words(whole)}


def sentences() -> dict[LostReason, str]:
    """What helps where one reason is heard again and again. “Something else” has no advice."""
    return {
        LostReason.PRICE: _(
            "Ask what it is worth to them before you name a price, then name it without a sorry."
        ),
        LostReason.TIME: _(
            "Say the first date that is possible early on, before they hope for an earlier one."
        ),
        LostReason.COMPETITOR: _("Ask early whom else they are asking, and what they would miss there."),
        LostReason.NO_NEED: _(
            "Ask what would be different for them if it were done, and write it down in their words."
        ),
        LostReason.NO_ANSWER: _("Agree on the day of the next talk while you are still talking."),
    }


def hear_the_reason(facts: Facts) -> Advice | None:
    """The most frequent reason, where it surely stands out and there is something to practise for it."""
    ends = facts.ends
    most = ends.reasons[0] if ends.reasons else None
    if most is None or not surely_over(most.number, ends.lost, STANDS_OUT):
        return None
    sentence = sentences().get(most.reason)
    if sentence is None:
        return None
    said = {"number": number_words(most.number), "lost": number_words(ends.lost), "reason": most.reason.label}
    evidence = _("“%(reason)s”: %(number)s of the last %(lost)s who did not buy.") % said
    return Advice(sentence, evidence, "#reasons")


def look_at_the_stage(facts: Facts) -> Advice | None:
    worst = facts.ends.worst
    if worst is None or not facts.ends.is_clear:
        return None
    said = {
        "stage": worst.stage.name,
        "lost": number_words(worst.lost),
        "reached": number_words(worst.reached),
    }
    return Advice(
        _("Look at the last three who were lost at “%(stage)s”, and ask one of them what was missing.")
        % said,
        _("%(lost)s of the %(reached)s who came to “%(stage)s” and have ended were lost there.") % said,
        "#stages",
    )


def nothing_stands_out(facts: Facts) -> Advice:
    """A habit that always helps, and why nothing else is said."""
    lost = facts.ends.lost
    sentence = _("Ask one more question before you tell what you offer: “What matters most to you about it?”")
    if lost < LEAST_FOR_A_SHARE:
        words = ngettext(
            "%(number)s was lost within a year: too few to say what to hone first.",
            "%(number)s were lost within a year: too few to say what to hone first.",
            lost,
        )
        return Advice(
            sentence, words % {"number": number_words(lost)} if lost else _("Nobody was lost within a year.")
        )
    return Advice(sentence, _("Nothing stands out: no reason and no stage is clearly worse than the others."))
