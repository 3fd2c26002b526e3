"""The consent log is only added to, and the database itself refuses anything else."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused
from tandem.people.consent.actions import tell
from tandem.people.consent.models import ConsentEvent
from tandem.people.consent.queries import may, standings
from tandem.people.consent.words import Basis, Use
from tandem.people.persons.models import Person
from tandem.people.privacy.actions import suppress
from tests.people.making import NOW


@pytest.fixture
def said(owner: User, tom: Person) -> ConsentEvent:
    return tell(
        person=tom,
        use=Use.NEWSLETTER,
        given=True,
        basis=Basis.CONSENT,
        source="Form of the website",
        wording="Send me the newsletter.",
        by=owner,
        at=NOW,
        happened_at=NOW - datetime.timedelta(days=2),
    )


def test_who_when_where_and_by_which_words_is_kept(owner: User, said: ConsentEvent) -> None:
    assert (said.by, said.recorded_at, said.at) == (owner, NOW, NOW - datetime.timedelta(days=2))
    assert (said.source, said.wording) == ("Form of the website", "Send me the newsletter.")


def test_the_newest_word_counts(owner: User, tom: Person, said: ConsentEvent) -> None:
    assert [standing.allowed for standing in standings(tom)] == [False, True, False]
    assert may(tom, Use.NEWSLETTER)
    assert not may(tom, Use.PHOTOS)

    # when they say no
    tell(
        person=tom, use=Use.NEWSLETTER, given=False, basis=Basis.OBJECTED, source="By phone", by=owner, at=NOW
    )  # fmt: skip

    # then the yes is still written down, and does not count
    assert ConsentEvent.objects.count() == 2
    assert not may(tom, Use.NEWSLETTER)
    assert standings(tom)[1].refused


def test_a_suppressed_address_may_not_be_used_whatever_was_said(tom: Person, said: ConsentEvent) -> None:
    suppress(addresses=["tom@example.org"], at=NOW)
    assert not may(tom, Use.NEWSLETTER)


@pytest.mark.parametrize(
    ("statement", "parameters"),
    [
        ("UPDATE people_consentevent SET given = %s", [False]),
        ("UPDATE people_consentevent SET wording = %s", ["Something else"]),
        ("UPDATE people_consentevent SET at = recorded_at", []),
        ("UPDATE people_consentevent SET person_id = person_id, source = %s", [""]),
        ("DELETE FROM people_consentevent", []),
    ],
)
def test_the_database_refuses_to_change_or_remove_a_word(
    said: ConsentEvent, statement: str, parameters: list[object]
) -> None:
    with pytest.raises((IntegrityError, DatabaseError), match="only added to"), transaction.atomic():
        connection.cursor().execute(statement, parameters)
    assert ConsentEvent.objects.get().given


def test_a_person_with_words_in_the_log_cannot_simply_be_deleted(tom: Person, said: ConsentEvent) -> None:
    with pytest.raises((IntegrityError, DatabaseError), match="only added to"), transaction.atomic():
        tom.delete()
    assert ConsentEvent.objects.exists()


def test_a_released_word_may_go_and_cannot_be_taken_in_again(said: ConsentEvent) -> None:
    ConsentEvent.objects.update(released_at=NOW)
    with pytest.raises((IntegrityError, DatabaseError), match="only added to"), transaction.atomic():
        ConsentEvent.objects.update(released_at=None)
    ConsentEvent.objects.all().delete()
    assert not ConsentEvent.objects.exists()


def test_what_an_import_brought_goes_with_it(owner: User, tom: Person) -> None:
    tell(
        person=tom, use="newsletter", given=True, basis="consent", source="Spreadsheet", by=owner, at=NOW,
        import_id=7,
    )  # fmt: skip
    ConsentEvent.objects.filter(import_id=7).delete()
    assert not ConsentEvent.objects.exists()


def test_a_yes_needs_a_reason_and_a_no_is_a_no(owner: User, reader: User, tom: Person) -> None:
    with pytest.raises(Refused):
        tell(person=tom, use="newsletter", given=True, basis="objected", source="", by=owner, at=NOW)
    with pytest.raises(Refused):
        tell(person=tom, use="newsletter", given=False, basis="consent", source="", by=owner, at=NOW)
    with pytest.raises(NotAllowed):
        tell(person=tom, use="newsletter", given=True, basis="consent", source="", by=reader, at=NOW)
    assert not ConsentEvent.objects.exists()
