"""What the values of a column look like, in the first rows of a file."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tandem.exchange.reading.amounts import read_amount, read_currency
from tandem.exchange.reading.dates import EPOCH, SERIAL, DateOrder, is_date, read_month
from tandem.exchange.reading.folding import fold
from tandem.exchange.reading.outcomes import Outcome, read_outcome
from tandem.exchange.reading.rejections import BadValue
from tandem.exchange.reading.source import Cell, Line
from tandem.exchange.reading.texts import is_nothing, looks_like_phone, many, text_of
from tandem.exchange.reading.vocabulary import AMOUNTS, DATES

LOOK_AT = 1000
LONGEST_CURRENCY = 5
EPOCH_WORDS = frozenset({"epoch", "unix", "timestamp", "ms", "millis", "milliseconds", "seconds", "ts"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of `filled` values, how many are of a type. `no_number` is the first that cannot be read as one."""

    filled: int
    dates: int
    numbers: int
    emails: int
    phones: int
    distinct: int
    outcomes: int
    decided: int
    currencies: int
    months: int
    no_number: str

    def share(self, count: int) -> float:
        return count / self.filled if self.filled else 0.0

    def allows(self, field: str, *, repeats: bool = False) -> bool:
        """Whether the values can be what the field wants. A blank column may be anything. With `repeats` a
        number that stands in many rows is a number all the same.
        """
        if not self.filled:
            return True
        if repeats:
            return self.share(self.dates) < 0.5
        if field in DATES and field != "month":
            return self.share(self.dates) >= 0.6
        if field in AMOUNTS:
            return self.share(self.numbers) >= 0.6
        if field in TESTS:
            return bool(TESTS[field](self))
        if field in TEXTS:
            return max(self.share(self.dates), self.share(self.emails)) < 0.5
        return True


TEXTS = frozenset(
    {"channel", "medium", "source", "campaign", "segment", "owner", "decline_reason", "organisation"}
    | {"interest", "door", "next_step"}
)
TESTS = {
    "email": lambda seen: seen.share(seen.emails) >= 0.5,
    "phone": lambda seen: seen.share(seen.phones) >= 0.5,
    "id": lambda seen: seen.share(seen.distinct) >= 0.5 and seen.share(seen.dates) < 0.5,
    "outcome": lambda seen: seen.dates == 0 and (seen.decided > 0 or seen.share(seen.outcomes) >= 0.5),
    "currency": lambda seen: seen.share(seen.currencies) >= 0.6,
    "name": lambda seen: seen.share(seen.emails) < 0.5,
    "month": lambda seen: seen.share(seen.months) >= 0.6,
}


def evidence_of(header: str, position: int, lines: Sequence[Line]) -> Evidence:
    cells = [line.cells[position] for line in lines[:LOOK_AT]]
    filled = [(cell, text) for cell in cells if (text := text_of(cell)) and not is_nothing(text)]
    texts = [text for _cell, text in filled]
    often, cells_often = Counter(texts), Counter(filled)

    def how_many(test: Callable[[str], bool]) -> int:
        """Each value is looked at once: most columns say the same over and over."""
        return sum(count for text, count in often.items() if test(text))

    outcomes = [outcome for text in texts if (outcome := read_outcome(text))]
    counts_time = says_epoch(header)
    return Evidence(
        filled=len(filled),
        dates=sum(times for pair, times in cells_often.items() if _may_be_date(*pair, counts_time)),
        numbers=how_many(_is_number),
        emails=sum("@" in text for text in texts),
        phones=how_many(lambda text: any(map(looks_like_phone, many(text)))),
        distinct=len(often),
        outcomes=len(outcomes),
        decided=sum(outcome is not Outcome.OPEN for outcome in outcomes),
        currencies=how_many(_is_currency),
        months=sum(times for (cell, _text), times in cells_often.items() if _is_month(cell)),
        no_number=next((text for text in often if not _is_number(text)), ""),
    )


def says_epoch(header: str) -> bool:
    """The header says that its numbers count seconds or milliseconds since 1970."""
    return not EPOCH_WORDS.isdisjoint(fold(header).split())


def _may_be_date(cell: Cell, text: str, counts_time: bool) -> bool:
    return is_date(cell) or bool(SERIAL.fullmatch(text) or (counts_time and EPOCH.fullmatch(text)))


def _is_number(text: str) -> bool:
    try:
        read_amount(text, ".")
    except BadValue:
        return False
    return True


def _is_currency(text: str) -> bool:
    if len(text) > LONGEST_CURRENCY:
        return False
    try:
        read_currency(text)
    except BadValue:
        return False
    return True


def _is_month(cell: Cell) -> bool:
    try:
        read_month(cell, DateOrder.EITHER)
    except BadValue:
        return False
    return True
