"""The settings page, backups and mail that may have arrived."""

from pathlib import Path

import pytest
from django.utils import timezone

from tandem.office.accounts.words import Role
from tandem.office.jobs.models import Job
from tandem.office.jobs.words import State as JobState
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State
from tandem.office.settings.jobs import KIND
from tests.office.seats import browser, once, seat, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(tmp_path: Path, settings: object) -> Path:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.mark.usefixtures("data")
def test_owners_see_everything_and_others_their_own() -> None:
    own = browser(seat()).get("/office/settings/").content.decode()
    assert all(words in own for words in ("Who works here", "Back up now", "Journal", "Parts"))
    other = browser(seat(Role.BOTH)).get("/office/settings/").content.decode()
    assert "Journal" in other
    assert not any(words in other for words in ("Who works here", "Back up now", "Parts"))


@pytest.mark.usefixtures("data")
def test_backing_up_starts_one_job_however_often_it_is_pressed() -> None:
    client, key = browser(seat()), once()
    first = send(client, "/office/settings/backup/", key)
    second = send(client, "/office/settings/backup/", key)
    job = Job.objects.get()
    assert job.kind == KIND
    assert first["Location"] == second["Location"] == f"/office/jobs/{job.pk}/"
    assert send(browser(seat(Role.BOTH)), "/office/settings/backup/").status_code == 403


def test_a_backup_is_taken_away_by_owners_only(data: Path) -> None:
    folder = data / "backups"
    folder.mkdir()
    (folder / "by-hand-20261103-120000.zip").write_bytes(b"the whole business")
    (data / "secret.zip").write_bytes(b"not this")
    owner = browser(seat())
    assert "by-hand-20261103-120000.zip" in owner.get("/office/settings/").content.decode()
    answer = owner.get("/office/settings/backup/by-hand-20261103-120000.zip")
    assert b"".join(answer.streaming_content) == b"the whole business"
    assert answer["Content-Disposition"].startswith("attachment")
    for name in ("secret.zip", "..%2Fsecret.zip", "nothing-1.zip"):
        assert owner.get(f"/office/settings/backup/{name}").status_code == 404
    other = browser(seat(Role.BOTH))
    assert other.get("/office/settings/backup/by-hand-20261103-120000.zip").status_code == 403


@pytest.mark.usefixtures("data")
def test_mail_that_may_have_arrived_is_sent_again_or_left() -> None:
    now = timezone.now()
    rows = [
        OutboxRow.objects.create(
            effect_key=name, kind="mail", payload={"to": name, "subject": "Hello"}, state=State.UNKNOWN,
            put_at=now, not_before=now,
        )
        for name in ("a@example.com", "b@example.com")
    ]  # fmt: skip
    client = browser(seat())
    assert "Nobody can tell whether these arrived" in client.get("/office/settings/").content.decode()
    assert send(client, f"/office/settings/mail/{rows[0].pk}/again/").status_code == 303
    assert send(client, f"/office/settings/mail/{rows[1].pk}/leave/").status_code == 303
    assert [OutboxRow.objects.get(pk=row.pk).state for row in rows] == [State.NEW, State.LEFT]
    assert send(client, f"/office/settings/mail/{rows[1].pk}/leave/").status_code == 422


def job_of(user: object, **columns: object) -> Job:
    return Job.objects.create(kind=KIND, by=user, put_at=timezone.now(), **columns)


def test_the_progress_asks_again_until_it_is_over() -> None:
    maya = seat(Role.BOTH)
    client = browser(maya)
    job = job_of(maya, state=JobState.RUNNING, done=300, total=1000, sentence="Reading rows")
    address = f"/office/jobs/{job.pk}/"
    whole = client.get(address).content.decode()
    assert "300 of 1,000" in whole or "300 of 1000" in whole
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'hx-trigger="every 1s"' in part
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, sentence="All in.", result_url="/people/")
    over = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in over
    assert "All in." in over
    assert 'href="/people/"' in over


def test_a_failed_job_says_why() -> None:
    maya = seat(Role.BOTH)
    job = job_of(maya, state=JobState.FAILED, error="Row 7 has no name.")
    html = browser(maya).get(f"/office/jobs/{job.pk}/").content.decode()
    assert "Row 7 has no name." in html


def test_another_persons_job_is_not_there() -> None:
    job = job_of(seat(Role.BOTH))
    assert browser(seat(Role.SALES, "Joe Bly")).get(f"/office/jobs/{job.pk}/").status_code == 404
    assert browser(seat(name="Olive Own")).get(f"/office/jobs/{job.pk}/").status_code == 200
