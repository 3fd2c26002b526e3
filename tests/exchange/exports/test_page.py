import datetime
import os
import re
import zipfile
from pathlib import Path

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tandem.exchange.exports.actions import KEPT, export_packed
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.jobs.actions import run_job
from tandem.office.jobs.models import Job
from tandem.office.journal.models import JournalLine

PAGE = "/exchange/export/"


def once_of(html: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', html)
    assert found
    return found[1]


def test_an_owner_has_it_made_and_saves_it(owner: User, data: Path, client: Client) -> None:
    client.force_login(owner)
    page = client.get(PAGE)

    answer = client.post(PAGE, {"once": once_of(page.content.decode())})
    run_job.func(Job.objects.get().pk)

    job = Job.objects.get()
    assert (answer.status_code, answer.url) == (303, reverse("office:job", args=[job.pk]))  # type: ignore[attr-defined]
    assert (job.state, job.error) == ("done", "")
    saved = client.get(job.result_url)
    file = data / "saved.zip"
    file.write_bytes(b"".join(saved.streaming_content))  # type: ignore[attr-defined]
    with zipfile.ZipFile(file) as archive:
        assert {Path(name).name for name in archive.namelist()} >= {"README.txt", "people_person.csv"}
    assert saved["Content-Disposition"].startswith("attachment;")
    assert JournalLine.objects.filter(verb="exchange.export.asked").count() == 1
    assert Path(job.result_url).name in client.get(PAGE).content.decode()


def test_nobody_but_an_owner_gets_it(owner: User, data: Path, client: Client) -> None:
    made = export_packed(at=timezone.now())
    both = User.objects.create_user(email="joe@example.org", name="Joe", role=Role.BOTH, password="x" * 12)
    client.force_login(both)

    answers = [client.get(PAGE), client.post(PAGE), client.get(f"{PAGE}{made.name}")]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert Job.objects.count() == 0


def test_no_other_file_is_given_out(owner: User, data: Path, client: Client) -> None:
    (data / "exports").mkdir()
    (data / "exports" / "secret.key").write_text("secret")
    client.force_login(owner)

    assert client.get(f"{PAGE}secret.key").status_code == 404
    assert client.get(f"{PAGE}tandem-20260101-000000.zip").status_code == 404


def test_old_ones_are_removed(owner: User, data: Path) -> None:
    now = timezone.now()
    old = export_packed(at=now)
    # However long the packing took.
    os.utime(old, (now.timestamp(), now.timestamp()))

    new = export_packed(at=now + KEPT + datetime.timedelta(seconds=2))

    assert (old.exists(), new.exists()) == (False, True)
    assert sorted(file.name for file in (data / "exports").iterdir()) == [new.name]
