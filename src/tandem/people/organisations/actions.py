import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.actions import change
from tandem.office.changes.inserting import insert_many, update_many
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.languages.words import checked_language
from tandem.office.search.actions import index
from tandem.people.organisations.models import Organisation
from tandem.people.organisations.queries import documents, found_by_name
from tandem.people.organisations.words import folded, one_line, some_lines


@transaction.atomic
def add_organisation(
    *,
    name: str,
    by: Actor,
    at: datetime.datetime,
    place: str = "",
    website: str = "",
    about: str = "",
    language: str = "",
    external_key: str = "",
) -> Organisation:
    if not can_change_people(by):
        raise NotAllowed
    columns = {"name": name, "place": place, "website": website, "about": about, "external_key": external_key}
    kept = cleaned({**columns, "language": language})
    organisation = Organisation.objects.create(**kept, folded=folded(kept["name"])[:250], created_at=at)
    index(documents([organisation]))
    record(
        by=by, at=at, verb="people.organisation.added", row=organisation, after={"name": organisation.name}
    )
    return organisation


@transaction.atomic
def edit_organisation(
    *, organisation: Organisation, expected_version: int, by: Actor, at: datetime.datetime, **columns: str
) -> Organisation:
    if not can_change_people(by):
        raise NotAllowed
    written = change(organisation, expected_version=expected_version, **cleaned(columns))
    if written:
        organisation.folded = folded(organisation.name)[:250]
        Organisation.objects.filter(pk=organisation.pk).update(folded=organisation.folded)
        index(documents([organisation]))
        record(
            by=by, at=at, verb="people.organisation.changed", row=organisation,
            before=written.before, after=written.after,
        )  # fmt: skip
    return organisation


def cleaned(columns: dict[str, str]) -> dict[str, str]:
    kept = {
        name: some_lines(value) if name == "about" else one_line(value) for name, value in columns.items()
    }
    if not kept.get("name", "-"):
        raise Refused(_("An organisation needs a name."), field="name")
    checked_language(kept.get("language", ""))
    return kept


def organisations_for_many(
    *, names: set[str], at: datetime.datetime, import_id: int | None = None
) -> dict[str, Organisation]:
    """Get or make, by folded name, in three queries. Call it in a transaction; the caller writes the
    journal.
    """
    wanted = {folded(name): name for name in sorted(names) if name}
    if not wanted:
        return {}
    found = found_by_name(set(wanted))
    made = [
        Organisation(name=name, folded=key, created_at=at, import_id=import_id)
        for key, name in wanted.items()
        if key not in found
    ]
    if made:
        insert_many(made)
        index(documents(made))
        found.update({organisation.folded: organisation for organisation in made})
    return found


@transaction.atomic
def match_or_add_organisations(
    *, rows: list[dict[str, str]], by: Actor, at: datetime.datetime, import_id: int | None = None
) -> list[tuple[Organisation, bool]]:
    """Rows of a list, each with the organisation it is and whether that is new. By key first, then by name.

    What is known stays; only blanks are filled. A row without a name is its own mistake: Refused.
    """
    if not can_change_people(by):
        raise NotAllowed
    kept = [cleaned(row) for row in rows]
    keys = {row["external_key"] for row in kept if row.get("external_key")}
    by_key = {one.external_key: one for one in Organisation.objects.filter(external_key__in=keys)}
    by_name = found_by_name({folded(row["name"]) for row in kept})
    answers: list[tuple[Organisation, bool]] = []
    made: list[Organisation] = []
    filled: dict[int, Organisation] = {}
    for row in kept:
        known = by_key.get(row.get("external_key") or "") or by_name.get(folded(row["name"]))
        if known is None:
            known = Organisation(**row, folded=folded(row["name"])[:250], created_at=at, import_id=import_id)
            made.append(known)
            answers.append((known, True))
        else:
            answers.append((known, False))
            if fill_blanks(known, row) and known.pk:
                filled[known.pk] = known
        by_name.setdefault(known.folded, known)
        if known.external_key:
            by_key.setdefault(known.external_key, known)
    insert_many(made)
    update_many(list(filled.values()), ["place", "website", "about", "external_key"])
    index(documents([*made, *filled.values()]))
    return answers


def fill_blanks(organisation: Organisation, row: dict[str, str]) -> bool:
    blank = [name for name, value in row.items() if value and not getattr(organisation, name)]
    for name in blank:
        setattr(organisation, name, row[name])
    return bool(blank)
