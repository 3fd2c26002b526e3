"""What waiting follows: words on timelines, ours and theirs, and persons who became one."""

import datetime
from typing import Any

from tandem.office.followers import follow
from tandem.people.timeline.models import Entry
from tandem.people.unanswered.actions import reckon
from tandem.people.unanswered.models import Unanswered


def they_wrote(*, entry_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    entries = Entry.objects.filter(pk__among=entry_ids).order_by()
    reckon(set(entries.values_list("person", flat=True)))


def we_spoke(*, entry_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    """One query where nobody of them waits, as nearly always."""
    waiting = Unanswered.objects.filter(entry__person__entries__pk__among=entry_ids).order_by()
    reckon(set(waiting.values_list("entry__person", flat=True)))


def taken_back(*, person_id: int, entry_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    reckon([person_id])


def merged(*, kept_id: int, gone_id: int, at: datetime.datetime, **others: Any) -> None:
    reckon([kept_id])


def unmerged(*, kept_id: int, restored_id: int, at: datetime.datetime, **others: Any) -> None:
    reckon([kept_id, restored_id])


def follow_all() -> None:
    follow("people.written", they_wrote)
    follow("people.spoken", we_spoke)
    follow("people.unnoted", taken_back)
    follow("people.merged", merged)
    follow("people.unmerged", unmerged)
