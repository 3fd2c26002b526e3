"""A promise runs out, and exactly one mail reaches a real mail server, whatever clock and workers do."""

import datetime
import re
import threading
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.db import connection

from tandem.handover.passing.actions import pass_on
from tandem.handover.reminders.models import Reminder
from tandem.handover.reminders.queries import AT_ONCE
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.business.models import WorkingHours
from tandem.office.clock.actions import tick
from tandem.office.outbox.jobs import deliver
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State
from tests.handover.desks import a_business, a_user, an_enquiry, hours
from tests.office.smtp_sink import smtp_sink

pytestmark = pytest.mark.django_db(transaction=True)


def at_all_hours() -> None:
    """A business that works at whatever time this test runs."""
    a_business(country="XX", zone="UTC")
    WorkingHours.objects.bulk_create(
        WorkingHours(weekday=day, opens=datetime.time(0), closes=datetime.time(23, 59)) for day in range(7)
    )


def all_at_once(works: list[Callable[[], object]]) -> None:
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        start.wait()
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_promise_running_out_sends_exactly_one_mail(settings: LazySettings) -> None:
    # given an enquiry that marketing promised to pass on within two hours, heard 95 minutes ago
    at_all_hours()
    a_user("Maya", "marketing")
    now = datetime.datetime.now(datetime.UTC)
    enquiry = an_enquiry(at=now - hours(1.6))

    with smtp_sink() as sink:
        settings.EMAIL_URL = sink.url
        tick(now - hours(0.2))
        # when two workers look at the clock and empty the outbox at once, and again, and after a nap
        for later in (0, 0, 0.1, 0.3):
            moment = now + hours(later)
            all_at_once([lambda: tick(moment), lambda: tick(moment)])  # noqa: B023 it is over before the next
            all_at_once([lambda: deliver(moment), lambda: deliver(moment)])  # noqa: B023

        # then one mail arrived, in both forms, with the words and the way there
        assert sink.copies() == {"maya@wren.example": 1}
        message = sink.received[0].message
    assert "Priya Shah waits to be passed on" in str(message["Subject"])
    assert message["Auto-Submitted"] == "auto-generated"
    text, html = (part.get_payload(decode=True).decode() for part in message.get_payload())  # type: ignore[union-attr]
    assert "“Eight dining chairs for our café”" in text
    assert f"http://localhost:8000/handover/{enquiry.pk}/" in text
    assert f'<a href="http://localhost:8000/handover/{enquiry.pk}/">' in html
    assert OutboxRow.objects.get().state == State.SENT


def test_what_was_passed_on_before_the_mail_left_stays_here(settings: LazySettings) -> None:
    # given a reminder that waits, as the mail server is away
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    at_all_hours()
    maya, joe = a_user("Maya", "marketing"), a_user("Joe", "sales")
    now = datetime.datetime.now(datetime.UTC)
    tick(now - hours(0.2))
    enquiry = an_enquiry(at=now - hours(1.6))
    tick(now)
    assert OutboxRow.objects.get().state == State.NEW

    # when Maya passes it on, and the server is back
    pass_on(enquiry=enquiry, expected_version=1, owner=joe, by=maya, at=now)
    with smtp_sink() as sink:
        settings.EMAIL_URL = sink.url
        deliver(now + hours(0.01))
        assert sink.connections == 0
    row = OutboxRow.objects.get()
    assert (row.state, row.last_error) == (State.WITHDRAWN, "It was done meanwhile.")


def test_what_would_leave_at_night_leaves_in_the_morning(settings: LazySettings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    # given a reminder that waits, in a business that has closed meanwhile and opens in two hours
    at_all_hours()
    a_user("Maya", "marketing")
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    tick(now - hours(0.2))
    an_enquiry(at=now - hours(1.6))
    tick(now)
    WorkingHours.objects.all().delete()
    opens = (now + hours(2)).replace(second=0)
    closes = (opens + hours(1)).time()
    WorkingHours.objects.create(weekday=opens.weekday(), opens=opens.time(), closes=closes)

    with smtp_sink() as sink:
        settings.EMAIL_URL = sink.url
        deliver(now)
        assert sink.connections == 0
    row = OutboxRow.objects.get()
    assert (row.state, row.not_before, row.first_tried_at) == (State.NEW, opens, None)


def test_a_flood_is_told_to_its_end_in_batches_and_each_promise_once(settings: LazySettings) -> None:
    # given more promises that end at one moment than are read at once
    at_all_hours()
    maya = a_user("Maya", "marketing")
    now = datetime.datetime.now(datetime.UTC)
    asked = an_enquiry(at=now - hours(1.6))
    number = AT_ONCE + 100
    Enquiry.objects.bulk_create(
        Enquiry(
            person=asked.person, channel=asked.channel, door="form", heard_at=asked.heard_at, recorded_at=now
        )
        for _one in range(number - 1)
    )

    with smtp_sink() as sink:
        settings.EMAIL_URL = sink.url
        tick(now - hours(0.2))
        # when the clock strikes twice, on two workers each time, and the outbox is emptied twice
        for later in (0, 0.1):
            moment = now + hours(later)
            all_at_once([lambda: tick(moment), lambda: tick(moment)])  # noqa: B023 it is over before the next
            all_at_once([lambda: deliver(moment), lambda: deliver(moment)])  # noqa: B023
        copies = sink.copies()
        texts = [str(one.message.get_payload(0).get_payload(decode=True).decode()) for one in sink.received]  # type: ignore[union-attr]

    # then each promise was told to her once, in as many mails as it takes, and no mail left any out
    assert Reminder.objects.filter(user=maya).values("enquiry").distinct().count() == number
    assert Reminder.objects.count() == number
    assert copies == {"maya@wren.example": 2}
    assert sorted(re.findall(r"And (\d+) more", " ".join(texts))) == ["1980", "80"]
    assert set(OutboxRow.objects.values_list("state", flat=True)) == {State.SENT}
