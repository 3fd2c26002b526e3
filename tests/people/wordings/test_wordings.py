"""Letters to start from: literal names in braces, and nothing else runs."""

import pytest

from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.wordings.actions import add_wording, change_wording, lay_out, remove_wording
from tandem.people.wordings.merging import merged, open_fields
from tandem.people.wordings.models import Wording
from tandem.people.wordings.queries import first_name, starters, values_for, wordings
from tandem.people.wordings.words import FIELDS
from tandem.people.works.queries import Work
from tests.people.making import NOW, sent, signed_in

WORK = Work("tests.work", 1, "Six chairs", "/w/1/", said={"title": "Six chairs", "amount": "£1,140"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear {first_name}", "Dear Tom"),
        ("{title}: {amount}", "Six chairs: £1,140"),
        # what is not known, or is no field, stays as it stands
        ("{your_words} {nothing}", "{your_words} {nothing}"),
        ("{first_name.upper} {{first_name}} {first_name", "{first_name.upper} {Tom} {first_name"),
        ("{% now %} ${first_name} %(first_name)s {0}", "{% now %} $Tom %(first_name)s {0}"),
    ],
)
def test_names_in_braces_are_put_in_and_nothing_else_happens(
    seller: User, tom: Person, text: str, expected: str
) -> None:
    assert merged(text, values_for(tom, by=seller, work=WORK)) == expected


def test_what_is_put_in_is_not_looked_through_again(seller: User, owner: User) -> None:
    trick = add_person(contact=Contact("{business} Ellery"), by=owner, at=NOW)
    values = values_for(trick, by=seller, work=None)
    assert merged("Dear {first_name}, {business}", values) == "Dear {business}, Wren & Rowe"
    assert open_fields("Dear {title}, {amount}, {title}") == ["title", "amount"]


@pytest.mark.parametrize(
    ("name", "first"), [("Tom Ellery", "Tom"), ("Dr Ellery", ""), ("Mrs. Pike", ""), ("", ""), ("Zoë", "Zoë")]
)
def test_a_title_is_no_first_name(name: str, first: str) -> None:
    assert first_name(Person(name=name)) == first


def test_the_five_to_begin_with_are_whole() -> None:
    five = starters()
    assert len(five) == 5
    assert len({one.name for one in five}) == 5
    for one in five:
        assert set(open_fields(one.subject, one.text)) <= set(FIELDS)


def test_they_are_made_ones_own_once_and_changed_and_removed_with_undo(seller: User) -> None:
    assert [one.pk for one in wordings()] == [None] * 5
    lay_out()
    lay_out()
    assert Wording.objects.count() == 5
    row = Wording.objects.get(name="I could not reach you")
    line = change_wording(
        wording=row,
        expected_version=1,
        name="No answer",
        subject="Hello",
        text="Dear {name}",
        by=seller,
        at=NOW,
    )
    assert line is not None
    undo(line_id=line.pk, by=seller, at=NOW)
    row.refresh_from_db()
    assert row.name == "I could not reach you"
    for wording in wordings():
        remove_wording(wording=wording, expected_version=wording.version, by=seller, at=NOW)
    # whoever removed all of them does not get them again
    assert wordings() == []
    undo(line_id=JournalLine.objects.filter(verb="people.wording.removed").latest("pk").pk, by=seller, at=NOW)
    assert len(wordings()) == 1


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"name": " "}, "name"),
        ({"subject": ""}, "subject"),
        ({"text": ""}, "text"),
        ({"text": "Dear {frist_name}"}, "text"),
        ({"subject": "{price}"}, "subject"),
        ({"name": "Still on your mind?"}, "name"),
    ],
)
def test_a_field_that_nobody_fills_is_said_while_it_is_written(
    seller: User, columns: dict[str, str], field: str
) -> None:
    usual = {"name": "Hello", "subject": "Hello", "text": "Dear {first_name}"}
    with pytest.raises(Refused) as refused:
        add_wording(by=seller, at=NOW, **{**usual, **columns})
    assert refused.value.field == field


def test_the_pages_change_them_and_a_reader_only_reads(seller: User, reader: User) -> None:
    client = signed_in(seller)
    assert "Make them yours" in client.get("/people/wordings/").content.decode()
    sent(client, "/people/wordings/")
    row = Wording.objects.get(name="What we spoke about")
    url = f"/people/wordings/{row.pk}/"
    assert "{your_words}" in client.get(url).content.decode()
    fields = {"name": "After a talk", "subject": "Our talk", "text": "Dear {first_name}"}
    sent(client, url, once="a" * 20, version="1", **fields)
    assert sent(client, url, once="b" * 20, version="1", **fields).status_code == 409
    assert sent(client, url, once="c" * 20, version="2", **{**fields, "text": "{x}"}).status_code == 422
    sent(client, "/people/wordings/signature/", once="d" * 20, version="1", text="{seller}, upholsterer")
    assert (
        sent(client, "/people/wordings/signature/", once="e" * 20, version="2", text="{title}").status_code
        == 422
    )
    page = signed_in(reader).get("/people/wordings/").content.decode()
    assert "After a talk" in page
    assert "{seller}, upholsterer" in page
    assert signed_in(reader).get(url).status_code == 403
    with pytest.raises(NotAllowed):
        add_wording(by=reader, at=NOW, **fields)
    sent(client, f"{url}remove/", once="f" * 20, version="2")
    assert not Wording.objects.filter(pk=row.pk).exists()
