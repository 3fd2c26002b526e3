"""Who waits for our answer: kept by whoever writes on a timeline, and true after any correction."""

import datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.mailboxes.models import Mailbox
from tandem.people.duplicates.actions import merge
from tandem.people.letters.queries import told_in_list
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.privacy.actions import erase
from tandem.people.timeline.actions import edit_note, note, note_many, take_back_entry
from tandem.people.timeline.models import Entry
from tandem.people.unanswered.actions import reckon, settle
from tandem.people.unanswered.models import Unanswered
from tandem.people.unanswered.queries import wait_of, waiting_persons, waits_of
from tests.office.mailboxes.in_hand import received
from tests.office.mailboxes.posting import a_mailbox
from tests.people.making import NOW, sent, signed_in
from tests.people.writing.making import a_draft, a_sent_letter

HOUR = datetime.timedelta(hours=1)


def wrote(person: Person, *, at: datetime.datetime = NOW, **columns: Any) -> Entry:
    usual: dict[str, Any] = {"purpose": "selling", "direction": "incoming", "kind": "email", "by": None}
    return note(person=person, at=at, happened_at=at, **{**usual, **columns})


def answered(person: Person, by: User, *, at: datetime.datetime) -> Entry:
    return wrote(person, at=at, by=by, direction="two_way", kind="call")


def test_what_they_wrote_waits_until_we_say_something(seller: User, tom: Person) -> None:
    wrote(tom)
    wrote(tom, at=NOW + HOUR)
    wait = wait_of(tom)
    assert wait is not None
    assert (wait.since, wait.number) == (NOW, 2)
    answered(tom, seller, at=NOW + 2 * HOUR)
    assert wait_of(tom) is None
    assert not Unanswered.objects.exists()


@pytest.mark.parametrize(
    "columns",
    [
        {"kind": "call"},
        {"kind": "enquiry"},
        {"direction": "internal"},
        {"automatic": True},
    ],
)
def test_what_needs_no_answer_of_itself_does_not_wait(tom: Person, columns: dict[str, Any]) -> None:
    wrote(tom, **columns)
    assert wait_of(tom) is None


def test_an_answer_noted_late_counts_by_when_it_was_given(seller: User, tom: Person) -> None:
    wrote(tom, at=NOW)
    wrote(tom, at=NOW + 2 * HOUR)
    answered(tom, seller, at=NOW + HOUR)
    wait = wait_of(tom)
    assert wait is not None
    assert (wait.since, wait.number) == (NOW + 2 * HOUR, 1)
    # and one that comes in only now, from before the answer, is answered
    wrote(tom, at=NOW - HOUR)
    assert wait_of(tom) == wait


def test_what_was_changed_or_taken_back_counts_no_more(seller: User, tom: Person) -> None:
    wrote(tom)
    call = answered(tom, seller, at=NOW + HOUR)
    line = take_back_entry(entry=call, expected_version=1, by=seller, at=NOW)
    assert wait_of(tom) is not None
    undo(line_id=line.pk, by=seller, at=NOW)
    assert wait_of(tom) is None
    call = Entry.objects.get(kind="call")
    edit_note(entry=call, expected_version=call.version, by=seller, at=NOW + HOUR, direction="incoming")
    assert wait_of(tom) is not None


def test_it_is_settled_and_waits_again_when_they_write_again(seller: User, reader: User, tom: Person) -> None:
    wrote(tom)
    with pytest.raises(NotAllowed):
        settle(person=tom, by=reader, at=NOW)
    line = settle(person=tom, by=seller, at=NOW)
    assert wait_of(tom) is None
    with pytest.raises(Refused):
        settle(person=tom, by=seller, at=NOW)
    wrote(tom, at=NOW + HOUR)
    wait = wait_of(tom)
    assert wait is not None
    assert (wait.since, wait.number) == (NOW + HOUR, 1)
    undo(line_id=line.pk, by=seller, at=NOW)
    again = wait_of(tom)
    assert again is not None
    assert again.number == 2


def test_an_import_waits_for_nothing(tom: Person) -> None:
    entry = Entry(person=tom, at=NOW, purpose="selling", direction="incoming", kind="email", import_id=1)
    note_many(entries=[entry], at=NOW)
    assert wait_of(tom) is None


def test_two_who_became_one_wait_as_one(owner: User, seller: User, tom: Person) -> None:
    thomas = add_person(contact=Contact("Thomas Ellery"), by=owner, at=NOW)
    wrote(thomas)
    answered(tom, seller, at=NOW + HOUR)
    line = merge(kept=tom, gone=Person.objects.get(pk=thomas.pk), by=owner, at=NOW)
    assert wait_of(tom) is None
    undo(line_id=JournalLine.objects.get(verb="people.person.merged").pk, by=owner, at=NOW)
    assert line is not None
    assert wait_of(Person.objects.get(pk=thomas.pk)) is not None


def test_the_page_lists_the_longest_first_and_settles(seller: User, reader: User, tom: Person) -> None:
    ann = add_person(contact=Contact("Ann Miller", emails=("ann@example.org",)), by=None, at=NOW)
    wrote(ann, at=NOW - HOUR)
    wrote(tom)
    assert [person.pk for person in waiting_persons()] == [ann.pk, tom.pk]
    assert [wait.number for wait in waits_of([ann.pk, tom.pk]).values()] == [1, 1]
    client = signed_in(seller)
    page = client.get("/people/mail/").content.decode()
    assert page.index("Ann Miller") < page.index("Tom Ellery")
    for _again in range(2):
        answer = sent(client, f"/people/{ann.pk}/settled/", once="s" * 20)
        assert answer["Location"] == "/people/mail/"
    assert [person.pk for person in waiting_persons()] == [tom.pk]
    person = client.get(f"/people/{tom.pk}/").content.decode()
    assert "Waits for our answer" in person
    assert "Needs no answer" not in signed_in(reader).get(f"/people/{tom.pk}/").content.decode()
    assert sent(signed_in(reader), f"/people/{tom.pk}/settled/").status_code == 403


def test_who_was_erased_waits_for_nothing(owner: User, tom: Person) -> None:
    # given somebody who wrote, and was erased
    wrote(tom)
    erase(person=tom, by=owner, at=NOW + HOUR)

    # then nobody waits, whatever is reckoned anew
    assert not Unanswered.objects.exists()
    reckon([tom.pk])
    assert not Unanswered.objects.exists()
    assert "Nobody waits." in signed_in(owner).get("/people/mail/").content.decode()


def test_who_was_erased_before_waits_for_nothing_either(tom: Person) -> None:
    wrote(tom)
    Person.objects.filter(pk=tom.pk).update(erased_at=NOW)
    assert list(waiting_persons()) == []


def test_the_page_asks_as_much_for_many_without_a_name(seller: User, settings: LazySettings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    client, counts = signed_in(seller), []
    for number in (1, 8):
        for place in range(number):
            address = f"nobody{number}{place}@example.org"
            person = add_person(contact=Contact(emails=(address,)), by=None, at=NOW)
            wrote(person)
            a_sent_letter(person, seller, to=address)
            a_draft(person, seller, to=address)
        wrote(person, at=NOW + HOUR)
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/people/mail/").content.decode()
        assert page.count(f"nobody{number}0@example.org") >= 2
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_received_mail_tells_in_its_list_that_it_waits(owner: User, seller: User, tom: Person) -> None:
    # given mail from Tom that was put on his timeline, and the door is closed
    mailbox = a_mailbox()
    Mailbox.objects.update(opens_door=False)
    mailbox.refresh_from_db()
    message = received(mailbox, "Is oak dear?", Subject="Oak")
    client = signed_in(seller)

    # then his page offers it, with one tap
    page = client.get(f"/people/{tom.pk}/").content.decode()
    assert "Came by mail, belongs nowhere yet" in page
    answer = sent(client, f"/people/letters/{message.pk}/", person=tom.pk, purpose="selling")
    assert answer["Location"] == f"/people/{tom.pk}/"
    assert "belongs nowhere yet" not in client.get(f"/people/{tom.pk}/").content.decode()

    # and the list says that it waits, until it is answered
    entry = Entry.objects.get(person=tom)
    assert told_in_list([entry.pk])[entry.pk].words == "On the timeline of Tom Ellery, waits for our answer"
    assert "waits for our answer" in client.get("/office/messages/?show=all").content.decode()
    for place in (f"/people/{tom.pk}/", "/people/mail/"):
        assert f"/people/{tom.pk}/write/?answers={message.pk}" in client.get(place).content.decode()
    answered(tom, seller, at=entry.at + HOUR)
    assert told_in_list([entry.pk])[entry.pk].words == "On the timeline of Tom Ellery"
