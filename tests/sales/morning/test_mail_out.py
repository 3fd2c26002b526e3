"""In the morning exactly one mail reaches a real mail server, whatever clock and workers do."""

import datetime
import threading
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.db import connection

from tandem.office.business.models import WorkingHours
from tandem.office.clock.actions import tick
from tandem.office.outbox.jobs import deliver
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State
from tandem.sales.morning.actions import choose_mail
from tandem.sales.pipelines.actions import ensure_stages
from tests.office.smtp_sink import smtp_sink
from tests.sales.planned import planned
from tests.sales.shop import a_business, a_user, days

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work: Callable[[], object]) -> None:
    start = threading.Barrier(2)

    def run() -> None:
        start.wait()
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_one_mail_a_morning(settings: LazySettings) -> None:
    # given a business that works all day, and at noon a seller with something to do
    a_business(country="XX", zone="UTC")
    WorkingHours.objects.bulk_create(
        WorkingHours(weekday=day, opens=datetime.time(0), closes=datetime.time(23, 59)) for day in range(7)
    )
    ensure_stages()
    joe = a_user("Joe", role="sales")
    now = datetime.datetime.now(datetime.UTC).replace(hour=12)
    choose_mail(wanted=True, by=joe, at=now)
    planned("Tom Ellery", "Ring about the wool", on=now.date(), owner=joe, at=now)

    with smtp_sink() as sink:
        settings.EMAIL_URL = sink.url
        tick(now - days(1))
        # when two workers look at the clock and empty the outbox at once, and again after a nap
        for _round in range(2):
            at_once(lambda: tick(now))
            at_once(lambda: deliver(now))

        # then one mail arrived, in both forms
        assert sink.copies() == {"joe@wren.example": 1}
        message = sink.received[0].message
    assert str(message["Subject"]).endswith(": 1 step")
    assert message["Auto-Submitted"] == "auto-generated"
    text, html = (part.get_payload(decode=True).decode() for part in message.get_payload())  # type: ignore[union-attr]
    assert "Ring about the wool (today)" in text
    assert "Ring about the wool</a>" in html
    assert OutboxRow.objects.get().state == State.SENT
