"""One wording of a change, wherever it is told."""

import math

import pytest

from tandem.together.revenue.leans import Lean, Titles, change_words, leans, leans_by, title_of

TITLES = Titles("more", "perhaps more", "same", "perhaps less", "less")


@pytest.mark.parametrize(
    ("before", "now", "lean"),
    [
        (100, 160, Lean.MORE),
        (100, 110, Lean.PERHAPS_MORE),
        (100, 105, Lean.SAME),
        (100, 95, Lean.SAME),
        (100, 92, Lean.PERHAPS_LESS),
        (100, 60, Lean.LESS),
        (0, 0, Lean.SAME),
    ],
)
def test_a_difference_counts_where_chance_does_not_explain_it(before: int, now: int, lean: Lean) -> None:
    assert leans(now, before, math.sqrt(now + before)) is lean


@pytest.mark.parametrize(
    ("verdict", "change", "lean"),
    [
        ("rose", 3, Lean.MORE),
        ("fell", -3, Lean.LESS),
        ("steady", -3, Lean.SAME),
        ("cannot_tell", -3, Lean.PERHAPS_LESS),
        ("not_recorded", 3, Lean.PERHAPS_MORE),
        ("cannot_tell", 0, Lean.EQUAL),
    ],
)
def test_an_estimate_leans_as_its_verdict_says(verdict: str, change: float, lean: Lean) -> None:
    assert leans_by(verdict, change) is lean


@pytest.mark.parametrize(
    ("lean", "words", "arrow", "title"),
    [
        (Lean.MORE, "more, was 88", "up", "more"),
        (Lean.PERHAPS_MORE, "perhaps more, was 88", "unsure", "perhaps more"),
        (Lean.SAME, "about the same, was 88", "same", "same"),
        (Lean.EQUAL, "was 88 too", "same", "same"),
        (Lean.PERHAPS_LESS, "perhaps fewer, was 88", "unsure", "perhaps less"),
        (Lean.LESS, "fewer, was 88", "down", "less"),
    ],
)
def test_the_tile_and_the_title_say_one_thing(lean: Lean, words: str, arrow: str, title: str) -> None:
    assert change_words(lean, was="88", less="fewer") == (words, arrow)
    assert title_of(lean, TITLES) == title


def test_of_too_few_nothing_is_said() -> None:
    assert title_of(None, TITLES) == "Too few to say"
