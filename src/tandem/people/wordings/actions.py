import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.actions import change
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.organisations.words import one_line, some_lines
from tandem.people.wordings.merging import open_fields
from tandem.people.wordings.models import Signature, Wording
from tandem.people.wordings.queries import is_laid_out, starters
from tandem.people.wordings.words import FIELDS, SIGNATURE

KEPT = ("name", "subject", "text", "position")


@transaction.atomic
def lay_out() -> None:
    """The starters become the business's own, to be changed; once."""
    if is_laid_out():
        return
    Signature.objects.bulk_create([Signature(pk=1, text=SIGNATURE)], ignore_conflicts=True)
    Wording.objects.bulk_create(starters(), ignore_conflicts=True)


@transaction.atomic
def add_wording(*, name: str, subject: str, text: str, by: Actor, at: datetime.datetime) -> Wording:
    must_write(by)
    lay_out()
    columns = checked(name=name, subject=subject, text=text)
    last = Wording.objects.aggregate(last=Max("position"))["last"] or 0
    wording = Wording.objects.create(position=last + 1, **columns)
    record(by=by, at=at, verb="people.wording.added", row=wording, after=columns)
    return wording


@transaction.atomic
def change_wording(
    *, wording: Wording, expected_version: int, name: str, subject: str, text: str, by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:  # fmt: skip
    must_write(by)
    columns = checked(name=name, subject=subject, text=text, besides=wording)
    changed = change(wording, expected_version=expected_version, **columns)
    if not changed:
        return None
    return record(
        by=by, at=at, verb="people.wording.changed", row=wording, before=changed.before, after=changed.after
    )


@transaction.atomic
def remove_wording(
    *, wording: Wording, expected_version: int, by: Actor, at: datetime.datetime
) -> JournalLine:
    must_write(by)
    change(wording, expected_version=expected_version, name=wording.name)
    before = {name: getattr(wording, name) for name in KEPT}
    line = record(by=by, at=at, verb="people.wording.removed", row=wording, before=before)
    wording.delete()
    return line


def undo_changed(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_write(by)
    wording = Wording.objects.filter(pk=line.row_id or 0).first()
    if wording is None or any(getattr(wording, name) != value for name, value in line.after.items()):
        raise Refused(_("This was changed again since. Nothing was undone."))
    must_be_free(line.before.get("name", wording.name), besides=wording)
    change(wording, **line.before)


def undo_removed(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_write(by)
    must_be_free(line.before["name"])
    Wording.objects.create(**line.before)


@transaction.atomic
def change_signature(
    *, expected_version: int, text: str, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    must_write(by)
    lay_out()
    must_know(text, among={"seller", "business"})
    signature = Signature.objects.get(pk=1)
    changed = change(signature, expected_version=expected_version, text=some_lines(text))
    if not changed:
        return None
    return record(
        by=by,
        at=at,
        verb="people.signature.changed",
        row=signature,
        before=changed.before,
        after=changed.after,
    )


def must_write(by: Actor) -> None:
    if not can_change_people(by):
        raise NotAllowed


def checked(*, name: str, subject: str, text: str, besides: Wording | None = None) -> dict[str, str]:
    columns = {"name": one_line(name), "subject": one_line(subject), "text": some_lines(text)}
    for field, value in columns.items():
        if not value:
            raise Refused(_("Write a word or two here."), field=field)
    must_be_free(columns["name"], besides=besides)
    must_know(columns["subject"], field="subject")
    must_know(columns["text"])
    return columns


def must_be_free(name: str, *, besides: Wording | None = None) -> None:
    if Wording.objects.filter(name=name).exclude(pk=besides.pk if besides else 0).exists():
        raise Refused(_("There is one of this name already."), field="name")


def must_know(text: str, *, among: set[str] | None = None, field: str = "text") -> None:
    """A field that nobody fills in would go out as a hole, so it is said while it is written."""
    unknown = [name for name in open_fields(text) if name not in (among or FIELDS)]
    if unknown:
        raise Refused(_("There is nothing called {%(name)s} to put in.") % {"name": unknown[0]}, field=field)
