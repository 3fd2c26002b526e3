"""The letter about a proposal leaves only while the proposal waits for an answer."""

from dataclasses import replace

import pytest
from django.conf import LazySettings

from tandem.handover.agreement.actions import agree
from tandem.handover.agreement.models import Agreement, Proposal
from tandem.handover.agreement.proposing import agree_to, propose, propose_instead, send_back, withdraw
from tandem.handover.agreement.queries import current_agreement, terms_of
from tandem.handover.agreement.terms import Terms
from tandem.office.accounts.models import User
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.outbox.jobs import deliver
from tandem.office.outbox.models import OutboxRow
from tests.handover.desks import NOW, days
from tests.office.smtp_sink import smtp_sink

TICKS = [("Wants something we make", "Chairs, sofas")]


@pytest.fixture
def agreed(anna: User) -> Agreement:
    made = agree(criteria=TICKS, by=anna, at=NOW - days(9))
    User.objects.filter(pk=anna.pk).update(is_active=False)
    return made


def within(number: int) -> Terms:
    return replace(terms_of(current_agreement()), answer_within_hours=number)


def proposed(by: User) -> Proposal:
    return propose(terms=within(2), expected_number=1, by=by, at=NOW)


def letters() -> list[tuple[str, str]]:
    return [(row.payload["to"].partition("@")[0], row.state) for row in OutboxRow.objects.order_by("pk")]


def test_what_was_answered_before_the_letter_left_sends_none(
    agreed: Agreement, maya: User, joe: User
) -> None:
    proposal = proposed(maya)
    assert letters() == [("joe", "new")]
    agree_to(proposal=proposal, expected_version=1, by=joe, at=NOW)
    assert letters() == [("joe", "withdrawn")]


def test_withdrawn_sent_back_or_put_in_another_place_the_letter_stays_here(
    agreed: Agreement, maya: User, joe: User
) -> None:
    withdraw(proposal=proposed(maya), expected_version=1, by=maya, at=NOW)
    send_back(proposal=proposed(maya), expected_version=1, answer="Too soon.", by=joe, at=NOW)
    first = proposed(maya)
    propose_instead(proposal=first, expected_version=1, terms=within(3), by=joe, at=NOW)
    # the last one asks Maya, and waits
    assert letters() == [("joe", "withdrawn")] * 3 + [("maya", "new")]


def test_overtaken_by_another_version_too(agreed: Agreement, maya: User, joe: User, anna: User) -> None:
    proposed(maya)
    User.objects.filter(pk=anna.pk).update(is_active=True)
    agree(criteria=[("Has a date", "")], by=anna, at=NOW)
    assert letters() == [("joe", "withdrawn")]


def test_who_may_not_end_it_keeps_nothing_back(agreed: Agreement, maya: User, joe: User) -> None:
    proposal = proposed(maya)
    with pytest.raises(Refused):
        withdraw(proposal=proposal, expected_version=9, by=joe, at=NOW)
    assert letters() == [("joe", "new")]


def test_taken_back_it_leaves_after_all_and_once(
    agreed: Agreement, maya: User, joe: User, settings: LazySettings
) -> None:
    # given a proposal that was withdrawn before its letter left, and put there again
    line = withdraw(proposal=proposed(maya), expected_version=1, by=maya, at=NOW)
    undo(line_id=line.pk, by=maya, at=NOW)
    assert letters() == [("joe", "new")]

    with smtp_sink() as sink:
        settings.EMAIL_URL = sink.url
        # when it leaves, and the same is done once more
        deliver(NOW)
        proposal = Proposal.objects.get()
        again = withdraw(proposal=proposal, expected_version=proposal.version, by=maya, at=NOW)
        undo(line_id=again.pk, by=maya, at=NOW)
        deliver(NOW)
        # then it has arrived once
        assert sink.copies() == {"joe@wren.example": 1}
    assert letters() == [("joe", "sent")]


def test_a_counter_taken_back_asks_the_first_side_again(agreed: Agreement, maya: User, joe: User) -> None:
    first = proposed(maya)
    propose_instead(proposal=first, expected_version=1, terms=within(3), by=joe, at=NOW)
    line = JournalLine.objects.get(verb="handover.agreement.countered")
    undo(line_id=line.pk, by=joe, at=NOW)
    assert letters() == [("joe", "new"), ("maya", "withdrawn")]
