"""One thing to practise: the first rule that has enough to go by, and only where it is surely so."""

from collections.abc import Sequence

import pytest

from tandem.sales.desk.practice import Advice, Facts, practise
from tandem.sales.desk.queries import Ends, ReasonCount, StageEnds
from tandem.sales.opportunities.words import LostReason
from tandem.sales.pipelines.models import Stage
from tandem.sales.steps.words import Counts

FINE = Counts(today=5, later=40, none=1)
ASK_MORE = "Ask one more question before you tell what you offer: “What matters most to you about it?”"


def ended(
    *,
    lost: int = 0,
    reasons: Sequence[tuple[LostReason, int]] = (),
    stages: Sequence[tuple[str, int, int]] = (),
) -> Ends:
    return Ends(
        won=30,
        lost=lost,
        stages=[
            StageEnds(Stage(pk=key, name=name), *counted) for key, (name, *counted) in enumerate(stages, 1)
        ],
        reasons=[ReasonCount(*one) for one in reasons],
        is_all=True,
    )


EVERYTHING = ended(
    lost=60, reasons=[(LostReason.PRICE, 40)], stages=[("Visit", 50, 80), ("Quote sent", 5, 60)]
)
ANSWERING = Advice("Answer first.", "12 of the last 20 came in time.")


def test_answers_come_before_all_else() -> None:
    assert practise(Facts(Counts(none=50), EVERYTHING, ANSWERING)) == ANSWERING


def test_then_a_next_step_each() -> None:
    advice = practise(Facts(Counts(waiting=20, later=20, none=40), EVERYTHING))
    assert advice == Advice(
        "Before you say goodbye, agree on one small thing that comes next, and on its day.",
        "40 of the 80 conversations that are open have no next step.",
        "/sales/today/?whose=everyones&show=none",
    )


def test_then_steps_that_are_kept() -> None:
    advice = practise(Facts(Counts(waiting=30, later=20, none=1), EVERYTHING))
    assert advice == Advice(
        "Plan each step a day later than you first think, and keep it: that feels better on both sides.",
        "30 of the 50 steps that are planned are past their day.",
        "/sales/today/?whose=everyones&show=waiting",
    )


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (
            LostReason.PRICE,
            "Ask what it is worth to them before you name a price, then name it without a sorry.",
        ),
        (
            LostReason.TIME,
            "Say the first date that is possible early on, before they hope for an earlier one.",
        ),
        (LostReason.COMPETITOR, "Ask early whom else they are asking, and what they would miss there."),
        (
            LostReason.NO_NEED,
            "Ask what would be different for them if it were done, and write it down in their words.",
        ),
        (LostReason.NO_ANSWER, "Agree on the day of the next talk while you are still talking."),
    ],
)
def test_then_the_reason_that_stands_out(reason: LostReason, sentence: str) -> None:
    advice = practise(Facts(FINE, ended(lost=60, reasons=[(reason, 40)])))
    assert advice == Advice(sentence, f"“{reason.label}”: 40 of the last 60 who did not buy.", "#reasons")


def test_then_the_stage_that_is_clearly_worst() -> None:
    stages = [("Visit", 50, 80), ("Quote sent", 5, 60)]
    advice = practise(Facts(FINE, ended(lost=60, reasons=[(LostReason.OTHER, 40)], stages=stages)))
    assert advice == Advice(
        "Look at the last three who were lost at “Visit”, and ask one of them what was missing.",
        "50 of the 80 who came to “Visit” and have ended were lost there.",
        "#stages",
    )


@pytest.mark.parametrize(
    "counts",
    [
        # six of twenty may be one in five by chance
        Counts(today=14, none=6),
        # all of nineteen are too few to say
        Counts(none=19),
        Counts(waiting=19),
    ],
)
def test_no_rule_speaks_of_chance_or_of_few(counts: Counts) -> None:
    assert practise(Facts(counts, ended())) == Advice(ASK_MORE, "Nobody was lost within a year.")


@pytest.mark.parametrize(
    ("ends", "evidence"),
    [
        (ended(lost=1), "1 was lost within a year: too few to say what to hone first."),
        (
            ended(lost=19, reasons=[(LostReason.PRICE, 19)]),
            "19 were lost within a year: too few to say what to hone first.",
        ),
        (
            # ten of thirty may be a quarter by chance, and the stages lie within each other's range
            ended(
                lost=30, reasons=[(LostReason.PRICE, 10)], stages=[("Visit", 15, 60), ("Quote sent", 15, 50)]
            ),
            "Nothing stands out: no reason and no stage is clearly worse than the others.",
        ),
    ],
)
def test_a_habit_that_always_helps(ends: Ends, evidence: str) -> None:
    assert practise(Facts(FINE, ends)) == Advice(ASK_MORE, evidence)
