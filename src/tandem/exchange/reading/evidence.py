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
    """Of `filled` values, how many are of a type. `others` has, for some types, the first that is not."""

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
    others: dict[str, str]

    def share(self, count: int) -> float:
        return count / self.filled if self.filled else 0.0

    def count(self, what: str) -> int:
        """`what` is of `read_as`."""
        return int(getattr(self, what))

    def unlike(self, what: str) -> str:
        """The first value that is none of them, or ''."""
        return self.others.get(what, "")

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


def read_as(field: str) -> str:
    """What the values of a field are read as, by the name in Evidence; '' where anything goes."""
    if field in AMOUNTS:
        return "numbers"
    if field in DATES:
        return "months" if field == "month" else "dates"
    return {"email": "emails", "currency": "currencies", "outcome": "outcomes"}.get(field, "")


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

    counts_time = says_epoch(header)
    outcomes = [outcome for text in texts if (outcome := read_outcome(text))]
    tests: dict[str, Callable[[tuple[Cell, str]], bool]] = {
        "dates": lambda pair: _may_be_date(*pair, counts_time),
        "numbers": lambda pair: _is_number(pair[1]),
        "emails": lambda pair: "@" in pair[1],
        "currencies": lambda pair: _is_currency(pair[1]),
        "months": lambda pair: _is_month(pair[0]),
        "outcomes": lambda pair: read_outcome(pair[1]) is not None,
    }
    passed = {what: {pair for pair in cells_often if test(pair)} for what, test in tests.items()}
    counts = {what: sum(cells_often[pair] for pair in pairs) for what, pairs in passed.items()}
    return Evidence(
        **counts,
        filled=len(filled),
        phones=how_many(lambda text: any(map(looks_like_phone, many(text)))),
        distinct=len(often),
        decided=sum(outcome is not Outcome.OPEN for outcome in outcomes),
        others={
            what: next(text for cell, text in cells_often if (cell, text) not in pairs)
            for what, pairs in passed.items()
            if len(pairs) < len(cells_often)
        },
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
