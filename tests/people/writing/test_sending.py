"""A letter on its way out: what the mail server gets, what the timeline tells, and what keeps it here."""

import datetime

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.office.accounts.models import User
from tandem.office.business.models import Business
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.files.models import StoredFile
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.mail.jobs import register as register_mail
from tandem.office.mailboxes.models import Mailbox, ReceivedMessage
from tandem.office.outbox import jobs
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State
from tandem.people.consent.actions import tell
from tandem.people.files.actions import attach
from tandem.people.persons.models import Person
from tandem.people.privacy.actions import suppress
from tandem.people.timeline.models import Entry
from tandem.people.wordings.actions import change_signature
from tandem.people.writing.actions import (
    discard_letter,
    keep_letter,
    leave_letter,
    send_letter,
    write_again,
)
from tandem.people.writing.models import Letter
from tandem.people.writing.queries import drafts_of, not_arrived, standing_of
from tandem.people.writing.words import Stand
from tests.office.mailboxes.in_hand import received
from tests.office.mailboxes.posting import a_mailbox
from tests.office.smtp_sink import Received, smtp_sink
from tests.people.making import NOW
from tests.people.writing.making import a_draft, a_sent_letter, asked_us

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def mail_goes_out(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_resting_until", {})
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    settings.DEFAULT_FROM_EMAIL = "Wren & Rowe <hello@wren.example>"
    register_mail()


@pytest.fixture
def welcome(tom: Person) -> Person:
    asked_us(tom)
    return tom


def delivered(settings: LazySettings) -> Received:
    with smtp_sink() as sink:
        settings.EMAIL_URL = sink.url
        assert jobs.deliver(NOW) == 1
    return sink.received[0]


def plain(received: Received) -> str:
    message = received.message
    part = message.get_payload(0) if message.is_multipart() else message
    return part.get_payload(decode=True).decode().replace("\r\n", "\n")  # type: ignore[union-attr]


def test_it_arrives_with_signature_answers_to_our_mailbox_and_stands_on_the_timeline(
    settings: LazySettings, seller: User, welcome: Person
) -> None:
    # given a mailbox that is read, a signature, and a letter with a file
    a_mailbox()
    change_signature(expected_version=1, text="{seller}\n{business}\n0117 496 0100", by=seller, at=NOW)
    letter = a_draft(welcome, seller)
    attach(
        uploads=[SimpleUploadedFile("wool.txt", b"Green, 2 m")],
        person=welcome,
        letter_id=letter.pk,
        by=seller,
        at=NOW,
    )

    # when it is sent and the worker hands it over
    send_letter(letter=letter, expected_version=1, by=seller, at=NOW)
    got = delivered(settings)

    # then the server has it whole
    message = got.message
    assert (got.recipient, got.sender) == ("tom@example.org", "hello@wren.example")
    assert message["From"] == '"Joe Wren, Wren & Rowe" <hello@wren.example>'
    assert message["To"] == "Tom Ellery <tom@example.org>"
    assert (message["Reply-To"], message["Subject"]) == ("hello@wren.example", "Your six chairs")
    assert plain(got) == "Dear Tom,\n\noak or ash?\n\n-- \nJoe Wren\nWren & Rowe\n0117 496 0100\n"
    assert message.get_payload(1).get_filename() == "wool.txt"  # type: ignore[union-attr]
    assert message["Auto-Submitted"] is None

    # and the timeline tells of it, once, as written by Joe
    entry = Entry.objects.get(kind="email")
    assert (entry.title, entry.words) == ("Joe wrote: Your six chairs", "Dear Tom,\n\noak or ash?")
    assert (entry.direction, entry.purpose, entry.by) == ("outgoing", "selling", seller)
    assert not entry.automatic
    letter.refresh_from_db()
    assert standing_of(letter).stand == Stand.SENT
    assert not_arrived() == []


def test_an_answer_is_put_below_what_it_answers(
    settings: LazySettings, seller: User, welcome: Person
) -> None:
    mailbox = a_mailbox()
    first = received(mailbox, Message_ID="<first@example.org>", References="<a@example.org> <b@example.org>")
    a_sent_letter(welcome, seller, answers=first)
    message = delivered(settings).message
    assert message["In-Reply-To"] == "<first@example.org>"
    assert message["References"] == "<a@example.org> <b@example.org> <first@example.org>"


def test_their_answer_lands_where_the_letter_was_about_even_a_year_later(
    seller: User, welcome: Person
) -> None:
    # given a letter about some work, the words of which the outbox has long forgotten
    letter = a_sent_letter(welcome, seller)
    Letter.objects.filter(pk=letter.pk).update(about="tests.work", about_id=7)
    OutboxRow.objects.update(payload={})
    assert letter.sent_as is not None
    asked = f"<{letter.sent_as.message_id}@wren.example>"

    # when Tom answers, and his phone answers that from an address that nobody knows
    mailbox = a_mailbox()
    message = received(mailbox, "Oak, please.", In_Reply_To=asked, Message_ID="<oak@example.org>")
    second = received(mailbox, "And soon.", From="T <t@phone.example>", References="<oak@example.org>")

    # then both stand on his timeline, about the same work, and wait for our answer
    told = Entry.objects.filter(origin="office.receivedmessage").order_by("pk")
    assert [(one.person, one.about, one.about_id) for one in told] == [(welcome, "tests.work", 7)] * 2
    assert {message.person_id, second.person_id} == {welcome.pk}


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"subject": " "}, "subject", "Say in a word or two"),
        ({"text": ""}, "text", "nothing written yet"),
        ({"text": "Dear {first_name}, {your_words}"}, "text", "{first_name}, {your_words}"),
        ({"subject": "About {title}"}, "subject", "{title}"),
        ({"to": "else@example.org"}, "to", "one of their addresses"),
        ({"to": ""}, "to", "one of their addresses"),
    ],
)
def test_what_is_not_whole_does_not_leave(
    seller: User, welcome: Person, typed: dict[str, str], field: str, sentence: str
) -> None:
    letter = a_draft(welcome, seller, **typed)
    with pytest.raises(Refused, match=sentence) as refused:
        send_letter(letter=letter, expected_version=1, by=seller, at=NOW)
    assert refused.value.field == field
    assert not OutboxRow.objects.exists()
    assert Letter.objects.get().sent_at is None


def test_who_never_asked_is_not_written_to(seller: User, tom: Person) -> None:
    letter = a_draft(tom, seller)
    with pytest.raises(Refused, match="has not asked us anything"):
        send_letter(letter=letter, expected_version=1, by=seller, at=NOW)
    # a piece of work with them is what they asked for
    about = a_draft(tom, seller)
    Letter.objects.filter(pk=about.pk).update(about="tests.work", about_id=1)
    about.refresh_from_db()
    send_letter(letter=about, expected_version=1, by=seller, at=NOW)
    assert OutboxRow.objects.count() == 1


def test_who_wants_no_answer_or_to_be_forgotten_gets_none(seller: User, welcome: Person) -> None:
    letter = a_draft(welcome, seller)
    tell(person=welcome, use="answer", given=False, basis="objected", source="By phone", by=seller, at=NOW)
    with pytest.raises(Refused, match="want no answer"):
        send_letter(letter=letter, expected_version=1, by=seller, at=NOW)
    later = NOW + MINUTE
    tell(person=welcome, use="answer", given=True, basis="asked", source="By phone", by=seller, at=later)
    suppress(addresses=["tom@example.org"], at=NOW)
    with pytest.raises(Refused, match="never to hear from us again"):
        send_letter(letter=letter, expected_version=1, by=seller, at=NOW)


def test_without_a_mail_server_it_stays_a_draft(
    settings: LazySettings, seller: User, welcome: Person
) -> None:
    settings.EMAIL_URL = ""
    letter = a_draft(welcome, seller)
    with pytest.raises(Refused, match="No mail server"):
        send_letter(letter=letter, expected_version=1, by=seller, at=NOW)
    assert not Entry.objects.filter(kind="email").exists()


def test_sent_twice_at_once_it_is_one_mail(seller: User, welcome: Person) -> None:
    letter = a_draft(welcome, seller)
    same = Letter.objects.get(pk=letter.pk)
    send_letter(letter=letter, expected_version=1, by=seller, at=NOW)
    with pytest.raises(Stale):
        send_letter(letter=same, expected_version=1, by=seller, at=NOW)
    assert OutboxRow.objects.count() == 1
    assert Entry.objects.filter(kind="email").count() == 1


def test_a_draft_is_its_writers_own(seller: User, owner: User, reader: User, welcome: Person) -> None:
    letter = a_draft(welcome, seller)
    assert [drafts_of(user).count() for user in (seller, owner, reader)] == [1, 0, 0]
    for act in (send_letter, discard_letter):
        with pytest.raises(NotAllowed):
            act(letter=letter, expected_version=1, by=owner, at=NOW)
    with pytest.raises(NotAllowed):
        keep_letter(letter=letter, expected_version=1, by=owner, at=NOW, text="Mine now")
    with pytest.raises(NotAllowed):
        a_draft(welcome, reader)
    assert not JournalLine.objects.filter(kind="people.letter").exists()


def test_it_is_called_back_while_it_waits_and_not_later(
    settings: LazySettings, seller: User, owner: User, welcome: Person
) -> None:
    # given a letter that waits
    letter = a_sent_letter(welcome, seller)
    line = JournalLine.objects.get(verb="people.letter.sent")

    # when its writer calls it back, it is a draft again and the timeline says nothing of it
    undo(line_id=line.pk, by=seller, at=NOW)
    letter = Letter.objects.get(pk=letter.pk)
    assert (letter.sent_at, letter.entry, letter.sent_as) == (None, None, None)
    assert not Entry.objects.filter(kind="email").exists()
    assert OutboxRow.objects.get().state == State.WITHDRAWN

    # and put right it leaves as another mail, which cannot be called back once the server has it
    keep_letter(letter=letter, expected_version=letter.version, by=seller, at=NOW, text="Oak, ash or elm?")
    send_letter(letter=letter, expected_version=letter.version, by=seller, at=NOW)
    assert "elm" in plain(delivered(settings))
    again = JournalLine.objects.filter(verb="people.letter.sent").latest("pk")
    with pytest.raises(Refused, match="has left already"):
        undo(line_id=again.pk, by=seller, at=NOW)
    assert Entry.objects.filter(kind="email").count() == 1


def test_what_did_not_arrive_is_listed_with_the_reason_and_written_again(
    settings: LazySettings, seller: User, owner: User, welcome: Person
) -> None:
    letter = a_sent_letter(welcome, seller)
    with smtp_sink(lambda recipient, tries: "refuse") as sink:
        settings.EMAIL_URL = sink.url
        jobs.deliver(NOW)
    [listed] = not_arrived()
    assert listed == letter
    assert standing_of(listed).stand == Stand.CAME_BACK
    assert standing_of(listed).reason == "their server gave it up"
    draft = write_again(letter=listed, by=owner, at=NOW)
    assert (draft.text, draft.by, draft.sent_at) == (letter.text, owner, None)
    assert not_arrived() == []


def test_one_that_nobody_can_tell_of_is_listed_and_left(
    settings: LazySettings, seller: User, welcome: Person
) -> None:
    a_sent_letter(welcome, seller)
    with smtp_sink(lambda recipient, tries: "drop-after") as sink:
        settings.EMAIL_URL = sink.url
        jobs.deliver(NOW)
    [listed] = not_arrived()
    assert standing_of(listed).stand == Stand.NOT_KNOWN
    assert "ask whether it came" in standing_of(listed).reason
    line = leave_letter(letter=listed, by=seller, at=NOW)
    assert not_arrived() == []
    with pytest.raises(Refused):
        leave_letter(letter=listed, by=seller, at=NOW)
    undo(line_id=line.pk, by=seller, at=NOW)
    assert len(not_arrived()) == 1


def test_while_the_server_is_away_the_reason_is_said(
    settings: LazySettings, seller: User, welcome: Person
) -> None:
    letter = a_sent_letter(welcome, seller)
    assert standing_of(letter).stand == Stand.ON_ITS_WAY
    settings.EMAIL_URL = ""
    assert standing_of(letter).reason == "no mail server is set up"


def test_a_draft_goes_with_its_files(seller: User, welcome: Person) -> None:
    letter = a_draft(welcome, seller)
    upload = SimpleUploadedFile("wool.txt", b"Green")
    attach(uploads=[upload], person=welcome, letter_id=letter.pk, by=seller, at=NOW)
    discard_letter(letter=letter, expected_version=1, by=seller, at=NOW)
    assert not Letter.objects.exists()
    assert not StoredFile.objects.exists()


def test_answers_go_to_ones_own_mailbox_before_everybodys(
    settings: LazySettings, seller: User, business: Business, welcome: Person
) -> None:
    a_mailbox()
    a_mailbox(address="joe@wren.example", user="joe", whose=seller)
    a_sent_letter(welcome, seller)
    assert delivered(settings).message["Reply-To"] == "joe@wren.example"
    Mailbox.objects.update(is_active=False)
    a_sent_letter(welcome, seller)
    assert delivered(settings).message["Reply-To"] is None


def test_no_words_become_headers(settings: LazySettings, seller: User, welcome: Person) -> None:
    a_sent_letter(welcome, seller, subject="Chairs\r\nBcc: all@example.com")
    got = delivered(settings)
    assert got.message["Subject"] == "Chairs Bcc: all@example.com"
    assert got.message["Bcc"] is None


def test_a_thread_without_end_keeps_its_first_and_its_nearest(
    settings: LazySettings, seller: User, welcome: Person
) -> None:
    many = " ".join(f"<{number:03}{'x' * 60}@example.org>" for number in range(40))
    mailbox = a_mailbox()
    long = received(mailbox, Message_ID="<last@example.org>", References=many)
    ReceivedMessage.objects.filter(pk=long.pk).update(message_id="<last@example.org>")
    a_sent_letter(welcome, seller, answers=long)
    references = delivered(settings).message["References"].split()
    assert references[-1] == "<last@example.org>"
    assert len(" ".join(references)) <= 900
