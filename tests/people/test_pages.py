"""Every page of People: whole, as a part for HTMX, sent without JavaScript, and for who may only read."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.office.accounts.models import User
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.consent.models import ConsentEvent
from tandem.people.organisations.actions import add_organisation
from tandem.people.organisations.models import Organisation
from tandem.people.persons.actions import add_person, add_phone, match_or_add_many
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.timeline.actions import note
from tandem.people.timeline.models import Entry
from tests.people.making import NOW, sent, signed_in


@pytest.fixture
def ann(owner: User, tom: Person) -> Person:
    return add_person(contact=Contact("Ann Ellery", (), ("020 7946 0132",), place="Bath"), by=owner, at=NOW)


def test_the_list_shows_everybody_and_finds_by_any_part(owner: User, tom: Person, ann: Person) -> None:
    client = signed_in(owner)

    # the whole page, sorted by name
    whole = client.get("/people/").content.decode()
    assert whole.index("Ann Ellery") < whole.index("Tom Ellery")
    assert "<html" in whole

    # a part of the name, the last digits of the number, a part of the address, the place
    for search, names in {
        "TOM": ["Tom Ellery"],
        "946 0132": ["Ann Ellery", "Tom Ellery"],
        "m@exam": ["Tom Ellery"],
        "bath": ["Ann Ellery"],
        "nobody": [],
    }.items():
        part = client.get("/people/", {"q": search}, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part
        assert [name for name in ("Ann Ellery", "Tom Ellery") if name in part] == names


def test_the_list_has_pages_of_fifty_and_few_queries(owner: User) -> None:
    contacts = [Contact(f"Person {n:03}", (f"p{n}@example.org",), organisation="Firm") for n in range(120)]
    match_or_add_many(contacts=contacts, by=owner, at=NOW)
    client = signed_in(owner)
    client.get("/people/")

    # when the second page is opened
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/people/", {"sort": "-name", "page": 2})

    # then it has the second fifty from the end, in eight queries at most
    text = page.content.decode()
    assert "Person 069" in text
    assert "Person 070" not in text
    assert len(captured) <= 8


def test_who_was_merged_or_erased_is_in_no_list(owner: User, tom: Person, ann: Person) -> None:
    Person.objects.filter(pk=ann.pk).update(merged_into=tom)
    client = signed_in(owner)
    assert "Ann Ellery" not in client.get("/people/").content.decode()
    assert client.get(f"/people/{ann.pk}/").headers["Location"] == f"/people/{tom.pk}/"
    Person.objects.filter(pk=tom.pk).update(erased_at=NOW)
    assert client.get(f"/people/{tom.pk}/").status_code == 404


def test_a_person_is_added_without_javascript(seller: User) -> None:
    client = signed_in(seller)
    answer = sent(
        client,
        "/people/add/",
        name="Tom Ellery",
        phones="020 7946 0132\n",
        emails="tom@example.org",
        about="A dog",
    )
    person = Person.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/people/{person.pk}/")
    assert person.about == "A dog"
    assert "Tom Ellery" in client.get(f"/people/{person.pk}/").content.decode()

    # the same form again has no second effect
    assert (
        sent(
            client,
            "/people/add/",
            name="Tom Ellery",
            phones="020 7946 0132\n",
            emails="tom@example.org",
            about="A dog",
        ).headers["Location"]
        == f"/people/{person.pk}/"
    )
    assert Person.objects.count() == 1


def test_what_was_typed_wrong_stays_typed(owner: User, tom: Person) -> None:
    answer = sent(signed_in(owner), "/people/add/", name="Ann", emails="tom@example.org\nann at home")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "tom@example.org is written down for Tom Ellery already." in text
    assert "ann at home" in text
    assert Person.objects.count() == 1


def test_a_person_is_edited_and_a_lost_race_shows_both_versions(owner: User, tom: Person) -> None:
    client = signed_in(owner)
    form = {"emails": "tom@example.org", "phones": "020 7946 0132", "organisation": "Ellery & Sons"}
    answer = sent(client, f"/people/{tom.pk}/edit/", version=1, name="Tom Ellery", place="Bristol", **form)
    assert answer.status_code == 303
    tom.refresh_from_db()
    assert (tom.place, str(tom.organisation), tom.version) == ("Bristol", "Ellery & Sons", 2)

    # when somebody who saw version 1 saves
    lost = sent(client, f"/people/{tom.pk}/edit/", version=1, name="Tom Ellery", place="Bath", **form)

    # then nothing is overwritten and both are shown
    text = lost.content.decode()
    assert lost.status_code == 409
    assert "Bristol" in text
    assert "Bath" in text
    assert Person.objects.get(pk=tom.pk).place == "Bristol"


def test_a_note_is_written_from_the_page_with_the_hat_as_its_job(seller: User, tom: Person) -> None:
    client = signed_in(seller)
    page = client.get(f"/people/{tom.pk}/").content.decode()
    assert '<option value="selling" selected>' in page

    # when a call is noted
    answer = sent(
        client,
        f"/people/{tom.pk}/note/",
        words="It has to survive the dog.",
        kind="call",
        theirs="on",
        minutes="12",
        purpose="selling",
        on="2026-10-07",
        time="12:40",
    )

    # then it stands on the timeline as one says it, and can be undone
    assert answer.headers["Location"] == f"/people/{tom.pk}/"
    entry = Entry.objects.get()
    assert (entry.kind, entry.direction, entry.purpose, entry.minutes) == ("call", "two_way", "selling", 12)
    assert entry.at == datetime.datetime(2026, 10, 7, 11, 40, tzinfo=datetime.UTC)
    text = client.get(f"/people/{tom.pk}/").content.decode()
    assert "Joe rang, 12 minutes" in text
    assert "“It has to survive the dog.”" in text
    line = JournalLine.objects.get(verb="people.entry.noted")
    undo(line_id=line.pk, by=seller, at=line.at)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "note", "words": ""}, "Write a word or two about what happened."),
        ({"kind": "call", "minutes": "soon"}, "Type a number of minutes, such as 12."),
        ({"kind": "call", "on": "2999-01-01"}, "This day is still to come."),
    ],
)
def test_a_note_that_cannot_be_says_what_to_do(
    seller: User, tom: Person, fields: dict[str, str], sentence: str
) -> None:
    answer = sent(signed_in(seller), f"/people/{tom.pk}/note/", purpose="selling", **fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Entry.objects.exists()


def test_the_page_of_a_person_costs_the_same_with_many_entries(owner: User, tom: Person) -> None:
    client = signed_in(owner)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/people/{tom.pk}/").status_code == 200
        return len(captured)

    for number in range(2):
        note(
            person=tom, by=owner, at=NOW, happened_at=NOW, purpose="marketing", direction="incoming",
            kind="call", words=f"Call {number}",
        )  # fmt: skip
    few = queries()
    for number in range(40):
        note(
            person=tom, by=owner, at=NOW, happened_at=NOW, purpose="selling", direction="outgoing",
            kind="call", words=f"Call {number}",
        )  # fmt: skip
    assert queries() == few
    assert few <= 30


def test_what_came_before_is_one_tap_away(owner: User, tom: Person) -> None:
    for number in range(60):
        happened_at = NOW - datetime.timedelta(days=number)
        note(
            person=tom, by=owner, at=NOW, happened_at=happened_at, purpose="marketing", direction="internal",
            kind="note", words=f"Note number {number}.",
        )  # fmt: skip
    client = signed_in(owner)

    # given the newest fifty
    text = client.get(f"/people/{tom.pk}/").content.decode()
    assert "Note number 49." in text
    assert "Note number 50." not in text

    # when the link under them is followed, as a part
    mark = text.split("?before=")[1].split('"')[0]
    part = client.get(f"/people/{tom.pk}/", {"before": mark}, headers={"HX-Request": "true"}).content.decode()

    # then the rest comes, and nothing twice
    assert "<html" not in part
    assert "Note number 50." in part
    assert "Note number 59." in part
    assert "Note number 49." not in part
    assert "What came before" not in part


def test_what_they_said_is_written_down(seller: User, tom: Person) -> None:
    client = signed_in(seller)
    answer = sent(
        client, f"/people/{tom.pk}/consent/", use="newsletter", basis="consent", source="On the phone"
    )
    assert answer.status_code == 303
    event = ConsentEvent.objects.get()
    assert (event.use, event.given, event.basis, event.source, event.by) == (
        "newsletter",
        True,
        "consent",
        "On the phone",
        seller,
    )
    assert "They agreed" in client.get(f"/people/{tom.pk}/").content.decode()
    wrong = sent(client, f"/people/{tom.pk}/consent/", use="newsletter", basis="", source="")
    assert wrong.status_code == 422


def test_organisations_have_pages_with_their_people(owner: User, tom: Person) -> None:
    client = signed_in(owner)
    answer = sent(client, "/people/organisations/add/", name="Ellery & Sons", place="Thornbury")
    organisation = Organisation.objects.get()
    assert answer.headers["Location"] == f"/people/organisations/{organisation.pk}/"
    Person.objects.filter(pk=tom.pk).update(organisation=organisation)
    assert "Tom Ellery" in client.get(f"/people/organisations/{organisation.pk}/").content.decode()
    assert "Ellery &amp; Sons" in client.get("/people/organisations/", {"q": "thornb"}).content.decode()

    saved = sent(client, f"/people/organisations/{organisation.pk}/edit/", version=1, name="Ellery Ltd")
    assert saved.status_code == 303
    lost = sent(client, f"/people/organisations/{organisation.pk}/edit/", version=1, name="Ellery plc")
    assert lost.status_code == 409
    assert sent(client, "/people/organisations/add/", name="").status_code == 422


def test_two_entries_are_put_together_and_taken_apart_again(owner: User, tom: Person, ann: Person) -> None:
    client = signed_in(owner)
    assert "The same phone number" in client.get("/people/duplicates/").content.decode()
    assert "Ann Ellery" in client.get(f"/people/{tom.pk}/merge/", {"q": "ann"}).content.decode()
    assert "Bath" in client.get(f"/people/{tom.pk}/merge/{ann.pk}/").content.decode()

    # when the two are put together, keeping the place of the second
    answer = sent(
        client, f"/people/{tom.pk}/merge/{ann.pk}/", version=1, other_version=1, name="kept", place="gone"
    )

    # then there is one, and the toast can undo it
    assert answer.headers["Location"] == f"/people/{tom.pk}/"
    tom.refresh_from_db()
    assert (tom.name, tom.place) == ("Tom Ellery", "Bath")
    line = JournalLine.objects.get(verb="people.person.merged")
    undo(line_id=line.pk, by=owner, at=line.at)
    assert "Ann Ellery" in client.get("/people/").content.decode()


def test_two_that_are_not_the_same_are_not_offered_again(owner: User, tom: Person, ann: Person) -> None:
    client = signed_in(owner)
    answer = sent(client, f"/people/{tom.pk}/different/{ann.pk}/")
    assert answer.headers["Location"] == "/people/duplicates/"
    assert "Nobody seems to be here twice." in client.get("/people/duplicates/").content.decode()


def test_an_owner_gives_out_and_erases_but_only_when_it_is_ticked(owner: User, tom: Person) -> None:
    client = signed_in(owner)
    assert "Phone numbers" in client.get(f"/people/{tom.pk}/export/").content.decode()
    given = sent(client, f"/people/{tom.pk}/export/")
    assert (given.status_code, given.headers["Content-Type"]) == (200, "application/zip")
    assert "Erase everything about Tom Ellery?" in client.get(f"/people/{tom.pk}/erase/").content.decode()
    assert sent(client, f"/people/{tom.pk}/erase/").status_code == 422
    assert Person.objects.get().name == "Tom Ellery"
    assert sent(client, f"/people/{tom.pk}/erase/", agreed="yes").headers["Location"] == "/people/"
    assert Person.objects.get().name == ""


WRITES = [
    "add/",
    "{}/edit/",
    "{}/note/",
    "{}/consent/",
    "{}/merge/{}/",
    "{}/different/{}/",
    "organisations/add/",
]


@pytest.mark.parametrize("path", [*WRITES, "{}/export/", "{}/erase/"])
def test_who_may_only_read_writes_nothing(reader: User, tom: Person, path: str) -> None:
    answer = sent(signed_in(reader), "/people/" + path.format(tom.pk, tom.pk), agreed="yes", name="Ann")
    assert answer.status_code == 403
    assert Person.objects.get().name == "Tom Ellery"


@pytest.mark.parametrize("path", ["{}/export/", "{}/erase/"])
def test_only_the_owner_gives_out_and_erases(seller: User, tom: Person, path: str) -> None:
    client = signed_in(seller)
    assert client.get("/people/" + path.format(tom.pk)).status_code == 403
    assert sent(client, "/people/" + path.format(tom.pk), agreed="yes").status_code == 403
    assert Person.objects.get().name == "Tom Ellery"


def test_who_may_only_read_sees_no_form(reader: User, tom: Person) -> None:
    text = signed_in(reader).get(f"/people/{tom.pk}/").content.decode()
    assert "Tom Ellery" in text
    assert "Note it" not in text
    assert "Erase this person" not in text


def test_a_name_is_text_and_never_a_tag(owner: User) -> None:
    person = add_person(contact=Contact("<script>alert(1)</script>"), by=owner, at=NOW)
    add_organisation(name="<b>Bold</b>", by=owner, at=NOW)
    client = signed_in(owner)
    for url in ("/people/", f"/people/{person.pk}/", "/people/organisations/", f"/people/{person.pk}/erase/"):
        text = client.get(url).content.decode()
        assert "<script>alert" not in text
        assert "<b>Bold" not in text


def test_the_page_costs_the_same_for_a_person_of_whom_much_is_known_and_little(
    owner: User, tom: Person
) -> None:
    # given Tom with two numbers, somebody else with one of them, and a note; and somebody with a name alone
    for number in ("020 7946 0001", "020 7946 0002"):
        add_phone(person=tom, number=number, by=owner, at=NOW)
    add_person(contact=Contact("Tim Ellery", phones=("020 7946 0001",)), by=owner, at=NOW)
    note(
        person=tom, by=owner, at=NOW, happened_at=NOW, purpose="marketing", direction="incoming", kind="call",
        words="About the sofa",
    )  # fmt: skip
    bare = add_person(contact=Contact("Priya Shah"), by=owner, at=NOW)
    client = signed_in(owner)
    client.get(f"/people/{tom.pk}/")

    with CaptureQueriesContext(connection) as much:
        html = client.get(f"/people/{tom.pk}/").content.decode()
    with CaptureQueriesContext(connection) as little:
        client.get(f"/people/{bare.pk}/")

    assert "Tim Ellery" in html
    assert len(little) == len(much)
