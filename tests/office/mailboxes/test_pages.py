"""Settings, status and the list of what came, as each role sees them."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.exchange.exports.queries import tables
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.journal.models import JournalLine
from tandem.office.mailboxes import actions
from tandem.office.mailboxes.models import Mailbox, ReceivedMessage
from tandem.office.mailboxes.slots import mail_today
from tandem.office.tokens.sealing import CannotOpen, seal, unseal
from tests.office.mailboxes.in_hand import received, received_raw
from tests.office.mailboxes.posting import a_mailbox, multipart, part
from tests.office.seats import browser, once, seat, send

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECRET = "under the green chair"
GIVEN: dict[str, Any] = {
    "address": "hello@wren.example",
    "host": "imap.wren.example",
    "port": "993",
    "security": "tls",
    "user": "hello",
    "folder": "INBOX",
    "since": "2026-11-01",
    "opens_door": "on",
}


@pytest.fixture
def owner() -> User:
    return seat()


def test_a_secret_is_sealed_and_opened_with_the_same_key_only(settings: Any) -> None:
    sealed = seal(SECRET)
    assert SECRET not in sealed
    assert unseal(sealed) == SECRET
    settings.SECRET_KEY = "another " + "x" * 40
    with pytest.raises(CannotOpen):
        unseal(sealed)
    with pytest.raises(CannotOpen):
        unseal("nothing of ours")


def test_an_owner_adds_a_mailbox_and_the_password_is_never_seen_again(owner: User) -> None:
    client = browser(owner)
    answer = send(client, "/office/mailboxes/", **GIVEN, password=SECRET)
    assert answer["Location"] == "/office/mailboxes/"
    mailbox = Mailbox.objects.get()
    assert (mailbox.opens_door, mailbox.marks_read, mailbox.whose) == (True, False, None)
    assert unseal(mailbox.password_sealed) == SECRET
    pages = [
        client.get(url).content.decode() for url in ("/office/mailboxes/", f"/office/mailboxes/{mailbox.pk}/")
    ]
    pages.append(client.get("/office/journal/").content.decode())
    assert not any(SECRET in page or mailbox.password_sealed in page for page in pages)
    assert SECRET not in str(list(JournalLine.objects.values()))
    (table,) = [one for one in tables("GBP", datetime.UTC) if one.name == "office_mailbox"]  # type: ignore[arg-type]
    assert "password_sealed" not in table.attributes


def test_without_a_new_password_the_kept_one_stays(owner: User) -> None:
    mailbox = a_mailbox()
    client, url = browser(owner), f"/office/mailboxes/{mailbox.pk}/"
    send(client, url, **GIVEN, version=1)
    mailbox.refresh_from_db()
    assert (mailbox.host, unseal(mailbox.password_sealed), mailbox.version) == (
        "imap.wren.example",
        SECRET,
        2,
    )
    send(client, url, **GIVEN, version=2, password="another one")
    mailbox.refresh_from_db()
    assert (unseal(mailbox.password_sealed), mailbox.version) == ("another one", 3)
    assert "New password" in client.get(url).content.decode()


def test_two_who_change_it_at_once_lose_nothing_and_no_password_is_shown(owner: User) -> None:
    mailbox = a_mailbox()
    client, url = browser(owner), f"/office/mailboxes/{mailbox.pk}/"
    send(client, url, **GIVEN, version=1)
    answer = send(client, url, **{**GIVEN, "host": "other.example"}, version=1, password="typed just now")
    assert answer.status_code == 409
    assert "typed just now" not in answer.content.decode()
    mailbox.refresh_from_db()
    assert unseal(mailbox.password_sealed) == SECRET


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("host", "mail server", "Only the name of the server"),
        ("host", "me@imap.example.org", "Only the name of the server"),
        ("port", "0", "A port is a number between"),
        ("port", "99999", "A port is a number between"),
        ("address", "nobody", "We can’t read that e-mail address."),
        ("security", "magic", "That is not one of these"),
        ("password", "", "Type the password"),
        ("since", "soon", "We can’t read that date."),
        ("whose", "999", "That is not one of these"),
    ],
)
def test_what_cannot_be_gets_a_sentence(owner: User, field: str, typed: str, sentence: str) -> None:
    answer = send(browser(owner), "/office/mailboxes/", **{**GIVEN, "password": SECRET, field: typed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Mailbox.objects.exists()


def test_what_people_copy_with_the_name_of_the_server_is_taken_off(owner: User) -> None:
    send(
        browser(owner),
        "/office/mailboxes/",
        **{**GIVEN, "host": " imaps://imap.wren.example/ "},
        password=SECRET,
    )
    assert Mailbox.objects.get().host == "imap.wren.example"


@pytest.mark.parametrize("address", ["hello@wren.example", "HELLO@wren.example"])
def test_the_same_address_twice_is_refused(owner: User, address: str) -> None:
    a_mailbox()
    answer = send(browser(owner), "/office/mailboxes/", **{**GIVEN, "address": address}, password=SECRET)
    assert answer.status_code == 422
    assert "This mailbox is in the list already." in answer.content.decode()
    assert Mailbox.objects.count() == 1


def test_trying_says_in_words_what_is_wrong(owner: User) -> None:
    mailbox = a_mailbox(host="no-such-host.invalid")
    answer = send(browser(owner), f"/office/mailboxes/{mailbox.pk}/try/")
    assert answer.status_code == 200
    assert "There is no server of this name" in answer.content.decode()
    assert send(browser(owner), "/office/mailboxes/999/try/").status_code == 404


def test_stopping_and_reading_again_with_undo(owner: User) -> None:
    mailbox = a_mailbox()
    client = browser(owner)
    send(client, f"/office/mailboxes/{mailbox.pk}/switch/", version=1)
    mailbox.refresh_from_db()
    assert (mailbox.is_active, mailbox.wanted_at) == (False, None)
    line = JournalLine.objects.get(verb="office.mailbox.switched")
    send(client, f"/office/journal/{line.pk}/undo/")
    mailbox.refresh_from_db()
    assert mailbox.is_active


@pytest.mark.parametrize("role", [Role.BOTH, Role.MARKETING, Role.SALES, Role.READ_ONLY])
def test_mailboxes_are_set_up_by_owners_only(role: Role) -> None:
    mailbox = a_mailbox()
    client = browser(seat(role))
    assert client.get("/office/mailboxes/").status_code == 403
    for url in ("", f"{mailbox.pk}/", f"{mailbox.pk}/try/", f"{mailbox.pk}/switch/"):
        assert send(client, f"/office/mailboxes/{url}", **GIVEN, version=1).status_code == 403


def test_the_status_tells_the_truth(owner: User) -> None:
    mailbox = a_mailbox()
    received(mailbox, List_Id="<news.example>")
    received_raw(mailbox, b"no head at all\r\n\r\n")
    page = browser(owner).get("/office/mailboxes/").content.decode()
    assert "2 messages" in page
    assert "0 taken in, 1 wait, 0 left as they are" in page
    assert "Is damaged, or no message at all" in page
    Mailbox.objects.update(trouble="password", failures=4, trouble_since=NOW, last_look_at=NOW)
    page = browser(owner).get("/office/mailboxes/").content.decode()
    assert "does not take this user and password" in page
    assert "4 times in a row" in page


def test_after_three_failures_owners_are_told_today(owner: User, rf: Any) -> None:
    mailbox = a_mailbox()
    request = rf.get("/")
    request.user = owner
    for failures, told in ((2, 0), (3, 1)):
        Mailbox.objects.update(failures=failures, trouble="silent")
        assert len(mail_today(request)) == told
    (item,) = mail_today(request)
    assert "hello@wren.example" in item.title  # type: ignore[union-attr]
    request.user = seat(Role.BOTH)
    assert mail_today(request) == []
    actions.switch_mailbox(mailbox=mailbox, is_active=False, by=owner, at=NOW)
    request.user = owner
    assert mail_today(request) == []


def test_what_waits_is_for_both_desks_and_what_was_taken_in_for_everybody(owner: User) -> None:
    mailbox = a_mailbox()
    waits = received(mailbox, "private words", List_Id="<news.example>")
    taken = received(mailbox, "six chairs")
    for role, status in ((Role.SALES, 200), (Role.MARKETING, 200), (Role.READ_ONLY, 404)):
        client = browser(seat(role))
        assert client.get(f"/office/messages/{waits.pk}/").status_code == status
        assert client.get(f"/office/messages/{taken.pk}/").status_code == 200
    assert browser(seat(Role.READ_ONLY, "Rita")).get("/office/messages/").status_code == 403


def test_anothers_unmatched_mail_is_not_there_for_owners_neither(owner: User) -> None:
    mine = seat(Role.SALES, "Joe Wren")
    mailbox = a_mailbox(whose=mine, opens_door=False)
    message = received_raw(
        mailbox, multipart(part("text/plain", "private words"), part("text/plain; name=plan.txt", "oak"))
    )
    file = message.attachments.get()
    pages = [f"/office/messages/{message.pk}/", f"/office/messages/{message.pk}/files/{file.pk}/"]
    for url in pages:
        assert browser(mine).get(url).status_code == 200
        assert browser(owner).get(url).status_code == 404
    assert send(browser(owner), f"/office/messages/{message.pk}/leave/").status_code == 404
    for show in ("", "?show=all", "?show=automatic"):
        assert message.subject not in browser(owner).get(f"/office/messages/{show}").content.decode()
    assert message.subject in browser(mine).get("/office/messages/").content.decode()
    assert message.subject not in browser(owner).get("/office/mailboxes/").content.decode()
    send(browser(mine), f"/office/messages/{message.pk}/leave/")
    journal = browser(owner).get("/office/journal/").content.decode()
    assert message.subject not in journal
    assert "tom@example.org" not in journal


def test_leaving_one_and_taking_that_back(owner: User) -> None:
    message = received(a_mailbox(opens_door=False))
    client, key = browser(owner), once()
    for _again in range(2):
        answer = send(client, f"/office/messages/{message.pk}/leave/", key)
        assert answer.status_code == 303
    assert send(client, f"/office/messages/{message.pk}/leave/").status_code == 422
    message.refresh_from_db()
    assert (message.outcome, message.decided_by) == ("left", owner)
    line = JournalLine.objects.get(verb="office.message.left")
    send(client, f"/office/journal/{line.pk}/undo/")
    message.refresh_from_db()
    assert (message.outcome, message.decided_by) == ("waits", None)


def test_nothing_that_was_sent_in_is_markup(owner: User) -> None:
    message = received(
        a_mailbox(opens_door=False),
        "<script>alert(1)</script>",
        Subject="<img src=x>",
        From='"<b>T</b>" <t@x.example>',
    )
    for url in (f"/office/messages/{message.pk}/", "/office/messages/"):
        page = browser(owner).get(url).content.decode()
        assert not any(live in page for live in ("<script>alert", "<img src=x", "<b>T"))


def test_a_file_is_only_ever_saved(owner: User) -> None:
    message = received_raw(
        a_mailbox(), multipart(part("text/plain", "The plan"), part("text/plain; name=plan.txt", "oak"))
    )
    file = message.attachments.get()
    answer = browser(owner).get(f"/office/messages/{message.pk}/files/{file.pk}/")
    assert b"".join(answer.streaming_content) == b"oak"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert browser(owner).get(f"/office/messages/{message.pk}/files/999/").status_code == 404


@pytest.mark.parametrize(
    "url", ["/office/mailboxes/", "/office/messages/", "/office/messages/?show=all", "/marketing/"]
)
def test_a_page_asks_the_database_as_often_for_many_as_for_one(owner: User, url: str) -> None:
    mailbox, client = a_mailbox(), browser(owner)

    def more(many: int) -> None:
        for number in range(many):
            received(mailbox, From=f"Person {number} <p{number}@example.org>")
            received(mailbox, List_Id="<news.example>")
            received(mailbox, From="")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    more(1)
    one = asked()
    more(7)
    assert asked() == one <= 30


def test_reading_costs_the_same_for_each_message(owner: User) -> None:
    mailbox = a_mailbox()
    received(mailbox)

    def asked(**heads: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            received(mailbox, **heads)
        return len(queries)

    counts = [asked() for _number in range(4)]
    assert len(set(counts)) == 1
    assert asked(References=" ".join(f"<{number}@x.example>" for number in range(50))) <= counts[0] + 2
    assert ReceivedMessage.objects.count() == 6
