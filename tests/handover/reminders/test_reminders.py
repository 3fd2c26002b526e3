"""Who is reminded of which promise, when, and of what no longer."""

import datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.urls import reverse

from tandem.handover.passing.actions import accept, assign, decline, pass_on
from tandem.handover.passing.models import Passing
from tandem.handover.reminders.actions import choose_mails, remind
from tandem.handover.reminders.jobs import compose
from tandem.handover.reminders.models import Reminder
from tandem.handover.reminders.queries import near_promises
from tandem.marketing.enquiries.actions import set_aside
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.business.models import ClosedDay
from tandem.office.changes.words import NotAllowed
from tandem.office.clock.actions import tick
from tandem.office.mail.composing import Composed
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import Later, Withdrawn
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities.actions import lose
from tests.handover.desks import NOW, a_business, an_enquiry, days, hours, sent, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_is_set_up(settings: LazySettings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:9"


def passed(enquiry: Enquiry, by: User, owner: User, at: datetime.datetime = NOW) -> Passing:
    return pass_on(enquiry=enquiry, expected_version=enquiry.version, owner=owner, by=by, at=at)


def told() -> list[tuple[str, str]]:
    """What was promised, and to whom the mail goes."""
    rows = Reminder.objects.order_by("pk").values_list("promised", "user__name")
    return list(rows)


def the_mail(to: User, at: datetime.datetime) -> Any:
    row = OutboxRow.objects.filter(payload__to=to.email).latest("pk")
    return compose(row.payload["about"], at)


def test_marketing_is_reminded_once_when_a_quarter_is_left(maya: User, joe: User) -> None:
    # given an enquiry of 10:00, and two working hours to pass it on
    an_enquiry()

    # a while before, nobody is bothered; when half an hour is left, it is marketing, once
    assert remind(at=NOW + hours(1.4)) == 0
    assert remind(at=NOW + hours(1.5)) == 1
    assert remind(at=NOW + hours(1.6)) == 0
    assert told() == [("pass", "Maya")]

    # and the mail says who asked, in their words, what was promised and how long there is
    mail = the_mail(maya, NOW + hours(1.6))
    assert mail.subject == "Priya Shah waits to be passed on, by today, 12:00"
    assert "“Eight dining chairs for our café”" in mail.text
    assert (
        "You promised to pass on within 2 working hours: by today, 12:00 (24 min of working time left)."
        in (mail.text)
    )
    assert f"/handover/{Enquiry.objects.get().pk}/" in mail.text
    assert "To switch these mails off: http://localhost:8000/handover/reminders/" in mail.text
    assert '<td width="4" bgcolor="#a8470a">' in mail.html


def test_the_owner_is_reminded_of_yes_or_no_and_of_the_first_answer(
    maya: User, joe: User, anna: User
) -> None:
    # given an enquiry that Joe was passed at 10:00: an answer in four working hours, a decision in eight
    passing = passed(an_enquiry(), maya, joe)

    # at 13:00 an hour is left for the first answer; tomorrow at 9:00 an hour for the decision
    remind(at=NOW + hours(2.9))
    assert told() == []
    remind(at=NOW + hours(3))
    assert told() == [("answer", "Joe")]
    remind(at=NOW + hours(23))
    assert told() == [("answer", "Joe"), ("decide", "Joe")]
    mail = the_mail(joe, NOW + hours(23))
    assert '<td width="4" bgcolor="#175a8c">' in mail.html
    assert "accept or decline within one working day" in mail.text

    # when Anna takes it over, she is told too, and Joe's mail stays here
    assign(passing=passing, owner=anna, by=anna, at=NOW + hours(23))
    assert the_mail(joe, NOW + hours(23.1)) == Withdrawn("It was done meanwhile.")
    remind(at=NOW + hours(23.1))
    assert told()[2:] == [("answer", "Anna"), ("decide", "Anna")]


def test_where_nobody_owns_it_all_who_sell_are_told(maya: User, joe: User, anna: User) -> None:
    passing = passed(an_enquiry(), maya, joe)
    User.objects.filter(pk=joe.pk).update(is_active=False)
    remind(at=NOW + hours(3))
    assert told() == [("answer", "Anna")]
    assert isinstance(the_mail(anna, NOW + hours(3)), Composed)
    assert Passing.objects.get(pk=passing.pk).owner == joe


def test_several_at_once_are_one_mail(maya: User, joe: User) -> None:
    # given three who asked within a few minutes, and one that was passed long ago
    for minute, name in enumerate(["Priya p@x.example", "Owen o@x.example", "Ruth r@x.example"]):
        an_enquiry(name, at=NOW + hours(minute / 60))
    # when the time has come for all
    assert remind(at=NOW + hours(1.6)) == 1
    # then Maya gets one mail about the three
    assert OutboxRow.objects.filter(kind="mail").count() == 1
    mail = the_mail(maya, NOW + hours(1.6))
    assert mail.subject == "3 people wait for you"
    assert [name for name in ("Priya", "Owen", "Ruth") if name in mail.text] == ["Priya", "Owen", "Ruth"]


def test_what_was_done_meanwhile_is_not_told(maya: User, joe: User) -> None:
    first, second = an_enquiry("Priya p@x.example"), an_enquiry("Owen o@x.example")
    remind(at=NOW + hours(1.5))

    # one is passed on before the mail leaves: it tells only of the other
    passed(first, maya, joe, NOW + hours(1.55))
    mail = the_mail(maya, NOW + hours(1.6))
    assert ("Owen" in mail.text, "Priya" in mail.text) == (True, False)

    # the other one is set aside: nothing leaves
    set_aside(enquiry=second, expected_version=1, reason="spam", by=maya, at=NOW + hours(1.6))
    assert the_mail(maya, NOW + hours(1.7)) == Withdrawn("It was done meanwhile.")


def answered(enquiry: Enquiry, by: User, at: datetime.datetime) -> None:
    note(
        person=enquiry.person,
        by=by,
        at=at,
        happened_at=at,
        purpose=Purpose.SELLING,
        direction=Direction.OUTGOING,
        kind=Kind.CALL,
        title="Rang",
    )


def test_an_answer_a_decline_or_an_end_keeps_the_promise(maya: User, joe: User) -> None:
    # given three passed to Joe: one is answered, one declined, one accepted and lost without a word
    answers, declines, loses = (an_enquiry(f"Somebody{number} s{number}@x.example") for number in range(3))
    passings = [passed(enquiry, maya, joe) for enquiry in (answers, declines, loses)]
    answered(answers, joe, NOW + hours(1))
    decline(passing=passings[1], expected_version=1, reason="Too far away", by=joe, at=NOW + hours(1))
    opened = accept(passing=passings[2], expected_version=1, by=joe, at=NOW + hours(1))
    lose(opportunity=opened, expected_version=1, reason="price", by=joe, at=NOW + hours(2))

    # then no first answer is missed
    assert [one for one in near_promises(now=NOW + hours(3.5)) if one.promised == "answer"] == []


def test_never_at_night_nor_on_a_closed_day(maya: User, joe: User) -> None:
    # given one who asked half an hour before closing time
    an_enquiry(at=NOW + hours(6.5))
    # an hour and a half is left on the next morning, and that is when the clock goes on
    for hour in (7, 12, 20):
        assert remind(at=NOW + hours(hour)) == 0
    ClosedDay.objects.create(day=datetime.date(2026, 11, 4))
    assert remind(at=NOW + hours(24)) == 0
    assert remind(at=NOW + days(2)) == 1

    # and a mail that could not leave before closing time waits for the morning
    assert the_mail(maya, NOW + days(2) + hours(7.5)) == Later(
        "Nobody works now.", until=datetime.datetime(2026, 11, 6, 9, tzinfo=datetime.UTC)
    )


def test_a_machine_that_slept_tells_it_late_but_not_as_old_news(maya: User, joe: User) -> None:
    an_enquiry()
    # it wakes an hour after the promise ended
    assert remind(at=NOW + hours(3)) == 1
    assert "late since" in the_mail(maya, NOW + hours(3)).text
    assert remind(at=NOW + hours(3.1)) == 0
    # another one, of which it only hears three days later
    an_enquiry("Owen o@x.example", at=NOW + hours(4))
    assert remind(at=NOW + days(3)) == 0
    # and the first one, if it could not leave until then, is no news any more either
    assert the_mail(maya, NOW + days(3)) == Withdrawn("It was done meanwhile.")


def test_the_clock_twice_is_one_mail(maya: User, joe: User) -> None:
    an_enquiry()
    tick(NOW)
    for minutes in (85, 90, 90, 91, 95, 100, 119, 125):
        tick(NOW + hours(minutes / 60))
    assert OutboxRow.objects.filter(kind="mail").count() == 1
    assert told() == [("pass", "Maya")]


def test_who_wants_no_mails_gets_none(maya: User, joe: User, anna: User, ann: User) -> None:
    an_enquiry()
    choose_mails(wanted=False, by=maya, at=NOW)
    remind(at=NOW + hours(1.5))
    assert told() == [("pass", "Anna")]
    # switched off while it waits to leave
    choose_mails(wanted=False, by=anna, at=NOW + hours(1.6))
    assert isinstance(the_mail(anna, NOW + hours(1.6)), Withdrawn)
    with pytest.raises(NotAllowed):
        choose_mails(wanted=False, by=ann, at=NOW)


def test_neither_without_a_mail_server_nor_in_the_sample(
    maya: User, joe: User, settings: LazySettings
) -> None:
    an_enquiry()
    settings.EMAIL_URL = ""
    assert remind(at=NOW + hours(1.5)) == 0
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    a_business(is_sample=True)
    assert remind(at=NOW + hours(1.5)) == 0
    # nothing was kept as told: it is, once there is a server and a business of one's own
    a_business(is_sample=False)
    assert remind(at=NOW + hours(1.5)) == 1


def test_their_words_are_words_in_either_form(maya: User, joe: User) -> None:
    an_enquiry(words="<script>alert(1)</script> & a sofa")
    remind(at=NOW + hours(1.5))
    mail = the_mail(maya, NOW + hours(1.5))
    assert "<script>alert(1)</script> & a sofa" in mail.text
    assert "<script>" not in mail.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; a sofa" in mail.html


def test_times_are_told_in_the_zone_of_the_reader(maya: User, joe: User) -> None:
    User.objects.filter(pk=maya.pk).update(zone="Europe/Berlin")
    an_enquiry()
    remind(at=NOW + hours(1.5))
    assert "by today, 13:00" in the_mail(maya, NOW + hours(1.5)).text


def test_as_many_queries_for_many(maya: User, joe: User, anna: User, django_assert_num_queries: Any) -> None:
    def some(number: int) -> None:
        for place in range(number):
            passed(an_enquiry(f"P{place} p{place}@x.example"), maya, joe)
            an_enquiry(f"Q{place} q{place}@x.example", at=NOW + hours(1.5))

    some(1)
    near_promises(now=NOW + hours(3))
    with django_assert_num_queries(8):
        assert len(near_promises(now=NOW + hours(3))) == 2
    some(9)
    with django_assert_num_queries(8):
        assert len(near_promises(now=NOW + hours(3))) == 20


# On screen


def test_the_own_switch(maya: User, ann: User) -> None:
    browser = signed_in(maya)
    assert "Reminders by mail" in browser.get("/office/profile/").content.decode()
    assert (
        "You are reminded by mail, at maya@wren.example."
        in browser.get("/handover/reminders/").content.decode()
    )
    for _twice in range(2):
        assert sent(browser, "/handover/reminders/").status_code == 303
    assert "You are not reminded by mail." in browser.get("/handover/reminders/").content.decode()
    assert sent(browser, "/handover/reminders/", once="b" * 20, wanted="1").status_code == 303
    assert "You are reminded by mail" in browser.get("/handover/reminders/").content.decode()
    assert sent(signed_in(ann), "/handover/reminders/").status_code == 403
    assert "Switch these mails off" not in signed_in(ann).get("/handover/reminders/").content.decode()


def test_whom_to_answer_stands_on_the_sales_desk(maya: User, joe: User) -> None:
    at = datetime.datetime.now(datetime.UTC) - hours(0.1)
    enquiry = an_enquiry(at=at)
    passing = passed(enquiry, maya, joe, at)
    opened = accept(passing=passing, expected_version=1, by=joe, at=at)
    browser = signed_in(joe)
    shown = browser.get("/sales/").content.decode()
    assert "Answer Priya Shah" in shown
    assert f'href="{reverse("sales:opportunity", args=[opened.pk])}">Answer Priya Shah</a>' in shown
    answered(enquiry, joe, at + hours(0.05))
    assert "Answer Priya Shah" not in browser.get("/sales/").content.decode()
