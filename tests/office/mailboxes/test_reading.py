"""Mailboxes read from a real mail server: what comes is read once, and nothing that comes stops the next."""

import base64
import datetime

import pytest
from django.db import connection
from django.utils import timezone

from tandem.marketing.enquiries.models import Enquiry
from tandem.office.files.models import StoredFile
from tandem.office.mail.imap import Folder
from tandem.office.mailboxes import actions, jobs, receiving
from tandem.office.mailboxes.models import Attachment, Mailbox, ReceivedMessage
from tandem.office.mailboxes.words import Outcome, Reason, SenderFrom
from tests.office.dovecot import Dovecot
from tests.office.mailboxes.posting import a_mailbox, came, looked, multipart, part, raw

pytestmark = pytest.mark.django_db
NOW = datetime.datetime.now(datetime.UTC)


def outcomes() -> list[tuple[str, str, str]]:
    rows = ReceivedMessage.objects.order_by("uid", "pk")
    return [(row.subject, row.outcome, row.reason) for row in rows]


def test_a_message_becomes_an_enquiry_and_nothing_is_touched_in_the_mailbox(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    server.deliver(raw("Do you do six chairs?\r\n-- \r\nTom\r\n", Subject="Re: Six chairs"))
    mailbox = looked(mailbox)
    message, enquiry = came(), Enquiry.objects.get()
    assert (message.outcome, message.taken_kind, message.taken_id) == (
        "taken",
        "marketing.enquiry",
        enquiry.pk,
    )
    assert (enquiry.door, enquiry.interest, enquiry.words) == ("email", "Six chairs", "Do you do six chairs?")
    assert (enquiry.external_system, enquiry.external_key) == (f"mail:{mailbox.pk}", message.message_id)
    assert enquiry.person.emails.get().folded == "tom@example.org"
    assert message.text == "Do you do six chairs?\n-- \nTom"
    assert (mailbox.trouble, mailbox.failures, mailbox.last_uid > 0) == ("", 0, True)
    assert mailbox.last_message_at == message.received_at
    assert not any(b"Seen" in line for line in server.flags())


def test_what_was_read_is_not_read_again(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    server.deliver(raw(Subject="One"))
    looked(mailbox)
    server.deliver(raw(Subject="Two"))
    for _look in range(3):
        looked(mailbox)
    assert [subject for subject, *_rest in outcomes()] == ["One", "Two"]
    assert Enquiry.objects.count() == 2


def test_nothing_comes_twice_where_the_server_counts_anew(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    without_id = raw(Subject="No id", Message_ID="")
    for message in (raw(Subject="One"), without_id, raw(Subject="Three")):
        server.deliver(message)
    before = looked(mailbox)
    server.count_anew()
    server.deliver(raw(Subject="Four"))
    after = looked(mailbox)
    assert before.uidvalidity != after.uidvalidity
    assert sorted(subject for subject, *_rest in outcomes()) == ["Four", "No id", "One", "Three"]
    assert Enquiry.objects.count() == 4


def test_the_same_id_on_another_message_hides_nothing(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    server.deliver(raw(Subject="One", Message_ID="<same@example.org>"))
    server.deliver(raw(Subject="Two", Message_ID="<same@example.org>"))
    server.deliver(raw(Subject="Two", Message_ID="<same@example.org>"))
    looked(mailbox)
    assert sorted(Enquiry.objects.values_list("interest", flat=True)) == ["One", "Two"]


def test_a_broken_message_is_listed_and_does_not_stop_the_next(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    tangled = part("text/plain", "chairs")
    for depth in range(1000):
        mark = f"e{depth}".encode()
        head = b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n--' + mark + b"\r\n"
        tangled = head + tangled + b"\r\n--" + mark + b"--\r\n"
    server.deliver(raw(Subject="First"))
    server.deliver(b"From: tom@example.org\r\nSubject: Tangled\r\n" + tangled)
    server.deliver(b"\x00\xff this is no message \x01\r\n" * 3)
    server.deliver(raw(Subject="Last"))
    looked(mailbox)
    assert outcomes() == [
        ("First", "taken", ""),
        ("Tangled", "not_read", "too_tangled"),
        ("", "not_read", "broken"),
        ("Last", "taken", ""),
    ]


def test_a_message_at_which_the_program_dies_is_passed_over_at_the_third_look(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = a_mailbox(server)
    server.deliver(raw(Subject="Deadly"))
    server.deliver(raw(Subject="Next"))
    whole = Folder.whole

    class Killed(BaseException):
        pass

    def deadly(folder: Folder, uid: int) -> bytes | None:
        found = whole(folder, uid)
        if found and b"Deadly" in found:
            raise Killed
        return found

    monkeypatch.setattr(Folder, "whole", deadly)
    for _look in range(2):
        with pytest.raises(Killed):
            looked(mailbox)
        Mailbox.objects.update(lease_until=None)
    looked(mailbox)
    assert outcomes() == [("Deadly", "not_read", "broken"), ("Next", "taken", "")]


def test_what_the_database_does_not_take_is_listed(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    mailbox = a_mailbox(server)
    server.deliver(raw("Bad", Subject="Bad"))
    server.deliver(raw(Subject="Good"))
    written_down = receiving.written_down

    def fails(mailbox: Mailbox, received: receiving.Received, *, at: datetime.datetime) -> ReceivedMessage:
        if received.written.letter.text == "Bad":
            with connection.cursor() as cursor:
                cursor.execute("SELECT no_such_column FROM office_mailbox")
        return written_down(mailbox, received, at=at)

    monkeypatch.setattr(receiving, "written_down", fails)
    looked(mailbox)
    assert outcomes() == [("Bad", "not_read", "broken"), ("Good", "taken", "")]


def test_a_connection_that_breaks_in_the_middle_goes_on_later(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = a_mailbox(server)
    for number in range(5):
        server.deliver(raw(Subject=f"Number {number}"))
    whole, fetched = Folder.whole, 0

    def breaks(folder: Folder, uid: int) -> bytes | None:
        nonlocal fetched
        fetched += 1
        if fetched == 3:
            folder._client.sock.close()
            raise OSError("the line is dead")
        return whole(folder, uid)

    monkeypatch.setattr(Folder, "whole", breaks)
    broken = looked(mailbox)
    assert (broken.trouble, broken.failures, ReceivedMessage.objects.count()) == ("broke_off", 1, 2)
    assert broken.next_look_at is not None
    mended = looked(mailbox)
    assert (mended.trouble, mended.failures, ReceivedMessage.objects.count()) == ("", 0, 5)
    assert Enquiry.objects.count() == 5


def test_files_are_kept_inert_and_others_are_named(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    encoded = "Content-Transfer-Encoding: base64"
    server.deliver(
        multipart(
            part("text/plain", "The plan."),
            part('application/pdf; name="../../plan.pdf"', base64.b64encode(b"%PDF-1.7 plan"), encoded),
            part("image/svg+xml; name=logo.svg", base64.b64encode(b"<svg onload='x()'/>"), encoded),
        )
    )
    looked(mailbox)
    kept, refused = Attachment.objects.order_by("pk")
    assert kept.stored is not None
    assert (kept.name, kept.stored.kind, kept.stored.path.read_bytes()) == (
        "plan.pdf",
        "application/pdf",
        b"%PDF-1.7 plan",
    )
    assert (refused.name, refused.stored) == ("logo.svg", None)
    assert refused.not_kept.startswith("Files of this kind are not kept here")
    assert StoredFile.objects.count() == 1


def test_odd_letters_arrive_as_words(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    kinds = [
        ('text/plain; charset="iso-2022-jp"', "椅子を六脚".encode("iso2022_jp")),
        ("text/plain; charset=iso-8859-1", b"\x93Six\x94 \x80"),
        ("text/plain", "Grüße".encode()),
    ]
    for kind, body in kinds:
        server.deliver(raw(body, MIME_Version="1.0", Content_Type=kind))
    server.deliver(raw("Zo\x01ë", Subject="=?iso-2022-jp?B?GyRCMFg7UhsoQg==?="))
    looked(mailbox)
    words = list(Enquiry.objects.order_by("pk").values_list("words", flat=True))
    assert words == ["椅子を六脚", "“Six” €", "Grüße", "Zoë"]
    assert came(subject="椅子").outcome == Outcome.TAKEN


def test_twelve_megabytes_are_read_and_more_than_twenty_five_are_listed(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = a_mailbox(server)
    content = base64.encodebytes(b"%PDF-" + b"x" * 9_000_000).replace(b"\n", b"\r\n")
    large = multipart(
        part("text/plain", "The plan."),
        part("application/pdf; name=plan.pdf", content, "Content-Transfer-Encoding: base64"),
        Subject="Large",
    )
    server.deliver(large)
    looked(mailbox)
    assert came(subject="Large").attachments.get().size == 9_000_005
    monkeypatch.setattr(jobs, "LARGEST_MESSAGE", 12_000_000)
    server.deliver(large.replace(b"Subject: Large", b"Subject: Too large"))
    server.deliver(raw(Subject="Next"))
    looked(mailbox)
    message = came(subject="Too large")
    assert (message.outcome, message.reason, message.sender) == ("not_read", "too_large", "tom@example.org")
    assert came(subject="Next").outcome == Outcome.TAKEN


def test_what_programs_send_is_never_an_enquiry(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    report = multipart(
        part("text/plain", "It did not arrive."),
        part("message/delivery-status", "Final-Recipient: rfc822; ann@example.org\r\nAction: failed\r\n"),
        kind="report; report-type=delivery-status",
        From="MAILER-DAEMON@mail.example.org",
        Subject="Undelivered",
    )
    server.deliver(report)
    server.deliver(raw(Subject="Away", Auto_Submitted="auto-replied"))
    server.deliver(raw(Subject="News", List_Id="<news.example.org>"))
    server.deliver(raw(Subject="Ours", From="hello@wren.example"))
    server.deliver(raw(Subject="Spam", X_Spam_Flag="YES"))
    server.deliver(raw(Subject="Nobody", From=""))
    looked(mailbox)
    assert outcomes() == [
        ("Undelivered", "waits", "bounce"),
        ("Away", "waits", "automatic"),
        ("News", "waits", "list"),
        ("Ours", "waits", "ours"),
        ("Spam", "waits", "spam"),
        ("Nobody", "waits", "no_sender"),
    ]
    assert Enquiry.objects.count() == 0


def test_a_forwarded_message_is_of_who_first_wrote_and_says_so(server: Dovecot) -> None:
    mailbox = a_mailbox(server, forwarders="maya@home.example")
    server.deliver(
        raw(
            "---------- Forwarded message ---------\r\nFrom: Tom Ellery <tom@example.org>\r\n"
            "Date: Mon, 2 Nov 2026\r\nSubject: Six chairs\r\n\r\nDo you do chairs?\r\n",
            From="maya@home.example",
            Subject="Fwd: Six chairs",
        )
    )
    looked(mailbox)
    message, enquiry = came(), Enquiry.objects.get()
    assert (message.sender, message.sender_from) == ("tom@example.org", SenderFrom.TEXT)
    assert message.get_sender_from_display() == "forwarded; sender read from the text"
    assert message.forwarded_by == "maya@home.example"
    assert (enquiry.person.name, enquiry.words) == ("Tom Ellery", "Do you do chairs?")


def test_heads_that_hold_line_breaks_stay_words(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    server.deliver(
        raw(
            Subject="=?utf-8?Q?Chairs=0D=0ABcc:_all@example.org?=",
            From="=?utf-8?Q?Tom=0D=0AReply-To:_evil@example.org?= <tom@example.org>",
        )
    )
    looked(mailbox)
    message = came()
    assert message.subject == "Chairs Bcc: all@example.org"
    assert (message.sender, "\n" in message.sender_name) == ("tom@example.org", False)


def test_a_mailbox_that_is_no_door_lets_everything_wait(server: Dovecot) -> None:
    mailbox = a_mailbox(server, opens_door=False)
    server.deliver(raw())
    looked(mailbox)
    assert outcomes() == [("Six chairs", "waits", "no_door")]
    assert Enquiry.objects.count() == 0


def test_only_what_came_since_the_day_is_read(server: Dovecot) -> None:
    tomorrow = timezone.now().date() + datetime.timedelta(days=2)
    mailbox = a_mailbox(server, since=tomorrow)
    server.deliver(raw())
    looked(mailbox)
    assert outcomes() == []


def test_messages_are_marked_as_read_only_where_asked(server: Dovecot) -> None:
    mailbox = a_mailbox(server, marks_read=True)
    server.deliver(raw())
    looked(mailbox)
    assert [b"Seen" in line for line in server.flags()] == [True]


def test_the_same_message_to_two_mailboxes_is_one_enquiry(server: Dovecot) -> None:
    first, second = a_mailbox(server), a_mailbox(server, address="info@wren.example")
    server.deliver(raw())
    looked(first)
    looked(second)
    assert Enquiry.objects.count() == 1
    told = {(row.outcome, row.reason) for row in ReceivedMessage.objects.all()}
    assert told == {(Outcome.TAKEN.value, ""), (Outcome.LEFT.value, Reason.TWICE.value)}


def test_a_date_that_cannot_be_believed_is_not(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    server.deliver(raw(Date="Sat, 1 Jan 2000 00:00:00 +0000"))
    server.deliver(raw(Date="Sat, 1 Jan 2050 00:00:00 +0000"))
    looked(mailbox)
    for enquiry, message in zip(
        Enquiry.objects.order_by("pk"), ReceivedMessage.objects.order_by("pk"), strict=True
    ):
        assert enquiry.heard_at == message.received_at


def test_a_route_that_fails_leaves_the_message_in_the_list(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = a_mailbox(server)

    def fails(message: ReceivedMessage, at: datetime.datetime) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(receiving, "taken_by_a_route", fails)
    server.deliver(raw())
    looked(mailbox)
    assert outcomes() == [("Six chairs", "waits", "not_taken")]


def test_more_than_one_look_holds_is_read_all_the_same(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_A_LOOK", 3)
    mailbox = a_mailbox(server)
    for number in range(8):
        server.deliver(raw(Subject=f"Number {number}"))
    looked(mailbox)
    assert [subject for subject, *_rest in outcomes()] == [f"Number {number}" for number in range(8)]


@pytest.mark.parametrize(
    ("columns", "trouble"),
    [
        ({"password": "wrong"}, "password"),
        ({"user": "nobody"}, "password"),
        ({"folder": "No such folder"}, "folder"),
        ({"host": "no-such-host.invalid"}, "host"),
        ({"port": 1}, "refused"),
        ({"security": "tls"}, "encryption"),
    ],
)
def test_what_is_wrong_is_said_in_words(server: Dovecot, columns: dict[str, object], trouble: str) -> None:
    mailbox = a_mailbox(server, **columns)
    tried = jobs.try_mailbox(mailbox)
    assert tried.trouble == trouble
    mailbox = looked(mailbox)
    assert (mailbox.trouble, mailbox.failures) == (trouble, 1)
    assert mailbox.trouble_sentence == tried.sentence


def test_a_certificate_that_nobody_vouches_for_is_said_and_a_known_one_is_taken(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in (
        {"security": "tls", "port": server.tls_port},
        {"security": "starttls", "port": server.port},
    ):
        Mailbox.objects.all().delete()
        mailbox = a_mailbox(server, host="localhost", **columns)
        assert jobs.try_mailbox(mailbox).trouble == "certificate"
        with monkeypatch.context() as context:
            context.setenv("SSL_CERT_FILE", str(server.place / "cert.pem"))
            assert jobs.try_mailbox(mailbox).trouble == ""


def test_it_works_and_says_how_much_is_there(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    server.deliver(raw())
    assert jobs.try_mailbox(mailbox).sentence == "It works. 1 message is in there."
    assert ReceivedMessage.objects.count() == 0


def test_a_password_sealed_with_another_key_is_to_be_typed_again(server: Dovecot, settings: object) -> None:
    mailbox = a_mailbox(server)
    settings.SECRET_KEY = "another key " + "x" * 40  # type: ignore[attr-defined]
    assert looked(mailbox).trouble == "key"


def test_after_failures_it_rests_longer_and_the_clock_waits_for_it(server: Dovecot) -> None:
    mailbox = a_mailbox(server, password="wrong")
    rests = []
    for _look in range(5):
        mailbox = looked(mailbox)
        assert mailbox.next_look_at is not None
        rests.append(round((mailbox.next_look_at - timezone.now()).total_seconds() / 60))
    assert rests == [3, 3, 10, 30, 60]
    actions.ask_for_looks(at=timezone.now())
    assert Mailbox.objects.get().wanted_at is None
    actions.ask_for_looks(at=timezone.now() + datetime.timedelta(minutes=61))
    assert Mailbox.objects.get().wanted_at is not None


def test_two_workers_never_read_one_mailbox_at_once(server: Dovecot) -> None:
    a_mailbox(server)
    assert jobs.claim(timezone.now()) is not None
    assert jobs.claim(timezone.now()) is None
    assert jobs.claim(timezone.now() + jobs.LEASE + datetime.timedelta(seconds=1)) is not None


def test_one_that_lost_its_lease_writes_nothing(server: Dovecot) -> None:
    a_mailbox(server)
    server.deliver(raw())
    slow = jobs.claim(timezone.now())
    assert slow is not None
    jobs.claim(timezone.now() + jobs.LEASE + datetime.timedelta(seconds=1))
    with pytest.raises(jobs.LeaseLost):
        jobs.look(slow)
    assert ReceivedMessage.objects.count() == 0


def test_one_that_was_switched_off_is_not_read(server: Dovecot) -> None:
    mailbox = a_mailbox(server)
    actions.switch_mailbox(mailbox=mailbox, is_active=False, by=None, at=timezone.now())
    server.deliver(raw())
    looked(mailbox)
    assert ReceivedMessage.objects.count() == 0
