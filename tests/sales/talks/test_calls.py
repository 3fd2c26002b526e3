"""The talk about an opportunity: noted on its page, after a call with what is next, planned in one tap."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.timeline.actions import note
from tandem.people.timeline.models import Entry
from tandem.people.works.queries import open_works, work_marked
from tandem.sales.opportunities.actions import lose, plan_step
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import Step
from tandem.sales.talks.actions import note_call
from tandem.sales.talks.queries import entries_about
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, sent, signed_in

pytestmark = pytest.mark.django_db
CALL = {"kind": "call", "direction": "two_way", "outcome": "answered", "purpose": "selling"}


def page(name: str, row: Opportunity, *more: int) -> str:
    return reverse(f"sales:{name}", args=[row.pk, *more])


@pytest.fixture
def joe() -> User:
    a_business()
    return a_user("Joe", role="sales")


@pytest.fixture
def tom(joe: User) -> Person:
    contact = Contact("Tom Ellery", emails=("tom@example.org",), phones=("020 7946 0132",))
    return add_person(contact=contact, by=None, at=NOW)


@pytest.fixture
def chairs(joe: User, tom: Person) -> Opportunity:
    return an_opportunity(tom, owner=joe, amount_minor=114000)


def planned(row: Opportunity, joe: User, **columns: Any) -> None:
    usual: dict[str, Any] = {"words": "Ring about the wool", "kind": "call", "on": None}
    plan_step(opportunity=row, expected_version=row.version, by=joe, at=NOW, **{**usual, **columns})


def test_what_is_noted_on_its_page_is_about_it(joe: User, chairs: Opportunity) -> None:
    client = signed_in(joe)
    answer = sent(client, page("note", chairs), kind="visit", words="Frames sound.", purpose="selling")
    assert answer["Location"] == page("opportunity", chairs)
    entry = Entry.objects.get(kind="visit")
    assert (entry.about, entry.about_id, entry.person) == ("sales.opportunity", chairs.pk, chairs.person)
    assert "Frames sound." in client.get(page("opportunity", chairs)).content.decode()
    refused = sent(client, page("note", chairs), kind="note", words="", purpose="selling")
    assert refused.status_code == 422
    assert "Write a word or two" in refused.content.decode()


def test_its_page_leaves_out_what_is_about_another(joe: User, tom: Person, chairs: Opportunity) -> None:
    stool = an_opportunity(tom, title="A stool")
    for row, words in ((chairs, "Six chairs"), (stool, "One stool")):
        note_call(opportunity=row, expected_version=row.version, by=joe, at=NOW, words=words, **CALL)
    note(person=tom, by=joe, at=NOW, happened_at=NOW, words="Has a dog", **{**CALL, "kind": "visit"})
    assert {entry.words for entry in entries_about(chairs)} == {"Six chairs", "Has a dog"}


def test_after_a_call_one_form_notes_it_and_plans_what_comes_next(joe: User, chairs: Opportunity) -> None:
    # given ringing is the next step
    planned(chairs, joe)
    client, url = signed_in(joe), page("rang", chairs)
    asked = client.get(page("opportunity", chairs)).content.decode()
    assert f'data-rang="{url}"' in asked
    asked = client.get(url).content.decode()
    assert "Ring about the wool" in asked

    # when the call is told, with what comes next
    answer = sent(
        client, url, version=chairs.version, outcome="answered", minutes="12", words="Likes the green wool.",
        purpose="selling", was_next_step="on", next_words="Send the quote", next_kind="quote",
        next_on="2026-12-01",
    )  # fmt: skip

    # then it stands on the timeline, the step is done and the next one planned
    assert answer["Location"] == page("opportunity", chairs)
    entry = Entry.objects.get(kind="call")
    assert (entry.outcome, entry.direction, entry.minutes, entry.about_id) == (
        "answered",
        "two_way",
        12,
        chairs.pk,
    )
    chairs.refresh_from_db()
    assert (chairs.next_step, chairs.next_step_kind) == ("Send the quote", "quote")
    assert chairs.next_step_on == datetime.date(2026, 12, 1)
    line = JournalLine.objects.get(verb="sales.opportunity.step_done")
    assert (line.note, line.after["next_step"]) == ("Ring about the wool", "Send the quote")


def test_where_nobody_answered_the_step_stays_planned(joe: User, chairs: Opportunity) -> None:
    planned(chairs, joe)
    sent(signed_in(joe), page("rang", chairs), version=chairs.version, outcome="nobody", purpose="selling")
    chairs.refresh_from_db()
    assert chairs.next_step == "Ring about the wool"
    assert Entry.objects.get(kind="call").outcome == "nobody"
    page_now = signed_in(joe).get(page("opportunity", chairs)).content.decode()
    assert "Joe rang, nobody answered" in page_now


def test_done_without_a_next_one_the_page_keeps_asking(joe: User, chairs: Opportunity) -> None:
    planned(chairs, joe)
    note_call(opportunity=chairs, expected_version=chairs.version, by=joe, at=NOW, was_next_step=True, **CALL)
    chairs.refresh_from_db()
    assert (chairs.next_step, chairs.next_step_kind, chairs.next_step_on) == ("", "", None)


def test_of_a_closed_one_a_call_is_noted_and_nothing_planned(joe: User, chairs: Opportunity) -> None:
    lose(opportunity=chairs, expected_version=chairs.version, reason="price", by=joe, at=NOW)
    note_call(opportunity=chairs, expected_version=chairs.version, by=joe, at=NOW, words="Thanked us", **CALL)
    assert Entry.objects.filter(words="Thanked us").exists()
    with pytest.raises(Refused):
        note_call(
            opportunity=chairs, expected_version=chairs.version, by=joe, at=NOW,
            next_step=Step(words="Ring again", kind="call"), **CALL,
        )  # fmt: skip
    assert open_works(chairs.person_id) == []


def test_who_may_and_from_which_version(joe: User, chairs: Opportunity) -> None:
    maya, ann = a_user("Maya", role="marketing"), a_user("Ann", role="read_only")
    with pytest.raises(NotAllowed):
        note_call(opportunity=chairs, expected_version=1, by=maya, at=NOW, **CALL)
    with pytest.raises(Stale):
        note_call(opportunity=chairs, expected_version=9, by=joe, at=NOW, **CALL)
    assert not Entry.objects.filter(kind="call").exists()
    assert signed_in(maya).get(page("rang", chairs)).status_code == 403
    assert sent(signed_in(maya), page("note", chairs), kind="call", purpose="selling").status_code == 303
    assert sent(signed_in(ann), page("note", chairs), kind="call", purpose="selling").status_code == 403


def test_the_day_that_they_named_is_planned_in_one_tap(joe: User, chairs: Opportunity) -> None:
    # given a call just now, after which they asked to be rung in two weeks
    now = timezone.now()
    entry = note_call(
        opportunity=chairs, expected_version=chairs.version, by=joe, at=now, theirs=True,
        words="Call me in two weeks at 10", **CALL,
    )  # fmt: skip
    client, url = signed_in(joe), page("plan_follow_up", chairs, entry.pk)

    # then both pages offer it with the words that it was read from
    for place in (page("opportunity", chairs), f"/people/{chairs.person_id}/"):
        html = client.get(place).content.decode()
        assert f'action="{url}"' in html
        assert "read from “in two weeks at 10”" in html

    # and one tap plans it, once, with a way back
    for _again in range(2):
        answer = client.post(url, {"once": "p" * 20, "version": chairs.version})
        assert answer["Location"] == page("opportunity", chairs)
    chairs.refresh_from_db()
    assert chairs.next_step == "Ring Tom Ellery (“in two weeks at 10”)"
    assert (chairs.next_step_kind, chairs.next_step_time) == ("call", datetime.time(10))
    assert chairs.next_step_on is not None
    assert chairs.next_step_on >= (now + datetime.timedelta(days=13)).date()
    assert url not in client.get(page("opportunity", chairs)).content.decode()
    undo(line_id=JournalLine.objects.get(verb="sales.opportunity.step_planned").pk, by=joe, at=now)
    chairs.refresh_from_db()
    assert chairs.next_step == ""


def test_nothing_is_offered_that_is_over_or_that_one_may_not_plan(joe: User, chairs: Opportunity) -> None:
    ann = a_user("Ann", role="read_only")
    past = note_call(
        opportunity=chairs, expected_version=1, by=joe, at=timezone.now(), words="Next Tuesday",
        **{**CALL, "kind": "visit"},
    )  # fmt: skip
    Entry.objects.filter(pk=past.pk).update(at=NOW - datetime.timedelta(days=400))
    url = page("plan_follow_up", chairs, past.pk)
    assert url not in signed_in(joe).get(page("opportunity", chairs)).content.decode()
    answer = sent(signed_in(joe), url, version=chairs.version)
    assert answer.status_code == 422
    assert "No day that is still to come" in answer.content.decode()
    assert sent(signed_in(ann), url, version=chairs.version).status_code == 403
    other = an_opportunity(title="A stool")
    assert sent(signed_in(joe), page("plan_follow_up", other, past.pk), version=1).status_code == 404


def test_a_letter_may_say_what_the_opportunity_says(joe: User, tom: Person, chairs: Opportunity) -> None:
    [work] = open_works(tom.pk)
    assert dict(work.said) == {"title": "Six dining chairs", "amount": "£1,140"}
    html = signed_in(joe).get(f"/people/{tom.pk}/write/?start=Still+on+your+mind%3F").content.decode()
    assert "Still on your mind? Six dining chairs" in html
    assert "spoke about “Six dining chairs”" in html
    other = an_opportunity(title="A stool")
    assert work_marked(f"sales.opportunity:{other.pk}", tom.pk) is None
    for mark in (
        "",
        "x",
        "sales.opportunity:",
        "sales.opportunity:x",
        "sales.opportunity:" + "9" * 30,
        "a:1",
    ):
        assert work_marked(mark, tom.pk) is None


def test_the_page_takes_as_many_queries_for_a_long_talk(joe: User, chairs: Opportunity) -> None:
    client = signed_in(joe)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page("opportunity", chairs)).status_code == 200
        return len(captured)

    note_call(opportunity=chairs, expected_version=1, by=joe, at=timezone.now(), words="Next week", **CALL)
    few = queries()
    for number in range(15):
        note_call(
            opportunity=chairs, expected_version=1, by=joe, at=timezone.now(),
            words=f"Call me in {number} weeks", **CALL,
        )  # fmt: skip
    assert queries() == few
    assert few <= 30
