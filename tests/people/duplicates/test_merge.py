import datetime

import pytest
from django.apps import apps

from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.search.models import SearchDocument
from tandem.people.consent.actions import tell
from tandem.people.consent.models import ConsentEvent
from tandem.people.consent.queries import standings
from tandem.people.duplicates.actions import merge, not_the_same
from tandem.people.duplicates.models import Merge
from tandem.people.duplicates.queries import offers, offers_for, person_columns
from tandem.people.persons.actions import add_email, add_person, edit_person, match_or_add
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.timeline.actions import note
from tests.people.making import NOW

DAY = datetime.timedelta(days=1)


@pytest.fixture
def thomas(owner: User, tom: Person) -> Person:
    contact = Contact(
        "Thomas Ellery", ("thomas@work.example",), ("020 7946 0132", "0117 496 0123"), "Ellery & Sons",
        "Thornbury", "BS35", "till-9",
    )  # fmt: skip
    person = match_or_add(contact=contact, by=owner, at=NOW).person
    assert person != tom
    note(
        person=person, by=owner, at=NOW, happened_at=NOW, purpose="marketing", direction="incoming",
        kind="call", words="Called about chairs.",
    )  # fmt: skip
    return person


def undone(owner: User) -> None:
    line = JournalLine.objects.filter(verb="people.person.merged").latest("pk")
    undo(line_id=line.pk, by=owner, at=NOW)


def test_everything_of_both_is_one_and_can_be_two_again(owner: User, tom: Person, thomas: Person) -> None:
    # when the two are put together, keeping the longer name
    merge(kept=tom, gone=thomas, from_gone=["name"], by=owner, at=NOW)

    # then all rows belong to the one who stays, and blanks are filled
    tom.refresh_from_db()
    assert (tom.name, tom.folded, str(tom.organisation), tom.postcode, tom.external_key) == (
        "Thomas Ellery",
        "thomas ellery",
        "Ellery & Sons",
        "BS35",
        "till-9",
    )
    assert [email.folded for email in tom.emails.all()] == ["tom@example.org", "thomas@work.example"]
    assert {phone.number for phone in tom.phones.all()} == {"+442079460132", "+441174960123"}
    assert tom.entries.get().words == "Called about chairs."
    assert Person.objects.get(pk=thomas.pk).merged_into == tom
    assert SearchDocument.objects.get(kind="people.person").row_id == tom.pk
    assert match_or_add(contact=Contact(external_key="till-9"), by=owner, at=NOW).person == tom

    # when it is undone
    undone(owner)

    # then both stand as before
    tom.refresh_from_db()
    thomas.refresh_from_db()
    assert (tom.name, tom.organisation, tom.postcode, tom.external_key) == ("Tom Ellery", None, "", "")
    assert thomas.is_listed
    assert [email.folded for email in thomas.emails.all()] == ["thomas@work.example"]
    assert {phone.number for phone in thomas.phones.all()} == {"+442079460132", "+441174960123"}
    assert thomas.entries.count() == 1
    assert SearchDocument.objects.filter(kind="people.person").count() == 2
    assert Merge.objects.get().undone_at == NOW


def test_what_was_added_since_stays_with_the_one_who_was_kept(
    owner: User, tom: Person, thomas: Person
) -> None:
    merge(kept=tom, gone=thomas, by=owner, at=NOW)
    tom = Person.objects.get(pk=tom.pk)
    add_email(person=tom, address="new@example.org", by=owner, at=NOW)
    edit_person(person=tom, expected_version=tom.version, by=owner, at=NOW, postcode="BS36")
    undone(owner)
    tom.refresh_from_db()
    assert tom.postcode == "BS36"
    assert {email.folded for email in tom.emails.all()} == {"tom@example.org", "new@example.org"}


@pytest.mark.parametrize("refuser", ["kept", "gone"])
def test_a_no_of_either_stays_a_no_and_goes_back_to_whom_it_belongs(
    owner: User, tom: Person, thomas: Person, refuser: str
) -> None:
    # given a no of one, and a later yes of the other
    says_no, says_yes = (tom, thomas) if refuser == "kept" else (thomas, tom)
    tell(
        person=says_no,
        use="newsletter",
        given=False,
        basis="objected",
        source="Phone",
        by=owner,
        at=NOW - DAY,
    )
    tell(person=says_yes, use="newsletter", given=True, basis="consent", source="Form", by=owner, at=NOW)

    # when they are put together
    merge(kept=tom, gone=thomas, by=owner, at=NOW + DAY)

    # then it is a no
    assert [standing.refused for standing in standings(tom)] == [False, True, False]
    assert ConsentEvent.objects.filter(person=tom).count() == 3

    # and after the undo each stands by their own word
    undone_line = JournalLine.objects.get(verb="people.person.merged")
    undo(line_id=undone_line.pk, by=owner, at=NOW + DAY)
    assert [standing.refused for standing in standings(says_no)] == [False, True, False]
    assert [standing.allowed for standing in standings(says_yes)] == [False, True, False]


def test_a_merge_of_a_merge_is_undone_from_the_newest(owner: User, tom: Person, thomas: Person) -> None:
    # given Thomas who became Tom, and Tom who became Tommy
    tommy = add_person(contact=Contact("Tommy"), by=owner, at=NOW)
    merge(kept=tom, gone=thomas, by=owner, at=NOW)
    merge(kept=tommy, gone=Person.objects.get(pk=tom.pk), by=owner, at=NOW)

    # then both lead to Tommy, and the older merge waits for the newer one
    assert set(Person.objects.filter(merged_into=tommy)) == {tom, thomas}
    older, newer = JournalLine.objects.filter(verb="people.person.merged").order_by("pk")
    with pytest.raises(Refused):
        undo(line_id=older.pk, by=owner, at=NOW)
    JournalLine.objects.filter(pk=older.pk).update(undone_at=None)
    undo(line_id=newer.pk, by=owner, at=NOW)
    undo(line_id=older.pk, by=owner, at=NOW)
    assert {person.merged_into for person in Person.objects.all()} == {None}
    assert Person.objects.get(pk=thomas.pk).emails.count() == 1


def test_a_merge_needs_two_who_stand_and_who_may(
    owner: User, reader: User, tom: Person, thomas: Person
) -> None:
    with pytest.raises(NotAllowed):
        merge(kept=tom, gone=thomas, by=reader, at=NOW)
    with pytest.raises(Refused):
        merge(kept=tom, gone=tom, by=owner, at=NOW)
    with pytest.raises(Stale):
        merge(kept=tom, gone=thomas, kept_version=7, by=owner, at=NOW)
    assert not Person.objects.exclude(merged_into=None).exists()


def test_every_column_that_holds_a_person_is_moved_by_a_merge() -> None:
    """A new foreign key to Person fails here until its package registers it."""
    # The merge itself, and who is known to be different, tell of both persons for good.
    stay = {("people.merge", "kept"), ("people.merge", "gone")}
    stay |= {("people.notthesame", "one"), ("people.notthesame", "other")}
    columns = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Person
    }
    assert columns - stay == set(person_columns())


def test_same_phone_and_similar_names_of_a_place_are_offered(
    owner: User, tom: Person, thomas: Person
) -> None:
    near = add_person(contact=Contact("Tom Elery", place="THORNBURY"), by=owner, at=NOW)
    add_person(contact=Contact("Tom Elery", place="Bristol"), by=owner, at=NOW)
    add_person(contact=Contact("Tina Elegant", place="Thornbury"), by=owner, at=NOW)
    found = {(offer.one, offer.other): offer.why for offer in offers()}
    assert found == {
        (tom, thomas): "The same phone number",
        (tom, near): "A similar name, the same place",
    }
    assert [(offer.one, offer.other) for offer in offers_for(near)] == [(tom, near)]


def test_who_is_known_to_be_different_is_not_offered(owner: User, tom: Person, thomas: Person) -> None:
    not_the_same(one=thomas, other=tom, by=owner, at=NOW)
    not_the_same(one=tom, other=thomas, by=owner, at=NOW)
    assert offers() == []
    assert offers_for(tom) == []
    line = JournalLine.objects.get(verb="people.person.not_the_same")
    undo(line_id=line.pk, by=owner, at=NOW)
    assert len(offers()) == 1
