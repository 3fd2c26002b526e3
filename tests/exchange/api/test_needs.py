"""What people need, read by another program."""

import datetime
from decimal import Decimal

from django.utils import timezone

from tandem.offers.needs.actions import add_need
from tandem.office.accounts.models import User
from tandem.sales.hearing.actions import hear_need, take_away
from tests.exchange.api.programs import Program
from tests.sales.shop import a_person, an_opportunity


def test_needs_are_read_by_opportunity_person_and_time(site: Program, owner: User) -> None:
    now = timezone.now()
    row, other = an_opportunity(a_person("Tom")), an_opportunity(a_person("Sue"))
    kind = add_need(words="Survives dogs", by=owner, at=now)
    need, _line = hear_need(
        opportunity=row,
        words="The dog",
        kind=kind,
        weight="must",
        quantity=Decimal("2.50"),
        budget_minor=90_000,
        wanted_on=now.date() + datetime.timedelta(days=9),
        by=owner,
        at=now - datetime.timedelta(hours=2),
    )
    hear_need(opportunity=other, words="The cat", by=owner, at=now - datetime.timedelta(hours=2))

    [told] = site.get("needs", opportunity_id=row.pk).json()["items"]
    assert (told["id"], told["words"], told["kind_id"], told["kind"]) == (
        need.pk,
        "The dog",
        kind.pk,
        "Survives dogs",
    )
    assert (told["weight"], told["quantity"], told["budget_minor"], told["currency"]) == (
        "must",
        "2.5",
        90_000,
        "GBP",
    )
    assert [one["words"] for one in site.get("needs", person_id=other.person_id).json()["items"]] == [
        "The cat"
    ]
    since = (now - datetime.timedelta(hours=1)).isoformat()
    assert site.get("needs", updated_since=since).json()["items"] == []
    take_away(need=need, expected_version=1, by=owner, at=now)
    [moved] = site.get("needs", updated_since=since).json()["items"]
    assert moved["taken_away_at"] is not None
