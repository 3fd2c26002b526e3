"""The mail worker is killed again and again while it sends, and the mail server is no better."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from tandem.office.mail.actions import send
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State
from tandem.office.sqlite import fresh
from tests.config.cli.running import environment
from tests.office.smtp_sink import Sink, smtp_sink

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the database is a file of its own here"),
]
WORKER = """
import datetime, time
import django
django.setup()
from django.utils import timezone
from tandem.office.outbox import jobs
from tandem.office.outbox.models import OutboxRow
jobs.LEASE = datetime.timedelta(seconds=1)
jobs.WAITS = (datetime.timedelta(seconds=0.2),)
jobs.REST = datetime.timedelta(seconds=0.2)
while OutboxRow.objects.filter(state__in=["new", "claimed", "handing"]).exists():
    if not jobs.deliver_one(timezone.now()):
        time.sleep(0.02)
"""


def behave_flaky(recipient: str, tries: int) -> str:
    return ("grey", "text-later", "drop-before", "ok")[min(tries - 1, 3)] if recipient[1] in "02468" else "ok"


def behave_dropping(recipient: str, tries: int) -> str:
    return "drop-after" if recipient.startswith("p1") else "ok"


def worker(data: Path, sink: Sink) -> subprocess.Popen[bytes]:
    more = {"EMAIL_URL": sink.url, "DJANGO_SETTINGS_MODULE": environment(data)["DJANGO_SETTINGS_MODULE"]}
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environment(data, **more))


@pytest.mark.parametrize(
    ("behave", "people", "kills"),
    [(lambda recipient, tries: "ok", 200, 5), (behave_flaky, 200, 5), (behave_dropping, 200, 5)],
    ids=["healthy", "flaky", "dropping"],
)
def test_nobody_gets_two_and_nobody_is_missed_however_often_the_worker_is_killed(
    tmp_path: Path, behave: object, people: int, kills: int
) -> None:
    chance = random.Random(7)
    addresses = [f"p{number}@example.com" for number in range(people)]

    def fill(_alias: str) -> None:
        now = timezone.now()
        for address in addresses:
            send(to=address, subject="News", text="A sofa.", effect_key=f"campaign:7:{address}", at=now)

    file = tmp_path / "tandem.sqlite3"
    fresh.make(file, then=fill)
    with smtp_sink(behave) as sink:  # type: ignore[arg-type]
        sink.delay = 0.005
        for _ in range(kills):
            before, killed = len(sink.received), worker(tmp_path, sink)
            # In the midst of sending, at a moment of chance.
            while len(sink.received) <= before and killed.poll() is None:
                time.sleep(0.01)
            time.sleep(chance.uniform(0.05, 0.6))
            killed.send_signal(signal.SIGKILL)
            killed.wait()
        assert worker(tmp_path, sink).wait(timeout=180) == 0
        copies = sink.copies()
        message_ids = {one.recipient: one.message["Message-ID"] for one in sink.received}
        maybe = {one.recipient for one in sink.received if not one.acknowledged}

    with fresh.as_default(file):
        state = {row.payload["to"]: row.state for row in OutboxRow.objects.all()}
    unknown = {address for address, found in state.items() if found == State.UNKNOWN}

    assert max(copies.values()) == 1
    assert set(addresses) - set(copies) <= unknown
    assert set(state.values()) <= {State.SENT, State.UNKNOWN}
    assert maybe <= unknown
    assert len(unknown - maybe) <= kills
    assert len(set(message_ids.values())) == len(message_ids)
