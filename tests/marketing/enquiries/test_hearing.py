"""Everything that comes in comes through one path: what it writes, what it joins, and what it never drops."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.channels.models import Channel
from tandem.marketing.enquiries.actions import correct, hear, hear_many, set_aside, take_up_again
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import twins_of
from tandem.marketing.enquiries.words import Door, Duplicate, Heard, read_who
from tandem.office import followers
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.search.models import SearchDocument
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.timeline.models import Entry
from tests.handover.desks import NOW, an_enquiry, days, hours


@pytest.mark.parametrize(
    ("typed", "name", "phones", "emails"),
    [
        ("Priya Shah", "Priya Shah", (), ()),
        ("07700 900123", "", ("07700 900123",), ()),
        ("priya@cafe.example", "", (), ("priya@cafe.example",)),
        (
            "Priya Shah, 07700 900123, priya@cafe.example",
            "Priya Shah",
            ("07700 900123",),
            ("priya@cafe.example",),
        ),
        ("Tom <tom@x.example> +44 (0)20 7946-0132", "Tom", ("+44 (0)20 7946-0132",), ("tom@x.example",)),
        ("The Mill Café, room 12", "The Mill Café, room 12", (), ()),
        ("", "", (), ()),
    ],
)
def test_one_line_says_who_it_is(
    typed: str, name: str, phones: tuple[str, ...], emails: tuple[str, ...]
) -> None:
    read = read_who(typed)
    assert (read.name, read.phones, read.emails) == (name, phones, emails)


def test_hearing_writes_person_enquiry_timeline_search_and_journal(maya: User) -> None:
    # given a follower
    told: list[list[int]] = []

    def follower(*, enquiry_ids: list[int], at: datetime.datetime) -> None:
        told.append(enquiry_ids)

    followers.follow("marketing.heard", follower)
    try:
        # when somebody asks
        enquiry = hear(
            contact=read_who("Priya Shah 07700 900123"),
            by=maya,
            at=NOW,
            heard_at=NOW - hours(2),
            door="phone",
            words="Eight dining chairs",
            interest="Chairs",
            first_touch={"source": "google"},
        )
    finally:
        followers._followers["marketing.heard"] = [
            entry for entry in followers._followers["marketing.heard"] if entry[2] is not follower
        ]

    # then it stands where it was heard
    assert (str(enquiry.person), enquiry.person.phones.get().number) == ("Priya Shah", "+447700900123")
    assert (enquiry.state, enquiry.outcome, enquiry.heard_at, enquiry.recorded_at) == (
        "heard",
        "open",
        NOW - hours(2),
        NOW,
    )
    assert (enquiry.channel.name, enquiry.channel.icon, enquiry.backlog) == ("Not known", "circle", False)
    entry = Entry.objects.get(origin="marketing.enquiry", origin_id=enquiry.pk)
    assert (entry.purpose, entry.direction, entry.kind, entry.at, entry.title, entry.words, entry.theirs) == (
        "marketing",
        "incoming",
        "enquiry",
        NOW - hours(2),
        "Asked by phone",
        "Eight dining chairs",
        True,
    )
    document = SearchDocument.objects.get(kind="marketing.enquiry")
    assert (document.title, document.detail, document.url) == (
        "Priya Shah",
        "Chairs",
        f"/marketing/enquiries/{enquiry.pk}/",
    )
    line = JournalLine.objects.get(verb="marketing.enquiry.heard")
    assert (line.by, line.row_id) == (maya, enquiry.pk)
    assert told == [[enquiry.pk]]


def test_a_repeat_of_a_customer_is_an_enquiry_too_and_twins_are_offered(maya: User) -> None:
    # given an enquiry, one of the same person an hour later, one three days later, and one by another door
    first = an_enquiry()
    twin = an_enquiry(at=NOW + hours(1), words="The chairs again")
    later = an_enquiry(at=NOW + days(3))
    other_door = an_enquiry(at=NOW + hours(2), door="event")

    # then all four stand, and those within a day by one door are offered for joining
    assert Enquiry.objects.count() == 4
    assert Person.objects.count() == 1
    assert twins_of(twin) == [first]
    assert twins_of(later) == []
    assert twins_of(other_door) == []

    # when one is set aside in one tap, it is offered no more
    set_aside(enquiry=twin, expected_version=1, reason="duplicate", by=maya, at=NOW + hours(2))
    assert twins_of(first) == []


def test_somebody_of_the_same_name_may_be_a_twin(maya: User) -> None:
    first = an_enquiry("Ruth Adeyemi")
    second = an_enquiry("ruth adeyemi", at=NOW + hours(1))
    assert first.person_id != second.person_id
    assert twins_of(second) == [first]


def test_where_they_found_us_comes_from_words_or_campaign_and_never_from_the_door(maya: User) -> None:
    flyer = add_campaign(name="Flyer", kind="print", by=maya, at=NOW)
    site = add_campaign(name="New site", kind="website", by=maya, at=NOW)
    rows = [
        ({"source": "Google", "medium": "CPC"}, "Google, search adverts"),
        ({"source": "google ", "medium": "cpc"}, "Google, search adverts"),
        ({"source": "paid_search"}, "Paid search"),
        ({"campaign": flyer}, "Print"),
        ({"campaign": site}, "Website"),
        ({"medium": "walk_in", "door": "walk_in"}, "Walk-ins"),
        *(({"door": door}, "Not known") for door in Door.values),
    ]
    for columns, name in rows:
        assert an_enquiry(**columns).channel.name == name  # type: ignore[arg-type]
    assert Channel.objects.count() == 6


def test_a_batch_is_in_order_and_finds_its_duplicates(maya: User) -> None:
    # given an enquiry that is known by its key
    known = an_enquiry(external_system="crm", external_key="7")

    def row(key: str, who: str) -> Heard:
        return Heard(
            contact=Contact(name=who),
            heard_at=NOW - days(90),
            door="import",
            external_system="crm",
            external_key=key,
        )

    # when a list brings it again, and one row twice
    rows = [row("8", "Ada"), row("7", "Priya Shah"), row("9", "Ben"), row("8", "Ada")]
    heard = hear_many(rows=rows, by=maya, at=NOW, import_id=5)

    # then two are new, and each row has its answer in its place
    assert [str(one.person) if isinstance(one, Enquiry) else one for one in heard] == [
        "Ada",
        Duplicate(known.pk, "7"),
        "Ben",
        Duplicate(Enquiry.objects.get(external_key="8").pk, "8"),
    ]
    new = Enquiry.objects.filter(import_id=5)
    assert [(one.backlog, one.recorded_at) for one in new] == [(True, NOW), (True, NOW)]
    assert Entry.objects.filter(import_id=5).count() == 2
    line = JournalLine.objects.get(verb="marketing.enquiry.heard_many")
    assert (line.note, line.after["count"], line.after["import"]) == ("2 enquiries", 2, 5)
    # and the whole list again adds nothing
    again = hear_many(rows=rows, by=maya, at=NOW, import_id=6)
    assert [type(one) for one in again] == [Duplicate] * 4


def test_hearing_the_same_key_again_gives_the_first_enquiry(maya: User) -> None:
    first = an_enquiry(external_system="form", external_key="abc")
    assert an_enquiry("Somebody else", external_system="form", external_key="abc") == first
    assert Enquiry.objects.count() == 1


def test_a_batch_asks_as_often_for_many_as_for_few(maya: User) -> None:
    def rows(number: int, start: int) -> list[Heard]:
        return [
            Heard(
                contact=Contact(name=f"N {n}", emails=(f"n{n}@x.example",)),
                heard_at=NOW,
                door="import",
                source=f"Source {n % 3}",
                external_system="crm",
                external_key=str(n),
            )
            for n in range(start, start + number)
        ]

    hear_many(rows=rows(3, 0), by=maya, at=NOW)

    def different(number: int, start: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            hear_many(rows=rows(number, start), by=maya, at=NOW)
        # One statement may be sent in several chunks: a kind of statement counts once.
        return len({query["sql"].split("VALUES")[0].split(" IN (")[0] for query in asked.captured_queries})

    assert different(20, 100) == different(200, 1000)


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"heard_at": NOW + days(1)}, "heard_at"),
        ({"door": "pigeon"}, "door"),
        ({"contact": Contact(), "words": "  "}, "who"),
    ],
)
def test_what_cannot_be_is_refused(maya: User, columns: dict[str, object], field: str) -> None:
    values = {"contact": Contact(name="Ada"), "heard_at": NOW, "door": "phone", **columns}
    with pytest.raises(Refused) as refused:
        hear(by=maya, at=NOW, **values)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert Enquiry.objects.count() == 0


def test_words_without_a_name_are_enough(maya: User) -> None:
    enquiry = hear(
        contact=Contact(), by=maya, at=NOW, heard_at=NOW, door="phone", words="Curtains for a bay window"
    )
    assert (str(enquiry.person), enquiry.words) == ("Somebody, by phone", "Curtains for a bay window")


def test_what_is_too_long_is_kept_with_their_words(maya: User) -> None:
    long = "chairs " * 60
    enquiry = an_enquiry(interest=long, words="Short")
    assert len(enquiry.interest) <= 200
    assert enquiry.words == f"Short\n{long.strip()}"


def test_setting_aside_and_taking_up_again(maya: User, joe: User) -> None:
    enquiry = an_enquiry()
    with pytest.raises(NotAllowed):
        set_aside(enquiry=enquiry, expected_version=1, reason="spam", by=joe, at=NOW)
    with pytest.raises(Refused):
        set_aside(enquiry=enquiry, expected_version=1, reason="bored", by=maya, at=NOW)
    with pytest.raises(Stale):
        set_aside(enquiry=enquiry, expected_version=3, reason="spam", by=maya, at=NOW)

    line = set_aside(enquiry=enquiry, expected_version=1, reason="not_for_us", by=maya, at=NOW)
    assert (line.before["state"], line.after["state"], line.after["set_aside_reason"]) == (
        "heard",
        "set_aside",
        "not_for_us",
    )
    with pytest.raises(Refused):
        set_aside(enquiry=enquiry, expected_version=2, reason="spam", by=maya, at=NOW)

    undo(line_id=line.pk, by=maya, at=NOW + hours(1))
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.set_aside_at, enquiry.set_aside_reason) == ("heard", None, "")
    with pytest.raises(Refused):
        take_up_again(enquiry=enquiry, by=maya, at=NOW)


def test_what_we_noted_may_be_put_right_but_never_their_words(maya: User) -> None:
    enquiry = an_enquiry()
    line = correct(
        enquiry=enquiry, expected_version=1, by=maya, at=NOW, interest="Eight chairs", segment="Cafés"
    )
    assert line is not None
    assert (line.before, line.after) == (
        {"interest": "", "segment": ""},
        {"interest": "Eight chairs", "segment": "Cafés"},
    )
    with pytest.raises(TypeError):
        correct(enquiry=enquiry, expected_version=2, by=maya, at=NOW, words="Something else")

    undo(line_id=line.pk, by=maya, at=NOW)
    enquiry.refresh_from_db()
    assert (enquiry.interest, enquiry.segment) == ("", "")


def test_a_wrong_capture_can_be_undone_while_nobody_worked_with_it(maya: User) -> None:
    idle, busy = an_enquiry("Ada"), an_enquiry("Ben")
    set_aside(enquiry=busy, expected_version=1, reason="spam", by=maya, at=NOW)
    of_idle, of_busy = JournalLine.objects.filter(verb="marketing.enquiry.heard").order_by("pk")

    undo(line_id=of_idle.pk, by=maya, at=NOW + hours(1))
    with pytest.raises(Refused, match="worked with"):
        undo(line_id=of_busy.pk, by=maya, at=NOW + hours(1))

    assert list(Enquiry.objects.all()) == [busy]
    assert not Entry.objects.filter(origin="marketing.enquiry", origin_id=idle.pk).exists()
    assert not SearchDocument.objects.filter(kind="marketing.enquiry", row_id=idle.pk).exists()


def test_who_only_reads_hears_nothing(ann: User) -> None:
    with pytest.raises(NotAllowed):
        hear(contact=Contact(name="Ada"), by=ann, at=NOW, heard_at=NOW, door="phone")
