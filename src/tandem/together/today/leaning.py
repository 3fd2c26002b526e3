"""How the tiles of an answer lean against those before; the figures below them are called by the same."""

from dataclasses import dataclass

from tandem.together.evidence.words import Document
from tandem.together.revenue.leans import Lean, leans_by
from tandem.together.verdict.equation import Shown
from tandem.together.verdict.reading import verdict_word
from tandem.together.verdict.words import buying, revenue_word


@dataclass(frozen=True)
class Leans:
    asking: Lean
    buying: Lean
    sale: Lean
    revenue: Lean


def leans_of(answer: Document, then: Shown, now: Shown) -> Leans:
    return Leans(
        leans_by(verdict_word(answer, "enquiries"), now.enquiries - then.enquiries),
        leans_by(buying(answer), now.share - then.share),
        leans_by(verdict_word(answer, "value"), now.value - then.value),
        leans_by(revenue_word(answer), now.revenue - then.revenue),
    )
