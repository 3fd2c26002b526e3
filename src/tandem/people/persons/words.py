"""What is known of somebody, as it was typed, and how addresses and numbers are read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat

from tandem.office.mail.addresses import fold_email
from tandem.people.organisations.words import folded, one_line, some_lines

PLAIN_NUMBER = re.compile(r"[\d\s().\-/]+")
NOT_DIGITS = re.compile(r"\D+")
VOWELS = re.compile("[aeiouy]")
DOUBLED = re.compile(r"(.)\1+")
# The longest that the column holds.
LONGEST_PHONE = 40
CameFunction = Callable[[list[int]], dict[int, str]]
_came: list[CameFunction] = []


def register_came(function: CameFunction) -> None:
    """`function(person_ids)` tells in a query how persons first came: “Somebody, by phone”."""
    if function not in _came:
        _came.append(function)


def how_they_came(person_ids: list[int]) -> dict[int, str]:
    """What to call persons of whom neither a name nor an address nor a number is known."""
    found: dict[int, str] = {}
    for function in _came:
        found = {**function(person_ids), **found}
    return found


class Contact(NamedTuple):
    """Somebody, as far as known. `external_key` is what another program calls them."""

    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    organisation: str = ""
    place: str = ""
    postcode: str = ""
    external_key: str = ""
    about: str = ""


class ReadPhone(NamedTuple):
    """A number as it is kept: E.164 where it could be read, else as typed."""

    number: str
    typed: str

    @property
    def is_readable(self) -> bool:
        return self.number.startswith("+")


class ReadContact(NamedTuple):
    """A contact whose addresses were read. `leftover` is what fits into no column, kept as notes."""

    name: str
    emails: tuple[tuple[str, str], ...]
    phones: tuple[ReadPhone, ...]
    organisation: str
    place: str
    postcode: str
    external_key: str
    about: str = ""
    leftover: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShortWay:
    """How the plain numbers of one country are read without the whole library, which takes 60 µs a number: an
    import of 100,000 feels that."""

    country_code: str
    trunk: re.Pattern[str]
    national: re.Pattern[str]

    def read(self, digits: str) -> str:
        """E.164, or empty where the library must look closer."""
        national = digits[len(match.group()) :] if (match := self.trunk.match(digits)) else digits
        return self.country_code + national if self.national.fullmatch(national) else ""


@lru_cache(maxsize=8)
def _short_way(country: str) -> ShortWay | None:
    """None for a country whose rules are more than a prefix to leave out."""
    about = PhoneMetadata.metadata_for_region(country)
    if about is None or not about.national_prefix_for_parsing or about.national_prefix_transform_rule:
        return None
    pattern = about.general_desc.national_number_pattern if about.general_desc else None
    if not pattern:
        return None
    trunk = re.compile(about.national_prefix_for_parsing)
    return ShortWay(f"+{about.country_code}", trunk, re.compile(pattern))


def read_phone(typed: str, country: str) -> ReadPhone:
    """The number in E.164, read as somebody in `country` would dial it. What cannot be read stays as
    typed.
    """
    shown = one_line(typed)
    short = _short_way(country) if PLAIN_NUMBER.fullmatch(shown) else None
    number = short.read(NOT_DIGITS.sub("", shown)) if short else ""
    return ReadPhone(number or _parsed(shown, country) or shown[:LONGEST_PHONE], shown[:60])


def _parsed(shown: str, country: str) -> str:
    try:
        number = phonenumbers.parse(shown, country)
    except phonenumbers.NumberParseException:
        return ""
    if number.extension or not phonenumbers.is_possible_number(number):
        # Two extensions of one switchboard are two phones: kept as typed, never taken for the same.
        return ""
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def shown_phone(number: str, country: str) -> str:
    """The number as one reads it aloud: “020 7946 0132” at home, “+49 30 901820” abroad."""
    if not number.startswith("+"):
        return number
    try:
        read = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    home = phonenumbers.country_code_for_region(country) == read.country_code
    style = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(read, style))


def read_contact(contact: Contact, country: str) -> ReadContact:
    """Everything cleaned and read; what is too long or no address goes to `leftover`, so nothing is lost."""
    leftover: list[str] = []

    def fitting(typed: str, longest: int) -> str:
        line = one_line(typed)
        if len(line) > longest:
            leftover.append(line)
        return line[:longest]

    emails: dict[str, str] = {}
    for typed in filter(None, map(one_line, contact.emails)):
        key = fold_email(typed)
        if key:
            emails.setdefault(key, typed)
        else:
            leftover.append(typed)
    phones: dict[str, ReadPhone] = {}
    for typed in filter(None, map(one_line, contact.phones)):
        phone = read_phone(typed, country)
        phones.setdefault(phone.number, phone)
        if len(typed) > LONGEST_PHONE:
            leftover.append(typed)
    return ReadContact(
        name=fitting(contact.name, 200),
        emails=tuple((address, key) for key, address in emails.items()),
        phones=tuple(phones.values()),
        organisation=fitting(contact.organisation, 200),
        place=fitting(contact.place, 120),
        postcode=fitting(contact.postcode, 20),
        external_key=one_line(contact.external_key)[:200],
        about=some_lines(contact.about),
        leftover=tuple(leftover),
    )


def names_agree(one: str, other: str) -> bool:
    """Whether two folded names may be one person's: one says the other, or leaves words out. A household
    shares its phone; “Anna Ellery” and “Tom Ellery” do not agree."""
    words, others = set(one.split()), set(other.split())
    return words <= others or others <= words


def duplicate_key(name: str, place: str) -> str:
    """The bones of the last word, the first letter of the first, and the place; empty where one of them is
    not known. “Tom Ellery” and “Thomas Elery” of one place share it: “elr|t|thornbury”.
    """
    where = folded(place)
    words = folded(name).split() if where else []
    if not words:
        return ""
    bones = words[-1][:1] + VOWELS.sub("", words[-1][1:])
    squeezed = DOUBLED.sub(r"\1", bones)[:4]
    return f"{squeezed}|{words[0][:1]}|{where}"[:60]
