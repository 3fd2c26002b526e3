import datetime
import threading
from collections.abc import Iterator

import pytest
from django.db import connections, transaction

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.outbox import actions, jobs
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.queries import not_known, standing
from tandem.office.outbox.words import Bounced, Later, Outcome, Sent, State

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
pytestmark = pytest.mark.django_db


class Carrier:
    """A kind of the outbox that does as it is told and notes what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.answers: list[Outcome | Exception] = []
        self.is_set_up = True
        self.against = ""

    def send(self, row: OutboxRow, handing: jobs.Handing) -> Outcome:
        answer = self.answers.pop(0) if self.answers else Sent()
        if isinstance(answer, Later):
            return answer
        handing()
        self.given.append(row.effect_key)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Iterator[Carrier]:
    monkeypatch.setattr(jobs, "_kinds", {})
    monkeypatch.setattr(jobs, "_resting_until", {})
    one = Carrier()
    jobs.register_kind(
        "parcel", one.send, is_set_up=lambda: one.is_set_up, reason_against=lambda row: one.against
    )
    return one


def put(key: str = "order:1") -> OutboxRow:
    return actions.put(effect_key=key, kind="parcel", payload={"to": "Ann"}, at=NOW)


def owner() -> User:
    return User.objects.create_user(email="o@example.com", name="O", role=Role.OWNER)


def test_the_same_key_twice_is_one_effect(carrier: Carrier) -> None:
    put()
    put()
    assert jobs.deliver(NOW) == 1
    put()
    assert jobs.deliver(NOW) == 0
    assert carrier.given == ["order:1"]
    assert OutboxRow.objects.get().state == State.SENT


def test_what_its_transaction_took_back_is_never_sent(carrier: Carrier) -> None:
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert jobs.deliver(NOW) == 0


def test_the_waits_grow_from_a_minute_to_four_hours_and_end_after_a_day(carrier: Carrier) -> None:
    row, waits, at = put(), [], NOW
    while row.state == State.NEW:
        carrier.answers = [Later("busy")]
        jobs.deliver(at)
        row.refresh_from_db()
        waits.append((row.not_before - at) // MINUTE)
        at = row.not_before
    assert waits[:6] == [1, 5, 15, 60, 240, 240]
    assert row.state == State.BOUNCED
    assert row.last_error == "busy"
    assert row.finished_at is not None
    assert datetime.timedelta(hours=24) <= row.finished_at - NOW < datetime.timedelta(hours=28)
    assert carrier.given == []


def test_nothing_is_tried_before_its_time(carrier: Carrier) -> None:
    put()
    carrier.answers = [Later("busy")]
    assert jobs.deliver(NOW) == 1
    assert jobs.deliver(NOW + MINUTE - datetime.timedelta(seconds=1)) == 0
    assert jobs.deliver(NOW + MINUTE) == 1


def test_while_the_other_side_is_away_the_kind_rests_a_minute(carrier: Carrier) -> None:
    for number in range(50):
        put(f"order:{number}")
    carrier.answers = [Later("no answer", rest=True)]
    assert jobs.deliver(NOW) == 1
    assert jobs.deliver(NOW + MINUTE / 2) == 0
    assert jobs.deliver(NOW + MINUTE) == 50


def test_a_break_after_handing_over_is_not_known_and_never_repeated_by_itself(carrier: Carrier) -> None:
    put()
    carrier.answers = [ConnectionResetError("gone")]
    jobs.deliver(NOW)
    jobs.deliver(NOW + datetime.timedelta(days=30))
    assert carrier.given == ["order:1"]
    assert [row.effect_key for row in not_known()] == ["order:1"]
    assert standing().unknown == 1


def test_a_refusal_is_final(carrier: Carrier) -> None:
    put()
    carrier.answers = [Bounced("no such person")]
    jobs.deliver(NOW)
    row = OutboxRow.objects.get()
    assert (row.state, row.last_error) == (State.BOUNCED, "no such person")


def test_an_objection_is_read_again_when_it_is_claimed(carrier: Carrier) -> None:
    put()
    carrier.against = "Ann has objected"
    jobs.deliver(NOW)
    row = OutboxRow.objects.get()
    assert (row.state, row.last_error, carrier.given) == (State.WITHDRAWN, "Ann has objected", [])


def test_what_is_not_set_up_waits_and_is_counted(carrier: Carrier) -> None:
    put()
    carrier.is_set_up = False
    assert jobs.deliver(NOW + datetime.timedelta(days=3)) == 0
    assert standing().waiting == 1
    assert standing().oldest_waiting_since == NOW
    carrier.is_set_up = True
    jobs.deliver(NOW + datetime.timedelta(days=3))
    assert carrier.given == ["order:1"]


def test_a_lease_that_ended_before_handing_over_is_tried_again(carrier: Carrier) -> None:
    put()
    assert jobs.claim(NOW, ["parcel"]) is not None
    assert jobs.deliver(NOW + jobs.LEASE) == 0
    assert jobs.deliver(NOW + jobs.LEASE + MINUTE) == 1
    assert carrier.given == ["order:1"]


def test_a_lease_that_ended_while_handing_over_is_not_known(carrier: Carrier) -> None:
    row = put()
    jobs.claim(NOW, ["parcel"])
    OutboxRow.objects.filter(pk=row.pk).update(state=State.HANDING)
    jobs.deliver(NOW + jobs.LEASE + MINUTE)
    row.refresh_from_db()
    assert (row.state, carrier.given) == (State.UNKNOWN, [])


def test_who_lost_the_lease_hands_nothing_over(carrier: Carrier) -> None:
    put()
    late = jobs.claim(NOW, ["parcel"])
    assert late is not None
    jobs.deliver(NOW + jobs.LEASE + MINUTE)
    jobs.attempt(late, NOW + jobs.LEASE + 2 * MINUTE)
    assert carrier.given == ["order:1"]
    assert OutboxRow.objects.get().state == State.SENT


def test_an_owner_decides_once_what_becomes_of_what_is_not_known(carrier: Carrier) -> None:
    row = put()
    OutboxRow.objects.update(state=State.UNKNOWN)
    reader = User.objects.create_user(email="r@example.com", name="R", role=Role.READ_ONLY)
    with pytest.raises(NotAllowed):
        actions.send_again(row_id=row.pk, by=reader, at=NOW)
    actions.send_again(row_id=row.pk, by=owner(), at=NOW)
    with pytest.raises(Refused):
        actions.leave(row_id=row.pk, by=None, at=NOW)
    jobs.deliver(NOW)
    assert carrier.given == ["order:1"]


def test_old_words_are_emptied_and_the_key_still_holds(carrier: Carrier) -> None:
    put()
    jobs.deliver(NOW)
    actions.forget_payloads(at=NOW + datetime.timedelta(days=31))
    assert OutboxRow.objects.get().payload == {}
    put()
    assert jobs.deliver(NOW + datetime.timedelta(days=31)) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_side_by_side_send_each_once(carrier: Carrier) -> None:
    for number in range(60):
        put(f"order:{number}")

    def work() -> None:
        jobs.deliver(NOW)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(carrier.given) == sorted(f"order:{number}" for number in range(60))
