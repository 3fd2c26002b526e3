"""Which kind a need sounds like. It is only ever offered: a person says whether it is."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from tandem.offers.needs.models import NeedKind
from tandem.sales.hearing.models import Need
from tandem.sales.hearing.words import SMALL_WORDS

# Of a hundred. Below it strangers begin to sound alike: “our dog sleeps on it” is 53 to “survives dogs”.
ALIKE = 70
WORD = re.compile(r"\w+")
ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")
DOUBLED = re.compile(r"([^aeiouls])\1$")


def stems(words: str, small: frozenset[str]) -> str:
    """“Survives the dogs” and “survive dogs” are the same; small words are left out, if others remain."""
    every = WORD.findall(words.casefold())
    telling = [word for word in every if word not in small] or every
    return " ".join(DOUBLED.sub(r"\1", ENDING.sub("", word)) for word in telling)


def suggestions(
    needs: Iterable[Need], kinds: Sequence[NeedKind], before: Mapping[str, int]
) -> dict[int, NeedKind]:
    """By the key of each need that has no kind: what the same words were sorted to `before`, else what sounds
    most alike, if anything does.
    """
    small = frozenset(str(SMALL_WORDS).split())
    by_key = {kind.pk: kind for kind in kinds}
    sounds = {kind.pk: stems(kind.words, small) for kind in kinds}
    found: dict[int, NeedKind] = {}
    for need in needs:
        if kind := by_key.get(before.get(need.key, 0)):
            found[need.pk] = kind
        elif best := process.extractOne(
            stems(need.words, small), sounds, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE
        ):
            found[need.pk] = by_key[best[2]]
    return found
