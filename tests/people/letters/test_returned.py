"""A mail of ours that came back: it is marked, and so is the address, until somebody writes from it again."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.office.accounts.models import User
from tandem.office.journal.models import JournalLine
from tandem.office.mail.actions import send
from tandem.office.mail.jobs import message_of
from tandem.office.mail.letter import read_letter
from tandem.office.mailboxes.models import Mailbox, ReceivedMessage
from tandem.office.outbox.actions import try_again
from tandem.office.outbox.models import OutboxRow
from tandem.people.letters.queries import not_reached
from tandem.people.persons.actions import edit_person
from tandem.people.persons.models import Person
from tandem.people.privacy.actions import erase
from tandem.people.writing.words import why_returned
from tests.office.mailboxes.in_hand import received, received_raw
from tests.office.mailboxes.posting import a_mailbox, multipart, part
from tests.people.making import signed_in

NOW = timezone.now()
FULL = "Diagnostic-Code: smtp; 550 5.1.1 <tom@example.org>: No such user here"


@pytest.fixture
def mailbox(owner: User) -> Mailbox:
    return a_mailbox()


@pytest.fixture
def sent(tom: Person) -> OutboxRow:
    row = send(to="tom@example.org", subject="Your chairs", text="Oak?", effect_key="quote:1", at=NOW)
    OutboxRow.objects.filter(pk=row.pk).update(state="sent", finished_at=NOW)
    row.refresh_from_db()
    return row


def bounce(
    sent: OutboxRow | None,
    *,
    action: str = "failed",
    recipient: str = "Final-Recipient: rfc822; tom@example.org",
    kind: str = "message/rfc822",
) -> bytes:
    """As Postfix writes it."""
    message_id = str(message_of(sent)["Message-ID"]) if sent else "<of-somebody-else@example.net>"
    about = ["Reporting-MTA: dns; mx.example.org", "", recipient, f"Action: {action}", "Status: 5.1.1", FULL]
    ours = ["From: hello@wren.example", "To: tom@example.org", f"Message-ID: {message_id}", "", "Oak?"]
    return multipart(
        part("text/plain", "I am sorry to have to inform you that your message could not be delivered."),
        part("message/delivery-status", "\r\n".join([*about, ""])),
        part(kind, "\r\n".join([*ours, ""])),
        kind="report; report-type=delivery-status",
        From="MAILER-DAEMON@mx.example.org",
        Subject="Undelivered Mail Returned to Sender",
    )


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_mail_that_came_back_is_marked_and_the_person_says_so(
    mailbox: Mailbox, owner: User, tom: Person, sent: OutboxRow, kind: str
) -> None:
    # when the server says that nobody has this address
    message = received_raw(mailbox, bounce(sent, kind=kind))

    # then our mail did not arrive, with the reason
    sent.refresh_from_db()
    assert (sent.state, sent.last_error) == ("bounced", "550 5.1.1 <tom@example.org>: No such user here")

    # and the message stands with Tom, whose page says so
    assert (message.outcome, message.reason, message.person_id) == ("taken", "bounce", tom.pk)
    [one] = not_reached(tom)
    assert (one.address, one.reason) == ("tom@example.org", "there is no such address")
    page = signed_in(owner).get(f"/people/{tom.pk}/").content.decode()
    assert "Our mail does not arrive" in page
    assert "there is no such address" in page
    listed = signed_in(owner).get("/office/messages/?show=all").content.decode()
    assert "tom@example.org did not take our mail" in listed
    verbs = list(JournalLine.objects.order_by("pk").values_list("verb", flat=True))[-2:]
    assert verbs == ["office.outbox.came_back", "people.letter.returned"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("550 5.1.1 <x@example.org>: unknown", "there is no such address"),
        ("552 5.2.2 over quota", "that mailbox is full"),
        ("5.2.999", "that mailbox takes no mail"),
        ("554 5.7.1 blocked by list", "their server refuses mail from us"),
        ("550 no such user", "their server gave it up"),
        ("", "their server gave it up"),
    ],
)
def test_the_numbers_of_servers_are_told_in_words(said: str, words: str) -> None:
    assert why_returned(said) == words


def test_it_is_over_when_they_write_from_that_address(mailbox: Mailbox, tom: Person, sent: OutboxRow) -> None:
    received_raw(mailbox, bounce(sent), at=NOW - datetime.timedelta(hours=1))
    received(mailbox, "I am back", From="tom@example.org", at=NOW)
    assert not_reached(tom) == []


def test_it_is_over_when_the_address_goes_and_stays_when_another_comes(
    mailbox: Mailbox, owner: User, tom: Person, sent: OutboxRow
) -> None:
    received_raw(mailbox, bounce(sent))
    tom.refresh_from_db()
    both = ["tom@example.org", "tom@new.example.org"]
    edit_person(person=tom, expected_version=tom.version, emails=both, by=owner, at=NOW)
    assert [one.address for one in not_reached(tom)] == ["tom@example.org"]
    tom.refresh_from_db()
    edit_person(person=tom, expected_version=tom.version, emails=both[1:], by=owner, at=NOW)
    assert not_reached(tom) == []


@pytest.mark.parametrize(
    "message",
    [
        {"action": "delayed"},
        {"action": "relayed"},
        {"recipient": "Final-Recipient: rfc822; somebody@else.example"},
        {"recipient": "Final-Recipient: tom@example.org"},
        {"recipient": "Final-Recipient: \x00\xff;;;"},
    ],
)
def test_what_is_late_or_about_others_marks_no_address(
    mailbox: Mailbox, tom: Person, sent: OutboxRow, message: dict[str, str]
) -> None:
    kept = received_raw(mailbox, bounce(sent, **message))
    assert (kept.outcome, kept.reason) == ("waits", "bounce")
    assert not_reached(tom) == []


def test_a_made_up_bounce_marks_nothing(mailbox: Mailbox, tom: Person, sent: OutboxRow) -> None:
    kept = received_raw(mailbox, bounce(None))
    assert (kept.outcome, kept.reason) == ("waits", "bounce")
    sent.refresh_from_db()
    assert sent.state == "sent"
    assert not_reached(tom) == []


def test_the_same_bounce_twice_is_one(mailbox: Mailbox, tom: Person, sent: OutboxRow) -> None:
    for number in range(2):
        marked = bounce(sent).replace(b"Subject: Und", b"Message-ID: <%d@mx>\r\nSubject: Und" % number)
        received_raw(mailbox, marked)
    assert JournalLine.objects.filter(verb="office.outbox.came_back").count() == 1
    assert len(not_reached(tom)) == 1


def test_where_a_server_sends_on_the_address_that_we_wrote_to_counts() -> None:
    sent_on = "Original-Recipient: rfc822; Tom@Example.org\r\nFinal-Recipient: rfc822; t@inner.example"
    returned = read_letter(bounce(None, recipient=sent_on)).returned
    assert returned is not None
    assert returned.addresses == ("tom@example.org",)
    assert returned.message_id == "<of-somebody-else@example.net>"


def test_a_mail_that_came_back_can_be_tried_again(mailbox: Mailbox, owner: User, sent: OutboxRow) -> None:
    received_raw(mailbox, bounce(sent))
    try_again(row_id=sent.pk, by=owner, at=NOW)
    sent.refresh_from_db()
    assert sent.state == "new"


def test_with_the_person_the_word_of_the_server_goes(
    mailbox: Mailbox, owner: User, tom: Person, sent: OutboxRow
) -> None:
    message = received_raw(mailbox, bounce(sent))
    erase(person=tom, by=owner, at=NOW)
    kept = ReceivedMessage.objects.get(pk=message.pk)
    assert (kept.detail, kept.text) == ("", "")
    assert not_reached(tom) == []


def test_the_page_asks_once_whatever_came_back(mailbox: Mailbox, tom: Person, sent: OutboxRow) -> None:
    with CaptureQueriesContext(connection) as nothing:
        assert not_reached(tom) == []
    received_raw(mailbox, bounce(sent))
    with CaptureQueriesContext(connection) as something:
        assert len(not_reached(tom)) == 1
    assert (len(nothing), len(something)) == (1, 1)
