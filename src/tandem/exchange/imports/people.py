"""Rows of persons and of organisations, into the house."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tandem.exchange.reading.rows import TypedRow
from tandem.office.accounts.rules import Actor
from tandem.people.consent.actions import tell
from tandem.people.consent.words import Basis, Use
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


def person_of(row: TypedRow, *, system: str) -> Contact:
    get = row.get
    return Contact(
        name=get("name") or "",
        emails=tuple(get("email") or ()),
        phones=tuple(get("phone") or ()),
        organisation=get("organisation") or "",
        place=get("place") or "",
        postcode=get("postcode") or "",
        about=about_of(row),
        external_key=f"{system}:{get('id')}" if get("id") else "",
    )


def bring_in_persons(
    rows: Sequence[TypedRow], *, system: str, by: Actor, at: datetime.datetime, import_id: int | None
) -> int:
    """Returns how many were new; the others were known, and only their blanks were filled."""
    matched = match_or_add_many(
        contacts=[person_of(row, system=system) for row in rows], by=by, at=at, import_id=import_id
    )
    for row, match in zip(rows, matched, strict=True):
        # A file may forbid, never allow: nobody agreed to anything by standing in a list.
        if row.get("opt_out"):
            tell(
                person=match.person,
                use=Use.NEWSLETTER,
                given=False,
                basis=Basis.OBJECTED,
                source="import",
                by=by,
                at=at,
            )
    return sum(match.created for match in matched)


def bring_in_organisations(
    rows: Sequence[TypedRow], *, system: str, by: Actor, at: datetime.datetime, import_id: int | None
) -> int:
    found = match_or_add_organisations(
        rows=[
            {
                "name": row.get("name") or "",
                "place": row.get("place") or "",
                "website": row.get("website") or "",
                "about": about_of(row),
                "external_key": f"{system}:{row.get('id')}" if row.get("id") else "",
            }
            for row in rows
        ],
        by=by,
        at=at,
        import_id=import_id,
    )
    return sum(created for _organisation, created in found)
