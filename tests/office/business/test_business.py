"""The profile of the business: who may change it, what is kept, what it costs to read."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.office.accounts.words import Role
from tandem.office.business import actions, places
from tandem.office.business.models import Business, ClosedDay, WorkingHours
from tandem.office.business.queries import calendar, holidays_ahead, reading_once, the_business
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal import actions as journal
from tests.office.seats import browser, seat, send

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
WEEK = (((time(8), time(12)), (time(13), time(16))), (), (), (), (), (), ())
PROFILE = {
    "name": "Wren & Rowe",
    "trade": "upholstery",
    "country": "GB",
    "subdivision": "ENG",
    "currency": "GBP",
    "zone": "Europe/London",
}


def test_the_calendar_costs_one_query_besides_the_business_and_none_again() -> None:
    actions.save_business(by=None, at=NOON, week=WEEK, country="GB")
    actions.close_day(day=date(2026, 11, 9), by=None, at=NOON)
    with reading_once():
        business = the_business()
        with CaptureQueriesContext(connection) as first:
            known = calendar(business)
        with CaptureQueriesContext(connection) as again:
            assert calendar() is known
            known.add_working(NOON, 100)
    assert (len(first), len(again)) == (1, 0)
    monday = datetime(2026, 11, 2, 0, tzinfo=UTC)
    assert known.add_working(monday, 8) == datetime(2026, 11, 16, 9, tzinfo=UTC)


def test_outside_a_request_everything_is_read_anew() -> None:
    assert the_business().name == ""
    actions.save_business(by=None, at=NOON, name="Wren & Rowe")
    assert the_business().name == "Wren & Rowe"


def test_within_a_request_a_change_is_seen_at_once() -> None:
    with reading_once():
        assert the_business().name == ""
        actions.save_business(by=None, at=NOON, name="Wren & Rowe", week=WEEK)
        assert the_business().name == "Wren & Rowe"
        assert calendar().week == WEEK


def test_saving_the_same_again_writes_no_line() -> None:
    assert actions.save_business(by=None, at=NOON, week=WEEK, name="Wren") is not None
    assert actions.save_business(by=None, at=NOON, week=WEEK, name="Wren") is None
    assert WorkingHours.objects.count() == 2


def test_who_changes_the_week_from_an_older_page_is_told() -> None:
    actions.save_business(by=None, at=NOON, name="Wren")
    version = Business.objects.get().version
    actions.save_business(by=None, at=NOON, expected_version=version, week=WEEK)
    with pytest.raises(Stale):
        actions.save_business(by=None, at=NOON, expected_version=version, week=((),) * 6 + (WEEK[0],))
    assert WorkingHours.objects.filter(weekday=0).count() == 2


def test_a_week_without_hours_is_refused() -> None:
    with pytest.raises(Refused):
        actions.save_business(by=None, at=NOON, week=((),) * 7)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OWNER])
def test_only_owners_change_the_business(role: str) -> None:
    person = seat(role)
    for act in (
        lambda: actions.save_business(by=person, at=NOON, name="Mine"),
        lambda: actions.close_day(day=date(2026, 12, 24), by=person, at=NOON),
        lambda: actions.open_day(day=date(2026, 12, 24), by=person, at=NOON),
        lambda: actions.dismiss_checklist(by=person, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert browser(person).get("/office/business/").status_code == 403


def test_a_closed_day_can_be_taken_back_and_brought_back() -> None:
    owner = seat()
    line = actions.close_day(day=date(2026, 12, 24), words="Christmas Eve", by=owner, at=NOON)
    journal.undo(line_id=line.pk, by=owner, at=NOON)
    assert not ClosedDay.objects.exists()
    actions.close_day(day=date(2026, 12, 24), words="Christmas Eve", by=owner, at=NOON)
    opened = actions.open_day(day=date(2026, 12, 24), by=owner, at=NOON)
    journal.undo(line_id=opened.pk, by=owner, at=NOON)
    assert ClosedDay.objects.get().words == "Christmas Eve"


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    client = browser(seat())
    wrong = send(client, "/office/business/", version="1", **PROFILE, monday="nine to five")
    html = wrong.content.decode()
    assert wrong.status_code == 422
    assert "nine to five" in html
    assert "We can’t read that. Try 9:00 to 17:00." in html
    closed = send(client, "/office/business/", version="1", **PROFILE)
    assert "Give at least one day with working hours" in closed.content.decode()


def test_the_page_saves_profile_and_hours() -> None:
    client = browser(seat())
    saved = send(client, "/office/business/", version="1", **PROFILE, monday="8-12, 13-16", friday="9 to 5")
    assert saved.status_code == 303
    assert the_business().name == "Wren & Rowe"
    assert list(WorkingHours.objects.values_list("weekday", "opens", "closes")) == [
        (0, time(8), time(12)),
        (0, time(13), time(16)),
        (4, time(9), time(17)),
    ]
    html = client.get("/office/business/").content.decode()
    assert "8:00 to 12:00, 13:00 to 16:00" in html
    assert "Christmas Day" in html


def test_the_page_makes_the_same_number_of_queries_with_many_closed_days() -> None:
    client = browser(seat())

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            client.get("/office/business/")
        return len(made)

    few = queries()
    ClosedDay.objects.bulk_create(ClosedDay(day=date(2027, 1, day)) for day in range(1, 30))
    assert queries() == few <= 30


def test_holidays_ahead_are_those_of_the_coming_year() -> None:
    ahead = holidays_ahead(Business(country="GB", subdivision="SCT"), date(2026, 11, 3))
    assert ahead[0] == (date(2026, 11, 30), "Saint Andrew's Day")
    assert ahead[-1][0] <= date(2027, 11, 3)


def test_a_country_brings_currency_and_zone() -> None:
    told = {
        country: (places.usual_currency(country), places.usual_zone(country))
        for country in ("GB", "DE", "CH", "JP", "US")
    }
    assert told == {
        "GB": ("GBP", "Europe/London"),
        "DE": ("EUR", "Europe/Berlin"),
        "CH": ("CHF", "Europe/Zurich"),
        "JP": ("JPY", "Asia/Tokyo"),
        "US": ("USD", "America/New_York"),
    }
    assert places.usual_subdivision("GB") == "ENG"
    assert places.subdivisions("DE")["BY"] == "Bayern"
    assert places.subdivisions("XX") == {}
