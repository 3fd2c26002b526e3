"""The pages of webhooks: the secret once, the log, and what to do where nobody answers."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.exchange.webhooks import actions
from tandem.exchange.webhooks.models import Delivery, Webhook
from tandem.exchange.webhooks.words import Fact
from tandem.office.accounts.models import User
from tandem.office.outbox.jobs import deliver
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State
from tests.exchange.webhooks.receiver import receiving
from tests.office.seats import browser, once, send

pytestmark = pytest.mark.django_db
PAGE = "/exchange/webhooks/"


@pytest.mark.usefixtures("in_the_house")
def test_an_owner_adds_one_and_sees_its_secret_once(owner: User) -> None:
    # given an owner at the page
    tab, key = browser(owner), once()
    told = {"name": "The shop", "address": "http://localhost:9/hook", "facts": [Fact.ENQUIRY_HEARD]}

    # when the form is sent twice
    first = send(tab, PAGE, key, **told)
    second = send(tab, PAGE, key, **told)

    # then there is one, and its secret stands on the first answer only
    webhook = Webhook.objects.get()
    assert re.findall(r"whsec_[\w+/=]{44}", first.content.decode()) == [webhook.secret]
    assert second.status_code == 303
    for path in (PAGE, f"{PAGE}{webhook.pk}/"):
        html = tab.get(path).content.decode()
        assert "The shop" in html
        assert webhook.secret not in html


def test_an_address_inside_the_house_is_refused_at_the_form(owner: User) -> None:
    told = {"name": "The till", "address": "https://127.0.0.1/hook", "facts": [Fact.ENQUIRY_HEARD]}
    answer = send(browser(owner), PAGE, **told)
    assert answer.status_code == 422
    assert "inside a house" in answer.content.decode()
    assert not Webhook.objects.exists()


@pytest.mark.usefixtures("in_the_house")
def test_it_is_tried_given_up_sent_again_stopped_and_removed(owner: User, settings: Any) -> None:
    # given a program that refuses
    tab = browser(owner)
    with receiving(410) as shop:
        webhook, _secret = actions.add_webhook(
            name="The shop", address=shop.address, facts=["enquiry.heard"], by=owner, at=timezone.now()
        )
        here = f"{PAGE}{webhook.pk}/"
        assert send(tab, f"{here}try/").status_code == 303
        deliver(timezone.now())
    delivery = Delivery.objects.get()
    html = tab.get(here).content.decode()
    assert f"{PAGE}deliveries/{delivery.pk}/again/" in html
    assert "says that it is gone" in html

    # when it goes on and is sent again
    send(tab, f"{here}switch/")
    webhook.refresh_from_db()
    assert webhook.stopped_at is None
    assert send(tab, f"{PAGE}deliveries/{delivery.pk}/again/").status_code == 303
    assert OutboxRow.objects.get().state == State.NEW

    # then stopping and removing end it
    send(tab, f"{here}switch/")
    webhook.refresh_from_db()
    assert webhook.stopped_at is not None
    send(tab, f"{here}remove/")
    assert not Webhook.objects.exists()


@pytest.mark.usefixtures("in_the_house")
def test_two_who_change_it_at_once_are_told(owner: User) -> None:
    webhook, _secret = actions.add_webhook(
        name="Shop", address="http://localhost:9/", facts=["enquiry.heard"], by=owner, at=timezone.now()
    )
    told = {"name": "Our shop", "address": "http://localhost:9/", "facts": [Fact.ENQUIRY_HEARD], "version": 1}
    tab = browser(owner)
    answers = [send(tab, f"{PAGE}{webhook.pk}/", **{**told, "name": name}) for name in ("One", "Two")]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert Webhook.objects.get().name == "One"


@pytest.mark.usefixtures("in_the_house")
def test_the_log_asks_as_often_for_many_as_for_one(owner: User) -> None:
    webhook, _secret = actions.add_webhook(
        name="Shop", address="http://localhost:9/", facts=["enquiry.heard"], by=owner, at=timezone.now()
    )
    tab, counts = browser(owner), []
    for _round in range(2):
        for _number in range(3):
            actions.try_out(webhook=webhook, by=owner, at=timezone.now())
        with CaptureQueriesContext(connection) as asked:
            tab.get(f"{PAGE}{webhook.pk}/")
            tab.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1]
