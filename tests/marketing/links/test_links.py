"""Tracked links and places: where they lead, what is counted, and the way that their token tells."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.links.actions import add_link, add_place, edit_link, edit_place, put_away
from tandem.marketing.links.models import OpenedCount, Place, TrackedLink
from tandem.marketing.links.queries import token_for, touch_of, usual_tags
from tandem.marketing.links.words import Tags, is_made_by_a_program, tag, tagged, target_trouble
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.jobs import wishes
from tandem.office.journal.actions import undo
from tests.handover.desks import NOW, sent, signed_in

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Safari/604.1"
)
TARGET = "https://wren.example/spring?size=2#top"


def a_fair(maya: User, **columns: Any) -> Campaign:
    return add_campaign(**{"name": "Thornbury Fair", "kind": "event", "by": maya, "at": NOW, **columns})


def a_link(maya: User, campaign: Campaign | None = None, **columns: Any) -> TrackedLink:
    given = {
        "name": "November newsletter",
        "target": TARGET,
        "tags": Tags(source="newsletter", medium="email"),
    }
    return add_link(campaign=campaign or a_fair(maya), by=maya, at=NOW, **{**given, **columns})


def opened(path: str, agent: str = PHONE, method: str = "get", **headers: str) -> Any:
    """As somebody without an account opens it; what is counted is written at once."""
    answer = getattr(Client(), method)(path, headers={"User-Agent": agent, **headers})
    wishes.grant()
    return answer


def counts() -> list[tuple[int | None, int | None, int]]:
    return list(OpenedCount.objects.order_by("pk").values_list("link", "place", "number"))


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://wren.example/", "https://wren.example/?utm_source=herald&utm_medium=print"),
        ("https://wren.example", "https://wren.example?utm_source=herald&utm_medium=print"),
        ("https://w.example/?a=1#b", "https://w.example/?a=1&utm_source=herald&utm_medium=print#b"),
        # what stood there gives way, and nothing else is touched
        (
            "https://w.example/?utm_source=x&q=a%20b&c",
            "https://w.example/?q=a%20b&c&utm_source=herald&utm_medium=print",
        ),
    ],
)
def test_tags_are_written_behind_an_address(target: str, address: str) -> None:
    assert tagged(target, Tags(source="herald", medium="print")) == address


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Home Fair, Oct", "home-fair-oct"),
        ("  ", ""),
        ("ÄRGER & Co.", "ärger-co"),
        ("a/b", "a-b"),
        ("x" * 99, "x" * 80),
    ],
)
def test_a_tag_is_what_every_program_reads_alike(typed: str, written: str) -> None:
    assert tag(typed) == written


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "/marketing/",
        "ftp://wren.example/",
        "https://",
        "https:///path",
        "https://wren.example\\@evil.example/",
        "https://wren.example@evil.example/",
        "https://wren.example/a b",
        "https://wren.example/\r\nSet-Cookie: a=b",
        "https://wren.example/\u202e",
        "https://wren.example:99999/",
        "https://[::1/",
        "https://wren.example/" + "a" * 1000,
    ],
)
def test_what_is_no_address_to_lead_to(target: str, maya: User) -> None:
    assert target_trouble(target)
    with pytest.raises(Refused):
        a_link(maya, target=target)
    assert not TrackedLink.objects.exists()


def test_a_link_leads_to_its_page_and_nowhere_else(maya: User) -> None:
    link = a_link(maya)
    answer = opened(f"/l/{link.code}?next=https://evil.example/&target=https://evil.example/")
    assert (answer.status_code, answer["Location"]) == (
        302,
        "https://wren.example/spring?size=2&utm_source=newsletter&utm_medium=email#top",
    )
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "Set-Cookie" not in answer
    assert opened(f"/l/{link.code.upper()}").status_code == 302
    assert opened("/l/nosuch").status_code == 404
    assert opened(f"/l/{link.code}", method="post").status_code == 405


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite the worker counts: see below")
def test_where_a_write_holds_up_nobody_it_is_counted_at_once(maya: User) -> None:
    link = a_link(maya)
    opened(f"/l/{link.code}")
    opened(f"/l/{link.code}")
    assert counts() == [(link.pk, None, 2)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts at once: see above")
def test_opening_reads_and_the_worker_counts(maya: User) -> None:
    # given a link, opened three times by people
    link = a_link(maya)
    for _time in range(3):
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"/l/{link.code}", headers={"User-Agent": PHONE})
        assert [one["sql"] for one in asked if not one["sql"].startswith("SELECT")] == []
    assert counts() == []
    # when the worker comes by, then they are counted, with one row a day
    wishes.grant()
    assert counts() == [(link.pk, None, 3)]
    opened(f"/l/{link.code}")
    assert counts() == [(link.pk, None, 4)]


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "facebookexternalhit/1.1",
        "WhatsApp/2.23.20.0",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "TelegramBot (like TwitterBot)",
        "SkypeUriPreview Preview/0.5",
        "curl/8.5.0",
        "python-requests/2.31",
        "Mozilla/5.0 HeadlessChrome/120.0",
    ],
)
def test_programs_are_led_on_but_not_counted(agent: str, maya: User) -> None:
    assert opened(f"/l/{a_link(maya).code}", agent).status_code == 302
    assert counts() == []


@pytest.mark.parametrize(
    "agent", [PHONE, "Mozilla/5.0 (Linux; Android 9; CUBOT X19) Chrome/96", "Mozilla/5.0 [LinkedInApp]/9.1"]
)
def test_people_are_no_programs(agent: str) -> None:
    assert not is_made_by_a_program(agent)


def test_a_look_ahead_is_not_counted(maya: User) -> None:
    path = f"/l/{a_link(maya).code}"
    assert opened(path, method="head").status_code == 302
    opened(path, **{"Sec-Purpose": "prefetch;prerender"})
    assert counts() == []


def test_a_count_that_cannot_be_written_waits(maya: User, monkeypatch: pytest.MonkeyPatch) -> None:
    link = a_link(maya)
    with monkeypatch.context() as broken:
        broken.setattr(OpenedCount.objects, "get_or_create", lambda **_where: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            opened(f"/l/{link.code}")
    opened(f"/l/{link.code}")
    assert counts() == [(link.pk, None, 2)]


def test_a_link_to_a_page_of_ours_carries_the_way_and_no_tags(maya: User, settings: Any) -> None:
    settings.PUBLIC_URL = "https://tandem.wren.example"
    link = a_link(maya, target="https://tandem.wren.example/f/ask?size=2")
    there = opened(f"/l/{link.code}")["Location"]
    address, token = there.split("&t=")
    assert address == "https://tandem.wren.example/f/ask?size=2"
    assert touch_of(token)["link"] == link.pk


def test_the_token_of_a_link_tells_the_way(maya: User) -> None:
    link = a_link(maya)
    assert touch_of(token_for(link, at=NOW)) == {
        "source": "newsletter",
        "medium": "email",
        "campaign": link.campaign_id,
        "campaign_name": "Thornbury Fair",
        "link": link.pk,
        "link_name": "November newsletter",
        "at": "2026-11-03T10:00:00+00:00",
    }


def test_the_token_of_a_place_tells_the_way(maya: User) -> None:
    fair = a_fair(maya)
    stand = add_place(campaign=fair, kind="stand", name="Stand 12", by=maya, at=NOW)
    anywhere = add_place(campaign=fair, kind="whole", by=maya, at=NOW)
    told = touch_of(token_for(stand, at=NOW))
    assert told["place"] == stand.pk
    assert (told["medium"], told["source"], told["place_name"]) == ("event", "", "Stand 12")
    assert "place_name" not in touch_of(token_for(anywhere, at=NOW))


def test_a_token_that_is_not_ours_tells_nothing(maya: User) -> None:
    link = a_link(maya)
    token = token_for(link, at=NOW)
    told, _dot, signature = token.rpartition(".")
    other = told.replace(f"l-{link.pk}-", f"l-{link.pk + 1}-")
    for wrong in (
        "",
        "x",
        f"{other}.{signature}",
        token[:-1],
        token + "a",
        "." * 50,
        "l-1-1",
        "é" * 20,
        "a" * 9999,
    ):
        assert touch_of(wrong) == {}
    gone = TrackedLink(pk=999_999)
    assert touch_of(token_for(gone, at=NOW)) == {}


def test_a_link_is_changed_put_away_and_brought_back(maya: User, joe: User) -> None:
    link = a_link(maya)
    columns: Any = {"name": "Newsletter", "target": "http://wren.example/", "tags": Tags()}
    with pytest.raises(NotAllowed):
        edit_link(link=link, expected_version=1, by=joe, at=NOW, **columns)
    line = edit_link(link=link, expected_version=1, by=maya, at=NOW, **columns)
    assert line is not None
    assert line.before == {
        "name": "November newsletter",
        "target": TARGET,
        "source": "newsletter",
        "medium": "email",
    }
    with pytest.raises(Stale):
        edit_link(link=link, expected_version=1, by=maya, at=NOW, **{**columns, "name": "Other"})
    undo(line_id=line.pk, by=maya, at=NOW)
    link.refresh_from_db()
    assert (link.name, link.target, link.source) == ("November newsletter", TARGET, "newsletter")

    line = put_away(row=link, expected_version=link.version, by=maya, at=NOW)
    assert opened(f"/l/{link.code}").status_code == 302, "what is out there goes on leading"
    undo(line_id=line.pk, by=maya, at=NOW)
    link.refresh_from_db()
    assert link.put_away_at is None


def test_a_place_is_one_of_its_kind_and_name(maya: User, joe: User) -> None:
    fair = a_fair(maya)
    with pytest.raises(NotAllowed):
        add_place(campaign=fair, kind="stand", by=joe, at=NOW)
    add_place(campaign=fair, kind="whole", by=maya, at=NOW)
    with pytest.raises(Refused, match="a code for anywhere already"):
        add_place(campaign=fair, kind="whole", name="again", by=maya, at=NOW)
    stand = add_place(campaign=fair, kind="stand", name="Stand 12", by=maya, at=NOW)
    with pytest.raises(Refused, match="such a place already"):
        add_place(campaign=fair, kind="stand", name="stand 12", by=maya, at=NOW)
    with pytest.raises(Refused, match="what kind of place"):
        add_place(campaign=fair, kind="moon", by=maya, at=NOW)
    other = a_link(maya, a_fair(maya, name="Flyer", kind="print"))
    with pytest.raises(Refused, match="a link of this campaign"):
        edit_place(
            place=stand, expected_version=1, kind="stand", name="12", sentence="", link=other, by=maya, at=NOW
        )
    line = edit_place(
        place=stand, expected_version=1, kind="van", name="12", sentence="Ask us", link=None, by=maya, at=NOW
    )
    assert line is not None
    undo(line_id=line.pk, by=maya, at=NOW)
    stand.refresh_from_db()
    assert (stand.kind, stand.name, stand.sentence) == ("stand", "Stand 12", "")


@pytest.mark.parametrize(
    ("kind", "source", "medium"),
    [
        ("newsletter", "newsletter", "email"),
        ("print", "", "print"),
        ("advertisement", "", "cpc"),
        ("other", "", ""),
    ],
)
def test_tags_come_from_the_campaign(kind: str, source: str, medium: str, maya: User) -> None:
    campaign = a_fair(maya, name="Spring, at last", kind=kind)
    assert usual_tags(campaign) == Tags(source=source, medium=medium, campaign="spring-at-last")


def test_the_pages_of_a_link(maya: User, joe: User) -> None:
    fair = a_fair(maya, name="Spring letter", kind="newsletter")
    add = f"/marketing/campaigns/{fair.pk}/links/add/"
    told = signed_in(maya).get(add).content.decode()
    assert 'name="tag" value="spring-letter"' in told
    assert 'name="medium" value="email"' in told
    form = {
        "name": "Letter",
        "target": "wren.example",
        "source": "Our Letter",
        "medium": "Mail",
        "tag": "spring",
    }
    answer = sent(signed_in(maya), add, **form)
    assert answer.status_code == 422
    assert "from https:// on" in answer.content.decode()
    assert sent(signed_in(joe), add, **form).status_code == 403

    form["target"] = "https://wren.example/"
    for _twice in range(2):
        answer = sent(signed_in(maya), add, **form)
        link = TrackedLink.objects.get()
        assert (answer.status_code, answer["Location"]) == (303, f"/marketing/links/{link.pk}/")
    assert (link.source, link.medium, link.tag) == ("our-letter", "email", "spring")
    page = signed_in(joe).get(f"/marketing/links/{link.pk}/").content.decode()
    assert f"/l/{link.code}</code>" in page
    assert (
        "https://wren.example/?utm_source=our-letter&amp;utm_medium=email&amp;utm_campaign=spring</code>"
        in page
    )
    assert "Change it" not in page
    edit = f"/marketing/links/{link.pk}/edit/"
    assert sent(signed_in(maya), edit, **{**form, "version": 1, "name": "Spring letter"}).status_code == 303
    assert (
        sent(signed_in(maya), edit, once="x" * 20, **{**form, "version": 1, "name": "Late"}).status_code
        == 409
    )
    away = f"/marketing/links/{link.pk}/put-away/"
    assert sent(signed_in(maya), away, version=2)["Location"] == f"/marketing/campaigns/{fair.pk}/"
    assert (
        "Spring letter"
        not in signed_in(maya).get(f"/marketing/campaigns/{fair.pk}/").content.decode().split("<h2>Links")[1]
    )


def test_a_day_is_that_of_the_business(maya: User, monkeypatch: pytest.MonkeyPatch) -> None:
    link = a_link(maya)
    late = datetime.datetime(2026, 7, 1, 23, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    opened(f"/l/{link.code}")
    assert OpenedCount.objects.get().day == datetime.date(2026, 7, 2)


def test_places_and_links_share_no_code(maya: User) -> None:
    fair = a_fair(maya)
    codes = {add_place(campaign=fair, kind="van", name=str(n), by=maya, at=NOW).code for n in range(20)}
    assert len(codes) == 20
    assert all(len(code) == 6 for code in codes)
    assert Place.objects.count() == 20
