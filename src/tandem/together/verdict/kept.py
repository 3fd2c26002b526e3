"""The kept answer that a page shows; a newer one is asked for in passing and never waited for."""

import datetime

from tandem.together.evidence.actions import ask_for
from tandem.together.evidence.queries import Kept, latest_answer
from tandem.together.evidence.words import Question


def kept_answer(question: Question, today: datetime.date) -> Kept:
    """Two queries. Its `answer` is None while it is worked out for the first time."""
    kept = latest_answer(question, today=today)
    if kept.is_wanted:
        ask_for(question)
    return kept
