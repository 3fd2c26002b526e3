"""What care follows: persons who became one, or two again, take their purchases along."""

import datetime
from typing import Any

from tandem.marketing.care.actions import put_persons_in_order
from tandem.office.followers import follow


def persons_merged(*, kept_id: int, gone_id: int, at: datetime.datetime, **others: Any) -> None:
    put_persons_in_order(person_ids=[kept_id, gone_id])


def persons_unmerged(*, kept_id: int, restored_id: int, at: datetime.datetime, **others: Any) -> None:
    put_persons_in_order(person_ids=[kept_id, restored_id])


def follow_all() -> None:
    follow("people.merged", persons_merged)
    follow("people.unmerged", persons_unmerged)
