"""One's next steps as a calendar: behind a link that only its owner makes and shuts, right in every zone."""

import datetime
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from tandem.office.changes.words import NotAllowed
from tandem.office.journal.models import JournalLine
from tandem.office.tokens.models import PublicToken
from tandem.sales.feed.actions import end_feed, make_feed
from tandem.sales.feed.writing import calendar_of
from tandem.sales.opportunities.actions import lose, plan_step, step_done
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import Step
from tandem.sales.pipelines.actions import ensure_stages
from tests.sales.planned import TODAY, planned
from tests.sales.shop import NOW, a_business, a_user, days, sent, signed_in

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
URL = "/sales/feed/"


@pytest.fixture
def joe() -> Any:
    a_business(country="GB")
    ensure_stages()
    return a_user("Joe", role="sales")


def fetched(joe: Any) -> Any:
    """As a calendar fetches it: without a session."""
    answer = Client().get(reverse("feed", args=[make_feed(by=joe, at=NOW)]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content)


def events(joe: Any) -> list[Any]:
    return sorted(fetched(joe).walk("VEVENT"), key=lambda one: str(one["uid"]))


def test_a_step_with_a_time_and_one_for_the_day(joe: Any) -> None:
    visit = planned("Ann", "Measure up", kind="visit", time=datetime.time(14), owner=joe, place="Bath",
                    postcode="BA1 1AA")  # fmt: skip
    call = planned("Tom", "Ring about the wool", on=TODAY + days(1), owner=joe, phones=("07700 900123",))
    timed, whole_day = events(joe)
    assert str(timed["summary"]) == "Measure up: Ann"
    assert timed["dtstart"].dt == datetime.datetime(2026, 11, 3, 14, tzinfo=LONDON)
    assert timed["dtstart"].params["TZID"] == "Europe/London"
    assert timed["duration"].dt == datetime.timedelta(hours=1)
    assert (str(timed["location"]), str(timed["transp"])) == ("BA1 1AA Bath", "OPAQUE")
    assert str(timed["uid"]) == f"next-step-{visit.pk}@localhost"
    assert (whole_day["dtstart"].dt, whole_day["dtend"].dt) == (TODAY + days(1), TODAY + days(2))
    assert (str(whole_day["transp"]), "location" in whole_day) == ("TRANSPARENT", False)
    assert str(whole_day["url"]) == f"http://localhost:8000/sales/opportunities/{call.pk}/"


def test_nothing_personal_beyond_what_where_and_with_whom(joe: Any) -> None:
    row = planned(
        "Tom", kind="visit", owner=joe, phones=("07700 900123",), emails=("tom@x.example",), place="Bath"
    )
    token = make_feed(by=joe, at=NOW)
    told = Client().get(reverse("feed", args=[token])).content.decode()
    for secret in ("07700", "447700", "tom@x.example", row.title):
        assert secret not in told


def test_only_ones_own_and_only_what_is_open_and_has_a_day(joe: Any) -> None:
    planned("Mine", owner=joe)
    planned("Nobody’s")
    planned("Another’s", owner=a_user("Ines"))
    planned("Without", "", owner=joe)
    planned("Undated", on=None, owner=joe)
    lost = planned("Lost", owner=joe)
    lose(opportunity=lost, expected_version=2, reason="price", by=joe, at=NOW)
    assert [str(one["summary"]) for one in events(joe)] == ["Ring about the quote: Mine"]


@pytest.mark.parametrize("day", [datetime.date(9999, 12, 31), datetime.date(1, 1, 1)])
@pytest.mark.parametrize("time", [None, datetime.time(9)])
def test_a_day_out_of_all_measure_stops_no_calendar(
    joe: Any, day: datetime.date, time: datetime.time | None
) -> None:
    planned("Tom", owner=joe)
    row = planned("Ann", owner=joe)
    # as one may stand there from before such days were refused
    Opportunity.objects.filter(pk=row.pk).update(next_step_on=day, next_step_time=time)
    assert [str(one["summary"]) for one in events(joe)] == ["Ring about the quote: Tom"]


def test_a_step_that_moves_or_is_done_moves_in_the_calendar(joe: Any) -> None:
    row = planned("Tom", owner=joe)
    before = events(joe)[0]
    plan_step(
        opportunity=row, expected_version=2, words="Ring", kind="call", on=TODAY + days(2), by=joe, at=NOW
    )
    moved = events(joe)[0]
    assert (moved["uid"], moved["dtstart"].dt) == (before["uid"], TODAY + days(2))
    assert int(moved["sequence"]) > int(before["sequence"])
    step_done(
        opportunity=row, expected_version=3, by=joe, at=NOW,
        next_step=Step(words="Visit", kind="visit", on=TODAY + days(9)),
    )  # fmt: skip
    assert [str(one["summary"]) for one in events(joe)] == ["Visit: Tom"]


@pytest.mark.parametrize(
    ("zone", "day", "offset"),
    [
        # on both sides of the nights in which the clocks change, and where they never do
        ("Europe/London", datetime.date(2026, 10, 24), 1),
        ("Europe/London", datetime.date(2026, 10, 25), 0),
        ("Europe/London", datetime.date(2027, 3, 27), 0),
        ("Europe/London", datetime.date(2027, 3, 28), 1),
        ("Pacific/Auckland", datetime.date(2026, 9, 26), 12),
        ("Pacific/Auckland", datetime.date(2026, 9, 27), 13),
        ("Asia/Kolkata", datetime.date(2026, 7, 1), 5.5),
        ("America/New_York", datetime.date(2026, 11, 1), -5),
    ],
)
def test_half_past_eleven_is_half_past_eleven(joe: Any, zone: str, day: datetime.date, offset: float) -> None:
    row = planned("Tom", on=day, time=datetime.time(11, 30), owner=joe)
    told = calendar_of([row], business="Wren & Rowe", zone=ZoneInfo(zone), at=NOW).decode()
    # the wall time with its zone, and the rule of the zone with the offset that holds on that day
    assert f"DTSTART;TZID={zone}:{day:%Y%m%d}T113000" in told
    assert f"BEGIN:VTIMEZONE\r\nTZID:{zone}" in told
    assert offset_told(told, day) == datetime.timedelta(hours=offset)


def offset_told(told: str, day: datetime.date) -> Any:
    """By the latest change of the file's own zone before noon of that day."""
    [zone] = Calendar.from_ical(told).walk("VTIMEZONE")
    noon = datetime.datetime.combine(day, datetime.time(11, 30))
    changes = []
    for part in zone.subcomponents:
        dates = [part["dtstart"].dt]
        for more in [part["rdate"]] if not isinstance(part.get("rdate", []), list) else part.get("rdate", []):
            dates += [one.dt for one in more.dts]
        changes += [(date.replace(tzinfo=None), part["tzoffsetto"].td) for date in dates]
    return max(change for change in changes if change[0] <= noon)[1]


def test_long_words_and_signs_come_through(joe: Any) -> None:
    words = "Ring; ask about wool, linen\\velvet – “and” 漢字 " + "very " * 20 + "long"
    planned("Zoë", words, owner=joe)
    [event] = events(joe)
    assert str(event["summary"]) == f"{words}: Zoë"


def test_a_line_break_adds_no_line(joe: Any) -> None:
    row = planned("Tom", owner=joe)
    row.next_step = "Ring\r\nEND:VEVENT\r\nBEGIN:VALARM"
    told = calendar_of([row], business="Wren", zone=LONDON, at=NOW).decode()
    assert told.count("END:VEVENT\r\n") == 1
    assert "\r\nBEGIN:VALARM" not in told


def test_an_empty_calendar_is_one(joe: Any) -> None:
    whole = fetched(joe)
    assert (str(whole["version"]), whole.walk("VEVENT")) == ("2.0", [])
    assert str(whole["x-wr-calname"]) == "Next steps, Wren & Rowe"


def test_a_wrong_link_is_not_there(joe: Any) -> None:
    make_feed(by=joe, at=NOW)
    for wrong in ("x", "a" * 43, PublicToken.objects.get().digest):
        assert Client().get(reverse("feed", args=[wrong])).status_code == 404


def test_only_the_digest_is_kept_and_a_new_link_shuts_the_old_one(joe: Any) -> None:
    first = make_feed(by=joe, at=NOW)
    assert first not in str(PublicToken.objects.values())
    second = make_feed(by=joe, at=NOW)
    codes = [Client().get(reverse("feed", args=[token])).status_code for token in (first, second)]
    assert codes == [404, 200]
    assert end_feed(by=joe, at=NOW)
    assert Client().get(reverse("feed", args=[second])).status_code == 404
    assert not end_feed(by=joe, at=NOW)
    told = [line.verb for line in JournalLine.objects.filter(verb__startswith="sales.feed").order_by("id")]
    assert told == ["sales.feed.made", "sales.feed.renewed", "sales.feed.ended"]


def test_a_link_for_something_else_opens_no_calendar(joe: Any) -> None:
    token = make_feed(by=joe, at=NOW)
    PublicToken.objects.update(purpose="office.link")
    assert Client().get(reverse("feed", args=[token])).status_code == 404


@pytest.mark.parametrize("columns", [{"is_active": False}, {"role": "marketing"}, {"role": "read_only"}])
def test_who_does_not_sell_any_more_has_no_calendar(joe: Any, columns: dict[str, Any]) -> None:
    token = make_feed(by=joe, at=NOW)
    type(joe).objects.filter(pk=joe.pk).update(**columns)
    assert Client().get(reverse("feed", args=[token])).status_code == 404


def test_to_fetch_writes_nothing(joe: Any) -> None:
    token = make_feed(by=joe, at=NOW)
    before = list(PublicToken.objects.values())
    answer = Client().get(reverse("feed", args=[token]))
    assert list(PublicToken.objects.values()) == before
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert not answer.cookies


def test_the_own_page_shows_the_link_once(joe: Any, settings: LazySettings) -> None:
    settings.PUBLIC_URL = "https://tandem.wren.example"
    client = signed_in(joe)
    assert "You have no link yet." in client.get(URL).content.decode()

    # when it is made, then it is there to copy, to tap and to scan, and it works
    answer = sent(client, URL)
    html = answer.content.decode()
    link = re.search(r'value="https://tandem\.wren\.example(/k/[^"]+\.ics)"', html)
    assert link is not None
    assert f'href="webcal://tandem.wren.example{link[1]}"' in html
    assert 'aria-label="The link as a code to scan"' in html
    assert answer["Cache-Control"] == "private, no-store"
    assert Client().get(link[1]).status_code == 200

    # and it is never shown again
    again = client.get(URL).content.decode()
    assert link[1] not in again
    assert "A link of yours is open since" in again
    assert sent(client, "/sales/feed/end/").status_code == 303
    assert Client().get(link[1]).status_code == 404


def test_where_no_phone_can_reach_it_the_page_says_so(joe: Any) -> None:
    html = sent(signed_in(joe), URL).content.decode()
    assert "This Tandem is reached from this computer only" in html
    assert "code to scan" not in html


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_only_who_sells(role: str) -> None:
    a_business()
    max_ = a_user("Max", role=role)
    assert signed_in(max_).get(URL).status_code == 403
    assert sent(signed_in(max_), URL).status_code == 403
    with pytest.raises(NotAllowed):
        make_feed(by=max_, at=NOW)
