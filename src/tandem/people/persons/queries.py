from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import connection
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.urls import reverse

from tandem.office.search.queries import keys_found
from tandem.office.search.words import Document
from tandem.office.statements.kept import Given, kept
from tandem.people.organisations.models import Organisation
from tandem.people.organisations.words import folded
from tandem.people.persons.models import EmailAddress, Person, Phone
from tandem.people.persons.words import PLAIN_NUMBER, ReadContact, how_they_came

# By key of the person: addresses as typed; numbers as typed and as read.
Addresses = defaultdict[int, list[str]]
Numbers = defaultdict[int, list[tuple[str, str]]]
SORTS = {"name": "folded", "added": "id"}
BATCH = 500
LEAST_DIGITS = 3


def persons() -> QuerySet[Person]:
    """Everybody who stands in lists: not merged away, not erased."""
    return Person.objects.filter(merged_into=None, erased_at=None)


def persons_found(search: str) -> QuerySet[Person]:
    """By a part of the name, the organisation, the place, an address or a number; the newest 1,000 of
    them.
    """
    if not folded(search):
        return persons()
    digits = "".join(letter for letter in search if letter.isdigit())
    is_number = PLAIN_NUMBER.fullmatch(search.strip()) is not None and len(digits) >= LEAST_DIGITS
    return persons().filter(pk__in=keys_found("people.person", digits if is_number else search))


def these(rows: Iterable[Person]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=[row.pk for row in rows])


def with_addresses(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Each with organisation, first e-mail address and first phone number, in the same query."""
    emails = EmailAddress.objects.filter(person=OuterRef("pk")).order_by("pk").values("address")[:1]
    phones = Phone.objects.filter(person=OuterRef("pk")).order_by("pk")
    return rows.select_related("organisation").annotate(
        email=Subquery(emails),
        phone=Subquery(phones.values("number")[:1]),
        phone_typed=Subquery(phones.values("typed")[:1]),
    )


def name_all(rows: Iterable[Person]) -> None:
    """Finds what to call those without a name, of all rows of a page at once; no query where all have one."""
    nameless = [row for row in rows if not row.name]
    keys = list({row.pk for row in nameless})
    contacts = first_contacts(keys) if keys else {}
    unknown = [key for key in keys if key not in contacts]
    came = how_they_came(unknown) if unknown else {}
    for row in nameless:
        row.found_contact, row.found_came = contacts.get(row.pk, ""), came.get(row.pk, "")


def first_contacts(keys: list[int]) -> dict[int, str]:
    """The first e-mail address of each person, else the first phone number as it was typed."""
    phones = Phone.objects.filter(person__in=keys).order_by("-pk")
    emails = EmailAddress.objects.filter(person__in=keys).order_by("-pk")
    return {
        **{phone.person_id: str(phone) for phone in phones},
        **{email.person_id: str(email) for email in emails},
    }


@dataclass
class Known:
    """Whom we know of those that a batch of contacts may mean. New persons of the batch are added as they
    come.
    """

    by_key: dict[str, Person] = field(default_factory=dict)
    by_email: dict[str, Person] = field(default_factory=dict)
    by_phone: dict[str, list[Person]] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)


def known_for(contacts: list[ReadContact]) -> Known:
    """Four queries, whatever the number of contacts."""
    keys = {contact.external_key for contact in contacts} - {""}
    emails = {folded_address for contact in contacts for _address, folded_address in contact.emails}
    numbers = {phone.number for contact in contacts for phone in contact.phones}
    by_key = with_keys(keys=keys) if keys else []
    by_email = with_emails(emails=emails) if emails else []
    by_phone = with_numbers(numbers=numbers) if numbers else []
    standing = standing_for({person for _value, person in [*by_key, *by_email, *by_phone]})
    known = Known(
        by_key={key: standing[person] for key, person in by_key if person in standing},
        by_email={address: standing[person] for address, person in by_email if person in standing},
    )
    for number, person in by_phone:
        if person in standing:
            known.by_phone.setdefault(number, []).append(standing[person])
    return known


@kept(keys=CharField())
def with_keys(keys: Given) -> "QuerySet[Person, tuple[str, int]]":
    return Person.objects.filter(external_key__among=keys).values_list("external_key", "pk")


@kept(emails=CharField())
def with_emails(emails: Given) -> "QuerySet[EmailAddress, tuple[str, int]]":
    return EmailAddress.objects.filter(folded__among=emails).values_list("folded", "person")


@kept(numbers=CharField())
def with_numbers(numbers: Given) -> "QuerySet[Phone, tuple[str, int]]":
    rows = Phone.objects.filter(number__among=numbers).order_by("person")
    return rows.values_list("number", "person")


def standing_for(keys: Collection[int]) -> dict[int, Person]:
    """The person who stands for each key today: of those who were merged, the one they became."""
    if not keys:
        return {}
    rows = Person.objects.filter(erased_at=None).filter(Q(pk__among=keys) | Q(pk__in=_became(keys)))
    # Locked by whoever goes on to fill blanks, so that nobody's change is overwritten; a page only looks.
    if connection.in_atomic_block:
        rows = rows.select_for_update(of=("self",))
    found = {person.pk: person for person in rows}
    return {
        key: found[found[key].merged_into_id or key]
        for key in keys
        if key in found and (found[key].merged_into_id or key) in found
    }


def _became(keys: Collection[int]) -> QuerySet[Person, int]:
    gone = Person.objects.filter(pk__among=keys, merged_into__isnull=False)
    return gone.values_list("merged_into_id", flat=True)


def documents(rows: list[Person]) -> Iterator[Document]:
    """What persons are found by: name, organisation, place, addresses, numbers as typed and as dialled."""
    # Read anew, and not through the rows in hand, which may remember what they had before a change.
    keys = [row.pk for row in rows]
    emails: Addresses = defaultdict(list)
    phones: Numbers = defaultdict(list)
    for person, address in EmailAddress.objects.filter(person__among=keys).values_list("person", "address"):
        emails[person].append(address)
    for person, typed, number in Phone.objects.filter(person__among=keys).values_list(
        "person", "typed", "number"
    ):
        phones[person].append((typed, number))
    prefetch_related_objects(rows, "organisation")
    yield from documents_with(rows, emails, phones)


def documents_with(rows: Iterable[Person], emails: Addresses, phones: Numbers) -> Iterator[Document]:
    """The same, where it is known already which addresses and numbers they have, as with new persons."""
    folder = reverse("people:persons")
    for row in rows:
        yield _document(row, f"{folder}{row.pk}/", emails[row.pk], phones[row.pk])


def _document(row: Person, url: str, emails: list[str], phones: list[tuple[str, str]]) -> Document:
    typed = [number for number, _read in phones]
    dialled = ["".join(letter for letter in number if letter.isdigit()) for number in typed]
    row.found_contact = next(iter([*emails, *typed]), "")
    detail = ", ".join(filter(None, (row.organisation.name if row.organisation else "", row.place)))
    text = " ".join([*emails, *typed, *dialled, *(read for _number, read in phones), row.postcode])
    return Document("people.person", row.pk, str(row), url, row.created_at, detail, text)


def every_document() -> Iterator[Document]:
    source = persons().order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(source, BATCH)):
        yield from documents(batch)
