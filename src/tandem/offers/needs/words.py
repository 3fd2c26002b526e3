import re

LONGEST_NEED = 80
PARTS_NEEDS = re.compile(r"[,;|\n]")


def need_words(words: str) -> str:
    """In one line, without a full stop at the end, and without the marks that part needs in a list."""
    return " ".join(PARTS_NEEDS.sub(" ", words).split()).rstrip(".")[:LONGEST_NEED].strip()


def parted(words: str) -> tuple[str, ...]:
    """Several needs as one types them: “survives dogs, wipes clean”."""
    return tuple(one for one in map(need_words, PARTS_NEEDS.split(words)) if one)


def need_key(words: str) -> str:
    return need_words(words).casefold()[:LONGEST_NEED]
