"""The whole list: every open opportunity stands in it, in the order of the day."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tandem.people.persons.actions import add_person
from tandem.people.persons.words import Contact
from tandem.people.timeline.actions import note
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.steps.words import Counts
from tandem.sales.today.queries import SHOWN
from tandem.sales.today.views import sentence_of
from tests.sales.planned import planned
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, days, sent, signed_in

pytestmark = pytest.mark.django_db
URL = "/sales/today/"


@pytest.fixture
def joe() -> Any:
    a_business(zone="UTC")
    ensure_stages()
    return a_user("Joe", role="sales")


def on(number: int) -> Any:
    return (timezone.now() + days(number)).date()


def html_of(user: Any, query: str = "") -> str:
    return signed_in(user).get(URL + query).content.decode()


def test_the_order_of_the_day(joe: Any) -> None:
    # given one of each, and two calls of any time
    planned("Soon", "Visit", kind="visit", on=on(1), owner=joe)
    planned("Without", "", owner=joe)
    planned("First call", on=on(0), owner=joe)
    planned("Second call", on=on(0), owner=joe)
    planned("Letter", "Write", kind="email", on=on(0), owner=joe)
    planned("Late", "Send the quote", kind="quote", on=on(-9), owner=joe)

    # when Joe looks, then what is overdue comes first, calls in one go, and who has no step has a place
    html = html_of(joe)
    places = [
        html.index(words)
        for words in (
            "4 to do, 1 of them overdue. 1 has no next step yet.", "Kept waiting", "waiting 9 days",
            "Letter, Chair", "2 calls in one go, about 20 minutes", "First call", "Second call",
            "No next step yet</h2>", "Plan the next step with Without", "Later</h2>", "Soon, Chair",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_mine_and_everyones(joe: Any) -> None:
    planned("Joes", on=on(0), owner=joe)
    planned("Nobodys", on=on(0))
    planned("Ineses", on=on(0), owner=a_user("Ines"))
    mine, everyones = html_of(joe), html_of(joe, "?whose=everyones")
    assert [name in mine for name in ("Joes", "Nobodys", "Ineses")] == [True, True, False]
    assert [name in everyones for name in ("Joes", "Nobodys", "Ineses")] == [True, True, True]


def wrote(person: Any, ago: float) -> None:
    then = timezone.now() - days(ago)
    columns = {"purpose": "selling", "direction": "incoming", "kind": "email"}
    note(person=person, by=None, at=then, happened_at=then, **columns)


def test_who_waits_for_our_answer_stands_there_the_longest_first(joe: Any) -> None:
    # given one whom Joe talks with, one whom only Ann talks with, one whom both do, and one nobody knows yet
    ann = a_user("Ann", role="sales")
    mine, hers = planned("Mine", "", owner=joe), planned("Hers", "", owner=ann)
    both = planned("Shared", "", owner=ann)
    an_opportunity(both.person, owner=joe)
    new = add_person(contact=Contact(name="New one"), by=None, at=NOW)
    for person, ago in ((mine.person, 2), (hers.person, 9), (both.person, 5), (new, 1), (mine.person, 1)):
        wrote(person, ago)

    # when Joe looks at his list and at everyone's
    html, everyones = html_of(joe), html_of(joe, "?whose=everyones")

    # then they stand in it, the longest first, with a way to answer and one to say that it needs none
    group = html.split('id="waits"')[1].split("</section>")[0]
    assert "3 wait for our answer." in html
    assert "Nobody waits for you" not in html
    places = [group.index(name) for name in ("Shared</a>", "Mine</a>", "New one</a>")]
    assert places == sorted(places)
    assert ("2 messages" in group, "waiting 2 days" in group) == (True, True)
    assert "Hers" not in group
    assert f'href="/people/{new.pk}/write/"' in group
    assert "4 wait for our answer." in everyones

    # and who is settled, or answered, stands there no more
    answer = sent(signed_in(joe), f"/people/{new.pk}/settled/", next="/sales/today/")
    assert answer["Location"] == "/sales/today/"
    then = timezone.now()
    said = {"purpose": "selling", "direction": "outgoing", "kind": "call"}
    note(person=both.person, by=joe, at=then, happened_at=then, **said)
    assert "1 waits for our answer." in html_of(joe)


def test_of_very_many_who_wait_the_first_are_shown_with_as_many_queries(joe: Any) -> None:
    counted = []
    for number in range(4 * SHOWN):
        wrote(add_person(contact=Contact(name=f"Number {number}"), by=None, at=NOW), 40 - number)
        if number + 1 in (SHOWN + 1, 4 * SHOWN):
            with CaptureQueriesContext(connection) as asked:
                html = html_of(joe)
            counted.append(len(asked))
    assert counted[0] == counted[1] <= 30
    assert f"{3 * SHOWN} more" in html
    assert ("Number 7</a>" in html, "Number 8</a>" in html) == (True, False)
    # Who may only read sees them, without a button.
    html = html_of(a_user("Rhea", role="read_only"))
    assert ("Number 7</a>" in html, "Needs no answer" in html) == (True, False)
    assert 'id="waits"' not in html_of(joe, "?show=none")


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_others_read_everyones_and_change_nothing(joe: Any, role: str) -> None:
    row = planned("Tom", on=on(0), owner=joe)
    html = html_of(a_user("Max", role=role))
    assert "Tom, Chair of Tom" in html
    assert reverse("sales:done", args=[row.pk]) not in html
    assert reverse("sales:put_off") not in html


def many(number: int, owner: Any) -> None:
    person, stage = planned("First", on=on(0), owner=owner), ensure_stages()[0]
    now = timezone.now()
    Opportunity.objects.bulk_create(
        Opportunity(
            person=person.person, title=f"Chair {index}", stage=stage, stage_since=now, owner=owner,
            currency="GBP", next_step="Ring" if index % 4 else "", next_step_kind="call" if index % 4 else "",
            next_step_on=on(index % 4 - 2) if index % 4 else None, opened_at=now, recorded_at=now,
        )
        for index in range(number)
    )  # fmt: skip


def test_as_many_queries_for_thousands_as_for_forty(joe: Any) -> None:
    many(40, joe)
    client = signed_in(joe)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    many(1960, joe)
    with CaptureQueriesContext(connection) as lots:
        html = client.get(URL).content.decode()
    assert len(few) == len(lots) <= 30
    assert html.count("step-row") == 4 * 25
    assert "475 more" in html


def test_a_part_alone_has_pages(joe: Any) -> None:
    many(400, joe)
    html = html_of(joe, "?show=none&page=2")
    assert "Page 2 of 2" in html
    assert "Kept waiting" not in html
    assert html.count("step-row") == 50


@pytest.mark.parametrize("query", ["?show=nonsense", "?whose=x", "?show=none&page=99", "?page=-1"])
def test_a_strange_address_is_no_trouble(joe: Any, query: str) -> None:
    planned("Tom", on=on(0), owner=joe)
    assert signed_in(joe).get(URL + query).status_code == 200


def test_nobody_is_there(joe: Any) -> None:
    assert "No conversation is open." in html_of(joe)


def test_typed_words_stay_words(joe: Any) -> None:
    planned("<script>alert(1)</script>", "<img src=x>", on=on(0), owner=joe)
    html = html_of(joe)
    assert "<script>alert" not in html
    assert "<img src=x>" not in html


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (Counts(today=1), "1 to do, nothing overdue."),
        (Counts(waiting=1), "1 to do, and it is overdue."),
        (Counts(waiting=3), "3 to do, all of them overdue."),
        (Counts(waiting=3, today=4, none=2), "7 to do, 3 of them overdue. 2 have no next step yet."),
        (Counts(later=4), "Nobody waits for you today."),
        (Counts(none=1), "Nobody waits for you today. 1 has no next step yet."),
    ],
)
def test_the_sentence_above(counts: Counts, words: str) -> None:
    assert sentence_of(counts) == words
