"""A campaign's goal is a number of enquiries; everything else is sent kindly to where it belongs."""

import datetime

import pytest

from tandem.marketing.campaigns.actions import add_campaign, campaigns_for_many, edit_campaign
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.campaigns.queries import running_on, still_to_come
from tandem.marketing.campaigns.rules import read_goal
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tests.handover.desks import NOW, sent, signed_in

DAY = datetime.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("typed", "goal"), [("30", 30), ("", None), ("1,200", 1200), ("30 enquiries", 30), ("about 40", 40)]
)
def test_a_goal_is_a_number(typed: str, goal: int | None) -> None:
    assert read_goal(typed) == goal


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("£5,000", "The money comes later"),
        ("5000 euros", "The money comes later"),
        ("10 sales", "selling comes later"),
        ("5 customers", "selling comes later"),
        ("many", "Write a number"),
        ("0", "Write a number"),
        ("3 or 4", "Write a number"),
        ("1.5", "Write a number"),
        ("10, 20", "Write a number"),
        ("-3", "Write a number"),
    ],
)
def test_what_is_no_number_of_enquiries(typed: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_goal(typed)


def test_a_plan_is_changed_and_undone(maya: User, joe: User) -> None:
    fair = add_campaign(name=" Home  Fair ", kind="event", starts_on=DAY, goal_enquiries=30, by=maya, at=NOW)
    assert fair.name == "Home Fair"
    with pytest.raises(NotAllowed):
        edit_campaign(campaign=fair, expected_version=1, by=joe, at=NOW, name="Fair")
    with pytest.raises(Refused, match="before it begins"):
        edit_campaign(
            campaign=fair, expected_version=1, by=maya, at=NOW, ends_on=DAY - datetime.timedelta(days=1)
        )
    line = edit_campaign(campaign=fair, expected_version=1, by=maya, at=NOW, ends_on=DAY, goal_enquiries=40)
    assert line is not None
    assert (line.before, line.after) == (
        {"ends_on": None, "goal_enquiries": 30},
        {"ends_on": "2026-11-03", "goal_enquiries": 40},
    )
    with pytest.raises(Stale):
        edit_campaign(campaign=fair, expected_version=1, by=maya, at=NOW, goal_enquiries=50)
    undo(line_id=line.pk, by=maya, at=NOW)
    fair.refresh_from_db()
    assert (fair.ends_on, fair.goal_enquiries) == (None, 30)


def test_one_name_is_one_campaign(maya: User) -> None:
    add_campaign(name="Home Fair", by=maya, at=NOW)
    with pytest.raises(Refused, match="of that name"):
        add_campaign(name="home fair", by=maya, at=NOW)
    found = campaigns_for_many(names=["HOME FAIR", "Flyer", "flyer", ""], at=NOW, import_id=3)
    assert {name: one.name for name, one in found.items()} == {
        "HOME FAIR": "Home Fair",
        "Flyer": "Flyer",
        "flyer": "Flyer",
    }
    assert Campaign.objects.count() == 2


def test_what_runs_and_what_comes(maya: User) -> None:
    day = datetime.timedelta(days=1)
    for name, starts, ends in [
        ("past", DAY - 9 * day, DAY - day),
        ("now", DAY - day, DAY),
        ("endless", DAY - 2 * day, None),
        ("soon", DAY + day, None),
        ("undated", None, None),
    ]:
        add_campaign(name=name, starts_on=starts, ends_on=ends, by=maya, at=NOW)
    assert [one.name for one in running_on(DAY)] == ["now", "endless"]
    assert [one.name for one in still_to_come(DAY)] == ["soon"]


def test_the_form_tells_a_goal_in_money_kindly(maya: User, joe: User) -> None:
    url = "/marketing/campaigns/add/"
    form = {"name": "Home Fair", "kind": "event", "goal_enquiries": "£5,000", "starts_on": "2026-11-20"}
    answer = sent(signed_in(maya), url, **form)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "The money comes later" in told
    assert 'value="£5,000"' in told
    assert sent(signed_in(joe), url, **form).status_code == 403

    answer = sent(signed_in(maya), url, **{**form, "goal_enquiries": "30"})
    fair = Campaign.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/marketing/campaigns/{fair.pk}/")
    page = signed_in(joe).get(f"/marketing/campaigns/{fair.pk}/").content.decode()
    assert "goal 30" in page
    assert "<h2>of 30 enquiries</h2>" in page
    assert "Change the plan" not in page
    edited = sent(
        signed_in(maya),
        f"/marketing/campaigns/{fair.pk}/edit/",
        **{**form, "goal_enquiries": "40 enquiries", "version": 1},
    )
    assert edited.status_code == 303
    assert Campaign.objects.get().goal_enquiries == 40
