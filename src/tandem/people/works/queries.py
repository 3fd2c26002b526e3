"""The open work with a person that a talk may be about. Packages above tell what theirs is."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

MARK = ":"


@dataclass(frozen=True)
class Work:
    """One piece of work, by the label of its model and its key: “sales.opportunity”, 12.

    `rang_url` asks how a call about it went; `plan_url` (where something can be planned) takes the key of an
    entry from which a follow-up was read. `said` is what letters may say of it, by merge field.
    """

    kind: str
    row_id: int
    title: str
    url: str
    rang_url: str = ""
    plan_url: Callable[[int], str] | None = None
    planned_on: datetime.date | None = None
    version: int = 0
    person_id: int = 0
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """As a form names it."""
        return f"{self.kind}{MARK}{self.row_id}"


OpenWith = Callable[[int], list[Work]]
These = Callable[[list[int]], dict[int, Work]]
_kinds: dict[str, tuple[OpenWith, These]] = {}


def register_work(kind: str, *, open_with: OpenWith, these: These) -> None:
    """`open_with(person_id)` gives what is open, the newest first; `these(ids)` any of them, open or not.

    A query each.
    """
    _kinds[kind] = (open_with, these)


def open_works(person_id: int) -> list[Work]:
    return [work for open_with, _these in _kinds.values() for work in open_with(person_id)]


def work_of(kind: str, row_id: int | None) -> Work | None:
    known = _kinds.get(kind)
    return known[1]([row_id]).get(row_id) if known and row_id else None


def work_marked(mark: str, person_id: int) -> Work | None:
    """The work that a form names, if it is with this person."""
    kind, _mark, key = mark.partition(MARK)
    if not key.isascii() or not key.isdigit() or len(key) > 18:
        return None
    work = work_of(kind, int(key))
    return work if work is not None and work.person_id == person_id else None
