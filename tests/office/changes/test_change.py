from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tandem.exchange.webhooks.models import Webhook
from tandem.office.business.models import Business
from tandem.office.changes.actions import change, plain
from tandem.office.changes.columns import moment_as_text
from tandem.office.changes.queries import both_versions
from tandem.office.changes.words import Stale
from tandem.people.persons.models import Person
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.models import QuoteLine

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 5, 1, 9, tzinfo=UTC)


def test_a_change_writes_only_what_differs_and_counts_on() -> None:
    row = Business.objects.create(pk=1, name="Wren", currency="GBP")
    changed = change(row, expected_version=1, name="Rowe", currency="GBP")
    assert (changed.before, changed.after) == ({"name": "Wren"}, {"name": "Rowe"})
    row.refresh_from_db()
    assert (row.name, row.version) == ("Rowe", 2)


def test_rows_dates_lists_and_nothing_are_kept_as_the_columns_keep_them() -> None:
    ada, ben = (Person.objects.create(name=name, created_at=MORNING) for name in ("Ada", "Ben"))
    changed = change(ben, merged_into=ada, erased_at=MORNING, place="")
    assert changed.after == {"merged_into": ada.pk, "erased_at": "2026-05-01T09:00:00+00:00"}
    found = Person.objects.get(pk=ben.pk)
    assert (found.merged_into, found.erased_at, found.version) == (ada, MORNING, 2)
    change(found, merged_into_id=None, erased_at=None)
    assert Person.objects.filter(pk=ben.pk, merged_into=None, erased_at=None, version=3).exists()
    told = Webhook.objects.create(name="Shop", facts=["marketing.heard"], created_at=MORNING)
    assert change(told, facts=["sales.won", "sales.lost"]).before == {"facts": ["marketing.heard"]}
    assert Webhook.objects.get().facts == ["sales.won", "sales.lost"]


def test_nothing_different_is_no_change() -> None:
    row = Business.objects.create(pk=1, name="Wren")
    assert not change(row, expected_version=1, name="Wren")
    assert Business.objects.get().version == 1


@pytest.mark.parametrize("name", ["Rowe", "Wren"])
def test_an_older_version_is_told_even_when_nothing_differs(name: str) -> None:
    row = Business.objects.create(pk=1, name="Wren", version=3)
    with pytest.raises(Stale) as caught:
        change(row, expected_version=2, name=name)
    assert caught.value.wanted == {"name": name}
    assert Business.objects.get().name == "Wren"


def test_both_versions_stand_side_by_side_in_words() -> None:
    row = Business.objects.create(pk=1, trade="upholstery")
    (both,) = both_versions(Stale(row, {"trade": "joinery"}))
    assert (both.label, both.current, both.wanted, both.differs) == (
        "Trade",
        "Upholstery",
        "Joinery and building",
        True,
    )


def test_both_versions_tell_amounts_days_and_yes_or_no_as_a_page_does() -> None:
    row = Opportunity(title="Six chairs", currency="GBP", amount_minor=123456, next_step_on=date(2026, 5, 1))
    wanted = {"amount_minor": 50, "next_step_on": date(2026, 5, 2)}
    assert [(one.current, one.wanted) for one in both_versions(Stale(row, wanted))] == [
        ("£1,234.56", "£0.50"),
        ("1 May", "2 May"),
    ]
    (asked,) = both_versions(Stale(QuoteLine(optional=True), {"optional": False}))
    assert (asked.current, asked.wanted) == ("Yes", "No")


def test_values_as_the_journal_keeps_them() -> None:
    assert plain(date(2026, 11, 3)) == "2026-11-03"
    assert plain(time(9, 30)) == "09:30:00"
    assert plain(None) is None
    assert plain(3) == 3


def test_a_moment_is_the_same_in_every_zone() -> None:
    person = Person.objects.create(name="Ada", created_at=MORNING)
    berlin = ZoneInfo("Europe/Berlin")
    assert not change(person, created_at=MORNING.astimezone(berlin))
    later = (MORNING + timedelta(hours=1)).astimezone(berlin)
    assert change(person, created_at=later).after == {"created_at": "2026-05-01T10:00:00+00:00"}


def test_the_hour_that_comes_twice_is_written_as_the_two_that_it_is() -> None:
    night = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    written = [moment_as_text(night.replace(fold=fold)) for fold in (0, 1, 0)]
    assert written == ["2026-10-25 00:30:00", "2026-10-25 01:30:00", "2026-10-25 00:30:00"]
