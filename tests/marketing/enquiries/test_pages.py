"""Marketing's pages of enquiries: capture, list, one enquiry; whole, in parts, without JavaScript, wrong
role.
"""

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import heard_line
from tandem.marketing.enquiries.words import asked_before_words
from tandem.office.accounts.models import User
from tandem.people.consent.models import ConsentEvent
from tests.handover.desks import an_enquiry, hours, sent, signed_in

CAPTURE = "/marketing/capture/"


def heard(who: str = "Priya Shah priya@cafe.example", **columns: Any) -> Enquiry:
    return an_enquiry(who, at=timezone.now() - hours(1), **columns)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_one_field_is_enough(joe: User) -> None:
    answer = sent(signed_in(joe), CAPTURE, who="07700 900123", door="phone")
    enquiry = Enquiry.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/marketing/enquiries/{enquiry.pk}/")
    assert (enquiry.person.phones.get().number, enquiry.door, enquiry.channel.name) == (
        "+447700900123",
        "phone",
        "Not known",
    )
    # sent twice, it has one effect
    sent(signed_in(joe), CAPTURE, who="07700 900123", door="phone")
    assert Enquiry.objects.count() == 1


def test_at_a_fair_the_campaign_and_its_door_are_chosen_already(maya: User) -> None:
    # given a fair that runs today, with a goal and one enquiry
    today = timezone.localdate()
    fair = add_campaign(
        name="Autumn Home Fair",
        kind="event",
        starts_on=today,
        ends_on=today,
        goal_enquiries=30,
        by=maya,
        at=timezone.now(),
    )
    heard(campaign=fair, door="event")
    client = signed_in(maya)

    # when somebody is written down
    told = text(client.get(CAPTURE))
    assert "You are here to meet people, not to sell." in told
    assert "<b>1</b> of 30 enquiries" in " ".join(told.split())
    assert 'name="door" value="event" checked' in told
    answer = sent(
        client, CAPTURE, who="Ada", door="event", campaign=fair.pk, newsletter="on", words="My sofa", next="1"
    )

    # then the next person comes, and what they said we may do is on record
    assert answer["Location"] == f"{CAPTURE}?door=event&campaign={fair.pk}"
    enquiry = Enquiry.objects.latest("pk")
    assert (enquiry.campaign, enquiry.words, enquiry.channel.name) == (fair, "My sofa", "Fairs and events")
    consent = ConsentEvent.objects.get()
    assert (consent.use, consent.given, consent.basis, consent.source, consent.wording) == (
        "newsletter",
        True,
        "consent",
        "Event",
        "May we send the newsletter?",
    )


@pytest.mark.parametrize(
    ("kind", "first", "last", "chosen"),
    [
        ("event", 0, 0, True),
        ("networking", -1, 1, True),
        # a fair without an end would be chosen for ever
        ("event", -1, None, False),
        ("event", -3, -1, False),
        ("event", 1, 2, False),
        ("advertisement", -1, 1, False),
        ("other", -1, None, False),
    ],
)
def test_only_where_one_stands_today_is_a_campaign_chosen_already(
    kind: str, first: int, last: int | None, chosen: bool, maya: User
) -> None:
    # given one campaign
    today, now = timezone.localdate(), timezone.now()
    ends_on = None if last is None else today + datetime.timedelta(days=last)
    campaign = add_campaign(
        name="The lit window",
        kind=kind,
        starts_on=today + datetime.timedelta(days=first),
        ends_on=ends_on,
        by=maya,
        at=now,
    )
    client = signed_in(maya)

    # when a page is opened to write somebody down, with and without naming it
    told, named = text(client.get(CAPTURE)), text(client.get(f"{CAPTURE}?campaign={campaign.pk}"))

    # then nobody credits it without knowing
    picked = f'<option value="{campaign.pk}" selected>The lit window</option>'
    assert (picked in told, "<h1>The lit window</h1>" in told) == (chosen, chosen)
    assert (picked in named, "<h1>The lit window</h1>" in named) == (True, True)
    assert ('value="event" checked' in told) is chosen


def test_of_two_fairs_on_one_day_none_is_guessed(maya: User) -> None:
    today = timezone.localdate()
    for name in ("Home Fair", "Open evening"):
        add_campaign(name=name, kind="event", starts_on=today, ends_on=today, by=maya, at=timezone.now())
    told = text(signed_in(maya).get(CAPTURE))
    assert "<h1>Who asked?</h1>" in told
    assert 'name="door" value="phone" checked' in told


@pytest.mark.parametrize(
    ("where", "then"),
    [
        # the page of what was taken back is gone with it
        ("/marketing/enquiries/{pk}/", "/marketing/enquiries/"),
        ("/marketing/enquiries/{pk}/correct/", "/marketing/enquiries/"),
        # at the stand one goes on where one was
        ("/marketing/capture/?door=event&campaign=", "/marketing/capture/?door=event&campaign="),
        ("/people/{person}/", "/people/{person}/"),
        ("/nowhere/{pk}/", "/nowhere/{pk}/"),
    ],
)
def test_undo_of_a_capture_leads_to_a_page_that_is_there(where: str, then: str, maya: User) -> None:
    # given somebody was written down by mistake
    client = signed_in(maya)
    sent(client, CAPTURE, who="Ada", door="phone")
    enquiry = Enquiry.objects.get()
    keys = {"pk": enquiry.pk, "person": enquiry.person_id}
    line = heard_line(enquiry)
    assert line is not None

    # when it is taken back from the toast, twice
    undo, page = f"/office/journal/{line.pk}/undo/", f"http://testserver{where.format(**keys)}"
    answers = [client.post(undo, {"once": once}, headers={"Referer": page}) for once in (uuid4(), uuid4())]

    # then both lead somewhere
    assert [answer["Location"] for answer in answers] == [then.format(**keys)] * 2
    assert Enquiry.objects.count() == 0


def test_nothing_at_all_is_asked_for_kindly_and_loses_nothing(maya: User) -> None:
    answer = sent(signed_in(maya), CAPTURE, who="", door="walk_in", promised="Free visit")
    assert answer.status_code == 422
    assert "One is enough." in text(answer)
    assert 'value="Free visit"' in text(answer)
    assert 'name="door" value="walk_in" checked' in text(answer)
    assert Enquiry.objects.count() == 0


def test_the_future_is_refused(maya: User) -> None:
    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    answer = sent(
        signed_in(maya), CAPTURE, who="Ada", door="phone", heard_at=tomorrow.strftime("%Y-%m-%dT%H:%M")
    )
    assert answer.status_code == 422
    assert "still to come" in text(answer)


def test_who_only_reads_does_not_capture(ann: User) -> None:
    assert signed_in(ann).get(CAPTURE).status_code == 403
    assert sent(signed_in(ann), CAPTURE, who="Ada", door="phone").status_code == 403
    assert Enquiry.objects.count() == 0


def test_the_list_sifts_and_its_part_is_the_rows(maya: User) -> None:
    priya, tom = heard(), heard("Tom Ellery t@x.example", source="Shop window", words="Springs gone")
    client = signed_in(maya)

    def names(query: str, **headers: str) -> list[str]:
        told = text(client.get(f"/marketing/enquiries/{query}", headers=headers))
        return [name for name in ("Priya Shah", "Tom Ellery") if name in told]

    assert names("") == ["Priya Shah", "Tom Ellery"]
    assert names(f"?channel={tom.channel_id}") == ["Tom Ellery"]
    assert names("?state=declined") == []
    assert names("?q=springs") == ["Tom Ellery"]
    assert names("?q=priya") == ["Priya Shah"]
    assert names("?channel=x&state=nonsense&campaign=-4") == ["Priya Shah", "Tom Ellery"]
    assert names("?sort=heard&page=999") == ["Priya Shah", "Tom Ellery"]
    part = text(client.get("/marketing/enquiries/", headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert priya.words in part


def test_an_enquiry_shows_their_words_and_twins(maya: User, ann: User) -> None:
    first = heard()
    twin = heard(words="The chairs again")
    told = text(signed_in(maya).get(f"/marketing/enquiries/{twin.pk}/"))
    assert "“The chairs again”" in told
    assert "Perhaps the same enquiry" in told
    assert "Tick and pass to sales" in told

    # who only reads sees it without a button
    told = text(signed_in(ann).get(f"/marketing/enquiries/{twin.pk}/"))
    assert "set-aside" not in told

    # and marketing joins the two in one tap
    url = f"/marketing/enquiries/{twin.pk}/join/"
    assert sent(signed_in(ann), url, into=first.pk, version=1).status_code == 403
    assert sent(signed_in(maya), url, into="x", version=1).status_code == 404
    answer = sent(signed_in(maya), url, into=first.pk, version=1)
    assert answer["Location"] == f"/marketing/enquiries/{first.pk}/"
    twin.refresh_from_db()
    first.refresh_from_db()
    assert (twin.state, first.state) == ("set_aside", "heard")
    told = text(signed_in(maya).get(f"/marketing/enquiries/{first.pk}/"))
    assert "Told again" in told
    assert "“The chairs again”" in told
    told = text(signed_in(maya).get(f"/marketing/enquiries/{twin.pk}/"))
    assert "The same as another one" in told


def test_who_asks_again_is_shown_with_what_came_of_it(maya: User) -> None:
    # given somebody who asked in March and did not buy, and was spam once
    then = datetime.datetime(2026, 3, 10, 10, tzinfo=datetime.UTC)
    before = an_enquiry(at=then)
    Enquiry.objects.filter(pk=before.pk).update(state="accepted", outcome="lost")
    spam = an_enquiry(at=then + hours(50))
    Enquiry.objects.filter(pk=spam.pk).update(state="set_aside", set_aside_reason="spam")

    # when they ask again
    again = heard()

    # then the page of the new one says so, and the old one is as it was
    told = text(signed_in(maya).get(f"/marketing/enquiries/{again.pk}/"))
    assert "Asked before, in March 2026: did not buy" in told
    assert told.count("Asked before") == 1
    assert "Asked before" not in text(signed_in(maya).get(f"/marketing/enquiries/{before.pk}/"))


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"state": "heard"}, "it is still to be passed on"),
        ({"state": "passed"}, "it is with sales, to accept or decline"),
        ({"state": "accepted"}, "sales is still at it"),
        ({"state": "accepted", "outcome": "won"}, "became a customer"),
        ({"state": "declined", "declined_reason": "Too far"}, "sales said no (Too far)"),
        ({"state": "declined"}, "sales said no"),
        ({"state": "set_aside", "set_aside_reason": "not_for_us"}, "it was nothing for us"),
    ],
)
def test_what_came_of_it_in_words(columns: dict[str, str], told: str) -> None:
    values = {"outcome": "open", "declined_reason": "", "set_aside_reason": "", **columns}
    assert asked_before_words(**values, month="March 2026") == f"Asked before, in March 2026: {told}"


def test_setting_aside_asks_for_a_reason_and_goes_back_to_where_one_was(maya: User, joe: User) -> None:
    enquiry = heard()
    url = f"/marketing/enquiries/{enquiry.pk}/set-aside/"
    assert sent(signed_in(maya), url, version=1).status_code == 422
    assert sent(signed_in(joe), url, version=1, reason="spam").status_code == 403
    answer = sent(signed_in(maya), url, version=1, reason="spam", next="/handover/")
    assert answer["Location"] == "/handover/"
    taken = sent(signed_in(maya), f"/marketing/enquiries/{enquiry.pk}/take-up/")
    assert taken.status_code == 303
    enquiry.refresh_from_db()
    assert enquiry.state == "heard"


def test_an_elsewhere_address_is_no_way_back(maya: User) -> None:
    enquiry = heard()
    url = f"/marketing/enquiries/{enquiry.pk}/set-aside/"
    answer = sent(signed_in(maya), url, version=1, reason="spam", next="https://elsewhere.example/")
    assert answer["Location"] == f"/marketing/enquiries/{enquiry.pk}/"


def test_something_is_put_right(maya: User) -> None:
    enquiry = heard()
    url = f"/marketing/enquiries/{enquiry.pk}/correct/"
    assert signed_in(maya).get(url).status_code == 200
    form = {"channel": enquiry.channel_id, "interest": "Eight chairs", "segment": "Cafés"}
    assert sent(signed_in(maya), url, version=1, **{**form, "channel": 999_999}).status_code == 422
    assert sent(signed_in(maya), url, version=1, **form).status_code == 303
    enquiry.refresh_from_db()
    assert (enquiry.interest, enquiry.segment, enquiry.version) == ("Eight chairs", "Cafés", 2)
    # who saw the older version is shown both
    stale = sent(signed_in(maya), url, version=1, **{**form, "interest": "Nine chairs"})
    assert stale.status_code == 409
    assert "Nine chairs" in text(stale)


@pytest.mark.parametrize(("url", "most"), [("/marketing/enquiries/", 10), ("/marketing/", 30)])
def test_as_many_queries_for_many_as_for_few(url: str, most: int, maya: User) -> None:
    client = signed_in(maya)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    for n in range(3):
        heard(f"N{n} n{n}@x.example", source=f"Source {n}")
    asked()
    few = asked()
    for n in range(100, 115):
        heard(f"N{n} n{n}@x.example", source=f"Source {n}")
    assert asked() == few
    assert few <= most


def test_where_they_heard_of_us_can_be_written_where_no_channel_is_there_to_choose(maya: User) -> None:
    # given a business that has no channel yet
    client = signed_in(maya)
    assert text(client.get(CAPTURE)).count("Where did they hear of us?") == 1

    # when somebody says that it was the local paper
    sent(client, CAPTURE, who="Ada", door="phone", source="Local paper")

    # then that is a channel, and the next time it can be chosen; who did not say is no choice of its own
    heard("Ben")
    shown = text(client.get(CAPTURE))
    assert [one.channel.name for one in Enquiry.objects.order_by("pk")] == ["Local paper", "Not known"]
    assert ">Local paper</option>" in shown
    assert ">They did not say</option>" in shown
    assert ">Not known</option>" not in shown


def test_to_write_down_an_enquiry_asks_and_writes_little(joe: User) -> None:
    # given somebody who asked before, and a page that was sent once
    client = signed_in(joe)
    sent(client, CAPTURE, who="Priya Shah priya@cafe.example", door="phone", words="Two chairs")

    def statements(who: str) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert sent(client, CAPTURE, who=who, door="phone", words="A sofa").status_code == 303
        # On PostgreSQL a turn is a lock, which asks nothing of any table.
        return [one["sql"].split()[0] for one in captured if "advisory" not in one["sql"]]

    # when somebody new asks, and somebody who is known
    new = statements("Tom Ellery tom@ellery.example")
    known = statements("Priya Shah priya@cafe.example")

    # then there are two savepoints: that of the action, and, as this test is a transaction, that of the form
    assert (new.count("SAVEPOINT"), known.count("SAVEPOINT")) == (2, 2)
    assert len([verb for verb in new if verb not in ("SAVEPOINT", "RELEASE")]) <= 26
    assert len([verb for verb in known if verb not in ("SAVEPOINT", "RELEASE")]) <= 26
