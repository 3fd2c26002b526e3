import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.business.queries import the_business
from tandem.office.changes.actions import change
from tandem.office.changes.inserting import insert_many, new_row, update_many
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.languages.words import checked_language
from tandem.office.mail.addresses import fold_email
from tandem.office.search.actions import index, remove
from tandem.people.organisations.actions import organisations_for_many
from tandem.people.organisations.models import Organisation
from tandem.people.organisations.words import folded, one_line, some_lines
from tandem.people.persons.models import EmailAddress, Person, Phone
from tandem.people.persons.queries import (
    Addresses,
    Known,
    Numbers,
    documents,
    documents_with,
    known_for,
)
from tandem.people.persons.rules import filled_blanks, holds_phone, person_meant
from tandem.people.persons.words import (
    Contact,
    ReadContact,
    ReadPhone,
    duplicate_key,
    read_contact,
    read_phone,
)

FILLED = [
    "name", "folded", "duplicate_key", "organisation", "place", "postcode", "external_key", "about",
    "version",
]  # fmt: skip
LINES = ("name", "place", "postcode", "external_key")


def follow_names(person: Person) -> None:
    """Bring up to date what follows from name and place."""
    person.folded = folded(person.name)[:250]
    person.duplicate_key = duplicate_key(person.name, person.place)
    columns = {"folded": person.folded, "duplicate_key": person.duplicate_key}
    Person.objects.filter(pk=person.pk).exclude(**columns).update(**columns)


def index_persons(rows: list[Person]) -> None:
    """Search finds those who stand in lists, and nobody else."""
    if listed := [person for person in rows if person.is_listed]:
        index(documents(listed))
    if gone := [person.pk for person in rows if not person.is_listed]:
        remove("people.person", gone)


class Matched(NamedTuple):
    """The person that a contact belongs to."""

    person: Person
    created: bool


# No savepoint of its own: nobody goes on where a part of an action failed.
@transaction.atomic(savepoint=False)
def match_or_add_many(
    *, contacts: list[Contact], by: Actor, at: datetime.datetime, import_id: int | None = None
) -> list[Matched]:
    """Find each contact's person, or add one: by external key, then e-mail address, then phone number.

    Fills blanks only. A constant number of queries a call; give it 1,000 contacts at a time. The caller
    writes the journal, one line a batch.
    """
    if not can_change_people(by):
        raise NotAllowed
    country = the_business().country
    # Two captures of the same new person could miss each other.
    take_turn(Turn.MATCHING_PERSONS)
    batch = Batch(at=at, import_id=import_id)
    read = [read_contact(contact, country) for contact in contacts]
    known = known_for(read)
    names = {contact.organisation for contact in read}
    known.organisations = organisations_for_many(names=names, at=at, import_id=import_id)
    matched = [batch.take(contact, known, person_meant(contact, known)) for contact in read]
    batch.write()
    return matched


def insert_rows(model: type[models.Model], columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Plain rows of text and numbers, without making an object of each: five times as fast in an import."""
    if not rows:
        return
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, columns))
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        # Names come from the models above, never from outside.
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608


@dataclass
class Batch:
    """What one call of matching writes, gathered and then written at once."""

    at: datetime.datetime
    import_id: int | None = None
    created: list[Person] = field(default_factory=list)
    changed: dict[int, Person] = field(default_factory=dict)
    emails: list[tuple[Person, str, str]] = field(default_factory=list)
    phones: list[tuple[Person, ReadPhone]] = field(default_factory=list)

    def take(self, contact: ReadContact, known: Known, meant: Person | None) -> Matched:
        organisation = known.organisations.get(folded(contact.organisation))
        if meant is None:
            person = self.new_person(contact, organisation)
        else:
            person = meant
            self.fill(person, filled_blanks(person, contact, organisation))
        if contact.external_key:
            known.by_key.setdefault(contact.external_key, person)
        for address, key in contact.emails:
            if key not in known.by_email:
                known.by_email[key] = person
                self.emails.append((person, address, key))
        for phone in contact.phones:
            if not holds_phone(person, phone.number, known):
                known.by_phone.setdefault(phone.number, []).append(person)
                self.phones.append((person, phone))
        return Matched(person, created=meant is None)

    def new_person(self, contact: ReadContact, organisation: Organisation | None) -> Person:
        person = new_row(
            Person,
            {"organisation": organisation},
            name=contact.name,
            folded=folded(contact.name)[:250],
            duplicate_key=duplicate_key(contact.name, contact.place),
            place=contact.place,
            postcode=contact.postcode,
            about="\n".join(filter(None, (contact.about, *contact.leftover))),
            external_key=contact.external_key,
            created_at=self.at,
            import_id=self.import_id,
        )
        self.created.append(person)
        return person

    def fill(self, person: Person, blanks: dict[str, Any]) -> None:
        if not blanks:
            return
        for name, value in blanks.items():
            setattr(person, name, value)
        person.folded = folded(person.name)[:250]
        person.duplicate_key = duplicate_key(person.name, person.place)
        # A person made by this very batch has no key yet, and is written whole.
        if person.pk and person.pk not in self.changed:
            person.version += 1
            self.changed[person.pk] = person

    def write(self) -> None:
        insert_many(self.created)
        if self.changed:
            update_many(list(self.changed.values()), FILLED)
        insert_rows(
            EmailAddress,
            ("person_id", "address", "folded", "import_id"),
            [(person.pk, address, key, self.import_id) for person, address, key in self.emails],
        )
        insert_rows(
            Phone,
            ("person_id", "number", "typed", "import_id"),
            [(person.pk, phone.number, phone.typed, self.import_id) for person, phone in self.phones],
        )
        self.index()

    def index(self) -> None:
        """What new persons are found by is in hand; of others it is read."""
        emails: Addresses = defaultdict(list)
        phones: Numbers = defaultdict(list)
        touched = dict(self.changed)
        for person, address, _key in self.emails:
            emails[person.pk].append(address)
            touched[person.pk] = person
        for person, phone in self.phones:
            phones[person.pk].append((phone.typed, phone.number))
            touched[person.pk] = person
        for person in self.created:
            touched.pop(person.pk, None)
        index(documents_with(self.created, emails, phones))
        index_persons(list(touched.values()))


@transaction.atomic
def match_or_add(
    *, contact: Contact, by: Actor, at: datetime.datetime, import_id: int | None = None
) -> Matched:
    (matched,) = match_or_add_many(contacts=[contact], by=by, at=at, import_id=import_id)
    if matched.created:
        told_of_new(matched.person, by=by, at=at)
    return matched


@transaction.atomic
def add_person(
    *, contact: Contact, by: Actor, at: datetime.datetime, about: str = "", language: str = ""
) -> Person:
    """A new person, also where somebody like them is known already; only an e-mail address is never held
    twice.
    """
    if not can_change_people(by):
        raise NotAllowed
    for typed in contact.emails:
        refuse_bad_email(typed, None)
    read = read_contact(contact, the_business().country)
    if not (read.name or read.emails or read.phones):
        raise Refused(_("Tell us a name, a phone number or an e-mail address."), field="name")
    known = Known(organisations=organisations_for_many(names={read.organisation}, at=at))
    batch = Batch(at=at)
    person = batch.take(read, known, None).person
    person.about = "\n".join(filter(None, (some_lines(about), person.about)))
    person.language = checked_language(language)
    batch.write()
    told_of_new(person, by=by, at=at)
    return person


def told_of_new(person: Person, *, by: Actor, at: datetime.datetime) -> None:
    record(by=by, at=at, verb="people.person.added", row=person, after={"name": person.name})


@transaction.atomic
def edit_person(
    *, person: Person, expected_version: int, by: Actor, at: datetime.datetime, **columns: Any
) -> Person:
    """Change columns of a person. `emails` and `phones`, where given, are all that the person has from now
    on.
    """
    if not can_change_people(by):
        raise NotAllowed
    emails: list[str] | None = columns.pop("emails", None)
    phones: list[str] | None = columns.pop("phones", None)
    for name in LINES:
        if name in columns:
            columns[name] = one_line(columns[name])
    if "about" in columns:
        columns["about"] = some_lines(columns["about"])
    checked_language(columns.get("language", ""))
    written = change(person, expected_version=expected_version, **columns)
    follow_names(person)
    if emails is not None:
        set_emails(person, emails, by=by, at=at)
    if phones is not None:
        set_phones(person, phones, by=by, at=at)
    if written:
        verb = "people.person.changed"
        record(by=by, at=at, verb=verb, row=person, before=written.before, after=written.after)
    index_persons([person])
    return person


def set_emails(person: Person, wanted: list[str], *, by: Actor, at: datetime.datetime) -> None:
    kept = {fold_email(typed) for typed in wanted}
    have = {email.folded: email for email in person.emails.all()}
    for key, email in have.items():
        if key not in kept:
            remove_email(email=email, by=by, at=at)
    for typed in wanted:
        if fold_email(typed) not in have:
            add_email(person=person, address=typed, by=by, at=at)


def set_phones(person: Person, wanted: list[str], *, by: Actor, at: datetime.datetime) -> None:
    country = the_business().country
    kept = {read_phone(typed, country).number for typed in wanted}
    have = {phone.number: phone for phone in person.phones.all()}
    for number, phone in have.items():
        if number not in kept:
            remove_phone(phone=phone, by=by, at=at)
    for typed in wanted:
        if read_phone(typed, country).number not in have:
            add_phone(person=person, number=typed, by=by, at=at)


def refuse_bad_email(typed: str, person: Person | None) -> str:
    """The folded address, or Refused: it is no address, or it is somebody else's."""
    key = fold_email(one_line(typed))
    if not key:
        sentence = _("“%s” is not an e-mail address. Try one like name@example.org.")
        raise Refused(sentence % one_line(typed)[:100], field="emails")
    holder = EmailAddress.objects.filter(folded=key).select_related("person").first()
    if holder and holder.person_id != getattr(person, "pk", None):
        sentence = _("%(address)s is written down for %(name)s already.")
        raise Refused(sentence % {"address": holder.address, "name": holder.person}, field="emails")
    return key


@transaction.atomic
def add_email(*, person: Person, address: str, by: Actor, at: datetime.datetime) -> EmailAddress:
    if not can_change_people(by):
        raise NotAllowed
    key = refuse_bad_email(address, person)
    email, is_new = EmailAddress.objects.get_or_create(
        folded=key, defaults={"person": person, "address": one_line(address)}
    )
    if is_new:
        record(by=by, at=at, verb="people.email.added", row=person, after={"address": email.address})
        index_persons([person])
    return email


@transaction.atomic
def remove_email(*, email: EmailAddress, by: Actor, at: datetime.datetime) -> None:
    if not can_change_people(by):
        raise NotAllowed
    person = email.person
    email.delete()
    record(by=by, at=at, verb="people.email.removed", row=person, before={"address": email.address})
    index_persons([person])


@transaction.atomic
def add_phone(*, person: Person, number: str, by: Actor, at: datetime.datetime) -> Phone:
    if not can_change_people(by):
        raise NotAllowed
    read = read_phone(number, the_business().country)
    if not read.number:
        raise Refused(_("Type a phone number."), field="phones")
    phone, is_new = Phone.objects.get_or_create(
        person=person, number=read.number, defaults={"typed": read.typed}
    )
    if is_new:
        record(by=by, at=at, verb="people.phone.added", row=person, after={"number": phone.number})
        index_persons([person])
    return phone


@transaction.atomic
def remove_phone(*, phone: Phone, by: Actor, at: datetime.datetime) -> None:
    if not can_change_people(by):
        raise NotAllowed
    person = phone.person
    phone.delete()
    record(by=by, at=at, verb="people.phone.removed", row=person, before={"number": phone.number})
    index_persons([person])


def organisation_named(name: str, *, at: datetime.datetime) -> Organisation | None:
    """The organisation of this name, made where there is none; None for a blank."""
    found = organisations_for_many(names={one_line(name)}, at=at)
    return next(iter(found.values()), None)
