"""To plan a step, to do it and plan the next in one form, and to put it off with one tap."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.journal.queries import shown
from tandem.people.timeline.actions import edit_note
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.actions import lose
from tandem.sales.pipelines.actions import ensure_stages
from tests.sales.planned import planned
from tests.sales.shop import a_business, a_user, days, sent, signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def joe() -> Any:
    a_business(zone="UTC")
    ensure_stages()
    return a_user("Joe", role="sales")


def today() -> datetime.date:
    return timezone.now().date()


def test_done_and_the_next_in_one_form(joe: Any) -> None:
    # given a call of today, opened from the whole list
    row = planned("Tom", on=today(), owner=joe)
    client, url = signed_in(joe), reverse("sales:done", args=[row.pk])
    form = client.get(url, headers={"Referer": "http://testserver/sales/today/?whose=mine"}).content.decode()
    assert 'name="next" value="/sales/today/?whose=mine"' in form

    # when it is done, and a visit comes next
    answer = sent(
        client, url, version=2, next="/sales/today/?whose=mine", outcome="Likes the blue wool.", minutes=12,
        words="Measure up", kind="visit", on="2030-01-10", time="14:00",
    )  # fmt: skip

    # then it is written down, the visit is planned, and one is back where one was
    assert (answer.status_code, answer["Location"]) == (303, "/sales/today/?whose=mine")
    row.refresh_from_db()
    assert (row.next_step, row.next_step_kind, str(row.next_step_on)) == ("Measure up", "visit", "2030-01-10")
    entry = Entry.objects.get(kind="call")
    assert (entry.title, entry.words, entry.minutes) == ("Ring about the quote", "Likes the blue wool.", 12)


def test_what_done_wrote_is_put_right_on_the_timeline(joe: Any) -> None:
    # given a visit that is done, with too few words
    row = planned("Tom", kind="visit", words="Measure the chairs", on=today(), owner=joe)
    client = signed_in(joe)
    sent(client, reverse("sales:done", args=[row.pk]), version=2, outcome="Six", words="", kind="call")
    entry = Entry.objects.get(kind="visit")
    url = reverse("people:entry", args=[entry.pk])
    assert url in client.get(reverse("people:person", args=[row.person_id])).content.decode()
    html = client.get(url).content.decode()
    assert ('value="Measure the chairs"' in html, "What came of it?" in html) == (True, True)

    # when what was done, words, minutes, who and when are put right, and once more from the old page
    assert "Who was it of us?" not in html
    ines = a_user("Ines", role="sales")
    assert "Who was it of us?" in client.get(url).content.decode()
    day = today() - days(2)
    fields = {
        "title": "Measured the chairs", "words": "Eight chairs", "minutes": "40", "kind": "meeting",
        "direction": "two_way", "purpose": "selling", "on": str(day), "time": "11:30", "who": str(ines.pk),
    }  # fmt: skip
    assert sent(client, url, version=1, **fields).status_code == 303
    entry.refresh_from_db()
    assert (entry.title, entry.words, entry.minutes) == ("Measured the chairs", "Eight chairs", 40)
    assert (entry.kind, entry.at.date(), entry.origin_id, entry.by) == ("meeting", day, row.pk, ines)
    assert sent(client, url, version=2, **{**fields, "who": "99"}).status_code == 422
    assert sent(client, url, version=1, **fields).status_code == 409
    assert sent(client, url, version=2, **{**fields, "kind": "note"}).status_code == 422
    reader = signed_in(a_user("Rhea", role="read_only"))
    assert reader.get(url).status_code == 403

    # then the journal knows both, and the undo brings back what stood there
    line = JournalLine.objects.get(verb="people.entry.edited")
    assert (line.before["title"], line.after["title"]) == ("Measure the chairs", "Measured the chairs")
    assert (line.before["minutes"], line.after["minutes"]) == (None, 40)
    told = {one.label: (one.before, one.after) for one in shown([line], currency="GBP")[0].changes}
    assert told["By"] == ("Joe", "Ines")
    undo(line_id=line.pk, by=joe, at=timezone.now())
    entry.refresh_from_db()
    assert entry.by == joe
    assert (entry.title, entry.words, entry.minutes, entry.kind) == (
        "Measure the chairs",
        "Six",
        None,
        "visit",
    )


def test_done_is_undone_with_what_it_wrote(joe: Any) -> None:
    # given a call that was done, and put right since
    row = planned("Tom", on=today(), owner=joe)
    client = signed_in(joe)
    sent(client, reverse("sales:done", args=[row.pk]), version=2, outcome="Oak", words="Visit", kind="visit")
    entry = Entry.objects.get(kind="call")
    edit_note(entry=entry, expected_version=1, by=joe, at=timezone.now(), words="Ash")
    line = JournalLine.objects.get(verb="sales.opportunity.step_done")
    assert reverse("office:undo", args=[line.pk]) in client.get(reverse("sales:today")).content.decode()

    # when it is undone, then the step stands again and nothing is on the timeline
    undo(line_id=line.pk, by=joe, at=timezone.now())
    row.refresh_from_db()
    assert (row.next_step, row.next_step_kind, row.next_step_on) == ("Ring about the quote", "call", today())
    assert not Entry.objects.filter(kind="call").exists()

    # and the journal kept what was written
    kept = JournalLine.objects.get(verb="people.entry.taken_back")
    undo(line_id=kept.pk, by=joe, at=timezone.now())
    back = Entry.objects.get(kind="call")
    assert (back.pk, back.words, back.origin_id) == (entry.pk, "Ash", row.pk)


def test_done_is_not_undone_where_it_went_on_since(joe: Any) -> None:
    row = planned("Tom", on=today(), owner=joe)
    client = signed_in(joe)
    sent(client, reverse("sales:done", args=[row.pk]), version=2, outcome="Oak", words="", kind="call")
    line = JournalLine.objects.get(verb="sales.opportunity.step_done")
    with pytest.raises(NotAllowed):
        undo(line_id=line.pk, by=a_user("Max", role="marketing"), at=timezone.now())
    row.refresh_from_db()
    lose(opportunity=row, expected_version=row.version, reason="price", by=joe, at=timezone.now())
    with pytest.raises(Refused, match="This was lost"):
        undo(line_id=line.pk, by=joe, at=timezone.now())
    assert Entry.objects.filter(kind="call").count() == 1


def test_nothing_comes_next_unless_it_is_said(joe: Any) -> None:
    """A browser always sends how it would be done: that alone plans nothing."""
    row = planned("Tom", on=today(), owner=joe)
    client = signed_in(joe)
    sent(client, reverse("sales:done", args=[row.pk]), version=2, words="", kind="call", on="", time="")
    row.refresh_from_db()
    assert (row.next_step, row.next_step_kind) == ("", "")
    assert (
        "Done, and written down. No next step is planned yet." in client.get("/sales/today/").content.decode()
    )


def test_a_day_alone_is_a_step_of_its_kind(joe: Any) -> None:
    row = planned("Tom", on=today(), owner=joe)
    sent(signed_in(joe), reverse("sales:done", args=[row.pk]), version=2, kind="visit", on="2030-01-10")
    row.refresh_from_db()
    assert (row.next_step, str(row.next_step_on)) == ("Visit", "2030-01-10")


def test_htmx_gets_the_form_for_the_dialog(joe: Any) -> None:
    row = planned("Tom", on=today(), owner=joe)
    for name in ("sales:done", "sales:step"):
        part = signed_in(joe).get(reverse(name, args=[row.pk]), headers=HTMX).content.decode()
        assert "<html" not in part
        assert f'action="{reverse(name, args=[row.pk])}"' in part


def test_a_form_that_leads_back_to_itself_leads_to_the_opportunity(joe: Any) -> None:
    """After a page about an older version the browser comes from the form itself."""
    row = planned("Tom", on=today(), owner=joe)
    url = reverse("sales:done", args=[row.pk])
    answer = sent(signed_in(joe), url, version=2, next=url, kind="call")
    assert answer["Location"] == reverse("sales:opportunity", args=[row.pk])


@pytest.mark.parametrize("wrong", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(joe: Any, wrong: str) -> None:
    row = planned("Tom", on=today(), owner=joe)
    answer = sent(signed_in(joe), reverse("sales:done", args=[row.pk]), version=2, next=wrong, kind="call")
    assert answer["Location"] == reverse("sales:opportunity", args=[row.pk])


def test_bad_input_loses_nothing(joe: Any) -> None:
    row = planned("Tom", on=today(), owner=joe)
    answer = sent(
        signed_in(joe), reverse("sales:done", args=[row.pk]), version=2, outcome="A long talk",
        words="Ring again", kind="call", time="11:00",
    )  # fmt: skip
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Say the day too." in html
    assert "A long talk" in html
    row.refresh_from_db()
    assert row.next_step == "Ring about the quote"


def test_put_off_from_a_row(joe: Any) -> None:
    row = planned("Tom", on=today() - days(2), owner=joe)
    client = signed_in(joe)
    answer = sent(client, reverse("sales:put_off"), row=f"{row.pk}.2", next="/sales/today/?whose=everyones")
    assert (answer.status_code, answer["Location"]) == (303, "/sales/today/?whose=everyones")
    row.refresh_from_db()
    assert row.next_step_on is not None
    assert row.next_step_on > today()
    # and one may undo it where it is said
    line = JournalLine.objects.get(verb="sales.opportunity.step_put_off")
    assert reverse("office:undo", args=[line.pk]) in client.get("/sales/today/").content.decode()


def test_put_off_twice_is_told(joe: Any) -> None:
    row = planned("Tom", on=today(), owner=joe)
    client = signed_in(joe)
    sent(client, reverse("sales:put_off"), row=f"{row.pk}.2")
    answer = sent(client, reverse("sales:put_off"), row=f"{row.pk}.2")
    assert answer.status_code in (409, 422)
    assert JournalLine.objects.filter(verb="sales.opportunity.step_put_off").count() == 1


@pytest.mark.parametrize("wrong", ["", "1", "a.b", "1.2.3", "999999.1"])
def test_put_off_nothing(joe: Any, wrong: str) -> None:
    assert sent(signed_in(joe), reverse("sales:put_off"), row=wrong).status_code == 404


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_only_who_sells(joe: Any, role: str) -> None:
    row = planned("Tom", on=today(), owner=joe)
    client = signed_in(a_user("Max", role=role))
    assert sent(client, reverse("sales:put_off"), row=f"{row.pk}.2").status_code == 403
    assert client.get(reverse("sales:done", args=[row.pk])).status_code == 403
