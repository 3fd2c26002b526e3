"""Texts, names and addresses out of cells: cleaned and checked, never cut silently."""

import re
import unicodedata
from datetime import datetime

from tandem.exchange.reading.rejections import BadValue, Fault
from tandem.exchange.reading.source import Cell

# What our own export puts an apostrophe before, so that no spreadsheet takes a text for a formula.
DEFUSED = "=+-@\t\r＝＋－＠"
CONTROLS = dict.fromkeys(set(range(32)) - {9, 10}) | {127: None, 0xFEFF: None, 0x0B: "\n", 0x0C: "\n"}
NOTHING = frozenset({"", "-", "–", "—", "n/a", "#n/a", "null", "none", "nil", "(blank)", "k.a.", "?"})
LIST = re.compile(r":::|[;,\n|]")
LABEL = re.compile(r"[a-zA-Z0-9\u00a1-\uffff](?:[a-zA-Z0-9\u00a1-\uffff-]*[a-zA-Z0-9\u00a1-\uffff])?")
# Most addresses; the others are looked at part by part.
USUAL_EMAIL = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,24}")
META = {"id": "l:", "form": "f:", "phone": "p:"}
TEST_LEAD = "<test lead:"
NAMED_ADDRESS = re.compile(r"([^<>]{0,200})<([^<>\s]{3,254})>")


def text_of(cell: Cell) -> str:
    """As a person would read the cell: 447700900123.0 of a spreadsheet is a phone number without a point."""
    if isinstance(cell, str):
        text = cell.strip()
        if not text:
            return ""
        if text[0] == "'" and len(text) > 1 and text[1] in DEFUSED:
            text = text[1:]
        if text.isascii() and text.isprintable():
            return text
        return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(
            CONTROLS
        )
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return str(cell)


def long_text(cell: Cell, limit: int) -> str:
    text = text_of(cell)
    if len(text) > limit:
        raise BadValue(Fault.TOO_LONG)
    return text


def line_text(cell: Cell, limit: int) -> str:
    """On one line: a name or a label has no line ends."""
    text = text_of(cell)
    if not text.isprintable():
        text = " ".join(text.split())
    if len(text) > limit:
        raise BadValue(Fault.TOO_LONG)
    return text


def is_nothing(text: str) -> bool:
    """A sign that people put where they know nothing."""
    return len(text) < 8 and text.casefold() in NOTHING


def read_email(text: str) -> str:
    """Folded to small letters. Raises BadValue."""
    if len(text) <= 64 and USUAL_EMAIL.fullmatch(text):
        return text
    text = _bare_address(text)
    local, _at, domain = text.rpartition("@")
    if not (local and 3 < len(domain) < 254 and len(local) <= 64 and len(text) <= 254):
        raise BadValue(Fault.NOT_AN_EMAIL)
    labels = domain.split(".")
    quoted = set(local) & set('@"(),:;<>[\\] \t\n')
    if quoted or ".." in local or local[0] == "." or local[-1] == "." or len(labels) < 2:
        raise BadValue(Fault.NOT_AN_EMAIL)
    if not all(len(label) < 64 and LABEL.fullmatch(label) for label in labels):
        raise BadValue(Fault.NOT_AN_EMAIL)
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text.lower())


def _bare_address(text: str) -> str:
    if text[:7].casefold() == "mailto:":
        text = text[7:]
    if text.endswith(">") and (named := NAMED_ADDRESS.fullmatch(text)):
        text = named[2]
    return text.strip()


def many(text: str) -> list[str]:
    """The parts of a cell with several values, as Google (` ::: `) and Pipedrive (`, `) write them."""
    parts = map(str.strip, LIST.split(text))
    return [part for part in parts if part and not is_nothing(part)]


def without_prefix(text: str, kind: str) -> str:
    """Advertising exports write `l:123`, `f:123` and `p:+44…`, so that no spreadsheet makes them numbers."""
    prefix = META[kind]
    return text[len(prefix) :].strip() if text.startswith(prefix) else text


def is_test_lead(text: str) -> bool:
    return text.startswith("<") and text.casefold().startswith(TEST_LEAD)


def looks_like_phone(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    others = set(text) - set("0123456789+-/(). \u00a0extp:")
    return 6 <= digits <= 20 and not others


def read_person(text: str) -> dict[str, str]:
    """One cell that says who asked: an address, a phone number, a name, or a name with one of them."""
    if text.endswith(">") and (named := NAMED_ADDRESS.fullmatch(text)):
        return {"name": named[1].strip(" \"'"), "email": read_email(named[2])}
    found: dict[str, str] = {}
    rest: list[str] = []
    for part in map(str.strip, LIST.split(text)):
        if "@" in part and " " not in part:
            found.setdefault("email", read_email(part))
        elif looks_like_phone(part):
            found.setdefault("phone", without_prefix(part, "phone"))
        elif part:
            rest.append(part)
    if rest:
        found["name"] = _name_and_more(", ".join(rest), found)
    return {field: value for field, value in found.items() if value}


def _name_and_more(text: str, found: dict[str, str]) -> str:
    """A name may have its address behind it without any mark between: `Anna Rowe anna@rowe.example`."""
    words = []
    for word in text.split():
        if "@" in word.strip("()") and "email" not in found:
            found["email"] = read_email(word.strip("()"))
        else:
            words.append(word)
    return " ".join(words)
