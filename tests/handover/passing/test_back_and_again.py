"""Declined with a day to come back, passed again with the old ticks; what can be taken back; both times."""

import datetime

import pytest
from django.utils import timezone

from tandem.handover.agreement.actions import agree, ensure_agreement
from tandem.handover.agreement.queries import criteria_of
from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.actions import (
    accept,
    assign,
    decline,
    join,
    pass_and_accept,
    pass_on,
    save_ticks,
)
from tandem.handover.passing.forms import months_later
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import owner_now, ticks_of
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.sales.opportunities.actions import assign as assign_opportunity
from tandem.sales.opportunities.actions import win
from tests.handover.desks import NOW, a_user, an_enquiry, days, hours, sent, signed_in

pytestmark = pytest.mark.django_db


def passed(enquiry: Enquiry, by: User, owner: User, at: datetime.datetime = NOW) -> Passing:
    return pass_on(enquiry=enquiry, expected_version=enquiry.version, owner=owner, by=by, at=at)


def line(verb: str) -> JournalLine:
    return JournalLine.objects.filter(verb=verb).latest("pk")


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ((2026, 11, 30), 3, (2027, 2, 28)),
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2026, 12, 5), 1, (2027, 1, 5)),
        ((2026, 5, 26), 6, (2026, 11, 26)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(
    day: tuple[int, int, int], months: int, later: tuple[int, int, int]
) -> None:
    assert months_later(datetime.date(*day), months) == datetime.date(*later)


def test_a_day_to_come_back_is_offered_and_on_that_day_marketing_is_told(maya: User, joe: User) -> None:
    # given two that Joe declines: one as it is offered, one with a day of his own
    today = timezone.localdate()
    offered, own = an_enquiry("Priya p@x.example"), an_enquiry("Owen o@x.example")
    browser = signed_in(joe)
    for enquiry in (offered, own):
        passed(enquiry, maya, joe)
    shown = browser.get(f"/handover/{offered.pk}/decline/").content.decode()
    assert 'name="come_back" value="3"' in shown
    fields = {"reason": "Budget too small", "version": 1, "words": "Wants it under 50 pounds"}
    sent(browser, f"/handover/{offered.pk}/decline/", come_back="3", **fields)
    tomorrow = today + datetime.timedelta(days=1)
    sent(
        browser,
        f"/handover/{own.pk}/decline/",
        once="b" * 20,
        come_back="3",
        nurture_until=tomorrow.isoformat(),
        **fields,
    )
    offered.refresh_from_db()
    own.refresh_from_db()
    assert (offered.nurture_until, own.nurture_until) == (months_later(today, 3), tomorrow)

    # a day that is over is refused, and “no good day” is an answer
    third = an_enquiry("Ruth r@x.example")
    passed(third, maya, joe)
    url = f"/handover/{third.pk}/decline/"
    bad = sent(browser, url, once="c" * 20, nurture_until=today.isoformat(), **fields)
    assert (bad.status_code, "That day is over" in bad.content.decode()) == (422, True)
    assert sent(browser, url, once="d" * 20, come_back="", **fields).status_code == 303
    third.refresh_from_db()
    assert (third.state, third.nurture_until) == ("declined", None)

    # on the day it stands on marketing's Today, and only there
    Enquiry.objects.filter(pk=own.pk).update(nurture_until=today)
    assert "Ask Owen again" in signed_in(maya).get("/marketing/").content.decode()
    assert "Ask Owen again" not in signed_in(joe).get("/sales/").content.decode()


def test_passed_again_it_begins_with_the_old_ticks_and_both_see_the_old_reason(
    maya: User, joe: User, anna: User
) -> None:
    # given an enquiry that was ticked under the first agreement and declined
    first = ensure_agreement(at=NOW)
    makes, reach, _third = criteria_of(first)
    enquiry = an_enquiry()
    ticks = {makes.pk: ("yes", "Eight chairs"), reach.pk: ("no", "41 miles")}
    save_ticks(enquiry=enquiry, ticks=ticks, by=maya, at=NOW)
    passing = passed(enquiry, maya, joe)
    decline(
        passing=passing,
        expected_version=1,
        reason="Budget too small",
        words="Wants it under 50 pounds",
        by=joe,
        at=NOW + hours(1),
    )

    # when the desks agree anew, with one sentence word for word as before, and it is passed again
    agreed = [(makes.words.upper(), ""), ("Has an idea of the cost", "")]
    second = agree(criteria=agreed, decline_reasons=["Budget too small"], by=anna, at=NOW + days(1))
    assert [(tick.state, tick.known) for tick in ticks_of(enquiry, second)] == [
        ("yes", "Eight chairs"),
        ("not_asked", ""),
    ]
    # what was ticked later does not change what is told of the version before
    save_ticks(enquiry=enquiry, ticks={criteria_of(second)[0].pk: ("no", "")}, by=maya, at=NOW + days(2))
    assert [tick.state for tick in ticks_of(enquiry, first)] == ["yes", "no", "not_asked"]
    enquiry.refresh_from_db()
    shown = signed_in(maya).get(f"/handover/{enquiry.pk}/").content.decode()
    assert "Budget too small. “Wants it under 50 pounds”" in shown
    again = passed(enquiry, maya, joe, NOW + days(3))
    assert [tick["state"] for tick in again.ticks] == ["no", "not_asked"]
    shown = signed_in(joe).get(f"/handover/{enquiry.pk}/").content.decode()
    assert "Budget too small. “Wants it under 50 pounds”" in shown


def test_giving_it_to_another_can_be_taken_back_while_that_one_has_it(
    maya: User, joe: User, anna: User
) -> None:
    passing = passed(an_enquiry(), maya, joe)
    assign(passing=passing, owner=anna, by=anna, at=NOW + hours(1))
    first = line("handover.enquiry.assigned")
    ada = a_user("Ada", "sales")
    assign(passing=passing, owner=ada, by=anna, at=NOW + hours(2))
    with pytest.raises(Refused, match="somebody else since"):
        undo(line_id=first.pk, by=anna, at=NOW + hours(3))
    undo(line_id=line("handover.enquiry.assigned").pk, by=anna, at=NOW + hours(3))
    assert owner_now(passing) == anna
    assert passing.assignments.count() == 4


def test_joining_can_be_taken_back_even_when_the_other_was_won(anna: User) -> None:
    # given a second enquiry that was joined to what was won since
    first = an_enquiry()
    opened = pass_and_accept(enquiry=first, expected_version=1, owner=anna, by=anna, at=NOW)
    second = an_enquiry(at=NOW + hours(1), words="And two stools")
    join(enquiry=second, opportunity=opened, by=anna, at=NOW + hours(2))
    win(opportunity=opened, expected_version=1, amount_minor=9_000, by=anna, at=NOW + days(1))
    second.refresh_from_db()
    assert second.outcome == "won"

    # when that is taken back
    undo(line_id=line("handover.enquiry.joined").pk, by=anna, at=NOW + days(2))

    # then it waits for a yes or no of its own
    second.refresh_from_db()
    assert (second.state, second.accepted_at, second.outcome, second.outcome_at) == (
        "passed",
        None,
        "open",
        None,
    )
    assert Passing.objects.get(enquiry=second).decision == "waiting"
    assert list(Feeding.objects.values_list("enquiry", flat=True)) == [first.pk]
    with pytest.raises(Refused):
        undo(line_id=line("handover.enquiry.joined").pk, by=anna, at=NOW + days(2))


def test_what_was_passed_is_given_to_another_and_never_to_nobody(maya: User, joe: User) -> None:
    passing = passed(an_enquiry(), maya, joe)
    opened = accept(passing=passing, expected_version=1, by=joe, at=NOW)
    with pytest.raises(Refused, match="say who sees to it"):
        assign_opportunity(opportunity=opened, expected_version=1, owner=None, by=joe, at=NOW + hours(1))
    opened.refresh_from_db()
    assert (opened.owner, owner_now(passing)) == (joe, joe)


def test_the_journal_tells_when_it_happened_and_when_it_was_written_down(maya: User, joe: User) -> None:
    # given a call of the afternoon before, noted and passed on with its time in the morning
    enquiry = an_enquiry(at=NOW, heard_at=NOW - hours(18))
    pass_on(enquiry=enquiry, expected_version=1, owner=joe, by=maya, at=NOW, happened_at=NOW - hours(17))
    accept(passing=Passing.objects.get(), expected_version=1, by=joe, at=NOW)

    # then each line has both times
    told = JournalLine.objects.filter(kind="marketing.enquiry").order_by("pk")
    assert list(told.values_list("verb", "happened_at", "at")) == [
        ("marketing.enquiry.heard", NOW - hours(18), NOW),
        ("handover.enquiry.passed", NOW - hours(17), NOW),
        ("handover.enquiry.accepted", NOW, NOW),
    ]
    # and the page says both where they differ
    shown = signed_in(maya).get("/office/journal/?area=handover&by=all").content.decode()
    assert shown.count("written down") == 1
