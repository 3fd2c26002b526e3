"""What is asked of the evidence. Everything here may be read by a page: no NumPy comes with it."""

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from tandem.together.evidence.periods import Span

LEVEL = 0.9
KIND = "together.evidence"
WENT_WRONG = gettext_lazy("This could not be worked out. The log of the server says why.")
SCHEMA = "tandem.analysis/1"
# Of what pages read in an answer. Answers kept in another form are made anew instead of read.
FORM = 2
Document = dict[str, Any]
DRIVERS = (
    ("enquiries", "marketing"),
    ("mix", "marketing"),
    ("quality", "marketing"),
    ("selling", "sales"),
    ("value", "sales"),
)


@dataclass(frozen=True)
class Question:
    """Which enquiries, which two periods, how sure. Without periods: the usual two (`periods.py`)."""

    before: Span | None = None
    after: Span | None = None
    level: float = LEVEL
    channel: int | None = None
    campaign: int | None = None
    segment: str | None = None
    owner: int | None = None
    # Only those heard in these days.
    heard: Span | None = None

    def as_json(self) -> dict[str, Any]:
        spans = {name: span.as_json() if span else None for name, span in self.spans().items()}
        return {**asdict(self), **spans}

    def spans(self) -> dict[str, Span | None]:
        return {"before": self.before, "after": self.after, "heard": self.heard}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Question":
        spans = {name: Span.from_json(told[name]) for name in ("before", "after", "heard")}
        return cls(**{**told, **spans})

    @property
    def key(self) -> str:
        """Short, and the same for the same question as long as answers have the same form."""
        told = json.dumps([FORM, self.as_json()], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    @property
    def is_usual(self) -> bool:
        return self == Question()


@dataclass(frozen=True)
class Names:
    """What the codes of `maths.enquiries` stand for: the place in the list is the code."""

    channels: tuple[str, ...]
    segments: tuple[str, ...]
    sellers: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """What an answer is told in, besides its question."""

    as_of: datetime.date
    currency: str
    digits: int
    # Today is not: what it will still bring is no part of a forecast's past.
    day_is_over: bool = True
