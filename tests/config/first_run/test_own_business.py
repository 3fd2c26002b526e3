"""From the sample to the own business: on SQLite another file, seen in a process on real files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from tandem.config.first_run.actions import become_owner
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.business.actions import save_business
from tandem.office.business.models import Business
from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tests.empty import give_template
from tests.office.seats import PASSWORD, browser, once, seat, send

STORY = """
import json, sys
import django
django.setup()
from pathlib import Path
from django.conf import settings
from django.db import connection
from django.test import Client
from django.db import connection
from django.utils import timezone
from tandem.office.accounts.models import User
from tandem.office.business.actions import save_business
from tandem.office.business.models import Business
from tandem.office.journal.actions import record
from tandem.office.sqlite import files, fresh

def sample(alias):
    Business.objects.using(alias).create(pk=1, name="The sample", country="IE", currency="EUR",
        zone="Europe/Dublin", is_sample=True)
    for name, role in (("Maya", "owner"), ("Joe", "sales")):
        User.objects.db_manager(alias).create_user(email=f"{name}@sample.example", name=name, role=role)

fresh.make(settings.DATA / files.SAMPLE, then=sample)
maya = User.objects.get(name="Maya")
record(by=maya, at=timezone.now(), verb="marketing.enquiry.heard", row=maya)
client = Client(HTTP_HOST="localhost")
client.force_login(maya)
shown = client.get("/start/own/").content.decode()
answer = client.post("/start/own/", {"once": "x" * 24})
connection.close_if_unusable_or_obsolete()
after = client.get("/start/business/")
business = Business.objects.get()
print(json.dumps({
    "listed": "One thing was typed into the sample" in shown,
    "answer": [answer.status_code, answer.headers.get("Location")],
    "files": sorted(path.name for path in settings.DATA.glob("*.sqlite3")),
    "users": list(User.objects.values_list("name", flat=True)),
    "business": [business.name, business.country, business.currency, business.zone, business.is_sample],
    "signed in": after.status_code,
    "asks who": "And you, the owner" in after.content.decode(),
}))
"""


@pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")),
    reason="only SQLite has a second file; how a server’s database is emptied is tested at the end",
)
def test_the_own_business_is_another_file_and_the_sample_stays(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "TANDEM_DATA": str(give_template(tmp_path)),
        "DJANGO_SETTINGS_MODULE": "tandem.config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", STORY], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "listed": True,
        "answer": [303, "/start/business/"],
        "files": ["sample.sqlite3", "tandem.sqlite3"],
        "users": ["Maya"],
        "business": ["", "IE", "EUR", "Europe/Dublin", False],
        "signed in": 200,
        "asks who": True,
    }


@pytest.mark.django_db
def test_an_own_business_is_not_started_twice() -> None:
    Business.objects.create(pk=1, name="Wren & Rowe")
    client = browser(seat())
    assert client.get("/start/own/")["Location"] == "/start/business/"
    assert send(client, "/start/own/").status_code == 422
    assert browser(seat(Role.BOTH)).get("/start/own/").status_code == 403


@pytest.mark.django_db
def test_who_came_in_by_a_link_says_who_they_are_and_stays_signed_in() -> None:
    owner = User.objects.create_user(email="owner@localhost.localdomain", name="Owner", role=Role.OWNER)
    client = browser(owner)
    fields = {"business": "Ward Ltd", "trade": "other", "country": "GB", "monday": "9 to 17"}
    unnamed = send(client, "/start/business/", **fields)
    assert unnamed.status_code == 422
    person = {"name": "Ellen Ward", "email": "Ellen@example.com", "password": PASSWORD}
    assert send(client, "/start/business/", **fields, **person).status_code == 303
    owner.refresh_from_db()
    assert (owner.name, owner.email, owner.check_password(PASSWORD)) == (
        "Ellen Ward",
        "ellen@example.com",
        True,
    )
    assert client.get("/start/agreement/").status_code == 200
    with pytest.raises(Refused):
        become_owner(user=owner, name="X", email="x@example.com", password=PASSWORD, at=timezone.now())


@pytest.mark.django_db
def test_on_a_server_the_database_is_emptied_but_for_who_signs_in() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite goes on with another file, which is tested above: nothing is emptied there")
    maya = User.objects.create_user(email="maya@sample.example", name="Maya", role=Role.OWNER)
    User.objects.create_user(email="joe@sample.example", name="Joe", role=Role.SALES)
    save_business(by=None, at=timezone.now(), name="The sample", country="IE", is_sample=True)
    add_person(contact=Contact(name="Ruth Adeyemi"), by=maya, at=timezone.now())
    client, key = browser(maya), once()
    assert send(client, "/start/own/", key).status_code == 303
    assert send(client, "/start/own/", key).status_code == 303
    assert list(User.objects.values_list("name", flat=True)) == ["Maya"]
    assert not Person.objects.exists()
    business = Business.objects.get()
    assert (business.name, business.country, business.is_sample) == ("", "IE", False)
    assert [line.verb for line in JournalLine.objects.all()] == ["office.business.begun"]
    assert client.get("/start/business/").status_code == 200
