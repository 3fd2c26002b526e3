"""A flood at the printed doors: it is slowed down, and a person behind it gets in after a moment."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.links.actions import add_link, add_place
from tandem.marketing.links.models import OpenedCount
from tandem.marketing.links.words import OF_ALL, OF_ONE, Tags
from tandem.office.accounts.models import User
from tandem.office.jobs import wishes
from tandem.office.limits.actions import empty
from tests.handover.desks import NOW
from tests.marketing.links.test_links import PHONE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_knocked() -> None:
    empty()


@pytest.fixture
def doors(maya: User) -> list[str]:
    fair = add_campaign(name="Thornbury Fair", kind="event", by=maya, at=NOW)
    link = add_link(
        campaign=fair, name="News", target="https://w.example/", tags=Tags(source="news"), by=maya, at=NOW
    )
    place = add_place(campaign=fair, kind="stand", name="Stand 12", link=link, by=None, at=NOW)
    return [f"/l/{link.code}", f"/q/{place.code}"]


def knock(path: str, address: str = "198.51.100.7") -> Any:
    return Client(REMOTE_ADDR=address).get(path, headers={"User-Agent": PHONE})


def test_a_whole_hall_behind_one_address_gets_in_and_then_waits_a_moment(
    doors: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    for path in doors:
        # given sixty phones that scan in the same second
        assert {knock(path).status_code for _phone in range(OF_ONE.burst)} == {302}

        # when one more does
        busy = knock(path)

        # then it is told to wait, knocks again by itself, and nothing is counted for it
        assert (busy.status_code, busy["Retry-After"]) == (429, "1")
        html = busy.content.decode()
        assert "It opens by itself in a moment." in html
        assert f'href="{path}"' in html
        assert '<meta http-equiv="refresh" content="2">' in html
        assert "set-cookie" not in busy.headers

        # and others get in meanwhile, and it does after that moment
        assert knock(path, "203.0.113.9").status_code == 302
    later = now + timedelta(seconds=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert [knock(path).status_code for path in doors] == [302, 302]
    wishes.grant()
    assert sorted(OpenedCount.objects.values_list("number", flat=True)) == [62, 62]


def test_many_addresses_together_are_held_up_too(doors: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    addresses = [f"198.51.{number // 250}.{number % 250}" for number in range(OF_ALL.burst)]
    assert {knock(doors[0], address).status_code for address in addresses} == {302}
    assert knock(doors[0], "203.0.113.9").status_code == 429
    # a code is another door
    assert knock(doors[1], "203.0.113.9").status_code == 302
