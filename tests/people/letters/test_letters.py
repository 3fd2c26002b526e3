"""Received mail on timelines: answers by themselves, others by hand."""

import datetime
import io
import json
import zipfile

import pytest
from django.utils import timezone

from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.files.models import StoredFile
from tandem.office.journal.actions import undo
from tandem.office.mail.actions import send
from tandem.office.mail.jobs import message_of
from tandem.office.mailboxes.models import Attachment, Mailbox, ReceivedMessage
from tandem.office.mailboxes.words import Outcome
from tandem.people.duplicates.actions import merge
from tandem.people.letters.actions import put_on_timeline
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.privacy.actions import erase, export
from tandem.people.timeline.models import Entry
from tests.office.mailboxes.in_hand import received, received_raw
from tests.office.mailboxes.posting import a_mailbox, multipart, part
from tests.people.making import signed_in

NOW = timezone.now()
WITH_A_PLAN = multipart(
    part("text/plain", "Six chairs for Tom Ellery."), part("text/plain; name=plan.txt", "Tom’s plan")
)


@pytest.fixture
def mailbox(owner: User) -> Mailbox:
    return a_mailbox()


def our_mail(to: str = "tom@example.org") -> str:
    """The Message-ID of a mail that we sent."""
    row = send(to=to, subject="Your chairs", text="Oak or ash?", effect_key=f"quote:{to}", at=NOW)
    return str(message_of(row)["Message-ID"])


def test_an_answer_to_our_mail_stands_on_the_timeline(mailbox: Mailbox, tom: Person) -> None:
    asked = our_mail()
    message = received(
        mailbox,
        "Oak, please.\n\nOn Tue, 3 Nov 2026, Maya wrote:\n> Oak or ash?\n",
        In_Reply_To=asked,
        Subject="Re: Your chairs",
    )
    entry = Entry.objects.get(person=tom)
    assert (message.outcome, message.taken_kind, message.taken_id) == ("taken", "people.entry", entry.pk)
    assert message.person_id == tom.pk
    assert (entry.title, entry.words, entry.theirs) == ("Wrote: Re: Your chairs", "Oak, please.", True)
    assert (entry.kind, entry.direction, entry.by) == ("email", "incoming", None)
    assert Enquiry.objects.count() == 0


def test_an_answer_deep_in_a_thread_is_one_too(mailbox: Mailbox, tom: Person) -> None:
    asked = our_mail()
    message = received(
        mailbox, In_Reply_To="<their@phone.example>", References=f"{asked} <their@phone.example>"
    )
    assert message.taken_kind == "people.entry"


def test_an_answer_from_another_address_is_of_whom_we_wrote_to(mailbox: Mailbox, tom: Person) -> None:
    message = received(mailbox, From="Tom <tom@phone.example>", In_Reply_To=our_mail())
    entry = Entry.objects.get(person=tom)
    assert message.person_id == tom.pk
    assert entry.title == "Tom wrote: Six chairs"


def test_an_answer_to_an_enquiry_by_mail_is_no_second_enquiry(mailbox: Mailbox) -> None:
    first = received(mailbox, Message_ID="<first@example.org>")
    second = received(mailbox, References="<first@example.org> <maya@wren.example>", Subject="Re: Six chairs")
    assert (first.taken_kind, second.taken_kind) == ("marketing.enquiry", "people.entry")
    assert first.person_id == second.person_id
    assert Enquiry.objects.count() == 1


def test_a_message_that_answers_nothing_of_ours_goes_to_the_door(mailbox: Mailbox, tom: Person) -> None:
    message = received(mailbox, In_Reply_To="<0123456789012345678901234567890123456789@wren.example>")
    assert message.taken_kind == "marketing.enquiry"
    assert Enquiry.objects.get().person == tom


def test_an_automatic_answer_is_on_no_timeline(mailbox: Mailbox, tom: Person) -> None:
    message = received(mailbox, In_Reply_To=our_mail(), Auto_Submitted="auto-replied")
    assert (message.outcome, message.reason) == ("waits", "automatic")
    assert not Entry.objects.filter(person=tom).exists()


def test_an_answer_goes_on_with_who_is_left_after_a_merge(mailbox: Mailbox, owner: User, tom: Person) -> None:
    first = received(mailbox, From="Thomas <thomas@work.example>", Message_ID="<first@example.org>")
    assert first.person_id is not None
    thomas = Person.objects.get(pk=first.person_id)
    tom.refresh_from_db()
    merge(kept=tom, gone=thomas, by=owner, at=NOW)
    answer = received(mailbox, From="someone@else.example", In_Reply_To="<first@example.org>")
    assert answer.person_id == tom.pk


def test_by_hand_and_undone(mailbox: Mailbox, owner: User, seller: User, tom: Person) -> None:
    Mailbox.objects.update(opens_door=False)
    message = received(Mailbox.objects.get())
    line = put_on_timeline(message=message, person=tom, purpose="care", by=seller, at=NOW)
    assert Entry.objects.get(person=tom).purpose == "care"
    with pytest.raises(Refused):
        put_on_timeline(message=message, person=tom, purpose="care", by=seller, at=NOW)
    undo(line_id=line.pk, by=seller, at=NOW)
    message.refresh_from_db()
    assert (message.outcome, message.taken_id, message.person_id) == (Outcome.WAITS, None, None)
    assert not Entry.objects.filter(person=tom).exists()


def test_who_may_not_is_told_so(
    mailbox: Mailbox, reader: User, seller: User, owner: User, tom: Person
) -> None:
    message = received(mailbox, List_Id="<news.example>")
    with pytest.raises(NotAllowed):
        put_on_timeline(message=message, person=tom, purpose="selling", by=reader, at=NOW)
    Mailbox.objects.update(whose=owner)
    message = ReceivedMessage.objects.select_related("mailbox").get()
    with pytest.raises(NotAllowed):
        put_on_timeline(message=message, person=tom, purpose="selling", by=seller, at=NOW)


def test_the_page_offers_who_has_the_address_and_finds_others(
    mailbox: Mailbox, seller: User, reader: User, tom: Person
) -> None:
    message = received(mailbox, List_Id="<news.example>")
    client, url = signed_in(seller), f"/people/letters/{message.pk}/"
    assert "Tom Ellery" in client.get(url).content.decode()
    add_person(contact=Contact(name="Ann Miller"), by=None, at=NOW)
    found = client.get(url, {"q": "miller"}).content.decode()
    assert "Ann Miller" in found
    assert "Tom Ellery</a>" not in found
    sent = {"person": tom.pk, "purpose": "selling"}
    for _again in range(2):
        answer = client.post(url, {"once": "a key for this form only", **sent})
        assert answer["Location"] == f"/people/{tom.pk}/"
    assert Entry.objects.filter(person=tom, kind="email").count() == 1
    page = client.get(f"/people/{tom.pk}/").content.decode()
    assert f"/office/messages/{message.pk}/" in page
    assert signed_in(reader).get(url).status_code == 403
    assert client.get("/people/letters/999/").status_code == 404
    for person in ("", "nobody", "9" * 30, "999"):
        key = f"another key for {person:>20}"
        assert client.post(url, {"once": key, "person": person}).status_code == 404


def test_who_wrote_can_be_written_down_there_and_then(mailbox: Mailbox, seller: User) -> None:
    message = received(mailbox, From="Eva Lind <eva@example.org>", List_Id="<news.example>")
    client, url = signed_in(seller), f"/people/letters/{message.pk}/"
    assert "Write them down" in client.get(url).content.decode()
    client.post(url, {"once": "a key for this form only", "person": "new"})
    entry = Entry.objects.get(kind="email")
    assert (entry.person.name, entry.person.emails.get().address) == ("Eva Lind", "eva@example.org")
    assert "Write them down" not in client.get(url).content.decode()
    nobody = received(mailbox, From="")
    assert "Write them down" not in client.get(f"/people/letters/{nobody.pk}/").content.decode()


def test_all_that_came_from_a_person_is_given_out_and_erased(
    mailbox: Mailbox, owner: User, tom: Person
) -> None:
    message = received_raw(
        mailbox,
        multipart(
            part("text/plain", "Six chairs for Tom Ellery."), part("text/plain; name=plan.txt", "Tom’s plan")
        ),
    )
    newsletter = received(mailbox, "News of Tom", List_Id="<news.example>")
    other = received(mailbox, From="Ann Miller <ann@example.org>", Subject="A stool")
    told = json.loads(zipfile.ZipFile(io.BytesIO(export(person=tom, by=owner, at=NOW))).read("person.json"))
    assert {row["id"] for row in told["tables"]["office.receivedmessage"]} == {message.pk, newsletter.pk}
    assert [row["name"] for row in told["tables"]["office.attachment"]] == ["plan.txt"]
    file = StoredFile.objects.get().path
    assert file.exists()

    tom.refresh_from_db()
    erase(person=tom, by=owner, at=NOW)
    message.refresh_from_db()
    newsletter.refresh_from_db()
    for row in (message, newsletter):
        assert (row.sender, row.sender_name, row.subject, row.text, row.message_id) == ("",) * 5
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.exists()
    other.refresh_from_db()
    assert other.sender == "ann@example.org"


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_an_erased_person_are_gone_from_the_disk(
    mailbox: Mailbox, owner: User, tom: Person
) -> None:
    received_raw(
        mailbox, multipart(part("text/plain", "Chairs"), part("text/plain; name=plan.txt", "Tom’s plan"))
    )
    file = StoredFile.objects.get().path
    tom.refresh_from_db()
    erase(person=tom, by=owner, at=NOW)
    assert not file.exists()


def test_an_erased_person_who_is_read_again_after_a_count_anew_stays_erased(
    mailbox: Mailbox, owner: User, tom: Person
) -> None:
    message = received(mailbox, at=NOW - datetime.timedelta(hours=1))
    tom.refresh_from_db()
    erase(person=tom, by=owner, at=NOW)
    message.refresh_from_db()
    assert len(message.key) == 64
