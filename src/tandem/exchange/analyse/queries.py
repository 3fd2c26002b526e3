"""The answer of `tandem analyse`: what Together says of the same enquiries, and what became of the rows."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count

from tandem.exchange.analyse.spend import Spend
from tandem.exchange.analyse.words import BLANK, CURRENCY_WHERE_NONE_IS_NAMED, Question, Reading
from tandem.exchange.reading.outcomes import counted_as_open
from tandem.marketing.channels.models import Channel
from tandem.money.currency import digits_of
from tandem.together.answers.answering import worked_out
from tandem.together.evidence.words import Question as Asked
from tandem.together.evidence.words import Terms
from tandem.together.statistics.models import EnquiryFact
from tandem.together.statistics.words import CountedAs


def analysis(question: Question, reading: Reading, spend: Spend | None = None) -> dict[str, Any]:
    """The JSON of `contracts/analysis.md`, every key of it; null where something cannot be known."""
    asked = Asked(before=question.before, after=question.after, level=question.level)
    until = question.until or reading.last_moment or datetime.datetime.now(datetime.UTC)
    digits = digits_of(reading.currency or CURRENCY_WHERE_NONE_IS_NAMED)
    terms = Terms(until.astimezone(question.zone).date(), reading.currency, digits)
    answer = worked_out(asked, terms, channels=channel_names_of(reading)).answer
    answer["rows"] = _rows(reading, used=answer["enquiries"]["total"])
    for channel in answer["channels"]:
        cost = (spend or Spend()).of(channel["channel"])
        channel["cost_per_enquiry"] = per(cost, channel["enquiries"])
        channel["cost_per_customer"] = per(cost, channel["won"])
    answer["caveats"] += _caveats(reading)
    if spend:
        answer["caveats"] += spend.caveats({channel["channel"] for channel in answer["channels"]})
    return answer


def channel_names_of(reading: Reading) -> dict[int, str]:
    """As the list first wrote them."""
    rows = Channel.objects.values_list("pk", "source", "medium")
    return {pk: reading.spellings.get((source, medium)) or BLANK for pk, source, medium in rows}


def _rows(reading: Reading, *, used: int) -> dict[str, Any]:
    states = dict(EnquiryFact.objects.values_list("state").annotate(Count("pk")))
    return {
        "read": reading.read,
        "used": used,
        "rejected": reading.rejected,
        "duplicates": reading.duplicates,
        "after_as_of": reading.after_as_of,
        "repeat": states.get(CountedAs.REPEAT, 0),
        "joined": states.get(CountedAs.JOINED, 0),
        "set_aside": states.get(CountedAs.LEFT_OUT, 0),
        "reasons": dict(reading.reasons),
        "mapping": reading.mapping,
        "why": reading.why,
        "remarks": reading.remarks,
    }


def per(amount: Decimal | None, count: int) -> float | None:
    """None where nothing was told of the money, or nobody came for it."""
    return round(float(amount / count), 2) if amount is not None and count else None


def _caveats(reading: Reading) -> Iterable[str]:
    if reading.unknown_outcomes:
        yield counted_as_open(reading.unknown_outcomes)
