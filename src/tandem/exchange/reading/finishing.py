"""What a row says as a whole, once its cells are read: who it is about, and what became of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tandem.exchange.reading.mapping import Mapping
from tandem.exchange.reading.outcomes import Outcome
from tandem.exchange.reading.rejections import BadValue, Fault
from tandem.exchange.reading.texts import read_person
from tandem.exchange.reading.values import STATED, Values
from tandem.exchange.reading.vocabulary import REQUIRED

Finish = Callable[[Values], None]
IN_CURRENCY = ("amount", "price", "cost")
HAPPENED = ("heard_at", "passed_at", "first_response_at", "accepted_at", "declined_at", "closed_at")


def finisher(
    kind: str,
    mapping: Mapping,
    *,
    latest: datetime | None = None,
    currency: str = "",
    also: Finish | None = None,
) -> Finish:
    """Completes the values of a row in place, or raises BadValue, with the field, where it is not taken.

    With `latest` nothing may have happened after it; with `currency` no amount may be in another one. `also`
    is what only the caller can tell of a row, such as whether a tax rate is known.
    """
    outcome_recorded = mapping.column("outcome") is not None
    required = REQUIRED[kind]

    def finish(values: Values) -> None:
        for field in required:
            if field not in values:
                raise BadValue(Fault.MISSING, field)
        _join_name(values)
        if kind in ("enquiries", "sales"):
            _read_person(values)
        if kind == "enquiries":
            _name_channel(values)
            settle_outcome(values, recorded=outcome_recorded)
        if kind == "persons" and not values.keys() & {"name", "email", "phone"}:
            raise BadValue(Fault.NOBODY, "name")
        _agree_currency(values)
        if latest is not None:
            _refuse_still_to_come(values, latest)
        for field in IN_CURRENCY:
            if currency and field in values and values.get("currency", currency) != currency:
                raise BadValue(Fault.OTHER_CURRENCY, field)
        if also is not None:
            also(values)

    return finish


def settle_outcome(values: Values, *, recorded: bool) -> None:
    """`recorded`: the file has a column for the outcome. With nothing that tells of a closing, it is open.

    A win without a date is known; a “no” without a date may be no more than “not yet”, so it is open.
    """
    lost_at = values.pop("lost_at", None)
    closed_at = values.pop("closed_at", None)
    if recorded:
        outcome = values.get("outcome", Outcome.OPEN)
        if outcome is Outcome.NO:
            outcome = Outcome.LOST if closed_at or lost_at else Outcome.OPEN
    elif lost_at and (not closed_at or lost_at > closed_at):
        outcome = Outcome.LOST
    else:
        outcome = Outcome.WON if closed_at or values.get("amount", 0) > 0 else Outcome.OPEN
    values["outcome"] = outcome.value
    when = _closing(outcome, closed_at, lost_at)
    if when:
        values["closed_at"] = when


def _closing(outcome: Outcome, closed_at: Any, lost_at: Any) -> Any:
    """Of an open enquiry a closing date is at best a plan."""
    if outcome is Outcome.OPEN:
        return None
    return (lost_at or closed_at) if outcome is Outcome.LOST else closed_at


def _join_name(values: Values) -> None:
    first, last = values.get("first_name"), values.get("last_name")
    if (first or last) and "name" not in values:
        values["name"] = " ".join(filter(None, (first, last)))


def _read_person(values: Values) -> None:
    """The columns made for a name, an address or a number tell more than the one for all three."""
    person = values.get("person")
    if not person:
        return
    try:
        found = read_person(person)
    except BadValue as bad:
        raise BadValue(bad.fault, "person") from bad
    for field, value in found.items():
        values.setdefault(field, value)


def _name_channel(values: Values) -> None:
    if "channel" not in values and "source" in values:
        values["channel"] = " / ".join(filter(None, (values["source"], values.get("medium"))))


def _refuse_still_to_come(values: Values, latest: datetime) -> None:
    for field in HAPPENED:
        if field in values and values[field] > latest:
            raise BadValue(Fault.STILL_TO_COME, field)


def _agree_currency(values: Values) -> None:
    stated = values.pop(STATED, None)
    if stated and values.setdefault("currency", stated) != stated:
        raise BadValue(
            Fault.TWO_CURRENCIES, next((field for field in IN_CURRENCY if field in values), "amount")
        )
