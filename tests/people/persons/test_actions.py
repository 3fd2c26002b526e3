import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.models import JournalLine
from tandem.office.search.models import SearchDocument
from tandem.people.organisations.models import Organisation
from tandem.people.persons.actions import (
    add_email,
    add_person,
    add_phone,
    edit_person,
    match_or_add,
    match_or_add_many,
    remove_email,
    remove_phone,
)
from tandem.people.persons.models import EmailAddress, Person, Phone
from tandem.people.persons.queries import standing_for
from tandem.people.persons.words import Contact
from tests.people.making import NOW


def test_a_new_person_is_kept_with_everything_told_and_can_be_found(owner: User) -> None:
    # when a person is added
    contact = Contact(
        name="Zoë  Ellery",
        emails=("Zoe@Example.org", "n/a"),
        phones=("020 7946 0132",),
        organisation="Ellery & Sons",
        place="Thornbury",
        postcode="BS35",
        external_key="crm-7",
    )
    matched = match_or_add(contact=contact, by=owner, at=NOW)

    # then every part stands where it belongs
    person = Person.objects.get()
    assert matched.created
    assert (person.name, person.folded, person.place, person.postcode) == (
        "Zoë Ellery",
        "zoe ellery",
        "Thornbury",
        "BS35",
    )
    assert person.organisation == Organisation.objects.get(name="Ellery & Sons")
    assert (person.external_key, person.about, person.created_at) == ("crm-7", "n/a", NOW)
    assert EmailAddress.objects.values_list("address", "folded").get() == (
        "Zoe@Example.org",
        "zoe@example.org",
    )
    assert Phone.objects.values_list("number", "typed").get() == ("+442079460132", "020 7946 0132")
    document = SearchDocument.objects.get(kind="people.person")
    assert (document.title, document.url) == ("Zoë Ellery", f"/people/{person.pk}/")
    assert "02079460132" in document.text
    assert JournalLine.objects.get(verb="people.person.added").row_id == person.pk


@pytest.mark.parametrize(
    "contact",
    [
        Contact(external_key="crm-7"),
        Contact(emails=("TOM@example.org",)),
        Contact(name="Tom", phones=("+44 20 7946 0132",)),
    ],
    ids=["by key", "by e-mail", "by phone"],
)
def test_a_known_person_is_found_and_only_blanks_are_filled(owner: User, contact: Contact) -> None:
    # given a person
    first = Contact(
        "Tom Ellery", ("tom@example.org",), ("020 7946 0132",), place="Thornbury", external_key="crm-7"
    )
    person = match_or_add(contact=first, by=owner, at=NOW).person

    # when they come again, with another place and a postcode
    again = Contact(contact.name, contact.emails, contact.phones, "", "Bristol", "BS1", contact.external_key)
    matched = match_or_add(contact=again, by=owner, at=NOW)

    # then they are the same, and only the blank is filled
    person.refresh_from_db()
    assert (matched.person, matched.created) == (person, False)
    assert (person.name, person.place, person.postcode, person.version) == (
        "Tom Ellery",
        "Thornbury",
        "BS1",
        2,
    )


def test_the_key_counts_before_the_address_and_the_address_before_the_number(
    owner: User, tom: Person
) -> None:
    # given Tom, and Ann with the key of the till
    ann = match_or_add(contact=Contact("Ann", external_key="till-1"), by=owner, at=NOW).person

    # then a contact with her key and his address is Ann, who does not get his address
    both = Contact(emails=("tom@example.org",), phones=("020 7946 0132",), external_key="till-1")
    assert match_or_add(contact=both, by=owner, at=NOW).person == ann
    assert EmailAddress.objects.get().person == tom


def test_two_of_a_household_share_a_phone_and_are_two(owner: User, tom: Person) -> None:
    matched = match_or_add(contact=Contact("Anna Ellery", (), ("02079460132",)), by=owner, at=NOW)
    assert matched.created
    assert Phone.objects.filter(number="+442079460132").count() == 2


def test_a_number_that_cannot_be_read_matches_nobody(owner: User) -> None:
    one = match_or_add(contact=Contact("Tom", (), ("none",)), by=owner, at=NOW)
    other = match_or_add(contact=Contact("Tom", (), ("none",)), by=owner, at=NOW)
    assert one.created
    assert other.created
    assert one.person != other.person


def test_one_person_twice_in_a_batch_is_one_person(owner: User) -> None:
    # given a batch in which the second row knows more of the first, and the third of the second
    contacts = [
        Contact("Tom", ("tom@example.org",)),
        Contact("Tom Ellery", ("tom@example.org", "t@work.example"), organisation="Ellery & Sons"),
        Contact("", ("t@work.example",), place="Thornbury"),
        Contact("Ann"),
    ]

    # when it is matched
    matched = match_or_add_many(contacts=contacts, by=owner, at=NOW, import_id=5)

    # then there are two persons, and the first has everything
    assert [one.created for one in matched] == [True, False, False, True]
    assert matched[0].person == matched[1].person == matched[2].person
    tom = Person.objects.get(name="Tom")
    assert (tom.place, str(tom.organisation), tom.import_id) == ("Thornbury", "Ellery & Sons", 5)
    assert tom.emails.count() == 2
    assert Person.objects.count() == 2


def test_the_number_of_queries_does_not_grow_with_the_batch(owner: User) -> None:
    def contacts(first: int, last: int) -> list[Contact]:
        return [
            Contact(
                f"Person {n}", (f"p{n}@example.org",), (f"020 7946 {n:04}",), "Firm", "Thornbury", "", f"k{n}"
            )
            for n in range(first, last)
        ]

    def queries(wanted: list[Contact]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            match_or_add_many(contacts=wanted, by=owner, at=NOW)
        return len(captured)

    # given a batch of one and a batch of forty, both new and both known
    new_one, new_many = queries(contacts(0, 1)), queries(contacts(1, 41))
    known_one, known_many = queries(contacts(0, 1)), queries(contacts(1, 41))

    # then forty cost as many queries as one
    assert new_many <= new_one
    assert known_many == known_one
    # eight, and on PostgreSQL the lock
    assert known_one <= 9


def test_a_merged_person_is_found_as_whom_they_became(owner: User, tom: Person) -> None:
    gone = match_or_add(contact=Contact("Thomas", external_key="old-1"), by=owner, at=NOW).person
    Person.objects.filter(pk=gone.pk).update(merged_into=tom)
    assert match_or_add(contact=Contact(external_key="old-1"), by=owner, at=NOW).person == tom


def test_an_erased_person_is_not_found_again(owner: User, tom: Person) -> None:
    Person.objects.filter(pk=tom.pk).update(erased_at=NOW)
    assert match_or_add(contact=Contact("Tom", (), ("020 7946 0132",)), by=owner, at=NOW).created


def test_a_person_is_edited_and_the_journal_knows_before_and_after(owner: User, tom: Person) -> None:
    # when name, place, addresses and numbers are edited
    edit_person(
        person=tom,
        expected_version=1,
        by=owner,
        at=NOW,
        name="Thomas Ellery",
        place="Bristol",
        emails=["thomas@example.org"],
        phones=["020 7946 0132", "0117 496 0123"],
    )

    # then all stands and the journal tells of each
    tom = Person.objects.get()
    assert (tom.name, tom.folded, tom.version) == ("Thomas Ellery", "thomas ellery", 2)
    assert [email.folded for email in tom.emails.all()] == ["thomas@example.org"]
    assert [phone.number for phone in tom.phones.all()] == ["+442079460132", "+441174960123"]
    changed = JournalLine.objects.get(verb="people.person.changed")
    assert (changed.before["name"], changed.after["name"]) == ("Tom Ellery", "Thomas Ellery")
    verbs = set(JournalLine.objects.values_list("verb", flat=True))
    assert {"people.email.added", "people.email.removed", "people.phone.added"} <= verbs
    assert SearchDocument.objects.get(kind="people.person").title == "Thomas Ellery"


def test_an_edit_of_an_older_version_changes_nothing(owner: User, tom: Person) -> None:
    edit_person(person=Person.objects.get(), expected_version=1, by=owner, at=NOW, place="Bristol")
    with pytest.raises(Stale):
        edit_person(person=tom, expected_version=1, by=owner, at=NOW, place="Bath")
    assert Person.objects.get().place == "Bristol"


def test_an_address_belongs_to_one_person(owner: User, tom: Person) -> None:
    ann = add_person(contact=Contact("Ann"), by=owner, at=NOW)
    with pytest.raises(Refused, match="is written down for Tom Ellery already"):
        add_email(person=ann, address="TOM@example.org", by=owner, at=NOW)
    with pytest.raises(Refused, match="is not an e-mail address"):
        add_email(person=ann, address="ann at home", by=owner, at=NOW)
    with pytest.raises(Refused, match="Tell us a name"):
        add_person(contact=Contact(place="Bristol"), by=owner, at=NOW)


def test_the_same_address_or_number_again_is_no_second_one(owner: User, tom: Person) -> None:
    add_email(person=tom, address="Tom@Example.org", by=owner, at=NOW)
    add_phone(person=tom, number="+442079460132", by=owner, at=NOW)
    assert (tom.emails.count(), tom.phones.count()) == (1, 1)


def test_an_address_and_a_number_can_be_removed(owner: User, tom: Person) -> None:
    remove_email(email=tom.emails.get(), by=owner, at=NOW)
    remove_phone(phone=tom.phones.get(), by=owner, at=NOW)
    assert not EmailAddress.objects.exists()
    assert not Phone.objects.exists()
    assert "tom@example.org" not in SearchDocument.objects.get(kind="people.person").text


def test_who_may_only_read_changes_nobody(reader: User, tom: Person, later: datetime.datetime) -> None:
    with pytest.raises(NotAllowed):
        match_or_add(contact=Contact("Ann"), by=reader, at=later)
    with pytest.raises(NotAllowed):
        add_person(contact=Contact("Ann"), by=reader, at=later)
    with pytest.raises(NotAllowed):
        edit_person(person=tom, expected_version=1, by=reader, at=later, name="Ann")
    with pytest.raises(NotAllowed):
        add_email(person=tom, address="a@example.org", by=reader, at=later)
    with pytest.raises(NotAllowed):
        remove_phone(phone=tom.phones.get(), by=reader, at=later)
    assert Person.objects.get().name == "Tom Ellery"


@pytest.mark.django_db(transaction=True)
def test_a_page_looks_somebody_up_without_a_transaction(owner: User) -> None:
    person = match_or_add(contact=Contact(emails=("zoe@example.org",)), by=owner, at=NOW).person
    assert standing_for({person.pk}) == {person.pk: person}
