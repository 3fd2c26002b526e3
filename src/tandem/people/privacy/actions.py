import datetime
import io
import json
import zipfile
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.changes.models import OneTimeKey
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State
from tandem.office.search.models import SearchDocument
from tandem.people.persons.models import EmailAddress, Person, Phone
from tandem.people.privacy.models import Erasure, SuppressedAddress
from tandem.people.privacy.queries import (
    BATCH,
    digest,
    everybody_in,
    registered,
    scrubbers,
    title_of,
    traces_of,
)
from tandem.people.privacy.words import Traces


@transaction.atomic
def suppress(*, addresses: list[str], at: datetime.datetime) -> None:
    """Never write to these folded e-mail addresses and E.164 numbers again; only their keyed hashes are
    kept.
    """
    rows = [SuppressedAddress(digest=digest(address), at=at) for address in addresses]
    SuppressedAddress.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def erase(*, person: Person, by: Actor, at: datetime.datetime) -> Erasure:
    """Forget a person, in every table that is registered, and everything that mentions them.

    An empty person stays behind, so that enquiries and orders keep their numbers. It cannot be undone.
    """
    if not can_manage(by):
        raise NotAllowed
    standing = Person.objects.select_for_update().get(pk=person.pk)
    if standing.erased_at or standing.merged_into_id:
        raise Refused(_("This person is not there any more."))
    ids = everybody_in(standing)
    traces = traces_of(standing)
    emails = EmailAddress.objects.filter(person__in=ids).values_list("folded", flat=True)
    phones = Phone.objects.filter(person__in=ids, number__startswith="+").values_list("number", flat=True)
    suppress(addresses=[*emails, *phones], at=at)
    counts = {label: data.erase(ids, at) for label, data in registered().items()}
    counts |= {name: scrub(traces, at) for name, scrub in scrubbers().items()}
    Person.objects.filter(pk__in=ids).update(erased_at=at)
    eraser = by if isinstance(by, User) else None
    erasure = Erasure.objects.create(person_id=person.pk, at=at, by=eraser, counts=counts)
    for key in ids:
        announce("people.erased", at=at, person_id=key)
    record(by=by, at=at, verb="people.person.erased", row=erasure, after={"rows": sum(counts.values())})
    return erasure


@transaction.atomic
def export(*, person: Person, by: Actor, at: datetime.datetime) -> bytes:
    """Everything that is kept about a person, as a ZIP: JSON for programs, one page to read."""
    if not can_manage(by):
        raise NotAllowed
    ids = everybody_in(person)
    tables = {label: data.export(ids) for label, data in registered().items()}
    tables = {label: rows for label, rows in tables.items() if rows}
    told = {"person": person.pk, "given_out_at": at.isoformat(), "tables": tables}
    record(
        by=by,
        at=at,
        verb="people.person.exported",
        row=person,
        after={"rows": sum(map(len, tables.values()))},
    )
    sheets = [(title_of(label), columns_of(rows)) for label, rows in tables.items()]
    readable = render_to_string(
        "people/privacy/given_out.html", {"person": person, "at": at, "sheets": sheets}
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("person.json", json.dumps(told, ensure_ascii=False, indent=1))
        archive.writestr("person.html", readable)
    return target.getvalue()


def columns_of(rows: list[dict[str, Any]]) -> list[list[tuple[str, Any]]]:
    """What is filled in, row by row."""
    return [[(name, value) for name, value in row.items() if value not in ("", None, {}, [])] for row in rows]


def _theirs(traces: Traces) -> Q:
    """Rows that tell of one of the person's rows."""
    condition = Q(pk=None)
    for kind, ids in traces.kinds():
        for start in range(0, len(ids), BATCH):
            condition |= Q(kind=kind, row_id__in=ids[start : start + BATCH])
    return condition


def _mentions(column: str, traces: Traces) -> Q:
    """Rows whose JSON says one of the person's names or addresses, as JSON writes it on either database."""
    condition = Q(pk=None)
    for word in traces.words:
        condition |= Q(**{f"{column}__icontains": word})
        condition |= Q(**{f"{column}__icontains": json.dumps(word)[1:-1]})
    return condition


def scrub_search(traces: Traces, at: datetime.datetime) -> int:
    return SearchDocument.objects.filter(_theirs(traces)).delete()[0]


def scrub_journal(traces: Traces, at: datetime.datetime) -> int:
    """The lines stay: that something was done, by whom and when. What was written in them goes."""
    as_text = {f"{name}_text": Cast(name, models.TextField()) for name in ("before", "after")}
    mentioned = Q(pk=None)
    for column in ("before_text", "after_text", "title", "note"):
        mentioned |= _mentions(column, traces)
    lines = JournalLine.objects.annotate(**as_text).filter(_theirs(traces) | mentioned)
    ids = list(lines.order_by().values_list("pk", flat=True))
    JournalLine.objects.filter(pk__in=ids, undone_at=None).update(undone_at=at)
    return JournalLine.objects.filter(pk__in=ids).update(title="", note="", before={}, after={})


def scrub_keys(traces: Traces, at: datetime.datetime) -> int:
    keys = OneTimeKey.objects.annotate(said=Cast("messages", models.TextField()))
    return keys.filter(_mentions("said", traces)).update(messages=[])


def scrub_outbox(traces: Traces, at: datetime.datetime) -> int:
    """What waits is withdrawn; what was sent is emptied. The key stays, so that nothing is ever sent
    twice.
    """
    rows = OutboxRow.objects.annotate(said=Cast("payload", models.TextField())).filter(
        _mentions("said", traces)
    )
    ids = list(rows.order_by().values_list("pk", flat=True))
    OutboxRow.objects.filter(pk__in=ids, state=State.NEW).update(state=State.WITHDRAWN, finished_at=at)
    return OutboxRow.objects.filter(pk__in=ids).update(payload={}, last_error="")
