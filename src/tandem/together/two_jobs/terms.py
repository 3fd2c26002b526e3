"""What a glossary is made of. A page links to a word as …#word-enquiry."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Term:
    """`key` is its anchor, and stays when the word is translated. `ink` is that of the desk it belongs to."""

    key: str
    word: Any
    means: Any
    ink: str = "t"


@dataclass(frozen=True)
class Part:
    title: Any
    terms: tuple[Term, ...]
