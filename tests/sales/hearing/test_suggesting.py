"""Which kind a need sounds like."""

import pytest

from tandem.offers.needs.models import NeedKind
from tandem.sales.hearing.models import Need
from tandem.sales.hearing.suggesting import suggestions

KINDS = (
    "Survives dogs",
    "Wipes clean",
    "Tired chairs",
    "Sagging seat",
    "Back by Christmas",
    "Tired sofa",
    "Keeps the warmth in",
    "Fits a bay window",
)


def kinds() -> list[NeedKind]:
    return [NeedKind(pk=key, words=words, key=words.casefold()) for key, words in enumerate(KINDS, start=1)]


@pytest.mark.parametrize(
    ("said", "sounds_like"),
    [
        ("Survive two children and a dog", "Survives dogs"),
        ("Two of them sag", "Sagging seat"),
        ("Back home by Christmas", "Back by Christmas"),
        ("The chairs are tired", "Tired chairs"),
        ("the sofa is very tired", "Tired sofa"),
        ("something that wipes clean", "Wipes clean"),
        ("a bay window with three sides", "Fits a bay window"),
        ("our dog sleeps on it", None),
        ("a wardrobe", None),
        ("for my mother", None),
        ("ein Schrank", None),
    ],
)
def test_it_is_offered_where_the_words_sound_alike_and_not_otherwise(
    said: str, sounds_like: str | None
) -> None:
    found = suggestions([Need(pk=1, words=said, key=said.casefold())], kinds(), {})
    assert (found[1].words if found else None) == sounds_like


def test_what_the_same_words_were_sorted_to_goes_first() -> None:
    need = Need(pk=1, words="Our dog sleeps on it", key="our dog sleeps on it")
    found = suggestions([need], kinds(), {"our dog sleeps on it": 2})
    assert found[1].words == "Wipes clean"
    # a kind that is used no more is not offered
    assert suggestions([need], kinds(), {"our dog sleeps on it": 99}) == {}


def test_without_kinds_nothing_is_offered() -> None:
    assert suggestions([Need(pk=1, words="A dog", key="a dog")], [], {}) == {}
