"""The morning mail: asked once, off by default, one a day and person, nothing when there is nothing to do."""

import datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.urls import reverse
from django.utils import timezone

from tandem.office.business.models import ClosedDay
from tandem.office.changes.words import NotAllowed
from tandem.office.journal.models import JournalLine
from tandem.office.mail.composing import Composed
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import Later, Withdrawn
from tandem.sales.morning.actions import choose_mail, promise_mails
from tandem.sales.morning.jobs import compose
from tandem.sales.morning.models import MorningChoice
from tandem.sales.opportunities.actions import lose
from tandem.sales.pipelines.actions import ensure_stages
from tests.sales.planned import TODAY, planned
from tests.sales.shop import NOW, a_business, a_user, days, sent, signed_in

pytestmark = pytest.mark.django_db
URL = "/sales/morning/"
FOUR = NOW.replace(hour=4)
EIGHT = NOW.replace(hour=8)


@pytest.fixture
def joe(settings: LazySettings) -> Any:
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    a_business()
    ensure_stages()
    joe = a_user("Joe", role="sales")
    choose_mail(wanted=True, by=joe, at=FOUR)
    return joe


def told(joe: Any, at: datetime.datetime = EIGHT, day: datetime.date = TODAY) -> Any:
    return compose({"user": joe.pk, "day": day.isoformat()}, at)


def test_one_a_day_however_often_the_clock_runs(joe: Any) -> None:
    planned("Tom", owner=joe)
    assert [promise_mails(at=FOUR), promise_mails(at=FOUR)] == [1, 1]
    row = OutboxRow.objects.get()
    assert (row.effect_key, row.payload["to"]) == (f"sales.morning:{joe.pk}:2026-11-03", "joe@wren.example")
    promise_mails(at=FOUR + days(1))
    assert OutboxRow.objects.count() == 2


def test_nothing_when_there_is_nothing_to_do(joe: Any) -> None:
    planned("Tomorrow", on=TODAY + days(1), owner=joe)
    planned("Another’s", owner=a_user("Ines"))
    assert promise_mails(at=FOUR) == 0
    planned("Without", "", owner=joe)
    assert promise_mails(at=FOUR) == 1


def test_only_who_wants_it_and_sells(joe: Any) -> None:
    planned("Anybody’s")
    a_user("Ines")
    ann, max_ = a_user("Ann"), a_user("Max")
    choose_mail(wanted=False, by=ann, at=FOUR)
    choose_mail(wanted=True, by=max_, at=FOUR)
    max_.role = "marketing"
    max_.save()
    assert promise_mails(at=FOUR) == 1
    assert OutboxRow.objects.get().payload["to"] == "joe@wren.example"


@pytest.mark.parametrize("day", [datetime.date(2026, 11, 7), datetime.date(2026, 11, 4)])
def test_not_on_a_day_off(joe: Any, day: datetime.date) -> None:
    """A Saturday, and a Wednesday on which the business is closed."""
    ClosedDay.objects.create(day=datetime.date(2026, 11, 4), words="Stocktaking")
    planned("Tom", owner=joe)
    assert promise_mails(at=datetime.datetime.combine(day, datetime.time(4), tzinfo=datetime.UTC)) == 0


def test_not_without_a_mail_server_and_not_of_the_sample(joe: Any, settings: LazySettings) -> None:
    planned("Tom", owner=joe)
    a_business(is_sample=True)
    assert promise_mails(at=FOUR) == 0
    a_business(is_sample=False)
    settings.EMAIL_URL = ""
    assert promise_mails(at=FOUR) == 0


def test_it_says_what_stands_when_it_leaves(joe: Any) -> None:
    late = planned("Tom", "Ring about the wool", on=TODAY - days(9), owner=joe, phones=("07700 900123",))
    planned("Ann", "Measure up", kind="visit", time=datetime.time(14), owner=joe, place="Bath")
    planned("Beatrix", "", owner=joe)
    mail = told(joe)
    assert isinstance(mail, Composed)
    assert mail.subject == "Tuesday 3 November: 2 steps"
    assert mail.text.startswith(
        "Ring about the wool (waiting 9 days)\nTom, Chair of Tom\n07700 900123\n"
        f"http://localhost:8000/sales/opportunities/{late.pk}/\n\n"
        "Measure up (14:00)\nAnn, Chair of Ann\nBath\n"
    )
    assert "Plan the next step with Beatrix" in mail.text
    assert "http://localhost:8000/sales/today/" in mail.text
    assert "http://localhost:8000/sales/morning/" in mail.text
    # and what was lost meanwhile is not in it
    lose(opportunity=late, expected_version=2, reason="price", by=None, at=NOW)
    assert "Tom" not in told(joe).text


def test_typed_words_stay_words(joe: Any) -> None:
    planned("Tom <b>", "<script>alert(1)</script>", owner=joe)
    mail = told(joe)
    assert "<script>" not in mail.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in mail.html
    assert "<script>alert(1)</script>" in mail.text


def test_a_long_day_is_told_with_what_is_left_out(joe: Any) -> None:
    for index in range(20):
        planned(f"Person {index}", owner=joe)
    mail = told(joe)
    assert mail.subject == "Tuesday 3 November: 20 steps"
    assert "And 5 more." in mail.text


@pytest.mark.parametrize(
    ("number", "subject"),
    [
        (1, "Tuesday 3 November: 1 conversation has no next step"),
        (2, "Tuesday 3 November: 2 conversations have no next step"),
    ],
)
def test_only_what_has_no_step(joe: Any, number: int, subject: str) -> None:
    for index in range(number):
        planned(f"Person {index}", "", owner=joe)
    assert told(joe).subject == subject


def test_it_leaves_before_work_begins_and_not_when_it_is_over(joe: Any) -> None:
    planned("Tom", owner=joe)
    # London works from nine to five
    assert told(joe, FOUR) == Later("It leaves before work begins.", until=EIGHT)
    assert isinstance(told(joe, EIGHT), Composed)
    assert isinstance(told(joe, NOW.replace(hour=16, minute=59)), Composed)
    assert told(joe, NOW.replace(hour=17)) == Withdrawn("That day is over, or nobody works on it.")


def test_it_does_not_leave_for_nothing_or_for_whom_does_not_want_it(joe: Any) -> None:
    row = planned("Tom", owner=joe)
    lose(opportunity=row, expected_version=2, reason="price", by=None, at=NOW)
    assert told(joe) == Withdrawn("It was done meanwhile.")
    planned("Ann", owner=joe)
    choose_mail(wanted=False, by=joe, at=NOW)
    assert isinstance(told(joe), Withdrawn)
    choose_mail(wanted=True, by=joe, at=NOW)
    joe.is_active = False
    joe.save()
    assert isinstance(told(joe), Withdrawn)


def test_it_is_asked_once(settings: LazySettings) -> None:
    # given a seller who was not asked yet
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    a_business()
    ensure_stages()
    client = signed_in(a_user("Ines", role="sales"))
    question = "Would you like this list by mail, each working morning?"
    assert question in client.get("/sales/today/").content.decode()

    # when she says no, then she gets none, and is not asked again
    answer = sent(client, URL, wanted="0", next="/sales/today/")
    assert (answer.status_code, answer["Location"]) == (303, "/sales/today/")
    assert not MorningChoice.objects.get().wanted
    assert question not in client.get("/sales/today/").content.decode()
    assert not JournalLine.objects.filter(verb="sales.morning.chosen").exists()

    # and she may change her mind on her own page
    assert reverse("sales:morning") in client.get("/office/profile/").content.decode()
    assert "You do not get it." in client.get(URL).content.decode()
    sent(client, URL, wanted="1")
    assert "You get it, at ines@wren.example." in client.get(URL).content.decode()
    line = JournalLine.objects.get(verb="sales.morning.chosen")
    assert (line.before, line.after) == ({"steps_by_mail": False}, {"steps_by_mail": True})


def test_where_no_mail_can_go_out_nobody_is_asked() -> None:
    a_business()
    ensure_stages()
    client = signed_in(a_user("Ines", role="sales"))
    assert "by mail, each working morning?" not in client.get("/sales/today/").content.decode()
    assert "No mail server is set up here yet" in client.get(URL).content.decode()


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_not_for_who_does_not_sell(joe: Any, role: str) -> None:
    max_ = a_user("Max", role=role)
    assert signed_in(max_).get(URL).status_code == 403
    assert sent(signed_in(max_), URL, wanted="1").status_code == 403
    with pytest.raises(NotAllowed):
        choose_mail(wanted=True, by=max_, at=timezone.now())
    assert URL not in signed_in(max_).get("/office/profile/").content.decode()
