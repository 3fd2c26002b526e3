"""From a question to its answer: reads facts, estimates, puts it into words. It brings NumPy along."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from tandem.money.currency import digits_of
from tandem.office.business.queries import the_business
from tandem.together.evidence.answer import answer_of
from tandem.together.evidence.arrays import load
from tandem.together.evidence.periods import Span, default_periods
from tandem.together.evidence.queries import reach
from tandem.together.evidence.words import Document, Question, Terms
from tandem.together.verdict.words import verdict_of

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class WorkedOut:
    answer: Document
    version: int


def own_answer(question: Question, *, as_of: datetime.date, today: datetime.date) -> WorkedOut:
    """Of the own business, as it stands at the end of `as_of`, or now if that is today."""
    currency = the_business().currency
    terms = Terms(as_of, currency, digits_of(currency), day_is_over=as_of < today)
    # A month that is over is complete, whether anybody asked on its last day or not; today is not over.
    last = as_of if terms.day_is_over else as_of - ONE_DAY
    return worked_out(question, terms, last=last)


def worked_out(
    question: Question,
    terms: Terms,
    *,
    last: datetime.date | None = None,
    channels: Mapping[int, str] | None = None,
) -> WorkedOut:
    """The usual periods end at or before `last`, or before the last enquiry where none is given."""
    loaded = load(question, as_of=terms.as_of, digits=terms.digits, channels=channels)
    before, after = periods_of(question, last)
    answer = answer_of(question, terms, loaded, before, after)
    said = verdict_of(answer)
    answer["change"]["verdict"]["sentence"] = " ".join(filter(None, (said.first, said.rest)))
    return WorkedOut(answer, loaded.version)


def periods_of(question: Question, last: datetime.date | None) -> tuple[Span | None, Span | None]:
    if question.before and question.after:
        return question.before, question.after
    ends = reach(question)
    if not ends:
        return None, None
    first, newest = ends
    return default_periods(first, max(first, last or newest))
