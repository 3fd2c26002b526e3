"""What another program may rely on: one effect, no lost update, whole lists, a sentence for each mistake."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.exchange.api.jobs import KEPT, forget_writes
from tandem.exchange.api.models import KeyedWrite
from tandem.marketing.arrivals.models import Arrival
from tandem.marketing.enquiries.actions import hear
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.people.duplicates.actions import merge
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.sales.opportunities.actions import open_opportunity, win
from tests.exchange.api.programs import Program, problem_of, program
from tests.office.seats import browser, seat

pytestmark = pytest.mark.django_db
RUTH = {"name": "Ruth Adeyemi", "emails": ["ruth@example.org"]}


def test_the_same_request_twice_has_one_effect_and_one_answer(site: Program) -> None:
    # given a website that did not hear the first answer
    first = site.post("enquiries", {"person": RUTH, "words": "Chairs"}, idempotency_key="form-17")

    # when it sends the same once more
    second = site.post("enquiries", {"person": RUTH, "words": "Chairs"}, idempotency_key="form-17")

    # then there is one enquiry, and the same answer, which says that it is not the first
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert (Enquiry.objects.count(), Arrival.objects.count()) == (1, 1)


def test_the_same_key_with_something_else_is_refused(site: Program) -> None:
    site.post("enquiries", {"person": RUTH, "words": "Chairs"}, idempotency_key="form-17")
    for path, body in (("enquiries", {"person": RUTH, "words": "Sofa"}), ("persons", RUTH)):
        status, sentence = problem_of(site.post(path, body, idempotency_key="form-17"))
        assert (status, sentence.startswith("This Idempotency-Key came before")) == (422, True)
    assert Enquiry.objects.count() == 1


def test_the_key_of_one_program_says_nothing_to_another(owner: User, site: Program) -> None:
    site.post("enquiries", {"person": RUTH}, idempotency_key="1")
    assert (
        program(owner).post("enquiries", {"person": {"name": "Tom"}}, idempotency_key="1").status_code == 201
    )
    assert Enquiry.objects.count() == 2


def test_what_was_refused_may_be_sent_again_with_its_key(site: Program) -> None:
    assert site.post("persons", {}, idempotency_key="1").status_code == 422
    assert site.post("persons", RUTH, idempotency_key="1").status_code == 201


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("enquiries", {"person": RUTH}),
        ("persons", RUTH),
        ("organisations", {"name": "The Mill Café"}),
        ("opportunities", {"person_id": 1}),
        ("orders", {"person_id": 1, "lines": [{"words": "A sofa", "net_minor": 1}]}),
    ],
)
def test_whatever_makes_a_row_wants_a_key(site: Program, path: str, body: dict[str, Any]) -> None:
    for key in (" ", "x" * 256):
        status, sentence = problem_of(site.post(path, body, idempotency_key=key))
        assert (status, "Idempotency-Key" in sentence) == (400, True)
    assert not Person.objects.exists()


def test_nobodys_data_lies_with_the_keys_and_old_ones_are_forgotten(site: Program) -> None:
    site.post("persons", RUTH, idempotency_key="ruth@example.org")
    assert "ruth" not in repr(KeyedWrite.objects.values()).lower()
    forget_writes(at=timezone.now() + KEPT - timedelta(minutes=1))
    assert KeyedWrite.objects.count() == 1
    forget_writes(at=timezone.now() + KEPT)
    assert not KeyedWrite.objects.exists()


@pytest.mark.parametrize("by_header", [True, False])
def test_a_lost_update_is_told_with_both_versions(site: Program, by_header: bool) -> None:
    # given two programs that saw the same person
    ruth = site.post("persons", RUTH).json()
    path = f"persons/{ruth['id']}"

    def change(**told: Any) -> Any:
        version = {} if by_header else {"version": 1}
        headers = {"if_match": '"1"'} if by_header else {}
        return site.patch(path, {**told, **version}, **headers)

    # when both change her
    first, second = change(place="Thornbury"), change(place="Bristol", about="Two cats")

    # then the second is told, with what stands and what it wanted
    assert first["ETag"] == '"2"'
    assert problem_of(second)[0] == 409
    assert second.json()["current"] == {**ruth, "version": 2, "place": "Thornbury"}
    assert second.json()["wanted"] == {"place": "Bristol", "about": "Two cats"}
    assert Person.objects.get().place == "Thornbury"


def test_a_change_must_say_which_version_was_seen(site: Program) -> None:
    ruth = site.post("persons", RUTH).json()
    assert problem_of(site.patch(f"persons/{ruth['id']}", {"place": "X"}))[0] == 428
    assert problem_of(site.patch(f"persons/{ruth['id']}", {"place": "X"}, if_match="*"))[0] == 400
    told = site.post("enquiries", {"person": RUTH}).json()
    stale = site.post(f"enquiries/{told['id']}/accept", {"version": 9})
    assert problem_of(stale)[0] == 409
    assert stale.json()["current"] == told


def test_a_list_is_whole_whatever_is_added_meanwhile(site: Program) -> None:
    # given seven organisations
    for number in range(7):
        site.post("organisations", {"name": f"Firm {number}"})

    # when they are read three at a time, and one is added on the way
    names, cursor = [], ""
    while True:
        told = site.get("organisations", limit=3, cursor=cursor).json()
        names += [one["name"] for one in told["items"]]
        if len(names) == 3:
            site.post("organisations", {"name": "Firm 7"})
        cursor = told["next_cursor"]
        if cursor is None:
            break

    # then each was read once
    assert names == [f"Firm {number}" for number in range(8)]


@pytest.mark.parametrize(
    "asked", [{"limit": 0}, {"limit": 201}, {"limit": "x"}, {"state": "new"}, {"person_id": -1}]
)
def test_a_question_that_makes_no_sense_names_the_field(site: Program, asked: dict[str, Any]) -> None:
    answer = site.get("enquiries", **asked)
    assert problem_of(answer)[0] == 422
    assert [error["field"] for error in answer.json()["errors"]] == list(asked)


@pytest.mark.parametrize("cursor", ["abc", "YWZ0ZXIgMA", "YWZ0ZXIgOTk5OTk5OTk5OTk5OTk5OTk5OTk"])
def test_a_made_up_cursor_is_refused(site: Program, cursor: str) -> None:
    assert problem_of(site.get("persons", cursor=cursor))[0] == 400


def test_what_changed_since_is_found_by_its_own_change_and_by_that_of_its_person(
    owner: User, site: Program
) -> None:
    # given rows of long ago
    long_ago = timezone.now() - timedelta(days=30)
    rows = [
        hear(
            contact=Contact(name=name), by=owner, at=long_ago, heard_at=long_ago, door="phone", words="Chairs"
        )
        for name in ("Ruth Adeyemi", "Tom Ellery", "Priya Shah")
    ]
    sofa = open_opportunity(person=rows[0].person, title="Sofa", owner=owner, by=owner, at=long_ago)
    since = (timezone.now() - timedelta(days=1)).isoformat()
    assert site.get("enquiries", updated_since=since).json()["items"] == []

    # when one is corrected and the person of another renamed, and the sofa is won
    site.patch(f"enquiries/{rows[1].pk}", {"version": 1, "interest": "A bench"})
    site.patch(f"persons/{rows[2].person_id}", {"version": 1, "name": "Priya Shah-Cole"})
    win(opportunity=sofa, expected_version=1, amount_minor=9000, by=owner, at=timezone.now())

    # then they are found, and the third is not
    found = {path: ids(site, path, since) for path in ("enquiries", "persons", "opportunities", "orders")}
    assert found["enquiries"] == [rows[1].pk, rows[2].pk]
    assert found["persons"] == [rows[2].person_id]
    assert found["opportunities"] == [sofa.pk]
    assert len(found["orders"]) == 1


def ids(site: Program, path: str, since: str) -> list[int]:
    return [one["id"] for one in site.get(path, updated_since=since).json()["items"]]


@pytest.mark.parametrize("path", ["persons", "organisations", "enquiries", "opportunities", "orders"])
def test_a_list_asks_as_often_for_many_rows_as_for_one(owner: User, site: Program, path: str) -> None:
    counts = []
    for number in (1, 20):
        for place in range(number):
            at = timezone.now()
            told = Contact(name=f"Asker {number} {place}", organisation=f"Firm {number} {place}")
            heard = hear(contact=told, by=owner, at=at, heard_at=at, door="phone", words="Chairs")
            sofa = open_opportunity(person=heard.person, title="Sofa", owner=owner, by=owner, at=at)
            win(opportunity=sofa, expected_version=1, amount_minor=9000, by=owner, at=at)
        with CaptureQueriesContext(connection) as asked:
            assert len(site.get(path, limit=100).json()["items"]) in (1, 21)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ({}, "Send a key in the header"),
        ({"Authorization": "Bearer tandem_" + "x" * 43}, "Send a key"),
        ({"Authorization": "Basic abc"}, "Send a key"),
        ({"Authorization": "Bearer \xff"}, "Send a key"),
    ],
)
def test_without_a_key_nothing_is_told(headers: dict[str, str], sentence: str) -> None:
    answer = Program().client.get("/api/v1/persons", headers=headers)
    assert answer["WWW-Authenticate"] == 'Bearer realm="Tandem"'
    status, told = problem_of(answer)
    assert (status, told.startswith(sentence)) == (401, True)


def test_a_session_counts_for_nothing_and_is_not_touched(owner: User) -> None:
    # given an owner in a browser
    tab = browser(owner)

    # when a page of somebody else makes the browser send a request
    answers = [tab.get("/api/v1/persons"), tab.post("/api/v1/persons", "{}", content_type="application/json")]

    # then nobody asked
    assert [problem_of(answer)[0] for answer in answers] == [401, 401]
    assert all("Set-Cookie" not in answer and "Cookie" not in answer["Vary"] for answer in answers)


def test_a_key_opens_no_page(owner: User, site: Program) -> None:
    answer = site.client.get("/people/", headers=site.headers({}))
    assert (answer.status_code, answer["Location"].startswith("/account/login/")) == (302, True)


def test_an_address_that_is_not_there_is_told_as_a_problem(site: Program) -> None:
    for path in ("nothing", "persons/", "persons/x", f"persons/{10**40}", "persons/999"):
        assert problem_of(site.get(path))[0] == 404
    answer = site.patch("persons", {})
    assert problem_of(answer)[0] == 405
    assert answer["Allow"] == "GET, POST"


def test_a_person_who_was_put_together_with_another_says_with_whom(owner: User, site: Program) -> None:
    kept, gone = (Person.objects.get(pk=site.post("persons", {"name": name}).json()["id"]) for name in "AB")
    merge(kept=kept, gone=gone, by=owner, at=timezone.now())
    answer = site.get(f"persons/{gone.pk}")
    assert problem_of(answer) == (404, "This person was put together with another.")
    assert answer.json()["became"] == kept.pk


def test_the_document_and_the_page_are_open_and_ask_nobody_else(site: Program, owner: User) -> None:
    for client in (Program(), site):
        document = client.get("openapi.json")
        assert document.json()["openapi"] == "3.1.0"
        page = client.get("")
        html = page.content.decode()
        assert page.status_code == 200
        assert "hand_in_enquiry" in html
        assert "https://" not in html.replace("https://example.org", "")
        assert "script-src 'self'" in page["Content-Security-Policy"]


def test_a_reader_reads_and_changes_nothing() -> None:
    reader = program(seat(Role.READ_ONLY, "Ann Lee"))
    assert reader.get("stages").status_code == 200
    assert problem_of(reader.post("organisations", {"name": "X"}))[0] == 403
