"""Spreadsheets of any length for measuring: what other tools export, with all that makes an import work."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

HEADER = [
    "Enquiry no", "Date", "Name", "E-mail", "Phone", "Organisation", "Source", "Medium", "Campaign",
    "Interest", "Message", "Owner", "Passed on", "Accepted on", "Status", "Closed on", "Amount",
]  # fmt: skip
FIRST_NAMES = [
    "Anna", "Tom", "Priya", "Joe", "Maya", "Luca", "Zoë", "Omar", "Ines", "Karl", "Nora", "Piotr", "Ada",
    "Sam", "Lea", "Hugo",
]  # fmt: skip
LAST_NAMES = [
    "Ellery", "Rowe", "Wren", "Iqbal", "Sørensen", "Müller", "Novak", "Costa", "Ryan", "Okafor", "Dubois",
    "Smith",
]  # fmt: skip
CHANNELS = [
    ("google", "cpc"), ("google", "organic"), ("facebook", "paid social"), ("newsletter", "email"),
    ("", "referral"), ("Thornbury Fair", "event"), ("", "phone"), ("instagram", "social"),
]  # fmt: skip
CAMPAIGNS = ["Spring fair", "Sofa week", "Old chairs, new life", "Open workshop"]
INTERESTS = ["A sofa", "Two armchairs", "Dining chairs", "A headboard", "Curtains"]
SELLERS = ["Joe Rowe", "Maya Wren", "Kit Barlow"]
# Larger files are not brought in: a list comes in parts, as it does by hand.
ROWS_A_FILE = 250_000
LAST_DAY = date(2026, 10, 31)
SPREAD_OF_DAYS = 730


@dataclass(frozen=True)
class Firm:
    """Where its enquiries come from, and who sells."""

    channels: list[tuple[str, str]]
    sellers: list[str]


USUAL = Firm(CHANNELS, SELLERS)
# What a list is analysed with: 20 channels and 20 sellers.
WIDE = Firm(
    [*CHANNELS, *((f"Place {number}", "event") for number in range(1, 21 - len(CHANNELS)))],
    [*SELLERS, *(f"{first} Hale" for first in FIRST_NAMES), "Kit Hale"],
)


def make_enquiries_csv(path: Path, rows: int, seed: int, firm: Firm = USUAL) -> None:
    """`rows` enquiries over two years. Every row can come in; the same seed gives the same bytes.

    Four in five come from somebody new. Of all, half were passed on, a third accepted, one in eight won.
    """
    chance = random.Random(seed)  # noqa: S311 - the same file each time is the point
    _write(path, (_row(number, firm, chance) for number in range(1, rows + 1)))


def make_enquiries_parts(folder: Path, rows: int, seed: int) -> list[Path]:
    """The same list in as many files as it takes to bring it in."""
    chance = random.Random(seed)  # noqa: S311 - the same file each time is the point
    parts: list[Path] = []
    for first in range(1, rows + 1, ROWS_A_FILE):
        numbers = range(first, min(first + ROWS_A_FILE, rows + 1))
        parts.append(folder / f"enquiries-{len(parts) + 1}.csv")
        _write(parts[-1], (_row(number, USUAL, chance) for number in numbers))
    return parts


def _write(path: Path, rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows)


def _row(number: int, firm: Firm, chance: random.Random) -> list[str]:
    person = number if chance.random() < 0.8 else chance.randint(1, number)
    first, last = FIRST_NAMES[person % 16], LAST_NAMES[person // 16 % 12]
    heard = LAST_DAY - timedelta(days=chance.randrange(30, SPREAD_OF_DAYS))
    source, medium = chance.choice(firm.channels)
    interest = chance.choice(INTERESTS)
    organisation = f"{last} {person % 5000} Ltd" if person % 4 == 0 else ""
    return [
        f"E{number}",
        f"{heard:%Y-%m-%d} {chance.randint(8, 18):02}:{chance.randrange(60):02}",
        f"{first} {last}",
        f"{first}.{last}.{person}@example.org".lower().replace("ë", "e").replace("ø", "o").replace("ü", "u"),
        f"020 {7_000_0000 + person % 999_9999}" if person % 3 == 0 else "",
        organisation,
        source,
        medium,
        chance.choice(CAMPAIGNS) if chance.random() < 0.3 else "",
        interest,
        f"{interest}, about {chance.randint(1, 60)} years old. What does it cost, and how long does it take?",
        *_what_became(heard, firm, chance),
    ]


def _what_became(heard: date, firm: Firm, chance: random.Random) -> list[str]:
    """Owner, passed, accepted, status, closed, amount."""
    if chance.random() < 0.5:
        return ["", "", "", "open", "", ""]
    passed = heard + timedelta(days=chance.randint(0, 3))
    owner = chance.choice(firm.sellers)
    if chance.random() < 1 / 3:
        return [owner, f"{passed}", "", "open", "", ""]
    accepted = passed + timedelta(days=chance.randint(0, 2))
    ending = chance.random()
    if ending < 0.25:
        return [owner, f"{passed}", f"{accepted}", "open", "", ""]
    closed = f"{accepted + timedelta(days=chance.randint(1, 20))}"
    if ending < 0.65:
        return [owner, f"{passed}", f"{accepted}", "lost", closed, ""]
    amount = f"{chance.randint(80, 4_000)}.{chance.randrange(100):02}"
    return [owner, f"{passed}", f"{accepted}", "won", closed, amount]
