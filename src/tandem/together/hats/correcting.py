"""Keeping what a correction found, and taking it back."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import plain
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import UNDO_WITHIN, record
from tandem.office.journal.models import JournalLine
from tandem.together.hats.models import Correction, Stretch
from tandem.together.hats.queries import CORRECTED, hours_of, running_of
from tandem.together.hats.rules import must_be_free, must_keep_hours

COLUMNS = ("hat", "started_at", "ended_at", "known", "is_work", "left_on_until", "recorded_at")
MOMENTS = ("started_at", "ended_at", "left_on_until", "recorded_at")
Snapshot = dict[str, Any]


def in_turn(by: Actor) -> User:
    """Whose hours they are, locked: two of their windows write one after the other."""
    return User.objects.select_for_update().get(pk=must_keep_hours(by).pk)


def snapshot(row: Stretch) -> Snapshot:
    return {"pk": row.pk, **{name: plain(getattr(row, name)) for name in COLUMNS}}


def tell_since(user: User) -> None:
    """Since when a hat is on stands beside whose it is, so that no page has to ask."""
    running = running_of(user)
    user.hat_since = running.started_at if running else None
    User.objects.filter(pk=user.pk).update(hat_since=user.hat_since)


def keep_correction(
    user: User, *, before: Iterable[Snapshot], after: Iterable[Stretch], at: datetime.datetime
) -> JournalLine:
    """The line says that hours were put right, and nothing of them."""
    Correction.objects.filter(user=user, at__lt=at - UNDO_WITHIN).delete()
    left = [{"pk": row.pk, "version": row.version} for row in after]
    tell_since(user)
    kept = Correction.objects.create(user=user, at=at, before=list(before), after=left)
    return record(by=user, at=at, verb=CORRECTED, after={"correction": kept.pk})


def undo_correction(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    user = in_turn(by)
    kept = Correction.objects.filter(pk=line.after.get("correction") or 0, user=user).first()
    if kept is None:
        raise Refused(_("Only the person whose hours they are can take this back."))
    left = {one["pk"]: one["version"] for one in kept.after}
    standing = hours_of(user).filter(pk__in=left)
    if dict(standing.values_list("pk", "version")) != left:
        raise Refused(_("These hours were put right again since. Nothing was taken back."))
    standing.exclude(pk__in=[one["pk"] for one in kept.before]).delete()
    for one in kept.before:
        restore(user, one, version=left.get(one["pk"], 0) + 1, at=at)
    tell_since(user)
    kept.delete()


def restore(user: User, kept: Snapshot, *, version: int, at: datetime.datetime) -> None:
    columns = {name: kept[name] for name in COLUMNS}
    for name in MOMENTS:
        columns[name] = parse_datetime(columns[name]) if columns[name] else None
    running = running_of(user)
    if columns["ended_at"] is None and running is not None and running.pk != kept["pk"]:
        raise Refused(_("Another hat is on since. Nothing was taken back."))
    if columns["is_work"]:
        must_be_free(user, columns["started_at"], columns["ended_at"], at=at, but=(kept["pk"],))
    Stretch.objects.update_or_create(pk=kept["pk"], defaults={**columns, "user": user, "version": version})
