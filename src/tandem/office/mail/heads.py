"""The fields in the head of a message, as words, addresses and moments, whatever was written into them."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from typing import Any

from tandem.office.mail.addresses import EMAIL, fold_email
from tandem.office.mail.letters import readable, some_text

LONGEST_FIELD = 4000
LONGEST_FIELDS = {"references": 16_000, "content-type": 1500, "content-disposition": 1500}
EARLIEST = datetime.datetime(1990, 1, 1, tzinfo=datetime.UTC)
# What the email package raises at malformed fields.
TRIPS = (ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError, MessageError)
IN_BRACKETS = re.compile(r"<\s*([^<>\s]+)\s*>\s*$")
UNSEEN = ("Cc", "Cf", "Cs", "Co")


class ShortFields(policy.EmailPolicy):
    """Reads no more of a field than any mail program writes: its parser is slow with what is made long."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[: LONGEST_FIELDS.get(name.lower(), LONGEST_FIELD)]


READING = ShortFields()


@dataclass(frozen=True)
class Writer:
    """Somebody's address as it was written, and the name beside it."""

    address: str = ""
    name: str = ""

    @property
    def folded(self) -> str:
        return fold_email(self.address)


NOBODY = Writer()


def unfolded(value: str) -> str:
    """Bytes that are no ASCII were kept aside by the parser; here they become letters."""
    loose = value.encode("utf-8", "surrogateescape") if not value.isascii() else b""
    return (readable(loose, "") if loose else value).replace("\r", "").replace("\n", " ")


def words_of(name: str, value: str) -> str:
    """A field in words, on one line, without signs that nobody sees."""
    try:
        said = str(READING.header_factory(name, value[:LONGEST_FIELD]))
    except TRIPS:
        # Its parser trips over some malformed fields; as it was written is better than nothing.
        said = value[:LONGEST_FIELD]
    return one_line(said)


def one_line(said: str) -> str:
    return " ".join(visible(some_text(said)).split())


def visible(said: str) -> str:
    """Without control signs and those that turn the direction of writing, which hide what is there."""
    return "".join(
        letter for letter in said if letter in "\n\t" or unicodedata.category(letter) not in UNSEEN
    )


def writer_of(value: str) -> Writer:
    """The first address of the field, and the name beside it."""
    try:
        header: Any = READING.header_factory("from", value[:LONGEST_FIELD])
        found = [(one.display_name, one.addr_spec) for one in header.addresses]
    except TRIPS:
        found = []
    for name, address in found:
        if fold_email(address):
            shown = one_line(name)
            return Writer(address.strip(), "" if fold_email(shown) == fold_email(address) else shown[:200])
    return _as_found(value[:LONGEST_FIELD])


def _as_found(value: str) -> Writer:
    """The address of a field that is malformed: what stands in brackets, else what looks like one."""
    if (inside := IN_BRACKETS.search(value)) and fold_email(inside[1]):
        return Writer(inside[1], words_of("subject", value[: inside.start()]).strip('"< ')[:200])
    found = (one for one in EMAIL.findall(value) if "=?" not in one and fold_email(one))
    return Writer(next(found, ""))


def moment_of(value: str) -> datetime.datetime | None:
    try:
        header: Any = READING.header_factory("date", value[:200])
        moment: datetime.datetime | None = header.datetime
    except TRIPS:
        return None
    if moment is None:
        return None
    try:
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment >= EARLIEST else None
