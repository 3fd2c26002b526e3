"""Whatever is sent to the API, it is answered with a sentence, and nothing of it does harm."""

import json
from typing import Any

import pytest

from tandem.exchange.api.words import RATE_OF_KEY, RATE_OF_STRANGER
from tandem.office.accounts.models import User
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tests.exchange.api.programs import Program, problem_of, program
from tests.office.seats import browser

pytestmark = pytest.mark.django_db
RUTH = {"name": "Ruth Adeyemi", "emails": ["ruth@example.org"]}


HOSTILE: dict[str, tuple[bytes | str, int]] = {
    "no JSON": (b"{", 400),
    "nothing": (b"", 415),
    "not UTF-8": (b'{"name": "\xff\xfe"}', 400),
    "deep": (b'{"name":' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400),
    "deep in a field": (b'{"about": "x", "emails": ' + b"[" * 500 + b"]" * 500 + b"}", 422),
    "NUL": ('{"name": "a\\u0000b"}', 422),
    "half a character": ('{"name": "\\ud800"}', 422),
    "a number": (b"7", 422),
    "a list": (b"[]", 422),
    "null": (b"null", 422),
    "NaN": (b'{"name": NaN}', 422),
    "a long number": (b'{"name": ' + b"9" * 5000 + b"}", 400),
    "a long name": (json.dumps({"name": "x" * 201}), 422),
    "an unknown field": (json.dumps({"name": "x", "is_owner": True}), 422),
    "the wrong kind": (json.dumps({"name": {"$ne": ""}}), 422),
    "ten thousand addresses": (json.dumps({"name": "x", "emails": ["a@example.org"] * 10_000}), 422),
    "ten thousand fields": (json.dumps({f"field{number}": 1 for number in range(10_000)}), 422),
    "twelve megabytes": (b'{"name": "' + b"x" * 12_000_000 + b'"}', 413),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_gets_a_sentence_and_leaves_nothing(site: Program, name: str) -> None:
    body, status = HOSTILE[name]
    assert problem_of(site.post("persons", body))[0] == status
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_what_is_not_said_to_be_json_is_not_read(site: Program, kind: str) -> None:
    headers = site.headers({"Idempotency-Key": "1"})
    answer = site.client.post("/api/v1/persons", '{"name": "Ruth"}', content_type=kind, headers=headers)
    assert problem_of(answer)[0] == 415
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "moment",
    ["2026-11-03T10:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", 1762164000, "now"],
)
def test_a_time_without_a_zone_or_beyond_reason_is_refused(site: Program, moment: Any) -> None:
    answer = site.post("enquiries", {"person": RUTH, "heard_at": moment})
    assert problem_of(answer)[0] == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["heard_at"]


def test_markup_and_formulas_are_words_and_come_back_as_they_are(site: Program, owner: User) -> None:
    told = {"name": "<script>alert(1)</script>", "about": "=HYPERLINK(1)\r\nBcc: x"}
    shown = site.post("organisations", {**told, "place": "{{ 7*7 }}"}).json()
    assert (shown["name"], shown["place"]) == ("<script>alert(1)</script>", "{{ 7*7 }}")
    page = browser(owner).get(f"/people/organisations/{Organisation.objects.get().pk}/").content.decode()
    assert "<script>alert(1)" not in page


def test_a_program_that_asks_too_much_is_told_how_long_to_wait(owner: User, site: Program) -> None:
    # given two programs
    other = program(owner)

    # when one of them asks without end
    statuses = [site.get("stages").status_code for _time in range(RATE_OF_KEY.burst + 60)]
    answer = site.get("stages")

    # then it was let in so many times, is told when to go on, and the other never noticed
    assert RATE_OF_KEY.burst <= statuses.count(200) < len(statuses)
    assert set(statuses) == {200, 429}
    assert problem_of(answer)[0] == 429
    assert answer["Retry-After"] == "1"
    assert other.get("stages").status_code == 200


def test_strangers_have_a_smaller_measure(owner: User, site: Program) -> None:
    statuses = [Program().get("stages").status_code for _time in range(RATE_OF_STRANGER.burst + 20)]
    assert statuses[: RATE_OF_STRANGER.burst] == [401] * RATE_OF_STRANGER.burst
    assert statuses[-1] == 429
    assert site.get("stages").status_code == 200
