"""Writing to somebody in the browser, without JavaScript: begun, kept, sent, listed; and who sees what."""

import datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.office.accounts.models import User
from tandem.office.outbox.models import OutboxRow
from tandem.people.files.models import PersonFile
from tandem.people.persons.models import Person
from tandem.people.timeline.models import Entry
from tandem.people.writing.models import Letter
from tests.office.mailboxes.in_hand import received
from tests.office.mailboxes.posting import a_mailbox
from tests.people.making import NOW, sent, signed_in
from tests.people.writing.making import a_draft, a_sent_letter, asked_us

TYPED = {"to": "tom@example.org", "subject": "Your chairs", "text": "Oak or ash?", "purpose": "selling"}


@pytest.fixture(autouse=True)
def mail_server(settings: LazySettings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:9"


@pytest.fixture
def welcome(tom: Person) -> Person:
    asked_us(tom)
    return tom


def text_of(client: Any, url: str) -> str:
    return client.get(url).content.decode()


def test_written_and_sent_in_one_go_and_once(seller: User, welcome: Person) -> None:
    client, url = signed_in(seller), f"/people/{welcome.pk}/write/"
    page = text_of(client, url)
    assert "tom@example.org" in page
    assert "Joe Wren<br>Wren &amp; Rowe" in page
    for _again in range(2):
        answer = sent(client, url, do="send", **TYPED)
        assert (answer.status_code, answer["Location"]) == (303, f"/people/{welcome.pk}/")
    assert OutboxRow.objects.count() == 1
    letter = Letter.objects.get()
    page = text_of(client, f"/people/{welcome.pk}/")
    assert "Joe wrote: Your chairs" in page
    assert f"/people/letters/written/{letter.pk}/" in page
    assert "On its way" in page


def test_a_draft_is_kept_gone_on_with_and_sent(seller: User, welcome: Person) -> None:
    # given a draft with a file
    client, url = signed_in(seller), f"/people/{welcome.pk}/write/"
    enclosed = SimpleUploadedFile("wool.txt", b"Green, 2 m")
    answer = sent(client, url, do="keep", enclosed=enclosed, to="", subject="", text="Oak", purpose="selling")
    draft = Letter.objects.get()
    assert answer["Location"] == f"/people/letters/written/{draft.pk}/"

    # when one writes to them again, the draft is there with its file
    assert client.get(url)["Location"] == f"/people/letters/written/{draft.pk}/"
    page = text_of(client, answer["Location"])
    assert "wool.txt" in page
    assert "10\xa0bytes" in page

    # and finished it leaves with the file
    answer = sent(
        client, f"/people/letters/written/{draft.pk}/", once="k" * 20, do="send", version="1", **TYPED
    )
    assert answer["Location"] == f"/people/{welcome.pk}/"
    payload = OutboxRow.objects.get().payload
    assert payload["attachments"] == [PersonFile.objects.get().stored_id]
    assert payload["subject"] == "Your chairs"


def test_what_cannot_leave_is_kept_and_the_reason_is_said(
    settings: LazySettings, seller: User, welcome: Person
) -> None:
    settings.EMAIL_URL = ""
    client = signed_in(seller)
    answer = sent(client, f"/people/{welcome.pk}/write/", do="send", **TYPED)
    draft = Letter.objects.get()
    assert (draft.text, draft.sent_at) == ("Oak or ash?", None)
    page = text_of(client, answer["Location"])
    assert "No mail server is set up, so this cannot leave." in page
    assert "It is kept as a draft." in page
    assert "Oak or ash?" in page


def test_a_letter_to_start_from_says_what_it_does_not_know(seller: User, welcome: Person) -> None:
    client = signed_in(seller)
    page = text_of(client, f"/people/{welcome.pk}/write/?start=What+we+spoke+about")
    assert "Dear Tom," in page
    assert "Not filled in yet" in page
    assert "&#123;your_words&#125;" in page
    assert "&#123;title&#125;" in page
    answer = sent(
        client, f"/people/{welcome.pk}/write/", do="send", **{**TYPED, "text": "Dear Tom, {your_words}"}
    )
    assert "Not filled in yet: {your_words}" in text_of(client, answer["Location"])
    assert not OutboxRow.objects.exists()


def test_an_answer_shows_what_they_wrote_and_is_threaded(seller: User, welcome: Person) -> None:
    message = received(a_mailbox(), "Is oak dear?", Subject="Chairs", Message_ID="<oak@example.org>")
    client, url = signed_in(seller), f"/people/{welcome.pk}/write/"
    page = text_of(client, f"{url}?answers={message.pk}")
    assert "Re: Chairs" in page
    assert "Is oak dear?" in page
    sent(client, url, do="send", answers=message.pk, **TYPED)
    assert OutboxRow.objects.get().payload["headers"]["In-Reply-To"] == "<oak@example.org>"
    for key in ("999", "x", "9" * 30):
        assert client.get(f"{url}?answers={key}").status_code == 404


def test_another_sees_what_was_sent_and_no_draft(
    seller: User, owner: User, reader: User, welcome: Person
) -> None:
    draft, letter = a_draft(welcome, seller), a_sent_letter(welcome, seller)
    upload = SimpleUploadedFile("wool.txt", b"Green")
    sent(
        signed_in(seller),
        f"/people/letters/written/{draft.pk}/",
        do="keep",
        version="1",
        enclosed=upload,
        **TYPED,
    )
    file = PersonFile.objects.get()
    for user in (owner, reader):
        client = signed_in(user)
        assert client.get(f"/people/letters/written/{letter.pk}/").status_code == 200
        assert client.get(f"/people/letters/written/{draft.pk}/").status_code == 404
        assert client.get(f"/people/files/{file.pk}/").status_code == 404
    answer = signed_in(seller).get(f"/people/files/{file.pk}/")
    assert answer["Content-Disposition"] == 'attachment; filename="wool.txt"'
    assert b"".join(answer.streaming_content) == b"Green"
    assert signed_in(reader).get(f"/people/{welcome.pk}/write/").status_code == 403
    discard = sent(signed_in(owner), f"/people/letters/written/{draft.pk}/discard/", version="2")
    assert discard.status_code == 404


def test_a_draft_that_was_changed_elsewhere_is_not_overwritten(seller: User, welcome: Person) -> None:
    draft, client = a_draft(welcome, seller), signed_in(seller)
    url = f"/people/letters/written/{draft.pk}/"
    sent(client, url, once="k" * 20, do="keep", version="1", **TYPED)
    answer = sent(client, url, once="l" * 20, do="keep", version="1", **{**TYPED, "text": "Elm"})
    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.text == "Oak or ash?"


@pytest.mark.parametrize("file", [b"<svg onload=alert(1)>", b"", b"MZ\x00\x01"])
def test_a_file_that_is_not_kept_is_said_and_the_words_stay(
    seller: User, welcome: Person, file: bytes
) -> None:
    client = signed_in(seller)
    enclosed = SimpleUploadedFile("trick.png", file)
    answer = sent(client, f"/people/{welcome.pk}/write/", do="send", enclosed=enclosed, **TYPED)
    page = text_of(client, answer["Location"])
    assert "trick.png: Files of this kind are not kept here." in page
    assert "Oak or ash?" in page
    assert not PersonFile.objects.exists()
    assert not OutboxRow.objects.exists()


def test_the_list_of_letters_costs_the_same_for_many(
    seller: User, owner: User, welcome: Person, settings: LazySettings
) -> None:
    client = signed_in(seller)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/people/mail/").status_code == 200
        return len(captured)

    a_draft(welcome, seller)
    a_sent_letter(welcome, seller)
    few = queries()
    for _number in range(5):
        a_draft(welcome, seller)
        a_sent_letter(welcome, seller)
    assert queries() == few
    assert few <= 20
    page = text_of(client, "/people/mail/")
    assert page.count("On its way") == 6
    assert "Your six chairs" not in text_of(signed_in(owner), f"/people/{welcome.pk}/write/")


def test_a_sent_letter_that_came_back_is_written_again_from_its_page(
    seller: User, owner: User, welcome: Person
) -> None:
    letter = a_sent_letter(welcome, seller)
    OutboxRow.objects.update(state="bounced", last_error="550 5.1.1 no such user", finished_at=NOW)
    client, url = signed_in(owner), f"/people/letters/written/{letter.pk}/"
    assert "there is no such address" in text_of(client, url)
    assert "Did not arrive: there is no such address" in text_of(client, f"/people/{welcome.pk}/")
    answer = sent(client, f"{url}again/")
    draft = Letter.objects.get(sent_at=None)
    assert answer["Location"] == f"/people/letters/written/{draft.pk}/"
    assert (draft.by, draft.text) == (owner, letter.text)


def test_words_are_words_and_nothing_in_them_runs(seller: User, welcome: Person) -> None:
    tricks = "<script>alert(1)</script> {{ settings.SECRET_KEY }} {% load x %} {first_name.__class__}"
    letter = a_sent_letter(welcome, seller, subject=tricks[:60], text=tricks)
    for url in (f"/people/letters/written/{letter.pk}/", f"/people/{welcome.pk}/"):
        page = text_of(signed_in(seller), url)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ settings.SECRET_KEY }}" in page
    assert Entry.objects.get(kind="email").words == tricks
    assert OutboxRow.objects.get().payload["html"] == ""


def test_a_letter_is_sent_at_the_time_of_sending(seller: User, welcome: Person) -> None:
    letter = a_sent_letter(welcome, seller)
    assert letter.sent_at == NOW
    assert letter.entry is not None
    assert letter.entry.at - NOW == datetime.timedelta(0)
