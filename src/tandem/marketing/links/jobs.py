"""Counting what was opened. Whoever opens a link only reads: the count waits in memory for a moment until
the worker writes it, many at a time. A kill in that moment loses the count of it, never an enquiry.
"""

import datetime
from collections import Counter
from threading import Lock

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from tandem.marketing.links.models import OpenedCount, Place, TrackedLink
from tandem.marketing.links.words import is_made_by_a_program
from tandem.office.business.queries import business_zone
from tandem.office.jobs.wishes import wish

WISH = "marketing.links.opened"
# A browser that fetches ahead says so; nobody has opened anything yet.
FETCHED_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
Key = tuple[str, int, datetime.date]
_opened: Counter[Key] = Counter()
_lock = Lock()


def count_opening(request: HttpRequest, row: TrackedLink | Place, *, at: datetime.datetime) -> None:
    """By a person, as far as one can tell."""
    if request.method != "GET" or is_made_by_a_program(request.headers.get("User-Agent", "")):
        return
    if any(request.headers.get(name) for name in FETCHED_AHEAD):
        return
    column = "link" if isinstance(row, TrackedLink) else "place"
    with _lock:
        _opened[column, row.pk, at.astimezone(business_zone()).date()] += 1
    wish(WISH, write_counts)


def write_counts() -> None:
    """What has gathered goes into the database, or stays gathered where that fails."""
    with _lock:
        taken = _opened.copy()
        _opened.clear()
    try:
        with transaction.atomic():
            for (column, key, day), number in sorted(taken.items()):
                add(column, key, day, number)
    except BaseException:
        with _lock:
            _opened.update(taken)
        raise


def add(column: str, key: int, day: datetime.date, number: int) -> None:
    """To the row of that day, which is made where it is new. What is not there any more is not counted."""
    model = TrackedLink if column == "link" else Place
    if not model._default_manager.filter(pk=key).exists():
        return
    where = {f"{column}_id": key, "day": day}
    row, is_new = OpenedCount.objects.get_or_create(**where, defaults={"number": number})
    if not is_new:
        OpenedCount.objects.filter(pk=row.pk).update(number=F("number") + number)
