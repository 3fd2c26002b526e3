"""Business cards as files (vCard 2.1 to 4.0): who it is and how to reach them. Photos are left out.

Phones and mail programs write cards in many ways, so that each line is tidied first: unfolded, decoded by its
own charset, and stripped of pictures, keys and cards within cards. What is left is read by vobject.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

import vobject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from vobject.base import Component

from tandem.office.changes.words import Refused
from tandem.people.organisations.words import one_line

LARGEST = 2 * 1024 * 1024
MOST_CARDS = 50
# Of one card without its photo; a long note is cut.
LONGEST_CARD, LONGEST_LINE, LONGEST_VALUE = 20_000, 2_000, 200
WANTED = frozenset({"VERSION", "FN", "N", "NICKNAME", "ORG", "EMAIL", "TEL"})
NAME = re.compile(rb"(?:[\w-]{1,40}\.)?([A-Za-z-]{1,40})(?=[;:])")
CHARSET = re.compile(r"CHARSET=\"?([\w.:-]{1,40})", re.IGNORECASE)
BEGIN, END = b"BEGIN:VCARD", b"END:VCARD"


@dataclass(frozen=True)
class Card:
    """What a card says, and its tidied text, from which it can be read once more."""

    name: str
    organisation: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    text: str

    @property
    def who(self) -> str:
        """As one writes somebody down."""
        return ", ".join(filter(None, (self.name, *self.emails, *self.phones)))

    def __str__(self) -> str:
        return self.name or self.organisation or next(iter((*self.emails, *self.phones)), "")


@dataclass(frozen=True)
class CardsRead:
    """The cards, and a sentence for each thing that could not be read."""

    cards: list[Card]
    troubles: list[str]


def read_cards(data: bytes) -> CardsRead:
    """Raises Refused for what is no card at all, or too large."""
    if len(data) > LARGEST:
        raise Refused(_("This is larger than 2 MB. A card without its photo has a few lines."), field="file")
    cards: list[Card] = []
    unread = more = found = 0
    for lines in split(plain_bytes(data)):
        found += 1
        if len(cards) >= MOST_CARDS:
            more += 1
        elif card := read_card(lines):
            cards.append(card)
        else:
            unread += 1
    if not found:
        raise Refused(
            _("This is no card. One begins with BEGIN:VCARD and ends with END:VCARD."), field="file"
        )
    if not cards:
        raise Refused(_("There is no name, phone or e-mail on this card that we can read."), field="file")
    return CardsRead(cards, troubles_of(unread, more))


def troubles_of(unread: int, more: int) -> list[str]:
    sentences = []
    if unread:
        sentences.append(
            ngettext(
                "%d card says nobody’s name, phone or e-mail that we can read.",
                "%d cards say nobody’s name, phone or e-mail that we can read.",
                unread,
            )
            % unread
        )
    if more:
        sentences.append(
            _("Only the first %(most)d were read; %(more)d more are in the file.")
            % {"most": MOST_CARDS, "more": more}
        )
    return sentences


def plain_bytes(data: bytes) -> bytes:
    """UTF-16, as some mail programs save it, as UTF-8; everything else as it is."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def split(data: bytes) -> Iterator[list[bytes]]:
    """The lines of each card that ends, without cards that stand within it."""
    depth, lines = 0, list[bytes]()
    for line in data.splitlines():
        mark = line.strip().upper()
        if mark == BEGIN:
            depth += 1
            if depth == 1:
                lines = []
        elif mark == END and depth:
            depth -= 1
            if depth == 0:
                yield lines
        elif depth == 1:
            lines.append(line)


def read_card(lines: list[bytes]) -> Card | None:
    """None where nobody can be made out."""
    tidied = [line for line in map(tidy, logical(lines)) if line]
    text = "\r\n".join(["BEGIN:VCARD", *tidied, "END:VCARD"])
    if len(text) > LONGEST_CARD:
        return None
    try:
        card = vobject.readOne(text, transform=False, ignoreUnreadable=True)
    except (vobject.base.VObjectError, ValueError, LookupError, AttributeError, TypeError):
        return None
    read = Card(
        name=name_of(card),
        organisation=first(card, "org", parts=1),
        emails=tuple(
            dict.fromkeys(address for one in values(card, "email") if "@" in (address := bare(one)))
        ),
        phones=tuple(dict.fromkeys(number for one in values(card, "tel") if digits(number := bare(one)))),
        text=text,
    )
    return read if str(read) else None


def logical(lines: list[bytes]) -> Iterator[bytes]:
    """Lines that were folded, as one: by a space in front, or by a = at the end (quoted-printable)."""
    whole = b""
    for line in lines:
        if whole.endswith(b"=") and b"QUOTED-PRINTABLE" in whole.split(b":", 1)[0].upper():
            whole = whole[:-1] + line
        elif line[:1] in (b" ", b"\t"):
            whole += line[1:]
        else:
            if whole:
                yield whole
            whole = line
        whole = whole[: LONGEST_LINE * 4]
    if whole:
        yield whole


def tidy(line: bytes) -> str:
    """One line that we want, as text of vCard 3.0; empty for any other."""
    name = NAME.match(line)
    if name is None or name[1].decode().upper() not in WANTED:
        return ""
    head, value = at_colon(line)
    told = head.decode("latin-1")
    quoted = "QUOTED-PRINTABLE" in told.upper()
    if quoted:
        value = quopri.decodestring(value)
    words = decoded(value, CHARSET.search(told))
    if quoted:
        words = words.replace("\r\n", "\\n").replace("\n", "\\n")
    shown = "".join(letter for letter in words if letter.isprintable() or letter == "\t")
    return f"{name[1].decode().upper()}:{shown[:LONGEST_LINE]}"


def at_colon(line: bytes) -> tuple[bytes, bytes]:
    """Name with parameters, and value: at the first colon that stands in no quotation marks."""
    inside = False
    for place, sign in enumerate(line):
        if sign == 0x22:
            inside = not inside
        elif sign == 0x3A and not inside:
            return line[:place], line[place + 1 :]
    head, _colon, value = line.partition(b":")
    return head, value


def decoded(value: bytes, charset: re.Match[str] | None) -> str:
    """By the charset that the line names, else UTF-8, else as Windows writes it in western Europe."""
    for name in (charset[1] if charset else "utf-8", "utf-8", "cp1252"):
        try:
            return value.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return value.decode("latin-1")


def name_of(card: Component) -> str:
    return first(card, "fn") or structured(card) or first(card, "nickname")


def structured(card: Component) -> str:
    """“Marsh;Helen;;Dr;” as “Dr Helen Marsh”."""
    for value in values(card, "n"):
        family, given, middle, before, after = [*fields(value), *[""] * 5][:5]
        return one_line(" ".join(filter(None, (before, given, middle, family, after))))[:LONGEST_VALUE]
    return ""


def first(card: Component, name: str, parts: int = 0) -> str:
    """The first value that says anything; of one in several parts the first `parts`."""
    for value in values(card, name):
        shown = " ".join(fields(value)[:parts]) if parts else unescaped(value)
        if line := one_line(shown)[:LONGEST_VALUE]:
            return line
    return ""


def values(card: Component, name: str) -> list[str]:
    return [str(line.value) for line in card.contents.get(name, [])][:10]


def fields(value: str) -> list[str]:
    return [unescaped(one).strip() for one in re.split(r"(?<!\\);", value)]


def unescaped(value: str) -> str:
    return re.sub(r"\\([nN,;:\\])", lambda sign: " " if sign[1] in "nN" else sign[1], value)


def bare(value: str) -> str:
    """Without mailto: or tel:, which version 4.0 writes in front, and without an extension’s ;ext=."""
    plain = re.sub(r"^(mailto|tel):", "", unescaped(value).strip(), flags=re.IGNORECASE)
    return one_line(plain.split(";", 1)[0])[:LONGEST_VALUE]


def digits(number: str) -> bool:
    return sum(letter.isdigit() for letter in number) >= 6
