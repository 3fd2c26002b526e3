"""The pages of one's two hats, as a browser without scripts uses them."""

import datetime
import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tandem.exchange.exports.queries import exported_models
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Hat, Role
from tandem.office.backup.measures import kept_models
from tandem.office.journal.models import JournalLine
from tandem.people.timeline.words import Purpose
from tandem.together.hats.actions import add
from tandem.together.hats.models import Correction, Stretch
from tests.sales.shop import a_business, a_user, sent, signed_in
from tests.together.hats.day import at, hours, noted, works

pytestmark = pytest.mark.django_db
M, S = Hat.MARKETING, Hat.SALES
PAGE, HAT = "/together/hats/", "/office/profile/hat/"


class Clock:
    def __init__(self) -> None:
        self.now = at("09:00")

    def strikes(self, time: str, day: int = 24) -> None:
        self.now = at(time, day)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def maya(clock: Clock) -> User:
    a_business()
    return a_user("Maya", Role.OWNER)


@pytest.fixture
def browser(maya: User) -> Client:
    return signed_in(maya)


def read(client: Client, url: str = PAGE) -> str:
    answer: Any = client.get(url)
    assert answer.status_code == 200
    return " ".join(html.unescape(answer.content.decode()).split())


def stretch_of(user: User, hat: str = M, start: str = "09:00", end: str = "10:00") -> Stretch:
    add(hat=hat, started_at=at(start), ended_at=at(end), by=user, at=at("18:00"))
    return Stretch.objects.get(user=user, started_at=at(start))


def test_the_switch_keeps_time_and_every_page_says_since_when(
    maya: User, browser: Client, clock: Clock
) -> None:
    sent(browser, HAT, hat="sales", next="/sales/")
    clock.strikes("09:40")
    assert "since 9:00" in read(browser, "/sales/")
    assert 'Your sales hat has been on since 9:00</b> <span class="mute">40 min' in read(browser)
    answer = sent(browser, f"{PAGE}done/", next="/sales/")
    assert (answer.status_code, answer["Location"]) == (303, "/sales/")
    assert hours(maya) == [(S, "09:00", "09:40", "kept")]
    assert "Done for today" not in read(browser, "/sales/")


def test_a_switch_sent_twice_switches_once(maya: User, browser: Client, clock: Clock) -> None:
    form = {"once": "0123456789abcdef0123", "hat": "sales", "next": "/"}
    for time in ("09:00", "09:30"):
        clock.strikes(time)
        assert browser.post(HAT, form).status_code == 303
    assert hours(maya) == [(S, "09:00", "on", "kept")]


def test_a_page_that_is_only_looked_at_writes_nothing(maya: User, browser: Client, clock: Clock) -> None:
    sent(browser, HAT, hat="marketing")
    clock.strikes("20:00")
    with CaptureQueriesContext(connection) as queries:
        read(browser)
        read(browser, "/")
    written = [query["sql"] for query in queries if not query["sql"].lstrip("(").startswith("SELECT")]
    assert written == []
    assert hours(maya) == [(M, "09:00", "on", "kept")]


def test_a_forgotten_hat_is_asked_about_quietly(maya: User, browser: Client, clock: Clock) -> None:
    # given a hat that was left on after ten, and its person on the next morning
    sent(browser, HAT, hat="marketing")
    works(maya, at("10:05"))
    clock.strikes("08:30", 25)

    # when they look at Together, then it asks, and the desks do not
    assert "Your hours: was this right?" in read(browser, "/")
    assert "Your hours: was this right?" not in read(browser, "/marketing/")
    page = read(browser)
    assert "Put on yesterday, 9:00. It counts until 10:05, your last sign of work." in page
    assert "Your marketing hat stayed on, since yesterday, 9:00." in page

    # and with one answer it is settled
    row = Stretch.objects.get()
    answer = sent(browser, f"{PAGE}{row.pk}/right/", version=row.version)
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert hours(maya) == [(M, "09:00", "10:05", "kept")]
    assert "was this right?" not in read(browser, "/")


def test_a_guess_is_counted_or_left_out(maya: User, browser: Client, clock: Clock) -> None:
    noted(maya, Purpose.SELLING, at("11:00"), 30, told=at("17:00"))
    noted(maya, Purpose.MARKETING, at("14:00"), 20, told=at("17:00"))
    clock.strikes("17:30")
    page = read(browser)
    assert "Sales hat, today, 11:00 to 11:30" in page
    assert "30 min, guessed from 1 note of yours with its minutes" in page
    assert f"{PAGE}add/?hat=sales&on=2026-11-24&since=11%3A00&until=11%3A30" in page
    key = f"sales/{at('11:00').isoformat()}/{at('11:30').isoformat()}"
    other = f"marketing/{at('14:00').isoformat()}/{at('14:20').isoformat()}"
    sent(browser, f"{PAGE}guesses/", guess=key, answer="yes")
    sent(browser, f"{PAGE}guesses/", guess=other, answer="no")
    assert hours(maya) == [(S, "11:00", "11:30", "guessed")]
    assert "guessed from 1 note" not in read(browser).replace("guessed from what you noted", "")
    # and one that was never made is refused
    assert sent(browser, f"{PAGE}guesses/", guess="sales/x/y", answer="yes").status_code == 422


def test_a_guess_that_is_nearly_right_fills_the_form(browser: Client) -> None:
    page = read(browser, f"{PAGE}add/?hat=sales&on=2026-11-24&since=11:00&until=11:30")
    for filled in ('value="2026-11-24"', 'value="11:00"', 'value="11:30"'):
        assert filled in page
    assert re.findall(r'<input type="radio" name="hat" value="(\w+)"[^>]* checked', page) == ["sales"]
    # and nonsense in the address is no harm
    assert 'value="2026-11-24"' in read(browser, f"{PAGE}add/?hat=top&on=never&since=99:99")


def test_time_is_added_put_right_split_and_taken_out_by_hand(
    maya: User, browser: Client, clock: Clock
) -> None:
    clock.strikes("18:00")
    told = {"hat": "marketing", "on": "2026-11-24", "since": "09:00", "until": "12:00"}
    answer = sent(browser, f"{PAGE}add/", **told)
    assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}?week=2026-11-23#days")
    row = Stretch.objects.get()
    address = f"{PAGE}{row.pk}/"
    assert sent(browser, address, version=1, **{**told, "until": "11:30"}).status_code == 303
    assert sent(browser, f"{address}split/", version=2, cut="10:15").status_code == 303
    assert hours(maya) == [(M, "09:00", "10:15", "by_hand"), (S, "10:15", "11:30", "by_hand")]
    assert sent(browser, f"{address}remove/", version=3).status_code == 303
    assert hours(maya) == [(S, "10:15", "11:30", "by_hand")]
    line = JournalLine.objects.latest("pk")
    assert sent(browser, reverse("office:undo", args=[line.pk])).status_code == 303
    assert hours(maya) == [(M, "09:00", "10:15", "by_hand"), (S, "10:15", "11:30", "by_hand")]


def test_what_was_typed_wrong_stays_with_a_sentence(maya: User, browser: Client, clock: Clock) -> None:
    clock.strikes("18:00")
    stretch_of(maya)
    told = {"hat": "sales", "on": "2026-11-24", "since": "09:30", "until": "10:30"}
    for changed, sentence in (
        ({}, "Your marketing hat was on then already, today, 9:00 to 10:00. No hour has two hats."),
        ({"since": "17:00", "until": "19:00"}, "This time is still to come."),
        ({"since": "half past"}, "Write a time such as 9:30."),
        ({"on": "2026-03-29", "since": "01:30"}, "There was no 1:30 on that night: the clocks went forward."),
    ):
        answer = sent(browser, f"{PAGE}add/", **{**told, **changed})
        assert answer.status_code == 422
        page = html.unescape(answer.content.decode())
        assert sentence in page
        assert f'value="{changed.get("since", "09:30")}"' in page
    assert hours(maya) == [(M, "09:00", "10:00", "by_hand")]


def test_until_an_earlier_time_of_day_is_the_day_after(maya: User, browser: Client, clock: Clock) -> None:
    clock.strikes("09:00", 25)
    sent(browser, f"{PAGE}add/", hat="sales", on="2026-11-24", since="22:30", until="00:45")
    assert hours(maya) == [(S, "22:30", "25 00:45", "by_hand")]


def test_what_nobody_touched_stays_to_the_second(maya: User, browser: Client, clock: Clock) -> None:
    # given a stretch in the hour that comes twice on this night, the second time
    night = datetime.datetime(2026, 10, 25, 1, tzinfo=datetime.UTC)
    start, end = night.replace(minute=10, second=30), night.replace(minute=50, second=45)
    row = Stretch.objects.create(
        user=maya, hat=M, started_at=start, ended_at=end, known="kept", recorded_at=end
    )
    told = {"on": "2026-10-25", "since": "01:10", "until": "01:50"}
    assert sent(browser, f"{PAGE}{row.pk}/", version=1, hat="sales", **told).status_code == 303
    row.refresh_from_db()
    assert (row.hat, row.started_at, row.ended_at) == (S, start, end)


def test_two_windows_that_put_the_same_right(maya: User, browser: Client, clock: Clock) -> None:
    clock.strikes("18:00")
    row = stretch_of(maya)
    told = {"version": 1, "on": "2026-11-24", "since": "09:00", "until": "10:00"}
    assert sent(browser, f"{PAGE}{row.pk}/", hat="sales", **told).status_code == 303
    answer = sent(browser, f"{PAGE}{row.pk}/", hat="marketing", **{**told, "until": "11:00"})
    assert answer.status_code == 409
    assert hours(maya) == [(S, "09:00", "10:00", "by_hand")]


def test_another_persons_hours_are_not_there_for_owners_neither(
    maya: User, browser: Client, clock: Clock
) -> None:
    # given hours of Joe’s
    clock.strikes("18:00")
    joe = a_user("Joe", Role.SALES)
    row = stretch_of(joe, S)
    before = Stretch.objects.values().get()

    # when an owner asks for them in every way
    answers = {
        browser.get(f"{PAGE}{row.pk}/").status_code,
        *(
            sent(browser, f"{PAGE}{row.pk}/{verb}", version=1, hat="marketing", cut="09:30").status_code
            for verb in ("", "split/", "remove/", "right/")
        ),
    }

    # then they are not there, and nowhere on the pages that the owner reads
    assert answers == {404}
    assert Stretch.objects.values().get() == before
    assert "No hours are known of this week." in read(browser)
    assert "9:00" not in read(browser, "/office/journal/").replace("18:00", "")
    assert browser.get("/exchange/hours.csv").content.decode().splitlines()[1:] == []


def test_who_only_reads_keeps_no_hours(clock: Clock) -> None:
    a_business()
    client = signed_in(a_user("Rae", Role.READ_ONLY))
    for url in (PAGE, f"{PAGE}add/", "/exchange/hours.csv"):
        assert client.get(url).status_code == 403
    assert sent(client, HAT, hat="sales").status_code == 303
    page = read(client, "/sales/")
    assert "Done for today" not in page
    assert "Your two hats" not in page
    assert Stretch.objects.count() == 0


def test_the_week_before_and_no_week_to_come(maya: User, browser: Client, clock: Clock) -> None:
    clock.strikes("18:00")
    stretch_of(maya)
    assert "9:00 to 10:00" in read(browser)
    assert "The week of 16 Nov" in read(browser, f"{PAGE}?week=2026-11-18")
    assert "9:00 to 10:00" not in read(browser, f"{PAGE}?week=2026-11-18")
    for odd in ("2027-01-01", "soon", "9999-12-31"):
        assert "This week" in read(browser, f"{PAGE}?week={odd}")


def test_all_hours_are_deleted_when_that_is_ticked(maya: User, browser: Client, clock: Clock) -> None:
    clock.strikes("18:00")
    stretch_of(maya)
    assert sent(browser, f"{PAGE}forget/").status_code == 422
    assert Stretch.objects.count() == 1
    assert sent(browser, f"{PAGE}forget/", sure="yes").status_code == 303
    assert (Stretch.objects.count(), Correction.objects.count()) == (0, 0)


def test_ones_own_hours_are_taken_along_and_are_in_no_other_export(
    maya: User, browser: Client, clock: Clock
) -> None:
    clock.strikes("18:00")
    stretch_of(maya)
    stretch_of(a_user("Joe", Role.SALES), S)
    answer = browser.get("/exchange/hours.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="hours.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Hat,From,Until,Minutes,How it is known",
        "Marketing,2026-11-24 09:00,2026-11-24 10:00,60,written by hand",
    ]
    # then no export of the business has them, and every backup has
    assert {Stretch, Correction} & set(exported_models()) == set()
    assert {Stretch, Correction} <= set(kept_models())


def test_the_page_asks_the_same_number_of_questions_however_many_hours(
    maya: User, browser: Client, clock: Clock
) -> None:
    clock.strikes("18:00")
    stretch_of(maya)
    noted(maya, Purpose.SELLING, at("11:00"), 30, told=at("17:00"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            read(browser)
        return len(asked)

    queries()
    few = queries()
    for number in range(40):
        start = at("09:00", 1 + number % 20).replace(minute=number // 20 * 30)
        Stretch.objects.create(
            user=maya, hat=S, started_at=start, ended_at=start, known="kept", recorded_at=start
        )
        noted(maya, Purpose.CARE, at("15:00", 11 + number % 10), 30, told=at("17:00"))
    assert queries() == few <= 30
