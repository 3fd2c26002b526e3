"""Quality and selling, told apart; or why that cannot be, and what would help."""

import datetime
from dataclasses import dataclass

from tandem.together.evidence.words import Document
from tandem.together.quality.compared import quality_of
from tandem.together.verdict.intervals import Table


@dataclass(frozen=True)
class Sellers:
    """Without tables where they cannot be told apart; `why` and `remedy` say it then."""

    title: str
    why: str
    remedy: str
    channels: Table | None
    sellers: Table | None
    answer: str


def sellers_of(answer: Document, today: datetime.date) -> Sellers:
    told = quality_of(answer, today)
    return Sellers(told.title, told.why, told.remedy, told.channels, told.sellers, told.answer)
