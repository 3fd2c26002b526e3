"""Lists go out in pages, each from the last row of the one before: stable however much is added."""

import base64
import datetime
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

from tandem.exchange.api.fields import LARGEST_KEY, Shown
from tandem.exchange.api.words import Problem
from tandem.office.journal.models import JournalLine

Out = TypeVar("Out", bound=Shown)


class Page(Shown, Generic[Out]):
    items: list[Out]
    next_cursor: str | None


def page_of(
    rows: QuerySet[Any], shown: Callable[[Sequence[Any]], list[Out]], *, limit: int, cursor: str
) -> Page[Out]:
    if cursor:
        rows = rows.filter(pk__gt=key_in(cursor))
    found = list(rows.order_by("pk")[: limit + 1])
    more = len(found) > limit
    return Page[Any](
        items=shown(found[:limit]), next_cursor=cursor_after(found[limit - 1].pk) if more else None
    )


def cursor_after(key: int) -> str:
    return base64.urlsafe_b64encode(f"after {key}".encode()).decode().rstrip("=")


def key_in(cursor: str) -> int:
    try:
        words = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        key = int(words.removeprefix("after "))
    except ValueError:
        raise Problem(400, "This cursor is none of ours: take next_cursor of the page before.") from None
    if not 0 < key <= LARGEST_KEY:
        raise Problem(400, "This cursor is none of ours: take next_cursor of the page before.")
    return key


def in_journal(kind: str, since: datetime.datetime) -> QuerySet[JournalLine, int | None]:
    """The rows of a kind that the journal has told of since then."""
    lines = JournalLine.objects.filter(kind=kind, at__gte=since, row_id__isnull=False)
    return lines.order_by().values_list("row_id", flat=True)


def moved_since(kind: str, written: str, since: datetime.datetime, *, person: str = "") -> Q:
    """Rows written down or changed since then, or whose person was: the journal knows every change."""
    found = Q(**{f"{written}__gte": since}) | Q(pk__in=in_journal(kind, since))
    if person:
        found |= Q(**{f"{person}__in": in_journal("people.person", since)})
    return found
