LONGEST_NEED = 80


def need_words(words: str) -> str:
    """In one line, without a full stop at the end."""
    return " ".join(words.split()).rstrip(".")[:LONGEST_NEED].strip()


def need_key(words: str) -> str:
    return need_words(words).casefold()[:LONGEST_NEED]
