import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.office import followers
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.persons.models import Person
from tandem.people.timeline import queries
from tandem.people.timeline.actions import note, note_many
from tandem.people.timeline.models import Entry
from tandem.people.timeline.queries import Bar, Told, spoken, stretch
from tests.people.making import NOW, signed_in

ORIGIN = "tests.passing"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """The facts that are announced, as a package above would follow them."""
    told: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(followers, "_followers", {})
    for fact in ("people.spoken", "people.unnoted"):

        def follower(fact: str = fact, **ids: Any) -> None:
            told.append((fact, ids))

        followers.follow(fact, follower)
    return told


@pytest.fixture
def bars(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[int, Bar]]:
    known: dict[int, Bar] = {}
    monkeypatch.setattr(queries, "_bars", {ORIGIN: lambda ids: {key: known[key] for key in ids}})
    monkeypatch.setattr(
        queries, "_told", {"tests.enquiry": lambda ids: {key: Told(f"/e/{key}/", "qr-code") for key in ids}}
    )
    return iter([known])


def write(person: Person, by: User | None, **columns: Any) -> Entry:
    usual: dict[str, Any] = {
        "happened_at": NOW, "purpose": "selling", "direction": "two_way", "kind": "call",
    }  # fmt: skip
    return note(person=person, by=by, at=NOW, **{**usual, **columns})


def test_an_entry_keeps_when_it_happened_and_when_it_was_written(
    seller: User, tom: Person, heard: list[tuple[str, dict[str, Any]]]
) -> None:
    entry = write(
        tom, seller, happened_at=NOW - DAY, minutes=12, words=" It has\r\nto survive. ", theirs=True
    )
    assert (entry.at, entry.recorded_at, entry.by, entry.minutes) == (NOW - DAY, NOW, seller, 12)
    assert entry.words == "It has\nto survive."
    assert heard == [("people.spoken", {"at": NOW, "entry_ids": [entry.pk]})]


def test_what_they_told_us_is_no_answer_of_ours(
    seller: User, tom: Person, heard: list[tuple[str, dict[str, Any]]]
) -> None:
    write(tom, seller, direction="incoming")
    note_many(
        entries=[Entry(person=tom, at=NOW, purpose="marketing", direction="internal", kind="step")], at=NOW
    )
    assert heard == []


def test_a_note_can_be_undone_and_packages_above_hear_of_it(
    seller: User, tom: Person, heard: list[tuple[str, dict[str, Any]]]
) -> None:
    entry = write(tom, seller)
    line = JournalLine.objects.get(verb="people.entry.noted")
    undo(line_id=line.pk, by=seller, at=NOW)
    assert not Entry.objects.exists()
    assert heard[1] == ("people.unnoted", {"at": NOW, "person_id": tom.pk, "entry_ids": [entry.pk]})


def test_what_another_action_notes_is_told_by_that_action(seller: User, tom: Person) -> None:
    write(tom, seller, origin=ORIGIN, origin_id=1)
    assert not JournalLine.objects.filter(verb="people.entry.noted").exists()


def test_many_cost_as_many_queries_as_few_and_are_announced_once(
    tom: Person, heard: list[tuple[str, dict[str, Any]]]
) -> None:
    def queries(number: int) -> int:
        entries = [
            Entry(person=tom, at=NOW, purpose="selling", direction="outgoing", kind="email")
            for _ in range(number)
        ]
        with CaptureQueriesContext(connection) as captured:
            made = note_many(entries=entries, at=NOW)
        assert heard[-1] == ("people.spoken", {"at": NOW, "entry_ids": [entry.pk for entry in made]})
        return len(captured)

    assert queries(30) == queries(2)
    assert len(heard) == 2
    assert {entry.recorded_at for entry in Entry.objects.all()} == {NOW}
    assert Entry.objects.count() == 32


def test_who_may_only_read_notes_nothing_and_minutes_are_minutes(
    reader: User, seller: User, tom: Person
) -> None:
    with pytest.raises(NotAllowed):
        write(tom, reader)
    with pytest.raises(Refused, match="Minutes"):
        write(tom, seller, minutes=1441)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("kind", "direction", "minutes", "sentence"),
    [
        ("call", "two_way", 12, "Joe rang, 12 minutes"),
        ("call", "outgoing", 1, "Joe rang, 1 minute"),
        ("call", "incoming", None, "They rang Joe"),
        ("visit", "two_way", None, "Joe visited"),
        ("visit", "incoming", None, "They visited, Joe was there"),
        ("meeting", "two_way", None, "Joe met them"),
        ("message", "outgoing", None, "Joe wrote"),
        ("email", "incoming", None, "They wrote to Joe"),
        ("note", "internal", None, "Joe noted"),
    ],
)
def test_an_entry_without_a_title_is_told_in_a_sentence(
    seller: User, tom: Person, kind: str, direction: str, minutes: int | None, sentence: str
) -> None:
    assert spoken(write(tom, seller, kind=kind, direction=direction, minutes=minutes)) == sentence


def test_the_rail_has_the_colour_of_the_job_and_turns_at_the_bar(
    seller: User, tom: Person, bars: Iterator[dict[int, Bar]]
) -> None:
    # given an enquiry, its passing, and a call after it
    known = next(bars)
    known[5] = Bar("Maya passed", NOW - DAY, "Joe accepted", NOW - DAY, "All four ticks.", kept=True)
    write(
        tom, None, happened_at=NOW - 2 * DAY, purpose="marketing", direction="incoming", kind="enquiry",
        title="Enquiry at the Home Fair", origin="tests.enquiry", origin_id=9,
    )  # fmt: skip
    write(tom, None, happened_at=NOW - DAY, kind="step", direction="internal", origin=ORIGIN, origin_id=5)
    write(tom, seller)

    # when the timeline is read
    call, bar, enquiry = stretch(tom).lines

    # then the call is blue and above the bar, the enquiry orange and leads to where it is told
    assert (call.ink, call.before_bar, call.bar) == ("s", True, None)
    assert bar.bar == known[5]
    assert (enquiry.ink, enquiry.url, enquiry.icon) == ("m", "/e/9/", "qr-code")
    text = signed_in(seller).get(f"/people/{tom.pk}/").content.decode()
    assert text.index("Joe rang") < text.index("Joe accepted") < text.index("Enquiry at the Home Fair")
    assert "All four ticks." in text


def test_pages_of_a_timeline_meet_without_gap_or_overlap(
    seller: User, tom: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given seven entries, four of them at one moment, and pages of two
    monkeypatch.setattr(queries, "PAGE", 2)
    moments = [NOW, NOW - DAY, NOW - DAY, NOW - DAY, NOW - DAY, NOW - 2 * DAY, NOW - 3 * DAY]
    for moment in moments:
        write(tom, seller, happened_at=moment)

    # when page after page is read
    seen, before = [], ""
    for _ in range(4):
        part = stretch(tom, before=before)
        seen += [line.entry.pk for line in part.lines]
        before = part.earlier

    # then every entry came once, in order
    assert seen == list(Entry.objects.order_by("-at", "-id").values_list("pk", flat=True))
    assert before == ""


@pytest.mark.parametrize("mark", ["x", "-", "1-x", "1e999-1", "nan-3", f"1-{2**63}", "1--1"])
def test_a_mark_that_says_nothing_means_the_newest(seller: User, tom: Person, mark: str) -> None:
    entry = write(tom, seller)
    assert [line.entry for line in stretch(tom, before=mark).lines] == [entry]
