"""Where a received message goes: the first route that takes it, else the list.

A registry of the second kind: people takes answers, marketing is the door; each registers in its `ready()`.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from tandem.office.mailboxes.models import ReceivedMessage


@dataclass(frozen=True)
class Taken:
    """The row that a message became, by the label of its model, and the number of the person it is from."""

    kind: str
    row_id: int
    person_id: int | None = None


@dataclass(frozen=True)
class Told:
    """What became of a message, for the list."""

    words: str
    url: str


Route = Callable[[ReceivedMessage, datetime.datetime], Taken | None]
TakeReturned = Callable[[str, datetime.datetime], Taken | None]
ToldFunction = Callable[[list[int]], dict[int, Told]]
_routes: dict[str, tuple[int, Route]] = {}
_returned: list[TakeReturned] = []
_told: dict[str, ToldFunction] = {}


def register(name: str, take: Route, *, order: int) -> None:
    """`take(message, at)` writes what the message becomes and returns it, or None where it is not for it.

    It runs in the transaction that writes the message; what it raises puts the message into the list.
    """
    _routes[name] = (order, take)


def register_returned(take: TakeReturned) -> None:
    """`take(address, at)` notes that a mail of ours did not reach this folded address, and returns the row
    that it is about, or None where nobody here has the address.
    """
    _returned.append(take)


def taken_as_returned(address: str, at: datetime.datetime) -> Taken | None:
    return next((taken for take in _returned if (taken := take(address, at)) is not None), None)


def register_told(kind: str, function: ToldFunction) -> None:
    """`function(row_ids)` tells what messages became that were taken as rows of `kind`."""
    _told[kind] = function


def routes() -> list[str]:
    return sorted(_routes, key=lambda name: _routes[name][0])


def taken_by_a_route(message: ReceivedMessage, at: datetime.datetime) -> Taken | None:
    for name in routes():
        if (taken := _routes[name][1](message, at)) is not None:
            return taken
    return None


def told_of(messages: list[ReceivedMessage]) -> dict[int, Told]:
    """What became of each, by the key of the message; a query or two a kind."""
    found: dict[int, Told] = {}
    for kind, function in _told.items():
        of_kind = {one.pk: one.taken_id for one in messages if one.taken_kind == kind and one.taken_id}
        told = function(sorted(set(of_kind.values()))) if of_kind else {}
        found |= {pk: told[row_id] for pk, row_id in of_kind.items() if row_id in told}
    return found
