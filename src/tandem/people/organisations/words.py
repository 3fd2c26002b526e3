"""How a name that somebody typed is kept, and what two names are compared by."""

from tandem.office.search.words import fold


def one_line(typed: str) -> str:
    """The words as one line: no NUL (PostgreSQL refuses it), no line breaks, single spaces."""
    # Most of what could be told of somebody is not told.
    return " ".join(typed.replace("\x00", "").split()) if typed else ""


def some_lines(typed: str) -> str:
    return typed.replace("\x00", "").replace("\r\n", "\n").strip()


def folded(typed: str) -> str:
    """Without case and accents: “Zoë  O’Neill” and “zoe o'neill” are the same name."""
    line = one_line(typed).replace("’", "'")
    # Most names are plain, and an import folds hundreds of thousands of them.
    return line.casefold() if line.isascii() else fold(line)
