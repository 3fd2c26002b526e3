"""What happens here is told to who asked for it: signed, once, and tried again where nobody answers."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from standardwebhooks.webhooks import WebhookVerificationError

from tandem.exchange.webhooks import actions
from tandem.exchange.webhooks.models import Delivery, Webhook
from tandem.exchange.webhooks.words import Fact
from tandem.handover.agreement.actions import agree
from tandem.handover.passing.actions import accept, decline, pass_on
from tandem.marketing.enquiries.actions import hear, hear_many
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Heard
from tandem.office.accounts.models import User
from tandem.office.changes.words import Refused
from tandem.office.outbox.jobs import STOP_AFTER, deliver
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State
from tandem.people.persons.words import Contact
from tandem.sales.opportunities.actions import lose, reopen, win
from tests.exchange.webhooks.receiver import Receiver, receiving

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_house")]
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def told_to(receiver: Receiver, owner: User, *facts: str) -> tuple[Webhook, str]:
    return actions.add_webhook(
        name="The shop", address=receiver.address, facts=list(facts), by=owner, at=timezone.now()
    )


def asked(owner: User, name: str = "Ruth Adeyemi") -> Enquiry:
    return hear(contact=Contact(name=name), by=owner, at=NOON, heard_at=NOON, door="phone", words="Chairs")


def test_somebody_asks_and_the_shop_is_told_signed_and_without_a_name(owner: User) -> None:
    # given a program that wants to know when somebody asks
    with receiving() as shop:
        webhook, secret = told_to(shop, owner, Fact.ENQUIRY_HEARD)

        # when somebody does
        enquiry = asked(owner)
        deliver(timezone.now())

    # then it was told once, at its whole address, signed by the standard
    [(path, headers, body)] = shop.got
    told = shop.take(secret, headers, body)
    assert path == "/hook?shop=1"
    assert headers["content-type"] == "application/json"
    assert told["type"] == "enquiry.heard"
    assert told["timestamp"] == "2026-11-03T12:00:00Z"
    assert told["data"] == {
        "enquiry_id": enquiry.pk, "version": 1, "state": "heard", "door": "phone",
        "channel_id": enquiry.channel_id, "campaign_id": None, "person_id": enquiry.person_id,
        "heard_at": "2026-11-03T12:00:00Z", "declined_reason": "",
    }  # fmt: skip
    # and of whom, it must ask
    assert "Ruth" not in body
    [delivery] = webhook.deliveries.all()
    assert (delivery.answered, delivery.outbox_row.state) == (200, State.SENT)


def test_each_fact_of_a_life_is_told_once_and_in_its_order(owner: User) -> None:
    # given a program that wants to know everything
    with receiving() as shop:
        told_to(shop, owner, *Fact.values)

        # when an enquiry goes the whole way, and back
        agree(criteria=[("Wants something we make", "")], by=owner, at=NOON)
        enquiry = asked(owner)
        passing = pass_on(enquiry=enquiry, expected_version=1, owner=owner, by=owner, at=NOON)
        opportunity = accept(passing=passing, expected_version=passing.version, by=owner, at=NOON)
        win(opportunity=opportunity, expected_version=1, amount_minor=9000, by=owner, at=NOON)
        reopen(opportunity=opportunity, expected_version=2, by=owner, at=NOON)
        lose(opportunity=opportunity, expected_version=3, reason="price", by=owner, at=NOON)
        deliver(timezone.now())

    # then each step was told
    assert [json.loads(body)["type"] for _path, _headers, body in shop.got] == [
        "enquiry.heard",
        "enquiry.passed",
        "opportunity.opened",
        "enquiry.accepted",
        "order.accepted",
        "opportunity.won",
        "order.taken_back",
        "opportunity.reopened",
        "opportunity.lost",
    ]
    assert len({headers["webhook-id"] for _path, headers, _body in shop.got}) == 9


def test_a_no_of_sales_is_told_with_its_reason(owner: User) -> None:
    with receiving() as shop:
        told_to(shop, owner, Fact.ENQUIRY_DECLINED)
        agree(criteria=[("Wants something", "")], decline_reasons=["Too far"], by=owner, at=NOON)
        passing = pass_on(enquiry=asked(owner), expected_version=1, owner=owner, by=owner, at=NOON)
        decline(passing=passing, expected_version=passing.version, reason="Too far", by=owner, at=NOON)
        deliver(timezone.now())
    [(_path, _headers, body)] = shop.got
    assert json.loads(body)["data"]["declined_reason"] == "Too far"


def test_what_was_rolled_back_is_not_told(owner: User) -> None:
    with receiving() as shop:
        told_to(shop, owner, Fact.OPPORTUNITY_WON)
        enquiry = asked(owner)
        passing = pass_on(enquiry=enquiry, expected_version=1, owner=owner, by=owner, at=NOON)
        opportunity = accept(passing=passing, expected_version=passing.version, by=owner, at=NOON)
        with pytest.raises(Refused):
            win(opportunity=opportunity, expected_version=1, amount_minor=-1, by=owner, at=NOON)
        deliver(timezone.now())
    assert shop.got == []


def test_a_list_that_is_brought_in_tells_nobody(owner: User) -> None:
    with receiving() as shop:
        told_to(shop, owner, Fact.ENQUIRY_HEARD)
        rows = [
            Heard(contact=Contact(name=f"Asker {number}"), heard_at=NOON, door="import")
            for number in range(3)
        ]
        hear_many(rows=rows, by=owner, at=NOON, import_id=7)
    assert not Delivery.objects.exists()


def test_one_who_does_not_answer_is_tried_again_with_the_same_id(owner: User) -> None:
    # given a program that is away twice
    with receiving(503, 500, 204) as shop:
        _webhook, secret = told_to(shop, owner, Fact.ENQUIRY_HEARD)
        asked(owner)

        # when time goes by
        now = timezone.now()
        for minutes in (0, 1, 2, 7):
            deliver(now + timedelta(minutes=minutes))

    # then it was told three times, a minute and five minutes apart, and knows it by the id
    assert len(shop.got) == 3
    repeated = [shop.take(secret, headers, body) is None for _path, headers, body in shop.got]
    assert repeated == [False, True, True]
    row = OutboxRow.objects.get()
    assert (row.state, row.attempt) == (State.SENT, 3)
    assert Delivery.objects.get().answered == 204


def test_after_a_day_it_is_given_up_and_sent_again_by_hand(owner: User) -> None:
    # given a program that never answers well
    with receiving(500) as shop:
        told_to(shop, owner, Fact.ENQUIRY_HEARD)
        asked(owner)
        now = timezone.now()
        for hours in (0, 1, 6, 12, 18, 24, 30):
            deliver(now + timedelta(hours=hours))
        tries = len(shop.got)
        delivery = Delivery.objects.get()

        # then it is given up, and says why
        assert timedelta(hours=24) == STOP_AFTER
        row = delivery.outbox_row
        assert (row.state, row.last_error) == (State.BOUNCED, "It answered 500.")

        # when an owner sends it again
        shop.statuses[:] = [200]
        actions.send_again(delivery=delivery, by=owner, at=now + timedelta(hours=40))
        deliver(now + timedelta(hours=40))

    # then it has arrived, once more with its id, and cannot be sent a third time
    assert len(shop.got) == tries + 1
    assert len({headers["webhook-id"] for _path, headers, _body in shop.got}) == 1
    delivery.refresh_from_db()
    assert delivery.outbox_row.state == State.SENT
    with pytest.raises(Refused, match="not given up"):
        actions.send_again(delivery=delivery, by=owner, at=now)


def test_a_receiver_that_is_gone_is_left_alone(owner: User) -> None:
    with receiving(410) as shop:
        webhook, _secret = told_to(shop, owner, Fact.ENQUIRY_HEARD)
        first = asked(owner)
        second = asked(owner, "Tom Ellery")
        deliver(timezone.now())
    webhook.refresh_from_db()
    assert webhook.stopped_at is not None
    assert webhook.stopped_because == "The other side says that it is gone."
    assert len(shop.got) == 1
    states = dict(Delivery.objects.values_list("row_id", "outbox_row__state"))
    assert states == {first.pk: State.BOUNCED, second.pk: State.WITHDRAWN}


def test_a_redirect_is_not_followed(owner: User) -> None:
    with receiving(302) as shop:
        told_to(shop, owner, Fact.ENQUIRY_HEARD)
        asked(owner)
        deliver(timezone.now())
    assert [path for path, _headers, _body in shop.got] == ["/hook?shop=1"]
    row = OutboxRow.objects.get()
    assert (row.state, "where we do not go: 302" in row.last_error) == (State.NEW, True)


def test_a_dead_receiver_holds_up_nobody(owner: User) -> None:
    # given a program whose machine is off, and another that listens
    with receiving() as gone:
        dead_address = gone.address
    with receiving() as shop:
        actions.add_webhook(name="Off", address=dead_address, facts=["enquiry.heard"], by=owner, at=NOON)
        told_to(shop, owner, Fact.ENQUIRY_HEARD)
        for number in range(3):
            asked(owner, f"Asker {number}")
        deliver(timezone.now())
    assert len(shop.got) == 3
    reasons = OutboxRow.objects.filter(state=State.NEW).values_list("last_error", flat=True)
    assert sorted(reasons) == ["It did not answer a moment ago."] * 2 + ["It did not answer."]


def test_replay_old_time_and_changed_body_are_found_out(owner: User) -> None:
    # given a message as it arrived
    with receiving() as shop:
        _webhook, secret = told_to(shop, owner, Fact.ENQUIRY_HEARD)
        asked(owner)
        deliver(timezone.now())
    [(_path, headers, body)] = shop.got
    assert shop.take(secret, headers, body) is not None

    # then the same once more is known by its id
    assert shop.take(secret, headers, body) is None

    # and neither a changed body, nor a newer time, nor another id, nor another secret is taken for ours
    later = str(int(headers["webhook-timestamp"]) + 60)
    forged = [
        (headers, body.replace("phone", "email"), secret),
        ({**headers, "webhook-timestamp": later}, body, secret),
        ({**headers, "webhook-id": "msg_other"}, body, secret),
        (headers, body, "whsec_" + "A" * 43 + "="),
    ]
    for their_headers, their_body, their_secret in forged:
        with pytest.raises(WebhookVerificationError, match="No matching signature"):
            shop.take(their_secret, their_headers, their_body)

    # and an old one is refused for its age, however well it is signed
    old = str(int(headers["webhook-timestamp"]) - 301)
    with pytest.raises(WebhookVerificationError, match="too old"):
        shop.take(secret, {**headers, "webhook-timestamp": old}, body)


def test_a_new_secret_and_the_old_one_are_both_good_for_a_day(owner: User) -> None:
    # given a program with a secret
    with receiving() as shop:
        webhook, old = told_to(shop, owner, Fact.ENQUIRY_HEARD)

        # when it gets a new one, somebody asks, and a day later somebody else
        new = actions.new_secret_for(webhook=webhook, by=owner, at=timezone.now())
        asked(owner)
        deliver(timezone.now())
        Webhook.objects.update(old_secret_until=timezone.now() - timedelta(seconds=1))
        asked(owner, "Tom Ellery")
        deliver(timezone.now())

    # then the first is signed with both and the second with the new one
    (_path, first, first_body), (_path, second, second_body) = shop.got
    assert shop.take(old, first, first_body)["type"] == "enquiry.heard"
    assert shop.take(new, first, first_body) is None
    assert shop.take(new, second, second_body)["type"] == "enquiry.heard"
    with pytest.raises(WebhookVerificationError):
        shop.take(old, second, second_body)


def test_a_try_is_told_and_stopping_ends_it(owner: User) -> None:
    with receiving() as shop:
        webhook, secret = told_to(shop, owner, Fact.ENQUIRY_HEARD)
        actions.try_out(webhook=webhook, by=owner, at=timezone.now())
        deliver(timezone.now())
        actions.stop(webhook=webhook, by=owner, at=timezone.now())
        asked(owner)
        deliver(timezone.now())
        with pytest.raises(Refused, match="stopped"):
            actions.try_out(webhook=webhook, by=owner, at=timezone.now())
        actions.go_on(webhook=webhook, by=owner, at=timezone.now())
        asked(owner, "Tom Ellery")
        deliver(timezone.now())
    types = [shop.take(secret, headers, body)["type"] for _path, headers, body in shop.got]
    assert types == ["tandem.test", "enquiry.heard"]


def test_what_waits_for_a_removed_program_is_withdrawn(owner: User) -> None:
    with receiving() as shop:
        webhook, _secret = told_to(shop, owner, Fact.ENQUIRY_HEARD)
        asked(owner)
        actions.remove(webhook=webhook, by=owner, at=timezone.now())
        deliver(timezone.now())
    assert shop.got == []
    assert OutboxRow.objects.get().state == State.WITHDRAWN
