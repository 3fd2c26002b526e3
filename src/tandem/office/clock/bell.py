"""Wakes a waiting part of the worker at once, when work for it has been committed in this process.

Another process finds the work by itself within the lane's interval: the bell only saves the wait.
"""

from threading import Event

from django.db import transaction

_bells: dict[str, Event] = {}


def bell(lane: str) -> Event:
    return _bells.setdefault(lane, Event())


def ring_after_commit(lane: str) -> None:
    transaction.on_commit(bell(lane).set)
