"""Letters that no font here has: found before they would become boxes, and shown as a question mark."""

import json
import re
import unicodedata
from collections.abc import Iterable

import typst

STAND_IN = "?"
# Nobody sees them; those that turn the direction would reach beyond the name that they stand in.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f]")
_LONG_WORD, _TEN = re.compile(r"\S{31,}"), re.compile(r"\S{10}")
_NOT_SHOWN = re.compile(r"the text `\"((?:[^\"\\]|\\.)+)\"` could not be displayed")
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
# Not a letter of any script: half of one, a private one, one that is none yet.
_NO_LETTERS = frozenset({"Cs", "Co", "Cn"})
_PROBE = b"#for letter in json(bytes(sys.inputs.letters)) { text(font: sys.inputs.font, letter); [ ] }"


def seen(text: str) -> str:
    """Without signs that move, turn or vary what stands beside them."""
    return _UNSEEN.sub("", text)


def breakable(text: str) -> str:
    """With places in very long words where a line may end."""
    return _LONG_WORD.sub(lambda word: _TEN.sub("\\g<0>\u200b", word[0]), text)


def missing_letters(text: str, fonts: typst.Fonts, face: str) -> frozenset[str]:
    """The letters of `text` that neither `face` nor any other font has."""
    letters = {letter for letter in text if not letter.isascii()}
    no_letters = {letter for letter in letters if unicodedata.category(letter) in _NO_LETTERS}
    return frozenset(no_letters | refused(sorted(letters - no_letters), fonts, face))


def refused(letters: list[str], fonts: typst.Fonts, face: str) -> set[str]:
    """Of which an accessible PDF says that it cannot show them, each for itself."""
    if not letters:
        return set()
    inputs = {"letters": json.dumps(letters), "font": face}
    try:
        typst.compile(_PROBE, font_paths=fonts, sys_inputs=inputs, format="pdf", pdf_standards="a-3a")
    except typst.TypstError as error:
        said = {letter for found in _NOT_SHOWN.findall(error.diagnostic) for letter in unescaped(found)}
        # An error of another kind: then nothing unusual is trusted.
        return said & set(letters) or set(letters)
    return set()


def unescaped(found: str) -> str:
    return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)) if sign[1] else sign[2], found)


def stood_in(text: str, missing: Iterable[str]) -> str:
    """A run of missing letters becomes one question mark."""
    letters = "".join(map(re.escape, missing))
    return re.sub(f"[{letters}]+", STAND_IN, text) if letters else text
