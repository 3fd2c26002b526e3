"""Two of the same program at once: one effect."""

import threading

import pytest
from django.db import connection

from tandem.exchange.api.models import KeyedWrite
from tandem.marketing.arrivals.models import Arrival
from tandem.marketing.enquiries.models import Enquiry
from tandem.people.persons.models import Person
from tests.exchange.api.programs import Program, token_of
from tests.office.seats import seat


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("senders", [2, pytest.param(16, marks=pytest.mark.long)])
def test_the_same_request_at_once_has_one_effect(senders: int) -> None:
    # given a program that sends the same from several machines
    token = token_of(seat())
    start, answers = threading.Barrier(senders), []
    told = {"person": {"name": "Ruth Adeyemi", "emails": ["ruth@example.org"]}, "words": "Chairs"}

    def send() -> None:
        start.wait()
        try:
            answers.append(Program(token).post("enquiries", told, idempotency_key="form-17"))
        finally:
            connection.close()

    # when they send it in the same moment
    threads = [threading.Thread(target=send) for _sender in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then all get the same answer, one of them the first, and everything stands there once
    assert [answer.status_code for answer in answers] == [201] * senders
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer for answer in answers) == 1
    assert [model.objects.count() for model in (Enquiry, Arrival, Person, KeyedWrite)] == [1, 1, 1, 1]
