"""What persons allow, over the API: read, and added to."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.office.accounts.models import User
from tandem.people.consent.models import ConsentEvent
from tandem.people.consent.queries import may
from tandem.people.consent.words import Use
from tandem.people.persons.models import Person
from tandem.people.privacy.actions import erase
from tests.exchange.api.programs import Program, problem_of, program
from tests.office.seats import seat

pytestmark = pytest.mark.django_db
RUTH = {"name": "Ruth Adeyemi", "emails": ["ruth@example.org"]}
YES = {"use": "newsletter", "given": True, "basis": "consent", "source": "Website", "wording": "Send me news"}
NO = {"use": "newsletter", "given": False, "basis": "objected", "source": "Unsubscribed"}


@pytest.fixture
def ruth(site: Program) -> int:
    return int(site.post("persons", RUTH).json()["id"])


def newsletter(site: Program, person: int) -> tuple[bool, bool | None]:
    uses = {one["use"]: one for one in site.get(f"persons/{person}/consents").json()["uses"]}
    assert list(uses) == ["answer", "newsletter", "photos"]
    return uses["newsletter"]["may"], uses["newsletter"]["said"]


def test_a_yes_and_a_later_no_are_two_words_and_the_newest_counts(site: Program, ruth: int) -> None:
    # given nobody asked yet
    assert newsletter(site, ruth) == (False, None)

    # when she ticks the box, and unsubscribes later
    at = "2026-11-03T10:00:00+01:00"
    yes = site.post("consents", {"person_id": ruth, "at": at, **YES})
    assert newsletter(site, ruth) == (True, True)
    no = site.post("consents", {"person_id": ruth, **NO})

    # then both stand there, and we may not any more
    assert (yes.status_code, no.status_code) == (201, 201)
    told = yes.json()
    assert told == {
        "id": told["id"], "person_id": ruth, **YES, "at": "2026-11-03T09:00:00Z",
        "recorded_at": told["recorded_at"],
    }  # fmt: skip
    assert yes["Location"] == f"/api/v1/consents/{told['id']}"
    assert site.get(f"consents/{told['id']}").json() == told
    assert newsletter(site, ruth) == (False, False)
    assert [one["given"] for one in site.get("consents", person_id=ruth).json()["items"]] == [True, False]
    assert may(Person.objects.get(pk=ruth), Use.NEWSLETTER) is False


def test_a_no_of_before_does_not_take_back_a_later_yes(site: Program, ruth: int) -> None:
    site.post("consents", {"person_id": ruth, "at": "2026-11-03T09:00:00Z", **YES})
    site.post("consents", {"person_id": ruth, "at": "2026-11-01T09:00:00Z", **NO})
    assert newsletter(site, ruth) == (True, True)


def test_sent_twice_it_is_one_word(site: Program, ruth: int) -> None:
    answers = [site.post("consents", {"person_id": ruth, **YES}, idempotency_key="box-1") for _time in "ab"]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert ConsentEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"basis": "objected"}, "Say why we may, or that they said no."),
        ({"given": False}, "Say why we may, or that they said no."),
        ({"person_id": 4711}, "There is no such person."),
        ({"use": "everything"}, ""),
        ({"source": ""}, ""),
        ({"source": "x" * 201}, ""),
        ({"at": "yesterday"}, ""),
        ({"by": 1}, ""),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    site: Program, ruth: int, told: dict[str, object], sentence: str
) -> None:
    status, said = problem_of(site.post("consents", {"person_id": ruth, **YES, **told}))
    assert status == 422
    assert sentence in said
    assert not ConsentEvent.objects.exists()


def test_a_word_of_tomorrow_is_refused(site: Program, ruth: int) -> None:
    ahead = (timezone.now() + datetime.timedelta(minutes=5)).isoformat()
    status, said = problem_of(site.post("consents", {"person_id": ruth, "at": ahead, **YES}))
    assert (status, said[:22]) == (422, "That is still to come:")


def test_nothing_is_changed_or_taken_out(site: Program, ruth: int) -> None:
    pk = site.post("consents", {"person_id": ruth, **YES}).json()["id"]
    assert site.patch(f"consents/{pk}", {"given": False}).status_code == 405
    assert site.client.delete(f"/api/v1/consents/{pk}", headers=site.headers({})).status_code == 405


def test_each_key_does_as_much_as_it_may(owner: User, site: Program, ruth: int) -> None:
    pk = site.post("consents", {"person_id": ruth, **YES}).json()["id"]
    reader, website = program(owner, "read"), program(owner, "enquiries")
    nobody = program(seat("read_only", "Ann Lee"))
    for path in ("consents", f"consents/{pk}", f"persons/{ruth}/consents"):
        assert [one.get(path).status_code for one in (reader, website, nobody)] == [200, 403, 200]
        assert Program().get(path).status_code == 401
    for one in (reader, website, nobody):
        assert problem_of(one.post("consents", {"person_id": ruth, **NO}))[0] == 403
    assert ConsentEvent.objects.count() == 1


def test_of_whom_was_erased_nothing_is_left(owner: User, site: Program, ruth: int) -> None:
    site.post("consents", {"person_id": ruth, **YES})
    erase(person=Person.objects.get(pk=ruth), by=owner, at=timezone.now())
    assert site.get("consents").json()["items"] == []
    assert problem_of(site.get(f"persons/{ruth}/consents"))[0] == 404
    assert problem_of(site.post("consents", {"person_id": ruth, **YES}))[0] == 422


def test_the_list_asks_as_often_for_many_as_for_one_and_is_sifted(site: Program, ruth: int) -> None:
    counts = []
    for number in (1, 10):
        for _time in range(number):
            site.post("consents", {"person_id": ruth, **YES})
        with CaptureQueriesContext(connection) as asked:
            site.get("consents", limit=100)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4
    since = ConsentEvent.objects.order_by("recorded_at").last()
    assert since is not None
    moment = since.recorded_at.isoformat()
    assert [one["id"] for one in site.get("consents", updated_since=moment).json()["items"]] == [since.pk]
    assert len(site.get("consents", use="newsletter").json()["items"]) == 11
    assert site.get("consents", use="photos").json()["items"] == []
