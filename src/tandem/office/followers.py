"""Followers: an action announces a named fact in its transaction; packages above follow it there.

The first of the two inversions of the stair (docs/structure.md lists every fact). Followers run in a fixed
order; one that raises rolls the whole action back.
"""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

FACTS: dict[str, str] = {
    "office.renamed": "Somebody who works here goes by another name: user_id.",
    "office.hat_worn": "Somebody put a hat on, another or the same: user_id.",
    "people.merged": "Two persons became one: kept_id, gone_id.",
    "people.unmerged": "A merge was taken back: kept_id, restored_id.",
    "people.spoken": "We said something to a person, or with them: entry_ids.",
    "people.written": "They wrote to us: entry_ids.",
    "people.unnoted": "An entry was taken back or put right: person_id, entry_ids.",
    "people.erased": "A person was erased: person_id.",
    "marketing.heard": "Enquiries were heard: enquiry_ids.",
    "marketing.changed": "Source, campaign, segment or state of enquiries changed: enquiry_ids.",
    "marketing.renamed": "A channel got another name: channel_id.",
    "marketing.removed": "Enquiries were taken out again: enquiry_ids.",
    "handover.passed": "Enquiries were passed: enquiry_ids.",
    "handover.decided": "Enquiries were accepted or declined: enquiry_ids.",
    "handover.answered": "When sales answered first became known, or unknown again: enquiry_ids.",
    "sales.opened": "Opportunities were opened: opportunity_ids.",
    "sales.won": "Opportunities were won: opportunity_ids.",
    "sales.lost": "Opportunities were lost: opportunity_ids.",
    "sales.reopened": "Won or lost opportunities were opened again: opportunity_ids.",
    "sales.merged": "Two opportunities became one, or two again: opportunity_ids.",
    "sales.assigned": "Opportunities got another owner: opportunity_ids.",
    "sales.quoted": "Quotes were sent, answered, taken back or ended: quote_ids.",
    "sales.ordered": "Orders were accepted or taken back: order_ids.",
    "sales.credited": "A credit note was issued: order_ids.",
}

# So many ids at a time, when what was held is announced.
AT_ONCE = 500
Follower = Callable[..., None]
Told = list[tuple[datetime.datetime, dict[str, Any]]]
_held: ContextVar[dict[str, Told] | None] = ContextVar("held", default=None)
_followers: dict[str, list[tuple[int, str, Follower]]] = {}


def follow(fact: str, function: Follower, *, order: int = 100) -> None:
    """Call `function(at=…, **ids)` whenever `fact` is announced; lower `order` runs first."""
    if fact not in FACTS:
        raise KeyError(f"Nobody announces {fact!r}; the facts are listed in office/followers.py")
    entry = (order, f"{function.__module__}.{function.__qualname__}", function)
    followers = _followers.setdefault(fact, [])
    if entry not in followers:
        followers.append(entry)
        followers.sort(key=lambda item: item[:2])


def announce(fact: str, *, at: datetime.datetime, **ids: Any) -> None:
    if fact not in FACTS:
        raise KeyError(f"{fact!r} is not listed in office/followers.py")
    waiting = (_held.get() or {}).get(fact)
    if waiting is not None:
        waiting.append((at, ids))
        return
    for _order, _name, function in _followers.get(fact, ()):
        function(at=at, **ids)


@contextmanager
def held(*facts: str) -> Iterator[None]:
    """For what tells of many rows one by one (the sample business): each of these facts, of those that carry
    lists of ids, is announced at the end of the block, for all of them together, with the time of the last.

    The block is one transaction, so that followers still work within that of the action.
    """
    with transaction.atomic():
        waiting: dict[str, Told] = {fact: [] for fact in facts}
        token = _held.set(waiting)
        try:
            yield
        finally:
            _held.reset(token)
        for fact, told in waiting.items():
            announce_together(fact, told)


def announce_together(fact: str, told: Told) -> None:
    together: dict[str, list[int]] = {}
    for _at, ids in told:
        for name, keys in ids.items():
            together.setdefault(name, []).extend(keys)
    for name, keys in together.items():
        for start in range(0, len(keys), AT_ONCE):
            announce(fact, at=told[-1][0], **{name: keys[start : start + AT_ONCE]})


def listed() -> dict[str, list[str]]:
    """Every fact with its followers in their order, for docs and tests."""
    return {fact: [name for _order, name, _function in _followers.get(fact, ())] for fact in FACTS}
