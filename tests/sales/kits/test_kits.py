"""The starter kits: whole, short enough to be said, and kind."""

import re
from itertools import chain

import pytest

from tandem.office.business.words import TRADES
from tandem.sales.kits.every import KITS, NEAREST, kit_for, moments_of
from tandem.sales.kits.kit import Kit, Moment, Part
from tandem.sales.pipelines.words import FIRST_STAGES, StageKind
from tandem.sales.playbook.words import LONGEST_LINE, LONGEST_OPENING, LONGEST_STEP, MOST, LineKind

# What presses somebody, or belongs to another trade than ours.
PUSHING = re.compile(
    r"\b(?:only today|last chance|limited|act now|hurry up|before it is too late|you must|guarantee you|"
    r"discount|special price|never again|everybody buys|prospect|leads?|closing|deal|pain points?|"
    r"budget holder|no-brainer|trust me|to be honest with you)\b",
    re.IGNORECASE,
)


def sentences(part: Part) -> list[str]:
    said = chain.from_iterable((heard.words, *heard.answers) for heard in part.heard)
    return [str(one) for one in (part.opening, *part.questions, *said, part.step)]


def parts() -> list[tuple[str, Moment, Part]]:
    return [(key, moment, part) for key, kit in KITS.items() for moment, part in kit.parts.items()]


def test_ten_trades_each_with_all_four_moments() -> None:
    assert len(KITS) == 10
    assert all(list(kit.parts) == list(Moment) for kit in KITS.values())


@pytest.mark.parametrize(("key", "moment", "part"), parts(), ids=lambda one: str(one)[:12])
def test_each_has_what_a_guide_holds(key: str, moment: Moment, part: Part) -> None:
    assert len(part.questions) == 5
    assert 3 <= len(part.heard) <= 4
    assert all(len(heard.answers) == 2 for heard in part.heard)
    assert len(part.heard) <= MOST[LineKind.OBJECTION]
    assert len(str(part.opening)) <= LONGEST_OPENING
    assert len(str(part.step)) <= LONGEST_STEP
    assert max(map(len, sentences(part))) <= LONGEST_LINE
    assert all(str(question).endswith("?") for question in part.questions)
    said = sentences(part)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("kit", KITS.values(), ids=KITS)
def test_no_sentence_pushes(kit: Kit) -> None:
    said = [one for part in kit.parts.values() for one in sentences(part)]
    assert [one for one in said if PUSHING.search(one) or "!" in one or "'" in one or "%" in one] == []


def test_no_sentence_of_an_answer_stands_in_two_trades() -> None:
    answers = [
        str(answer) for _key, _moment, part in parts() for heard in part.heard for answer in heard.answers
    ]
    assert len(answers) == len(set(answers))


def test_the_trades_of_a_business_lead_to_a_kit() -> None:
    assert {trade: kit_for(trade) for trade in TRADES} == {
        "upholstery": "upholstery",
        "joinery": "joinery",
        "electrician": "joinery",
        "garden": "garden",
        "hairdresser": "",
        "photography": "photography",
        "bakery": "bakery",
        "web_design": "it_services",
        "accountancy": "accountancy",
        "language_school": "consulting",
        "cycling": "cycling",
        "other": "",
    }
    assert set(NEAREST.values()) <= set(KITS)


@pytest.mark.parametrize(
    ("names", "moments"),
    [
        ([str(name) for name, kind in FIRST_STAGES if kind == StageKind.OPEN], list(Moment)),
        (["Erstgespräch", "Aufmaß", "Angebot", "Auftrag"], list(Moment)),
        (["A", "B"], [Moment.FIRST_TALK, Moment.READY]),
        (["A"], [Moment.FIRST_TALK]),
        (["A", "B", "C"], [Moment.FIRST_TALK, Moment.QUOTE, Moment.READY]),
        # A name counts before the place: here the quote comes first.
        (["Quote first", "Measuring", "Signing"], [Moment.QUOTE, Moment.NEED, Moment.READY]),
        ([], []),
    ],
)
def test_stages_stand_for_moments_by_name_else_by_place(names: list[str], moments: list[Moment]) -> None:
    assert moments_of(names) == moments
