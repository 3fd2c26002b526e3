"""After an event: how it went, and one next step for each person who was met there."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.debrief.actions import finish, plan_follow_ups, tell
from tandem.marketing.debrief.models import Debrief, FollowUp
from tandem.marketing.debrief.queries import is_over, met_at, result_words, untold, usual_day
from tandem.marketing.debrief.slots import follow_ups_today
from tandem.marketing.debrief.words import ASKED_FOR, Step
from tandem.marketing.desk.slots import campaigns_today
from tandem.marketing.enquiries.actions import mark_passed
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates.actions import merge
from tandem.people.privacy.actions import erase
from tandem.people.timeline.models import Entry
from tandem.ui.slots import Item
from tests.handover.desks import NOW, an_enquiry, days, sent, signed_in

# NOW is Tuesday 3 November, 10:00
TODAY = NOW.date()


def a_fair(maya: User, ended: datetime.date = TODAY - datetime.timedelta(days=1), **columns: Any) -> Campaign:
    given = {"name": "Thornbury Fair", "kind": "event", "starts_on": ended, "ends_on": ended, **columns}
    return add_campaign(by=maya, at=NOW, **given)


def met(fair: Campaign, who: str = "Priya Shah priya@cafe.example") -> Enquiry:
    return an_enquiry(who, at=NOW - days(1), campaign=fair, door="event")


def step(enquiry: Enquiry, what: str = "Send the samples", due_on: datetime.date = TODAY) -> Step:
    return Step(enquiry.person_id, what, due_on)


@pytest.mark.parametrize(
    ("kind", "ended", "over"),
    [
        ("event", -1, True),
        ("networking", -1, True),
        ("event", 0, False),
        ("print", -1, False),
        ("event", None, False),
    ],
)
def test_it_is_over_from_the_day_after(kind: str, ended: int | None, over: bool, maya: User) -> None:
    day = TODAY + datetime.timedelta(days=ended) if ended is not None else None
    fair = add_campaign(
        name="Fair", kind=kind, starts_on=TODAY - datetime.timedelta(days=3), ends_on=day, by=maya, at=NOW
    )
    assert is_over(fair, TODAY) is over


def test_how_it_went_is_told_and_put_right(maya: User, joe: User) -> None:
    fair = a_fair(maya)
    with pytest.raises(NotAllowed):
        tell(campaign=fair, talked=27, by=joe, at=NOW)
    tell(campaign=fair, talked=27, asked=6, tried_to_sell=4, minutes=540, words="Busy.", by=maya, at=NOW)
    told = Debrief.objects.get()
    assert (told.talked, told.asked, told.tried_to_sell, told.minutes, told.words) == (27, 6, 4, 540, "Busy.")
    assert (told.told_at, told.told_by) == (NOW, maya)
    # somebody else told it meanwhile
    with pytest.raises(Stale):
        tell(campaign=fair, talked=20, by=maya, at=NOW)
    line = tell(
        campaign=fair, talked=30, asked=6, tried_to_sell=4, minutes=540, by=maya, at=NOW, expected_version=1
    )
    assert line is not None
    assert (line.before, line.after) == ({"talked": 27, "words": "Busy."}, {"talked": 30, "words": ""})


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"talked": -1}, "talked"),
        ({"talked": 5, "asked": 6}, "asked"),
        ({"talked": 5, "tried_to_sell": 6}, "tried_to_sell"),
        ({"talked": 5, "minutes": 999_999}, "minutes"),
    ],
)
def test_numbers_that_cannot_be(columns: dict[str, int], field: str, maya: User) -> None:
    with pytest.raises(Refused) as refused:
        tell(campaign=a_fair(maya), by=maya, at=NOW, **columns)
    assert refused.value.field == field


def test_it_is_told_once_it_is_over(maya: User) -> None:
    with pytest.raises(Refused, match="once it is over"):
        tell(campaign=a_fair(maya, TODAY), talked=3, by=maya, at=NOW)


@pytest.mark.parametrize(
    ("talked", "asked", "words"),
    [
        (27, 6, "27 talked to, 6 asked about your work: about 1 in 4."),
        (20, 10, "20 talked to, 10 asked about your work: about 5 in 10."),
        # under twenty nothing but the counts
        (19, 6, "19 talked to, 6 asked about your work."),
        (27, 0, "27 talked to, 0 asked about your work."),
        (27, None, "27 talked to."),
    ],
)
def test_shares_from_twenty_on(talked: int, asked: int | None, words: str) -> None:
    assert result_words(Debrief(talked=talked, asked=asked)) == words


def test_steps_are_within_two_days_of_the_end(maya: User) -> None:
    fair = a_fair(maya, datetime.date(2026, 11, 1))
    assert usual_day(fair, datetime.date(2026, 11, 2)) == datetime.date(2026, 11, 3)
    assert usual_day(fair, datetime.date(2026, 11, 9)) == datetime.date(2026, 11, 10)


def test_one_step_for_each_whom_marketing_has(maya: User) -> None:
    # given four who were met, of whom one is with sales and one was no enquiry at all
    fair = a_fair(maya)
    priya, tom, lena = (
        met(fair),
        met(fair, "Tom Ellery tom@x.example"),
        met(fair, "Lena Brandt lena@x.example"),
    )
    met(fair, "Priya Shah priya@cafe.example")
    mark_passed(enquiry=tom, expected_version=1, happened_at=NOW, at=NOW)
    an_enquiry("Else Where e@x.example")
    # then the others are offered once each
    found = met_at(fair)
    assert ([one.pk for one in found.enquiries], found.others) == ([priya.pk, lena.pk], 1)

    # when a step is planned for one, then she is not offered again
    [planned] = plan_follow_ups(campaign=fair, steps=[step(priya, "  Send  the samples ")], by=maya, at=NOW)
    assert (planned.person, planned.what, planned.due_on) == (priya.person, "Send the samples", TODAY)
    assert [one.pk for one in met_at(fair).enquiries] == [lena.pk]
    with pytest.raises(Refused, match="taken on meanwhile"):
        plan_follow_ups(campaign=fair, steps=[step(priya)], by=maya, at=NOW)
    with pytest.raises(Refused, match="taken on meanwhile"):
        plan_follow_ups(campaign=fair, steps=[step(lena), step(tom)], by=maya, at=NOW)
    with pytest.raises(Refused, match="That day has passed"):
        plan_follow_ups(
            campaign=fair, steps=[step(lena, due_on=TODAY - datetime.timedelta(1))], by=maya, at=NOW
        )
    with pytest.raises(Refused, match="for one person at least"):
        plan_follow_ups(campaign=fair, steps=[], by=maya, at=NOW)
    assert FollowUp.objects.count() == 1


def test_a_step_done_stands_on_the_timeline(maya: User, joe: User) -> None:
    fair = a_fair(maya)
    [row] = plan_follow_ups(campaign=fair, steps=[step(met(fair))], by=maya, at=NOW)
    with pytest.raises(NotAllowed):
        finish(row=row, expected_version=1, by=joe, at=NOW)
    line = finish(row=row, expected_version=1, by=maya, at=NOW)
    entry = Entry.objects.get(origin="marketing.followup")
    assert (entry.title, entry.purpose, entry.direction) == ("Send the samples", "marketing", "outgoing")
    with pytest.raises(Refused, match="done already"):
        finish(row=row, expected_version=2, by=maya, at=NOW)

    undo(line_id=line.pk, by=maya, at=NOW)
    row.refresh_from_db()
    assert (row.done_at, Entry.objects.filter(origin="marketing.followup").count()) == (None, 0)
    planned = JournalLine.objects.get(verb="marketing.follow_up.planned")
    undo(line_id=planned.pk, by=maya, at=NOW)
    assert not FollowUp.objects.exists()


def test_two_who_are_one_keep_their_steps_and_an_erased_one_none(maya: User, anna: User) -> None:
    fair = a_fair(maya)
    priya, lena = met(fair), met(fair, "Lena Brandt lena@x.example")
    plan_follow_ups(campaign=fair, steps=[step(priya), step(lena, "Ring Lena")], by=maya, at=NOW)
    merge(kept=priya.person, gone=lena.person, by=anna, at=NOW)
    assert set(FollowUp.objects.values_list("person", flat=True)) == {priya.person_id}
    erase(person=priya.person, by=anna, at=NOW)
    assert set(FollowUp.objects.values_list("what", flat=True)) == {""}


def test_today_asks_how_it_went_for_two_weeks(maya: User) -> None:
    today = timezone.localdate()
    recent = a_fair(maya, today - datetime.timedelta(days=1))
    a_fair(maya, today - datetime.timedelta(days=15), name="Long ago")
    a_fair(maya, today, name="Still on")
    a_fair(maya, today - datetime.timedelta(days=1), name="Flyer", kind="print")
    assert list(untold(today, today - ASKED_FOR)) == [recent]
    [item] = campaigns_today(None, desk="marketing")
    assert isinstance(item, Item)
    assert (item.title, item.url) == (
        "How did Thornbury Fair go?",
        f"/marketing/campaigns/{recent.pk}/debrief/",
    )
    assert campaigns_today(None, desk="sales") == []
    tell(campaign=recent, talked=3, by=maya, at=timezone.now())
    assert campaigns_today(None, desk="marketing") == []


def test_the_pages_after_an_event(maya: User, joe: User) -> None:
    today = timezone.localdate()
    fair = a_fair(maya, today - datetime.timedelta(days=1))
    enquiry = met(fair)
    client, address = signed_in(maya), f"/marketing/campaigns/{fair.pk}/debrief/"
    assert "Tell how it went" in client.get(f"/marketing/campaigns/{fair.pk}/").content.decode()
    assert "Tell how it went" not in signed_in(joe).get(f"/marketing/campaigns/{fair.pk}/").content.decode()
    assert sent(client, address, talked="many").status_code == 422
    assert sent(client, address, talked="5", asked="9").status_code == 422
    assert sent(signed_in(joe), address, talked="27").status_code == 403

    # told, and on to what comes next
    plan = f"/marketing/campaigns/{fair.pk}/follow-ups/"
    for _twice in range(2):
        assert sent(client, address, talked="27", asked="6")["Location"] == plan
    assert Debrief.objects.count() == 1
    key = enquiry.person_id
    assert sent(client, plan, **{f"what-{key}": "Ring her", f"due-{key}": ""}).status_code == 422
    assert sent(client, plan, **{f"what-{key}": ""}).status_code == 422
    tomorrow = today + datetime.timedelta(days=1)
    for _twice in range(2):
        answer = sent(client, plan, **{f"what-{key}": "Ring her", f"due-{key}": tomorrow})
        assert (answer.status_code, answer["Location"]) == (303, f"/marketing/campaigns/{fair.pk}/")
    row = FollowUp.objects.get()
    page = client.get(f"/marketing/campaigns/{fair.pk}/").content.decode()
    assert "27 talked to, 6 asked about your work: about 1 in 4." in page
    assert "Ring her" in page
    assert "Ring her" in client.get(f"/people/{key}/").content.decode()

    # not yet due, so not on Today; due, it is
    assert follow_ups_today(None) == []
    FollowUp.objects.update(due_on=today)
    [item] = follow_ups_today(None)
    assert isinstance(item, Item)
    assert item.title == "Priya Shah: Ring her"
    done = sent(client, f"/marketing/follow-ups/{row.pk}/done/", version=1)
    assert done["Location"] == f"/marketing/campaigns/{fair.pk}/"
    assert follow_ups_today(None) == []
