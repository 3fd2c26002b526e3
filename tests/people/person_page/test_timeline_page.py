"""The composer of a person's page: what is noted, with files, put right, and taken back."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.files.models import StoredFile
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates.actions import merge
from tandem.people.files.actions import KEPT_FOR, sweep
from tandem.people.files.models import PersonFile
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.privacy.actions import erase
from tandem.people.timeline.actions import edit_note, note, take_back_entry
from tandem.people.timeline.models import Entry
from tests.people.making import NOW, sent, signed_in

DAY = datetime.timedelta(days=1)


def noted(person: Person, by: User, **columns: Any) -> Entry:
    usual: dict[str, Any] = {"happened_at": NOW, "purpose": "selling", "direction": "two_way", "kind": "call"}
    return note(person=person, by=by, at=NOW, **{**usual, **columns})


@pytest.mark.parametrize(
    ("kind", "direction"),
    [
        ("call", "two_way"),
        ("meeting", "two_way"),
        ("visit", "two_way"),
        ("message", "outgoing"),
        ("email", "outgoing"),
        ("note", "internal"),
    ],
)
def test_every_kind_is_noted_the_way_it_usually_goes(
    seller: User, tom: Person, kind: str, direction: str
) -> None:
    sent(
        signed_in(seller), f"/people/{tom.pk}/note/", kind=kind, words="Oak", purpose="selling", minutes="12"
    )
    entry = Entry.objects.get()
    assert (entry.kind, entry.direction, entry.minutes, entry.by) == (kind, direction, 12, seller)


def test_a_file_stands_beside_the_note_and_is_saved_not_shown(
    seller: User, reader: User, tom: Person
) -> None:
    files = [SimpleUploadedFile("plan.txt", b"Six chairs"), SimpleUploadedFile("../wool.txt", b"Green")]
    sent(signed_in(seller), f"/people/{tom.pk}/note/", kind="note", purpose="selling", enclosed=files)
    first, second = PersonFile.objects.select_related("stored")
    assert (first.stored.name, second.stored.name) == ("plan.txt", "wool.txt")
    page = signed_in(reader).get(f"/people/{tom.pk}/").content.decode()
    assert "plan.txt" in page
    assert "10\xa0bytes" in page
    answer = signed_in(reader).get(f"/people/files/{first.pk}/")
    assert answer["Content-Disposition"] == 'attachment; filename="plan.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert signed_in(reader).get("/people/files/999/").status_code == 404


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([SimpleUploadedFile("page.html", b"<html><script>")], "page.html: Files of this kind"),
        ([SimpleUploadedFile(f"{n}.txt", b"x") for n in range(11)], "No more than 10 files"),
    ],
)
def test_a_file_that_is_not_kept_keeps_the_words_on_the_page(
    seller: User, tom: Person, files: list[Any], sentence: str
) -> None:
    answer = sent(
        signed_in(seller),
        f"/people/{tom.pk}/note/",
        kind="note",
        words="Oak",
        purpose="selling",
        enclosed=files,
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert 'value="Oak"' in page
    assert not Entry.objects.exists()
    assert not StoredFile.objects.exists()


def test_after_a_call_the_page_asks_how_it_went(seller: User, reader: User, tom: Person) -> None:
    client, url = signed_in(seller), f"/people/{tom.pk}/rang/"
    page = client.get(f"/people/{tom.pk}/").content.decode()
    assert 'href="tel:+442079460132"' in page
    assert f'data-rang="{url}"' in page
    assert client.get(url).status_code == 200
    sent(client, url, outcome="left", words="On the machine", purpose="selling", minutes="2")
    entry = Entry.objects.get()
    assert (entry.kind, entry.direction, entry.outcome) == ("call", "outgoing", "left")
    page = client.get(f"/people/{tom.pk}/").content.decode()
    assert "Joe rang and left a message, 2 minutes" in page
    assert sent(client, url, once="x" * 20, outcome="perhaps", purpose="selling").status_code == 422
    assert signed_in(reader).get(url).status_code == 403


def test_a_note_is_put_right_with_the_old_words_in_the_journal(
    seller: User, owner: User, tom: Person
) -> None:
    entry = noted(tom, seller, words="Ash", minutes=12)
    client, url = signed_in(owner), f"/people/entries/{entry.pk}/"
    page = client.get(url).content.decode()
    assert "Ash" in page
    fields = {
        "words": "Oak",
        "kind": "visit",
        "direction": "two_way",
        "purpose": "care",
        "minutes": "15",
        "on": "2026-11-02",
        "time": "09:30",
    }
    answer = sent(client, url, version="1", **fields)
    assert answer["Location"] == f"/people/{tom.pk}/"
    entry.refresh_from_db()
    assert (entry.words, entry.kind, entry.purpose, entry.minutes) == ("Oak", "visit", "care", 15)
    assert (entry.at.isoformat(), entry.by) == ("2026-11-02T09:30:00+00:00", seller)
    line = JournalLine.objects.get(verb="people.entry.edited")
    assert (line.before["words"], line.after["words"], line.by) == ("Ash", "Oak", owner)

    # a second form from the old version is told so, and the edit can be undone
    assert sent(client, url, once="m" * 20, version="1", **fields).status_code == 409
    undo(line_id=line.pk, by=owner, at=NOW)
    entry.refresh_from_db()
    assert (entry.words, entry.kind, entry.minutes, entry.at) == ("Ash", "call", 12, NOW)


def test_the_moment_stays_to_the_second_where_it_is_not_changed(seller: User, tom: Person) -> None:
    then = NOW.replace(second=42)
    entry = noted(tom, seller, happened_at=then)
    fields = {"words": "Oak", "kind": "call", "direction": "two_way", "purpose": "selling"}
    when = {"on": "2026-11-03", "time": "10:00"}
    sent(signed_in(seller), f"/people/entries/{entry.pk}/", version="1", **fields, **when)
    entry.refresh_from_db()
    assert (entry.words, entry.at) == ("Oak", then)


def test_another_day_is_undone_in_every_zone(seller: User, tom: Person) -> None:
    entry = noted(tom, seller)
    then = (NOW - DAY).astimezone(ZoneInfo("Europe/Berlin"))
    line = edit_note(entry=entry, expected_version=1, by=seller, at=NOW, happened_at=then)
    assert line is not None
    undo(line_id=line.pk, by=seller, at=NOW)
    entry.refresh_from_db()
    assert entry.at == NOW


def test_what_tells_of_something_else_is_put_right_there(seller: User, tom: Person) -> None:
    entry = noted(tom, seller, origin="tests.order", origin_id=1)
    client = signed_in(seller)
    assert client.get(f"/people/entries/{entry.pk}/").status_code == 404
    assert sent(client, f"/people/entries/{entry.pk}/back/", version="1").status_code == 404
    with pytest.raises(Refused):
        edit_note(entry=entry, expected_version=1, by=seller, at=NOW, words="Oak")


def test_a_note_is_taken_back_and_comes_back_whole(seller: User, owner: User, tom: Person) -> None:
    # given a note with a file
    client = signed_in(seller)
    upload = SimpleUploadedFile("plan.txt", b"Six chairs")
    sent(client, f"/people/{tom.pk}/note/", kind="call", words="Oak", purpose="selling", enclosed=upload)
    entry, file = Entry.objects.get(), PersonFile.objects.get()

    # when it is taken back, twice
    for _again in range(2):
        answer = sent(client, f"/people/entries/{entry.pk}/back/", once="b" * 20, version="1")
        assert answer["Location"] == f"/people/{tom.pk}/"

    # then neither it nor its file is there
    assert not Entry.objects.exists()
    assert client.get(f"/people/files/{file.pk}/").status_code == 404

    # and undone, both are, as they were
    line = JournalLine.objects.get(verb="people.entry.taken_back")
    undo(line_id=line.pk, by=owner, at=NOW)
    again = Entry.objects.get()
    assert (again.pk, again.words, again.by, again.at) == (entry.pk, "Oak", seller, entry.at)
    assert client.get(f"/people/files/{file.pk}/").status_code == 200


def test_who_takes_back_what_they_have_not_seen_is_told(seller: User, reader: User, tom: Person) -> None:
    entry = noted(tom, seller, words="Ash")
    edit_note(entry=entry, expected_version=1, by=seller, at=NOW, words="Oak")
    with pytest.raises(Stale):
        take_back_entry(entry=entry, expected_version=1, by=seller, at=NOW)
    with pytest.raises(NotAllowed):
        take_back_entry(entry=entry, expected_version=2, by=reader, at=NOW)
    with pytest.raises(NotAllowed):
        edit_note(entry=entry, expected_version=2, by=reader, at=NOW, words="Elm")
    with pytest.raises(Refused, match="still to come"):
        edit_note(entry=entry, expected_version=2, by=seller, at=NOW, happened_at=NOW + DAY)
    assert Entry.objects.get().words == "Oak"


def test_the_files_of_a_note_taken_back_are_forgotten_in_the_end(seller: User, tom: Person) -> None:
    upload = SimpleUploadedFile("plan.txt", b"Six chairs")
    sent(signed_in(seller), f"/people/{tom.pk}/note/", kind="note", purpose="selling", enclosed=upload)
    entry = Entry.objects.get()
    take_back_entry(entry=entry, expected_version=1, by=seller, at=NOW)
    sweep(at=NOW + KEPT_FOR - DAY)
    assert PersonFile.objects.count() == 1
    sweep(at=NOW + KEPT_FOR + DAY)
    assert not PersonFile.objects.exists()
    assert not StoredFile.objects.exists()


def test_an_entry_comes_back_to_whom_the_person_became(owner: User, seller: User, tom: Person) -> None:
    thomas = add_person(contact=Contact("Thomas Ellery"), by=owner, at=NOW)
    entry = noted(thomas, seller, words="Oak")
    line = take_back_entry(entry=entry, expected_version=1, by=seller, at=NOW)
    merge(kept=tom, gone=Person.objects.get(pk=thomas.pk), by=owner, at=NOW)
    undo(line_id=line.pk, by=owner, at=NOW)
    assert Entry.objects.get(words="Oak").person == tom


def test_nothing_of_a_note_taken_back_outlives_an_erasure(owner: User, seller: User, tom: Person) -> None:
    upload = SimpleUploadedFile("plan.txt", b"Six chairs")
    client = signed_in(seller)
    sent(
        client, f"/people/{tom.pk}/note/", kind="note", words="Two wives", purpose="selling", enclosed=upload
    )
    entry = Entry.objects.get()
    take_back_entry(entry=entry, expected_version=1, by=seller, at=NOW)
    erase(person=Person.objects.get(pk=tom.pk), by=owner, at=NOW)
    said = [*JournalLine.objects.values_list("before", "after", "note", "title")]
    assert "Two wives" not in str(said)
    assert not StoredFile.objects.exists()
