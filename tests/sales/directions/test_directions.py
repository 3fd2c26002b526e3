"""Directions to a visit: nowhere until an owner says so, then a link and nothing more."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.models import JournalLine
from tandem.sales.directions.actions import lead_to
from tandem.sales.directions.models import Directions
from tandem.sales.directions.words import Map, link_to
from tandem.sales.pipelines.actions import ensure_stages
from tests.sales.planned import planned
from tests.sales.shop import NOW, a_business, a_user, sent, signed_in

pytestmark = pytest.mark.django_db
URL = "/sales/directions/"


@pytest.fixture
def maya() -> Any:
    a_business(zone="UTC")
    ensure_stages()
    return a_user("Maya", role="owner")


def visit(owner: Any) -> None:
    planned("Ann", "Measure up", kind="visit", on=timezone.now().date(), owner=owner, place="Bath & more",
            postcode="BA1 1AA")  # fmt: skip


@pytest.mark.parametrize(
    ("way", "link"),
    [
        (Map.NONE, ""),
        (Map.PHONE, "geo:0,0?q=BA1%201AA%20Bath%20%26%20more"),
        (Map.OPENSTREETMAP, "https://www.openstreetmap.org/search?query=BA1%201AA%20Bath%20%26%20more"),
    ],
)
def test_where_the_button_leads(maya: Any, way: str, link: str) -> None:
    lead_to(way=way, expected_version=1, by=maya, at=NOW)
    visit(maya)
    html = signed_in(maya).get("/sales/today/").content.decode()
    assert "BA1 1AA Bath &amp; more" in html
    assert ("Directions: Ann" in html) == bool(link)
    assert link_to("BA1 1AA Bath & more", way) == link
    assert f'href="{link}"' in html or not link


def test_without_a_place_there_is_no_link() -> None:
    assert link_to("", Map.PHONE) == ""


def test_only_where_there_is_a_visit_it_is_asked_for(maya: Any) -> None:
    planned("Tom", on=timezone.now().date(), owner=maya)
    client = signed_in(maya)
    client.get("/sales/today/")
    with CaptureQueriesContext(connection) as without:
        client.get("/sales/today/")
    visit(maya)
    visit(maya)
    with CaptureQueriesContext(connection) as with_two:
        client.get("/sales/today/")
    assert len(with_two) == len(without) + 1


def test_the_owner_chooses_in_settings(maya: Any) -> None:
    client = signed_in(maya)
    assert URL in client.get("/office/settings/").content.decode()
    answer = sent(client, URL, version=1, way="phone")
    assert (answer.status_code, answer["Location"]) == (303, URL)
    assert Directions.objects.get().leads_to == Map.PHONE
    line = JournalLine.objects.get(verb="sales.directions.chosen")
    assert (line.before, line.after) == ({"leads_to": "none"}, {"leads_to": "phone"})


def test_a_choice_that_is_none(maya: Any) -> None:
    assert sent(signed_in(maya), URL, version=1, way="google").status_code == 422
    assert sent(signed_in(maya), URL, version=1).status_code == 422
    with pytest.raises(Refused, match="Pick one"):
        lead_to(way="google", expected_version=1, by=maya, at=NOW)


def test_two_owners_at_once(maya: Any) -> None:
    lead_to(way=Map.PHONE, expected_version=1, by=maya, at=NOW)
    with pytest.raises(Stale):
        lead_to(way=Map.NONE, expected_version=1, by=maya, at=NOW)
    assert sent(signed_in(maya), URL, version=1, way="none").status_code == 409


@pytest.mark.parametrize("role", ["both", "sales", "marketing", "read_only"])
def test_nobody_else(maya: Any, role: str) -> None:
    other = a_user("Max", role=role)
    assert signed_in(other).get(URL).status_code == 403
    assert sent(signed_in(other), URL, version=1, way="phone").status_code == 403
    assert URL not in signed_in(other).get("/office/settings/").content.decode()
    with pytest.raises(NotAllowed):
        lead_to(way=Map.PHONE, expected_version=1, by=other, at=NOW)
