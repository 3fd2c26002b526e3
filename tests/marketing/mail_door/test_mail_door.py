"""Mail that answers nothing is somebody who asks."""

import pytest
from django.utils import timezone

from tandem.marketing.arrivals.models import Arrival
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import heard_line
from tandem.marketing.mail_door.actions import make_enquiry
from tandem.marketing.mail_door.words import subject_alone
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import undo
from tandem.office.mailboxes.models import Mailbox, ReceivedMessage
from tests.office.mailboxes.in_hand import received, received_raw
from tests.office.mailboxes.posting import a_mailbox, multipart, part
from tests.office.seats import browser, once, send

NOW = timezone.now()


@pytest.fixture
def mailbox(maya: User) -> Mailbox:
    return a_mailbox()


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Re: Six chairs", "Six chairs"),
        ("Fwd: RE: AW: WG: Six chairs", "Six chairs"),
        ("Re[2]: Six chairs", "Six chairs"),
        ("Reupholstery: six chairs", "Reupholstery: six chairs"),
        ("Re:", "Re:"),
        ("", ""),
    ],
)
def test_what_it_is_about(subject: str, expected: str) -> None:
    assert subject_alone(subject) == expected


def test_it_comes_in_by_the_one_way(mailbox: Mailbox) -> None:
    message = received(mailbox, Message_ID="<ask@example.org>")
    arrival = Arrival.objects.get()
    assert (arrival.door, arrival.external_system, arrival.external_key) == (
        "email",
        f"mail:{mailbox.pk}",
        "<ask@example.org>",
    )
    assert arrival.received["message"] == message.pk
    assert arrival.enquiry_id == message.taken_id


def test_a_long_id_is_cut_where_the_column_ends_and_still_tells_it_apart(mailbox: Mailbox) -> None:
    received(mailbox, Message_ID=f"<{'a' * 220}1@example.org>")
    received(mailbox, Message_ID=f"<{'a' * 220}2@example.org>")
    assert Enquiry.objects.count() == 2


def test_an_enquiry_undone_leaves_its_message_in_the_list(mailbox: Mailbox, maya: User) -> None:
    message = received(mailbox)
    enquiry = Enquiry.objects.get()
    line = heard_line(enquiry)
    assert line is not None
    undo(line_id=line.pk, by=maya, at=NOW)
    message.refresh_from_db()
    assert (message.outcome, message.taken_id) == ("waits", None)
    again = make_enquiry(message=message, by=maya, at=NOW)
    message.refresh_from_db()
    assert (message.outcome, message.taken_id, message.decided_by) == ("taken", again.pk, maya)


def test_by_hand_once_and_only_by_who_may(mailbox: Mailbox, maya: User, joe: User, ann: User) -> None:
    message = received(mailbox, "Take six", List_Id="<news.example>")
    with pytest.raises(NotAllowed):
        make_enquiry(message=message, by=ann, at=NOW)
    make_enquiry(message=message, by=joe, at=NOW)
    with pytest.raises(Refused):
        make_enquiry(message=ReceivedMessage.objects.select_related("mailbox").get(), by=maya, at=NOW)
    assert Enquiry.objects.count() == 1


def test_the_button_makes_one_enquiry_however_often_it_is_pressed(
    mailbox: Mailbox, maya: User, ann: User
) -> None:
    message = received(mailbox, List_Id="<news.example>")
    client, key, url = browser(maya), once(), f"/marketing/mail/{message.pk}/"
    first = send(client, url, key)
    second = send(client, url, key)
    enquiry = Enquiry.objects.get()
    assert first["Location"] == second["Location"] == f"/marketing/enquiries/{enquiry.pk}/"
    assert send(client, url).status_code == 422
    assert send(browser(ann), url).status_code == 403


def test_anothers_message_is_not_there(mailbox: Mailbox, maya: User, anna: User) -> None:
    Mailbox.objects.update(whose=anna, opens_door=False)
    message = received(Mailbox.objects.get())
    assert send(browser(maya), f"/marketing/mail/{message.pk}/").status_code == 404
    assert Enquiry.objects.count() == 0


def test_beside_the_enquiry_stands_its_mail_with_the_files(mailbox: Mailbox, ann: User) -> None:
    message = received_raw(
        mailbox, multipart(part("text/plain", "The plan."), part("text/plain; name=plan.txt", "oak"))
    )
    page = browser(ann).get(f"/marketing/enquiries/{message.taken_id}/").content.decode()
    file = message.attachments.get()
    assert f"/office/messages/{message.pk}/files/{file.pk}/" in page
    assert "Read the whole message" in page


def test_the_list_of_enquiries_says_how_many_wait(mailbox: Mailbox, maya: User, ann: User) -> None:
    Mailbox.objects.update(opens_door=False)
    waiting = Mailbox.objects.get()
    assert "message waits" not in browser(maya).get("/marketing/enquiries/").content.decode()
    received(waiting)
    received(waiting, List_Id="<news.example>")
    assert "1 message waits" in browser(maya).get("/marketing/enquiries/").content.decode()
    assert "message waits" not in browser(ann).get("/marketing/enquiries/").content.decode()
