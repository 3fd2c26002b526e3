"""Whoever is given out or erased, their letters and files go along."""

import io
import json
import zipfile

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.office.accounts.models import User
from tandem.office.files.models import StoredFile
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.outbox.models import OutboxRow
from tandem.people.duplicates.actions import merge
from tandem.people.files.actions import attach
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.privacy.actions import erase, export
from tandem.people.writing.actions import write_again
from tandem.people.writing.models import Letter
from tandem.people.writing.queries import not_arrived, on_the_way, standing_of
from tandem.people.writing.words import Stand, Standing
from tests.people.making import NOW, signed_in
from tests.people.writing.making import a_draft, a_sent_letter, asked_us


@pytest.fixture(autouse=True)
def mail_server(settings: LazySettings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:9"


def test_letters_and_files_are_given_out_and_erased(owner: User, seller: User, tom: Person) -> None:
    # given a letter on its way, a draft with a file, and a letter to somebody else
    asked_us(tom)
    letter, draft = a_sent_letter(tom, seller, text="The blue one?"), a_draft(tom, seller)
    upload = SimpleUploadedFile("plan.txt", b"Six chairs")
    attach(uploads=[upload], person=tom, letter_id=draft.pk, by=seller, at=NOW)
    ann = add_person(contact=Contact("Ann Miller", emails=("ann@example.org",)), by=owner, at=NOW)
    asked_us(ann)
    other = a_sent_letter(ann, seller, to="ann@example.org")

    # when he is given out
    told = json.loads(zipfile.ZipFile(io.BytesIO(export(person=tom, by=owner, at=NOW))).read("person.json"))
    assert {row["id"] for row in told["tables"]["people.letter"]} == {letter.pk, draft.pk}
    assert len(told["tables"]["people.personfile"]) == 1

    # and erased
    path = StoredFile.objects.get().path
    assert path.exists()
    erase(person=Person.objects.get(pk=tom.pk), by=owner, at=NOW)

    # then nothing of it leaves or stays, and nobody else's is touched
    left = Letter.objects.get(person=tom)
    assert (left.to, left.subject, left.text, left.signature) == ("", "", "", "")
    assert not StoredFile.objects.exists()
    rows = {row.effect_key: row for row in OutboxRow.objects.order_by("pk")}
    assert [row.state for row in rows.values()] == ["withdrawn", "new"]
    assert rows[f"letter:{letter.pk}:2"].payload == {}
    assert Letter.objects.get(pk=other.pk).text == other.text
    assert signed_in(owner).get(f"/people/letters/written/{letter.pk}/").status_code == 404


def test_a_letter_that_an_erasure_took_back_is_told_and_written_again(
    owner: User, seller: User, tom: Person
) -> None:
    # given a letter on its way to Ann that names Tom, and one of hers that was called back
    ann = add_person(contact=Contact("Ann Miller", emails=("ann@example.org",)), by=owner, at=NOW)
    asked_us(ann)
    letter = a_sent_letter(ann, seller, to="ann@example.org", text="As we said to Tom Ellery: oak.")
    called_back = a_sent_letter(ann, seller, to="ann@example.org")
    line = JournalLine.objects.filter(verb="people.letter.sent").latest("pk")
    undo(line_id=line.pk, by=seller, at=NOW)

    # when Tom is erased
    erase(person=tom, by=owner, at=NOW)

    # then her letter stands in "Not there yet" and beside her, with the reason
    [listed] = not_arrived()
    said = Standing(Stand.CALLED_BACK, "taken back when somebody was erased; write it again")
    assert (listed, standing_of(listed)) == (letter, said)
    assert {row.pk: how for row, how in on_the_way(ann, seller)} == {
        letter.pk: said,
        called_back.pk: Standing(Stand.DRAFT),
    }
    assert said.reason in signed_in(seller).get("/people/mail/").content.decode()

    # and written again it stands there no more
    write_again(letter=listed, by=seller, at=NOW)
    assert not_arrived() == []


def test_letters_move_with_who_became_one(owner: User, seller: User, tom: Person) -> None:
    thomas = add_person(contact=Contact("Thomas Ellery", emails=("thomas@example.org",)), by=owner, at=NOW)
    asked_us(thomas)
    letter = a_sent_letter(thomas, seller, to="thomas@example.org")
    merge(kept=tom, gone=Person.objects.get(pk=thomas.pk), by=owner, at=NOW)
    letter.refresh_from_db()
    assert letter.person == tom
