"""What comes in at a door is written down as it came, and heard or kept aside; nothing is lost."""

import datetime
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.marketing.arrivals.actions import arrive, drop, forget_dropped, let_in
from tandem.marketing.arrivals.models import Arrival, ArrivalFile
from tandem.marketing.arrivals.words import Allowed
from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.enquiries.actions import set_aside
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Heard
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.files.actions import store
from tandem.office.files.models import StoredFile
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.consent.models import ConsentEvent
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.privacy.actions import erase, export
from tests.handover.desks import NOW, days, hours, sent, signed_in

PRIYA = Contact("Priya Shah", ("priya@cafe.example",), ("07700 900123",))
NEWS = Allowed(use="newsletter", wording="Yes, send me news.", source="Form “Ask us”, version 2")


def a_row(key: str = "k1", contact: Contact = PRIYA, **columns: Any) -> Heard:
    values: dict[str, Any] = {
        "heard_at": NOW - hours(1),
        "door": "form",
        "words": "Eight dining chairs",
        "external_system": "form",
        "external_key": key,
    }
    return Heard(contact=contact, **(values | columns))


def came(key: str = "k1", aside: str = "", **columns: Any) -> Arrival:
    row = a_row(key, **{name: columns.pop(name) for name in ("contact", "campaign") if name in columns})
    values: dict[str, Any] = {"received": {"Name": "Priya Shah", "E-mail": "priya@cafe.example"}, **columns}
    return arrive(row=row, by=None, at=NOW, aside=aside, **values)


def a_file(name: str = "chair.txt") -> StoredFile:
    return store(SimpleUploadedFile(name, b"An old chair"), by=None, at=NOW)


@pytest.fixture(autouse=True)
def data(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def test_what_arrives_is_heard_and_kept_as_it_came(maya: User) -> None:
    # when somebody asks by a form, allows the newsletter and sends a file
    arrival = came(allowed=[NEWS], files=[a_file()])

    # then there is one enquiry, and the arrival beside it
    enquiry = Enquiry.objects.get()
    assert (arrival.outcome, arrival.enquiry, arrival.received_at, arrival.heard_at) == (
        "heard",
        enquiry,
        NOW,
        NOW - hours(1),
    )
    assert Arrival.objects.get().received == {"Name": "Priya Shah", "E-mail": "priya@cafe.example"}
    assert arrival.waiting == {}
    # and what was allowed, in the words that were shown
    said = ConsentEvent.objects.get()
    assert (said.person, said.use, said.given, said.wording, said.source, said.at) == (
        enquiry.person, "newsletter", True, "Yes, send me news.", "Form “Ask us”, version 2", NOW - hours(1),
    )  # fmt: skip
    # and the file on the page of the enquiry, to be saved
    html = signed_in(maya).get(f"/marketing/enquiries/{enquiry.pk}/").content.decode()
    assert f"/office/files/{StoredFile.objects.get().key}/" in html


def test_the_same_key_again_is_recorded_and_has_no_second_effect(maya: User) -> None:
    came(allowed=[NEWS])
    again = came(allowed=[NEWS])
    assert (again.outcome, again.enquiry) == ("known", Enquiry.objects.get())
    assert (Arrival.objects.count(), ConsentEvent.objects.count()) == (2, 1)


def test_what_looks_odd_waits_and_can_be_let_in(maya: User) -> None:
    # given something that was kept aside, with everything it said
    fair = add_campaign(name="Autumn Home Fair", by=maya, at=NOW)
    arrival = came(aside="Sent faster than anybody types", campaign=fair, allowed=[NEWS])
    assert (arrival.outcome, arrival.enquiry, str(arrival)) == ("aside", None, "Priya Shah")
    assert (Enquiry.objects.count(), Person.objects.count()) == (0, 0)
    # and the same once more has no effect while it waits
    assert came(aside="Again").pk == arrival.pk

    # when marketing lets it in a day later
    let_in(arrival=arrival, by=maya, at=NOW + days(1))

    # then it is the enquiry that it would have been, heard when it came
    enquiry = Enquiry.objects.get()
    assert (enquiry.heard_at, enquiry.campaign, enquiry.words, enquiry.door) == (
        NOW - hours(1),
        fair,
        "Eight dining chairs",
        "form",
    )
    assert enquiry.person.emails.get().address == "priya@cafe.example"
    assert ConsentEvent.objects.get().wording == "Yes, send me news."
    assert (arrival.outcome, arrival.enquiry_id, arrival.decided_by_id) == ("heard", enquiry.pk, maya.pk)
    # and nobody decides on it twice
    with pytest.raises(Refused):
        drop(arrival=arrival, reason="No enquiry", by=maya, at=NOW)


def test_letting_in_is_undone_until_somebody_worked_with_it(maya: User) -> None:
    # given one that was let in by mistake
    arrival = came(aside="Odd")
    line = let_in(arrival=arrival, by=maya, at=NOW)

    # when it is undone
    undo(line_id=line.pk, by=maya, at=NOW)

    # then it waits again, and can be let in again
    arrival.refresh_from_db()
    assert (arrival.outcome, arrival.enquiry, Enquiry.objects.count()) == ("aside", None, 0)
    line = let_in(arrival=arrival, by=maya, at=NOW)
    enquiry = Enquiry.objects.get()
    set_aside(enquiry=enquiry, expected_version=1, reason="spam", by=maya, at=NOW)
    with pytest.raises(Refused):
        undo(line_id=line.pk, by=maya, at=NOW)


def test_dropping_needs_a_reason_and_can_be_undone(maya: User) -> None:
    arrival = came(aside="Odd")
    with pytest.raises(Refused):
        drop(arrival=arrival, reason=" ", by=maya, at=NOW)
    line = drop(arrival=arrival, reason="An advertisement", by=maya, at=NOW)
    assert (arrival.outcome, arrival.dropped_reason, line.note) == (
        "dropped",
        "An advertisement",
        "An advertisement",
    )
    # sent again it stays dropped
    assert came().pk == arrival.pk
    undo(line_id=line.pk, by=maya, at=NOW)
    arrival.refresh_from_db()
    assert (arrival.outcome, arrival.dropped_reason, arrival.decided_at) == ("aside", "", None)


def test_dropped_ones_are_forgotten_after_ninety_days(
    maya: User, django_capture_on_commit_callbacks: Any
) -> None:
    # given one dropped, one that waits, each with a file
    dropped, waits = came("k1", "Odd", files=[a_file()]), came("k2", "Odd", files=[a_file()])
    path = dropped.files.get().file.path
    drop(arrival=dropped, reason="No enquiry", by=maya, at=NOW)

    # then it stays for ninety days, and its file with it
    forget_dropped(at=NOW + days(90))
    assert Arrival.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        forget_dropped(at=NOW + days(90.1))
    assert (list(Arrival.objects.all()), StoredFile.objects.count(), path.exists()) == ([waits], 1, False)


@pytest.mark.parametrize("role", ["sales", "read_only"])
def test_only_marketing_decides(maya: User, role: str) -> None:
    other = User.objects.create_user(email="other@wren.example", name="Other", role=role)
    arrival = came(aside="Odd")
    for decide in (
        lambda: let_in(arrival=arrival, by=other, at=NOW),
        lambda: drop(arrival=arrival, reason="No", by=other, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            decide()
    assert Arrival.objects.get().outcome == "aside"


def test_what_no_database_takes_is_kept_without_it(maya: User) -> None:
    deep: Any = "end"
    for _step in range(12):
        deep = {"in": deep}
    received = {"words": "a\x00b\ud800", "big": float("nan"), "deep": deep, "many": dict.fromkeys(range(999))}
    arrival = came(received=received)
    arrival.refresh_from_db()
    assert (arrival.received["words"], arrival.received["big"], len(arrival.received["many"])) == (
        "ab?",
        "nan",
        200,
    )


def test_export_and_erasure_know_what_came(
    maya: User, anna: User, django_capture_on_commit_callbacks: Any
) -> None:
    # given an enquiry with a file, and something of the same person that was kept aside
    heard = came("k1", files=[a_file()])
    came("k2", "Odd", files=[a_file()])
    stranger = came("k3", "Odd", contact=Contact("Una Field"), received={"Name": "Una Field"})
    person = Person.objects.get()

    # when everything about the person is given out
    with zipfile.ZipFile(io.BytesIO(export(person=person, by=anna, at=NOW))) as archive:
        tables = json.loads(archive.read("person.json"))["tables"]
    assert [row["external_key"] for row in tables["marketing.arrival"]] == ["k1", "k2"]
    assert [row["arrival_id"] for row in tables["marketing.arrivalfile"]] == [heard.pk]

    # and when the person is erased
    paths = [one.file.path for one in ArrivalFile.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        erase(person=person, by=anna, at=NOW)

    # then nothing of it is left, also not on the disk, and others stay
    assert list(Arrival.objects.all()) == [stranger]
    assert (StoredFile.objects.count(), [path.exists() for path in paths]) == (0, [False, False])
    kept = json.dumps(list(JournalLine.objects.values("title", "note", "before", "after")))
    assert "Priya" not in kept


def test_the_list_says_why_and_what_and_undoes(maya: User, joe: User) -> None:
    # given nothing, and then something odd
    client = signed_in(maya)
    assert "Kept aside" not in client.get("/marketing/").content.decode()
    assert "Nothing is kept aside" in client.get("/marketing/kept-aside/").content.decode()
    arrival = came(aside="Sent faster than anybody types", received={"Words": "<script>alert(1)</script>"})

    # then the desk leads to it, and it is told as text
    assert "/marketing/kept-aside/" in client.get("/marketing/").content.decode()
    html = client.get("/marketing/kept-aside/").content.decode()
    assert "Sent faster than anybody types" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "Let it in" not in signed_in(joe).get("/marketing/kept-aside/").content.decode()

    # when it is dropped, twice by the same form
    for _time in range(2):
        answer = sent(client, f"/marketing/kept-aside/{arrival.pk}/drop/", reason="No enquiry")
        assert (answer.status_code, answer["Location"]) == (303, "/marketing/kept-aside/")
    assert JournalLine.objects.filter(verb="marketing.arrival.dropped").count() == 1
    assert (
        "Sent faster than anybody types" in client.get("/marketing/kept-aside/?show=dropped").content.decode()
    )
    assert sent(client, f"/marketing/kept-aside/{arrival.pk}/drop/", reason="").status_code == 422

    # and when the drop is undone and it is let in
    line = JournalLine.objects.get(verb="marketing.arrival.dropped")
    assert sent(client, f"/office/journal/{line.pk}/undo/").status_code == 303
    answer = sent(client, f"/marketing/kept-aside/{arrival.pk}/let-in/")
    assert answer["Location"] == f"/marketing/enquiries/{Enquiry.objects.get().pk}/"


def test_the_list_takes_the_same_queries_for_many(maya: User) -> None:
    client = signed_in(maya)
    came("k0", "Odd", files=[a_file()])
    counts = []
    for number in (1, 12):
        for place in range(number):
            came(f"n{number}-{place}", "Odd", files=[a_file()])
        with CaptureQueriesContext(connection) as queries:
            client.get("/marketing/kept-aside/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_nobody_reads_it_as_a_day_that_is_to_come(maya: User) -> None:
    with pytest.raises(Refused):
        arrive(row=a_row(heard_at=NOW + datetime.timedelta(hours=2)), by=None, at=NOW, received={})
