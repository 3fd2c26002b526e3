"""How competitors are told apart: by their names, not by how these were typed."""

import unicodedata

LONGEST_NAME = 80
LOOSE_ENDS = " .,;:!?-–·"


def tidy_name(name: str) -> str:
    """On one line, without loose ends, no longer than its column."""
    return " ".join(name.split()).strip(LOOSE_ENDS)[:LONGEST_NAME].strip()


def name_key(name: str) -> str:
    """The same for “Oak & Son”, “ oak & son.” and “OAK & SON”."""
    return unicodedata.normalize("NFKC", tidy_name(name)).casefold()[:LONGEST_NAME]
