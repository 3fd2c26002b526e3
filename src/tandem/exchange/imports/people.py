"""Rows of persons and of organisations, into the house."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tandem.exchange.imports.enquiries import Names
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.reading.rows import TypedRow, fingerprint
from tandem.office.accounts.rules import Actor
from tandem.office.business.models import Business
from tandem.office.journal.actions import record
from tandem.people.consent.actions import object_many
from tandem.people.consent.words import Use
from tandem.people.organisations.actions import match_or_add_organisations
from tandem.people.persons.actions import match_or_add_many
from tandem.people.persons.words import Contact

# What has no column of its own is kept in words rather than lost.
IN_WORDS = {
    "job_title": _("Job"),
    "street": _("Street"),
    "country": _("Country"),
    "tax_number": _("Tax number"),
    "segment": _("Segment"),
}


def about_of(row: TypedRow) -> str:
    told = [
        row.get("note"),
        *(f"{label}: {row.get(field)}" for field, label in IN_WORDS.items() if row.get(field)),
    ]
    return "\n".join(part for part in told if part)


def key_of(row: TypedRow, run: ImportRun) -> str:
    """Its number in the list. One with no number, address or phone is known again by what it says."""
    if row.get("id"):
        return f"{run.system}:{row.get('id')}"
    if row.get("email") or row.get("phone"):
        return ""
    return f"row:{fingerprint(row)}"


def person_of(row: TypedRow, run: ImportRun) -> Contact:
    get = row.get
    return Contact(
        name=get("name") or "",
        emails=tuple(get("email") or ()),
        phones=tuple(get("phone") or ()),
        organisation=get("organisation") or "",
        place=get("place") or "",
        postcode=get("postcode") or "",
        about=about_of(row),
        external_key=key_of(row, run),
    )


def bring_in_persons(
    rows: Sequence[TypedRow],
    *,
    run: ImportRun,
    business: Business,
    names: Names,
    by: Actor,
    at: datetime.datetime,
) -> int:
    """Returns how many were new; the others were known, and only their blanks were filled."""
    matched = match_or_add_many(
        contacts=[person_of(row, run) for row in rows], by=by, at=at, import_id=run.pk
    )
    # A file may forbid, never allow: nobody agreed to anything by standing in a list.
    refused = [match.person for row, match in zip(rows, matched, strict=True) if row.get("opt_out")]
    object_many(
        persons=refused, use=Use.NEWSLETTER, source=str(run.file_name), by=by, at=at, import_id=run.pk
    )
    new = sum(match.created for match in matched)
    if new:
        record(by=by, at=at, verb="people.person.brought_in", after={"count": new, "import": run.pk})
    return new


def bring_in_organisations(
    rows: Sequence[TypedRow],
    *,
    run: ImportRun,
    business: Business,
    names: Names,
    by: Actor,
    at: datetime.datetime,
) -> int:
    found = match_or_add_organisations(
        rows=[
            {
                "name": row.get("name") or "",
                "place": row.get("place") or "",
                "website": row.get("website") or "",
                "about": about_of(row),
                "external_key": f"{run.system}:{row.get('id')}" if row.get("id") else "",
            }
            for row in rows
        ],
        by=by,
        at=at,
        import_id=run.pk,
    )
    new = sum(created for _organisation, created in found)
    if new:
        record(by=by, at=at, verb="people.organisation.brought_in", after={"count": new, "import": run.pk})
    return new
