"""What one model holds about a person, and how it is given out and forgotten."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

ExportFunction = Callable[[list[int]], list[dict[str, Any]]]
EraseFunction = Callable[[list[int], datetime.datetime], int]
# How a model reaches a person: a path of foreign keys as in a filter, or what to look for.
Way = str | Callable[[list[int]], Q]
ScrubFunction = Callable[["Traces", datetime.datetime], int]


@dataclass(frozen=True)
class PersonalData:
    """`export(person_ids)` gives the rows as plain values, `erase(person_ids, at)` forgets what is
    personal in them and says of how many rows. `law_keeps` is the sentence for the page that asks before
    an erasure, where something must be kept. `path` is how the model reaches the person."""

    model: str
    path: Way
    export: ExportFunction
    erase: EraseFunction
    law_keeps: Any = ""


@dataclass(frozen=True)
class Traces:
    """What a person left in tables that do not point at them: the rows that are theirs, and the words to
    look for.
    """

    rows: dict[str, list[int]] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    def kinds(self) -> Iterable[tuple[str, list[int]]]:
        return ((kind, ids) for kind, ids in self.rows.items() if ids)
