"""Two persons become one, and two again. Nothing is lost: what moved is listed by key."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.actions import change
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.consent.actions import keep_refusals
from tandem.people.duplicates.models import Merge, NotTheSame
from tandem.people.duplicates.queries import person_columns, register_person_column
from tandem.people.persons.actions import follow_names, index_persons
from tandem.people.persons.models import Person, Phone

__all__ = ["KEPT_COLUMNS", "merge", "not_the_same", "register_person_column", "take_apart"]

# What may be taken from either of the two.
KEPT_COLUMNS = ("name", "organisation", "place", "postcode", "about", "language", "external_key")
BATCH = 500


@transaction.atomic
def merge(
    *,
    kept: Person,
    gone: Person,
    by: Actor,
    at: datetime.datetime,
    from_gone: Iterable[str] = (),
    kept_version: int | None = None,
    gone_version: int | None = None,
) -> Merge:
    """`gone` becomes part of `kept`: its rows move, in every table that is registered.

    Columns named in `from_gone` are taken from `gone`; others only where `kept` has none.
    """
    if not can_change_people(by):
        raise NotAllowed
    if kept.pk == gone.pk or not kept.is_listed or not gone.is_listed:
        raise Refused(_("These two cannot be put together: one of them is not there any more."))
    taken = {
        name: getattr(gone, name)
        for name in KEPT_COLUMNS
        if getattr(gone, name) and (name in from_gone or not getattr(kept, name))
    }
    written = change(kept, expected_version=kept_version, **taken)
    follow_names(kept)
    change(gone, expected_version=gone_version, merged_into=kept)
    merger = by if isinstance(by, User) else None
    moved: dict[str, Any] = {"rows": {}, "columns": written.before, "took": written.after}
    made = Merge.objects.create(kept=kept, gone=gone, at=at, by=merger)
    refusals = keep_refusals(kept=kept, gone=gone, at=at, by=by)
    for label, field in person_columns():
        moved["rows"][f"{label}.{field}"] = _move(label, field, gone, kept)
    # Said by `gone`, written down for `kept`: the undo gives them to whom they belong.
    moved["rows"].setdefault("people.consentevent.person", []).extend(refusals)
    made.moved = moved
    made.save(update_fields=["moved"])
    index_persons([kept, gone])
    record(
        by=by, at=at, verb="people.person.merged", row=kept, before=written.before,
        after={**written.after, "merge": made.pk},
    )  # fmt: skip
    announce("people.merged", at=at, kept_id=kept.pk, gone_id=gone.pk)
    return made


def _move(label: str, field: str, gone: Person, kept: Person) -> list[int]:
    rows = apps.get_model(label)._default_manager.filter(**{field: gone})
    if label == "people.phone":
        # The same number on both stays where it is: a person has a number once.
        rows = rows.exclude(number__in=Phone.objects.filter(person=kept).values("number"))
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    _point(label, field, ids, gone, kept)
    return ids


def _point(label: str, field: str, ids: list[int], source: Person, target: Person) -> None:
    """In parts, and only rows that still point at `source`."""
    model: type[models.Model] = apps.get_model(label)
    for start in range(0, len(ids), BATCH):
        part = model._default_manager.filter(pk__in=ids[start : start + BATCH], **{field: source})
        part.update(**{field: target})


def take_apart(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The undo of a merge: rows that moved and are still with the kept person go back."""
    if not can_change_people(by):
        raise NotAllowed
    made = Merge.objects.select_related("kept", "gone").get(pk=line.after["merge"])
    kept, gone = made.kept, made.gone
    if made.undone_at or not kept.is_listed or gone.erased_at or gone.merged_into_id != kept.pk:
        raise Refused(_("One of the two was changed since, so they can no longer be taken apart."))
    change(gone, merged_into=None)
    for column, ids in made.moved["rows"].items():
        label, _dot, field = column.rpartition(".")
        _point(label, field, ids, kept, gone)
    change(kept, **_columns_back(kept, made.moved))
    follow_names(kept)
    Merge.objects.filter(pk=made.pk).update(undone_at=at)
    index_persons([kept, gone])
    announce("people.unmerged", at=at, kept_id=kept.pk, restored_id=gone.pk)


def _columns_back(kept: Person, moved: dict[str, Any]) -> dict[str, Any]:
    """The columns that the merge filled, as they were before, where nobody wrote them since."""
    back: dict[str, Any] = {}
    for name in KEPT_COLUMNS:
        column = f"{name}_id" if name == "organisation" else name
        if name in moved["took"] and getattr(kept, column) == moved["took"][name]:
            back[column] = moved["columns"][name]
    return back


@transaction.atomic
def not_the_same(*, one: Person, other: Person, by: Actor, at: datetime.datetime) -> None:
    """Keep that these two are different, so that they are not offered again."""
    if not can_change_people(by):
        raise NotAllowed
    first, second = sorted((one, other), key=lambda person: person.pk)
    if first.pk == second.pk:
        raise Refused(_("This is one and the same entry."))
    _kept, is_new = NotTheSame.objects.get_or_create(one=first, other=second)
    if is_new:
        record(by=by, at=at, verb="people.person.not_the_same", row=first, after={"other": second.pk})


def same_again(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The undo of “not the same”."""
    if not can_change_people(by):
        raise NotAllowed
    NotTheSame.objects.filter(Q(one=line.row_id) & Q(other=line.after["other"])).delete()
