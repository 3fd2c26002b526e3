"""What the doctor says of programs that are told what happens."""

import datetime

import pytest
from django.utils import timezone

from tandem.config.cli.checks import webhooks
from tandem.exchange.webhooks import actions
from tandem.exchange.webhooks.models import Webhook
from tandem.exchange.webhooks.words import Fact
from tandem.marketing.enquiries.actions import hear
from tandem.office.accounts.models import User
from tandem.office.outbox.jobs import deliver
from tandem.people.persons.words import Contact
from tests.exchange.webhooks.receiver import Receiver, receiving

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_house")]


def told_of_an_enquiry(owner: User, receiver: Receiver, name: str) -> Webhook:
    facts, now = [Fact.ENQUIRY_HEARD.value], timezone.now()
    webhook, _secret = actions.add_webhook(name=name, address=receiver.address, facts=facts, by=owner, at=now)
    hear(contact=Contact(name="Una Field"), by=owner, at=now, heard_at=now, door="phone")
    deliver(now)
    return webhook


def test_who_answers_is_in_order(owner: User) -> None:
    with receiving(200) as shop:
        told_of_an_enquiry(owner, shop, "The shop")
    found = webhooks()
    assert (found.state, found.words) == ("good", "1 other programs are told, and answer.")


def test_who_keeps_failing_is_named_until_it_takes_what_it_is_told(owner: User) -> None:
    # given a program that answers with an error
    with receiving(500, 200) as shop:
        told_of_an_enquiry(owner, shop, "The shop")
        found = webhooks()
        assert found.state == "warning"
        assert found.words.startswith("The shop does not take what it is told.")

        # when it takes it, the next time
        deliver(timezone.now() + datetime.timedelta(hours=1))

    # then it is in order
    assert webhooks().state == "good"


def test_who_is_gone_is_named_and_whom_an_owner_stopped_is_not(owner: User) -> None:
    with receiving(410) as till:
        told_of_an_enquiry(owner, till, "The till")
    with receiving(500) as shop:
        stopped = told_of_an_enquiry(owner, shop, "The shop")
        stopped.refresh_from_db()
        actions.stop(webhook=stopped, by=owner, at=timezone.now())
    found = webhooks()
    assert found.state == "warning"
    assert found.words.startswith("The till was stopped, as the other side says that it is gone.")
    assert "The shop" not in found.words


def test_nobody_told_is_no_trouble(owner: User) -> None:
    assert webhooks().state == "good"
