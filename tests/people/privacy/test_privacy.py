import datetime
import io
import json
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from tandem.office.accounts.models import User
from tandem.office.changes.models import OneTimeKey
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.outbox.models import OutboxRow
from tandem.office.search.models import SearchDocument
from tandem.people.consent.actions import tell
from tandem.people.duplicates.actions import merge, not_the_same
from tandem.people.persons.actions import add_person, match_or_add
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.privacy import queries
from tandem.people.privacy.actions import erase, export
from tandem.people.privacy.models import Erasure, SuppressedAddress
from tandem.people.privacy.queries import registered, suppressed
from tandem.people.timeline.actions import note
from tests.people.making import NOW

SECRETS = [
    "Ellery",
    "ellery",
    "tom@example.org",
    "tom@work.example",
    "7946 0132",
    "79460132",
    "survive the dog",
]


@pytest.fixture
def known_well(owner: User, tom: Person) -> Person:
    """Tom with a trace of every kind, and somebody who was merged into him."""
    note(
        person=tom, by=owner, at=NOW, happened_at=NOW, purpose="selling", direction="two_way", kind="call",
        title="Rang Tom Ellery", words="It has to survive the dog.", theirs=True, minutes=12,
    )  # fmt: skip
    tell(
        person=tom, use="newsletter", given=True, basis="consent", source="tom@example.org wrote", by=owner,
        at=NOW, wording="Yes, Tom Ellery",
    )  # fmt: skip
    other = add_person(contact=Contact("Thomas Ellery", ("tom@work.example",)), by=owner, at=NOW)
    not_the_same(one=tom, other=add_person(contact=Contact("Ann Miller"), by=owner, at=NOW), by=owner, at=NOW)
    merge(kept=tom, gone=other, by=owner, at=NOW)
    record(
        by=owner, at=NOW, verb="tests.batch", note="Among them Tom Ellery", after={"to": "tom@example.org"}
    )
    OneTimeKey.objects.create(digest="a" * 64, used_at=NOW, messages=[[25, "Tom Ellery is saved.", ""]])
    OutboxRow.objects.create(
        effect_key="newsletter:1:1",
        kind="mail",
        payload={"to": "tom@example.org"},
        put_at=NOW,
        not_before=NOW,
    )
    return Person.objects.get(pk=tom.pk)


def everything_in_the_database() -> str:
    """Every value of every text and JSON column of ours."""
    found = []
    for model in apps.get_models():
        fields = [
            field for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        ]  # fmt: skip
        if fields and model._meta.db_table in connection.introspection.table_names():
            for row in model._default_manager.values_list(*(field.attname for field in fields)):
                found.append(f"{model._meta.label}: {json.dumps(row, default=str, ensure_ascii=False)}")
    return "\n".join(found)


def test_every_model_with_a_way_to_a_person_is_registered() -> None:
    """A new model that reaches a person fails here until its package says how it is given out and erased."""
    assert ways_to_a_person(apps.get_models()) - set(registered()) == set()


def test_the_test_above_notices_a_new_model() -> None:
    class Visit(models.Model):
        person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "tests_privacy"

        def __str__(self) -> str:
            return "visit"

    class VisitNote(models.Model):
        visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "tests_privacy"

        def __str__(self) -> str:
            return "note"

    missing = ways_to_a_person([*apps.get_models(), Visit, VisitNote]) - set(registered())
    assert missing == {"tests_privacy.visit", "tests_privacy.visitnote"}


def ways_to_a_person(known: Any) -> set[str]:
    """The models from which foreign keys lead to a person, over any number of steps, and those marked so."""
    reaching = {Person}
    grown = True
    while grown:
        more = {
            model
            for model in known
            if model not in reaching
            and any(
                field.related_model in reaching for field in model._meta.concrete_fields if field.is_relation
            )
        }
        reaching |= more
        grown = bool(more)
    marked = {model for model in known if getattr(model, "holds_personal_data", False)}
    return {model._meta.label_lower for model in reaching | marked}


def test_what_is_given_out_has_every_table_that_holds_the_person(owner: User, known_well: Person) -> None:
    # when it is given out
    archive = zipfile.ZipFile(io.BytesIO(export(person=known_well, by=owner, at=NOW)))

    # then it can be read by a program
    told = json.loads(archive.read("person.json"))
    assert told["person"] == known_well.pk
    assert {
        "people.person",
        "people.emailaddress",
        "people.phone",
        "people.entry",
        "people.consentevent",
    } <= set(told["tables"])
    assert {row["address"] for row in told["tables"]["people.emailaddress"]} == {
        "tom@example.org",
        "tom@work.example",
    }
    assert {row["name"] for row in told["tables"]["people.person"]} == {"Tom Ellery", "Thomas Ellery"}

    # and by a person, with everything in it as text
    page = archive.read("person.html").decode()
    assert "What we keep about Tom Ellery" in page
    assert "It has to survive the dog." in page
    assert JournalLine.objects.get(verb="people.person.exported").row_id == known_well.pk


def test_after_an_erasure_nothing_is_found_anywhere(owner: User, known_well: Person) -> None:
    # given traces in every corner
    before = everything_in_the_database()
    assert all(secret in before for secret in SECRETS)

    # when the person is erased
    erase(person=known_well, by=owner, at=NOW)

    # then none of them is left, and the others are untouched
    after = everything_in_the_database()
    assert [line for line in after.splitlines() if any(secret in line for secret in SECRETS)] == []
    assert "Ann Miller" in after
    assert SearchDocument.objects.get(kind="people.person").title == "Ann Miller"


def test_the_numbers_stay_and_what_waited_is_withdrawn(owner: User, known_well: Person) -> None:
    erase(person=known_well, by=owner, at=NOW)
    entry = known_well.entries.get()
    assert (entry.minutes, entry.purpose, entry.words) == (12, "selling", "")
    row = OutboxRow.objects.get()
    assert (row.state, row.payload, row.effect_key) == ("withdrawn", {}, "newsletter:1:1")
    assert Person.objects.filter(erased_at=NOW).count() == 2
    assert Erasure.objects.get().person_id == known_well.pk


def test_the_addresses_stay_as_keys_only_and_are_never_written_to_again(
    owner: User, known_well: Person
) -> None:
    erase(person=known_well, by=owner, at=NOW)
    assert SuppressedAddress.objects.count() == 3
    assert suppressed(["tom@example.org", "ann@example.org", "+442079460132"]) == {
        "tom@example.org",
        "+442079460132",
    }

    # also when a spreadsheet brings them back
    again = match_or_add(contact=Contact("Tom", ("tom@example.org",)), by=owner, at=NOW)
    assert again.created
    assert suppressed(["tom@example.org"]) == {"tom@example.org"}


def test_a_scrubbed_line_can_no_longer_be_undone(owner: User, known_well: Person) -> None:
    erase(person=known_well, by=owner, at=NOW)
    lines = JournalLine.objects.filter(verb__startswith="people.person.", kind="people.person")
    touched = lines.filter(row_id=known_well.pk)
    assert touched.exists()
    assert {(line.title, line.before == {} == line.after, line.undone_at) for line in touched} == {
        ("", True, NOW)
    }


def test_only_an_owner_erases_and_only_once(seller: User, owner: User, tom: Person) -> None:
    with pytest.raises(NotAllowed):
        erase(person=tom, by=seller, at=NOW)
    with pytest.raises(NotAllowed):
        export(person=tom, by=seller, at=NOW)
    erase(person=tom, by=owner, at=NOW)
    with pytest.raises(Refused):
        erase(person=tom, by=owner, at=NOW + datetime.timedelta(days=1))


def test_a_model_can_keep_what_the_law_wants_and_say_so(owner: User, tom: Person, monkeypatch: Any) -> None:
    monkeypatch.setattr(queries, "_personal", {})
    queries.register_personal_data(
        "people.phone",
        "person",
        erase=queries.remove("people.phone", "person"),
        law_keeps="Invoices stay ten years.",
    )
    (share,) = queries.shares_of(tom)
    assert (share.title, share.number, share.leaves) == ("Phone numbers", 1, "Invoices stay ten years.")
