import datetime
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from tandem.exchange.reading.dates import DateOrder
from tandem.together.evidence.periods import Span

BLANK = "(blank)"
# Money without a currency still needs digits after the point.
CURRENCY_WHERE_NONE_IS_NAMED = "EUR"


@dataclass(frozen=True)
class Question:
    """What `tandem analyse` was asked."""

    files: tuple[Path, ...]
    on: str = ""
    by_hand: dict[str, str] = field(default_factory=dict)
    as_of: datetime.date | None = None
    before: Span | None = None
    after: Span | None = None
    currency: str = ""
    date_order: DateOrder | None = None
    level: float = 0.9
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009 a zone never changes

    @property
    def until(self) -> datetime.datetime | None:
        """Nothing after this moment is used: the end of the day asked for."""
        if self.as_of is None:
            return None
        return datetime.datetime.combine(self.as_of, datetime.time.max, self.zone)


@dataclass
class Reading:
    """What became of the rows on their way in; `read` is the sum of what became of them."""

    mapping: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    unknown_outcomes: dict[str, int] = field(default_factory=dict)
    read: int = 0
    rejected: int = 0
    duplicates: int = 0
    after_as_of: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    # Source and medium as the house keeps them → as the list first wrote them.
    spellings: dict[tuple[str, str], str] = field(default_factory=dict)
    last_moment: datetime.datetime | None = None
    currency: str = ""
