"""How needs that we do not meet are told apart: by their words, not by how they were typed."""

import unicodedata

from tandem.people.organisations.words import one_line

LONGEST_NEED = 80
LOOSE_ENDS = " .,;:!?-–·"


def tidy_need(words: str, longest: int = LONGEST_NEED) -> str:
    """On one line, without loose ends, no longer than its column."""
    return one_line(words).strip(LOOSE_ENDS)[:longest].strip()


def need_key(words: str, longest: int = LONGEST_NEED) -> str:
    """The same for “Mattresses”, “ mattresses.” and “MATTRESSES”. What is spelt otherwise is another need."""
    plain = unicodedata.normalize("NFKC", tidy_need(words, longest)).casefold()
    return tidy_need(plain, longest)
