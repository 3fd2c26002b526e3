"""A letter of ours is the first answer of the promise; what they answer lands with the opportunity."""

import datetime

import pytest
from django.conf import LazySettings

from tandem.handover.passing.actions import accept, pass_on
from tandem.handover.passing.models import Passing
from tandem.office.accounts.models import User
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.mail.jobs import register as register_mail
from tandem.office.mailboxes.models import Mailbox
from tandem.office.outbox import jobs
from tandem.people.timeline.models import Entry
from tandem.people.unanswered.queries import wait_of
from tandem.people.writing.actions import begin_letter, send_letter
from tandem.sales.opportunities.models import Opportunity
from tests.handover.desks import NOW, an_enquiry, hours, signed_in
from tests.office.dovecot import dovecot
from tests.office.mailboxes.posting import a_mailbox, looked, multipart, part
from tests.office.smtp_sink import smtp_sink


@pytest.fixture(autouse=True)
def mail_goes_out(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_resting_until", {})
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    settings.DEFAULT_FROM_EMAIL = "Wren & Rowe <hello@wren.example>"
    register_mail()


@pytest.fixture
def opportunity(maya: User, joe: User) -> Opportunity:
    enquiry = an_enquiry()
    passing = pass_on(
        enquiry=enquiry, expected_version=enquiry.version, owner=joe, by=maya, at=NOW + hours(1)
    )
    return accept(passing=passing, expected_version=passing.version, by=joe, at=NOW + hours(2))


def written(opportunity: Opportunity, joe: User, *, after: float) -> JournalLine:
    letter = begin_letter(
        person=opportunity.person,
        by=joe,
        at=NOW,
        about="sales.opportunity",
        about_id=opportunity.pk,
        to=str(opportunity.person.emails.get()),
        subject="Your chairs",
        text="Oak or ash?",
        purpose="selling",
    )
    return send_letter(letter=letter, expected_version=1, by=joe, at=NOW + hours(after))


def test_a_letter_is_the_first_answer_until_it_is_called_back(joe: User, opportunity: Opportunity) -> None:
    line = written(opportunity, joe, after=3)
    assert Passing.objects.get().first_answered_at == NOW + hours(3)
    undo(line_id=line.pk, by=joe, at=NOW + hours(3))
    assert Passing.objects.get().first_answered_at is None


@pytest.mark.xdist_group("dovecot")
def test_out_by_smtp_and_back_by_imap(joe: User, opportunity: Opportunity, settings: LazySettings) -> None:
    # given a letter that a mail server took
    written(opportunity, joe, after=3)
    with smtp_sink() as sink:
        settings.EMAIL_URL = sink.url
        assert jobs.deliver(NOW + hours(3)) == 1
    sent = sink.received[0].message

    # when they answer it, with a file, and the mailbox is read
    with dovecot() as server:
        mailbox: Mailbox = a_mailbox(server)
        server.deliver(
            multipart(
                part("text/plain", "Oak, please. Ring me in two weeks.\r\n\r\n> Oak or ash?\r\n"),
                part("text/plain; name=room.txt", "Four metres by five"),
                From=f"Tom <{sink.received[0].recipient}>",
                Subject=f"Re: {sent['Subject']}",
                In_Reply_To=str(sent["Message-ID"]),
                Date=(NOW + hours(5)).strftime("%a, %d %b %Y %H:%M:%S +0000"),
            )
        )
        looked(mailbox)

    # then it stands with the opportunity, waits for our answer, and its file can be saved
    entry = Entry.objects.get(origin="office.receivedmessage")
    assert (entry.about, entry.about_id) == ("sales.opportunity", opportunity.pk)
    assert (entry.words, entry.theirs) == ("Oak, please. Ring me in two weeks.", True)
    assert wait_of(opportunity.person) is not None
    client = signed_in(joe)
    page = client.get(f"/sales/opportunities/{opportunity.pk}/").content.decode()
    assert "Waits for our answer" in page
    assert "room.txt" in page
    address = page.split('class="people-link" href="/office/messages/')[1].split('"')[0]
    answer = client.get(f"/office/messages/{address}")
    assert answer["Content-Disposition"] == 'attachment; filename="room.txt"'

    # and an answer of ours ends the waiting
    written(opportunity, joe, after=(entry.at - NOW) / datetime.timedelta(hours=1) + 1)
    assert wait_of(opportunity.person) is None
