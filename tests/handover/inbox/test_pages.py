"""The handover's pages: whole, without JavaScript, for the wrong role, and with a constant number of
queries.
"""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.handover.agreement.actions import agree
from tandem.handover.agreement.queries import criteria_of, current_agreement
from tandem.handover.passing.actions import pass_on
from tandem.handover.passing.models import Passing, Tick
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.journal.models import JournalLine
from tandem.office.search.models import SearchDocument
from tandem.sales.arranging.actions import add_pipeline
from tandem.sales.opportunities.models import Opportunity
from tests.handover.desks import an_enquiry, hours, sent, signed_in

pytestmark = pytest.mark.django_db


def heard(who: str = "Priya Shah priya@cafe.example", **columns: Any) -> Enquiry:
    return an_enquiry(who, at=timezone.now() - hours(1), **columns)


def passed(enquiry: Enquiry, by: User, owner: User) -> Passing:
    return pass_on(enquiry=enquiry, expected_version=enquiry.version, owner=owner, by=by, at=timezone.now())


def page(user: User, url: str) -> str:
    answer = signed_in(user).get(url)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_an_empty_inbox_says_what_comes_here(maya: User) -> None:
    told = page(maya, "/handover/")
    assert "Nobody is waiting for you" in told
    assert "Our promises so far: too few to judge by" in told


def test_the_inbox_shows_whose_turn_it_is(maya: User, joe: User) -> None:
    # given one for each desk
    mine = heard("07700 900123", words="Curtains for a bay window")
    theirs = heard()
    passed(theirs, maya, joe)

    # when sales opens it
    told = page(joe, f"/handover/{theirs.pk}/")

    # then both wait there, and sales may say yes or no to its own
    assert "Two people are waiting for one of you" in told
    assert "07700 900123" in told
    assert told.count("Marketing: pass on") == 1
    assert told.count("Sales: accept or decline") == 1
    assert f'action="/handover/{theirs.pk}/accept/"' in told
    assert "Answer: yes. Newsletter: not asked yet." in told
    # and marketing sees the buttons of marketing only
    told = page(maya, f"/handover/{theirs.pk}/")
    assert "/accept/" not in told
    told = page(maya, f"/handover/{mine.pk}/")
    assert f'action="/handover/{mine.pk}/pass/"' in told
    assert "pass-and-accept" not in told


def test_ticks_and_pass_in_one_form(maya: User, joe: User, anna: User) -> None:
    agree(criteria=[("Wants something we make", ""), ("Within 30 miles", "")], by=anna, at=timezone.now())
    makes, miles = criteria_of(current_agreement())
    enquiry = heard()
    told = {
        f"tick_{makes.pk}": "yes",
        f"known_{makes.pk}": "Dining chairs",
        f"tick_{miles.pk}": "not_asked",
        f"known_{miles.pk}": "",
        "owner": joe.pk,
        "version": 1,
    }

    answer = sent(signed_in(maya), f"/handover/{enquiry.pk}/pass/", **told)

    assert (answer.status_code, answer["Location"]) == (303, "/handover/")
    passing = Passing.objects.get()
    assert [(tick["state"], tick["known"]) for tick in passing.ticks] == [
        ("yes", "Dining chairs"),
        ("not_asked", ""),
    ]
    assert Tick.objects.get().by == maya
    # sent twice, it has one effect
    again = sent(signed_in(maya), f"/handover/{enquiry.pk}/pass/", **told)
    assert again.status_code == 303
    assert Passing.objects.count() == 1


def test_passing_with_fewer_ticks_than_agreed_is_done_and_said(maya: User, joe: User, anna: User) -> None:
    agree(criteria=[("Wants something we make", ""), ("Within 30 miles", "")], by=anna, at=timezone.now())
    enquiry, client = heard(), signed_in(maya)
    sent(client, f"/handover/{enquiry.pk}/pass/", owner=joe.pk, version=1)
    told = client.get("/handover/").content.decode()
    assert "is with sales now, with 0 of 2 ticks, 1 agreed." in told


@pytest.mark.parametrize(
    ("who", "door", "called"),
    [
        ("tom@example.org 07700 900123", "phone", "tom@example.org"),
        ("07700 900123", "phone", "07700 900123"),
        ("", "phone", "Somebody, by phone"),
        ("", "walk_in", "Somebody who walked in"),
    ],
)
def test_who_gave_no_name_is_called_the_same_wherever_they_are_shown(
    who: str, door: str, called: str, maya: User, anna: User
) -> None:
    # given somebody who gave no name
    enquiry = heard(who, door=door, words="Curtains for a bay window")
    client = signed_in(anna)

    # when they are shown by marketing, at the handover, by people and by the search
    pages = ("/handover/", "/marketing/enquiries/", enquiry_page(enquiry), "/people/", person_page(enquiry))

    # then they are called by what is known of them, and nowhere only “Somebody”
    assert [url for url in pages if not is_called(client, url, called)] == []
    assert SearchDocument.objects.get(kind="marketing.enquiry").title == called
    told = sent(client, f"/handover/{enquiry.pk}/pass/", owner=anna.pk, version=1)
    assert f"{called} is with sales now" in client.get(told["Location"]).content.decode()

    # and sales calls them so as well, in lists, on the board and on the page of its work
    sent(client, f"/handover/{enquiry.pk}/accept/", version=1)
    own = f"/sales/opportunities/{Opportunity.objects.get().pk}/"
    pages = ("/sales/", "/sales/board/", "/sales/opportunities/", own, own + "won/", person_page(enquiry))
    assert [url for url in pages if not is_called(client, url, called)] == []
    assert SearchDocument.objects.get(kind="sales.opportunity").detail == called


def enquiry_page(enquiry: Enquiry) -> str:
    return f"/marketing/enquiries/{enquiry.pk}/"


def person_page(enquiry: Enquiry) -> str:
    return f"/people/{enquiry.person_id}/"


def is_called(client: Any, url: str, called: str) -> bool:
    shown = client.get(url).content.decode()
    return called in shown and re.search(r">\s*Somebody\s*<", shown) is None


LISTS = ["/handover/", "/marketing/enquiries/", "/people/", "/sales/", "/sales/board/"]


@pytest.mark.parametrize("url", LISTS)
def test_many_without_a_name_take_no_more_queries_than_two(url: str, maya: User, anna: User) -> None:
    # given two without a name, one of them without anything else
    client = signed_in(anna)

    def ask(number: int) -> None:
        for who in (f"0770090012{number}", ""):
            one = heard(who, words="Curtains")
            sent(client, f"/handover/{one.pk}/pass-and-accept/", version=1)
            heard(who, words="More curtains")

    def count() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    ask(1)
    before = count()

    # when there are six more, then the page asks as often
    for number in (2, 3, 4):
        ask(number)
    assert count() == before


def test_accept_opens_the_opportunity(maya: User, joe: User) -> None:
    enquiry = heard()
    passed(enquiry, maya, joe)
    answer = sent(signed_in(joe), f"/handover/{enquiry.pk}/accept/", version=1)
    opportunity = Opportunity.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/sales/opportunities/{opportunity.pk}/")


def test_undo_of_accepting_leads_from_the_opportunity_to_its_list(maya: User, joe: User) -> None:
    # given an enquiry that was accepted, and the page of its opportunity
    enquiry, client = heard(), signed_in(joe)
    passed(enquiry, maya, joe)
    page = sent(client, f"/handover/{enquiry.pk}/accept/", version=1)["Location"]
    line = JournalLine.objects.get(verb="handover.enquiry.accepted")

    # when it is taken back from the toast there
    undo = f"/office/journal/{line.pk}/undo/"
    answer = client.post(undo, {"once": uuid4()}, headers={"Referer": f"http://testserver{page}"})

    # then that page is gone, and the list is not
    assert client.get(page).status_code == 404
    assert answer["Location"] == "/sales/opportunities/"
    assert client.get(answer["Location"]).status_code == 200


def test_decline_asks_why_as_a_page_and_as_a_part(maya: User, joe: User) -> None:
    enquiry = heard()
    passed(enquiry, maya, joe)
    client, url = signed_in(joe), f"/handover/{enquiry.pk}/decline/"
    whole = client.get(url).content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert "Why not Priya Shah?" in part

    # without a reason nothing happens, and what was typed stays
    answer = sent(client, url, version=1, words="Wants it for nothing")
    assert answer.status_code == 422
    assert "Pick a reason" in answer.content.decode()
    assert "Wants it for nothing" in answer.content.decode()

    answer = sent(client, url, version=1, reason="Budget too small", words="Wants it for nothing")
    assert answer.status_code == 303
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.declined_reason) == ("declined", "Budget too small")
    assert "Budget too small" in page(maya, "/handover/sent-back/")


def test_the_second_of_two_is_told(maya: User, joe: User) -> None:
    enquiry = heard()
    passed(enquiry, maya, joe)
    assert sent(signed_in(joe), f"/handover/{enquiry.pk}/accept/", version=1).status_code == 303
    answer = sent(signed_in(joe), f"/handover/{enquiry.pk}/decline/", version=1, reason="Too far away")
    assert answer.status_code == 409
    assert Opportunity.objects.count() == 1


def test_pass_and_accept_in_one_tap(anna: User) -> None:
    enquiry = heard()
    told = page(anna, f"/handover/{enquiry.pk}/")
    assert f'formaction="/handover/{enquiry.pk}/pass-and-accept/"' in told
    answer = sent(signed_in(anna), f"/handover/{enquiry.pk}/pass-and-accept/", version=1, owner=anna.pk)
    assert answer.status_code == 303
    assert Enquiry.objects.get().state == "accepted"


def test_accepting_asks_for_the_pipeline_only_where_there_are_several(joe: User, anna: User) -> None:
    # given two that wait for sales, and one pipeline
    rows = [heard(), heard("Tom Ellery tom@ellery.example"), heard("Una Field una@field.example")]
    for enquiry in rows[:2]:
        passed(enquiry, anna, joe)
    assert 'name="pipeline"' not in page(joe, f"/handover/{rows[0].pk}/")
    answer = sent(signed_in(joe), f"/handover/{rows[0].pk}/accept/", version=1)
    assert answer.status_code == 303

    # when there is another, then it may be picked, one that takes in nothing new may not
    trade = add_pipeline(name="To firms", by=anna, at=timezone.now())
    assert 'name="pipeline"' in page(joe, f"/handover/{rows[1].pk}/")
    for pipeline in ("", 99):
        told = {"version": 1, "pipeline": pipeline, "once": f"a key for {pipeline}, long enough"}
        assert sent(signed_in(joe), f"/handover/{rows[1].pk}/accept/", **told).status_code == 422
    sent(signed_in(joe), f"/handover/{rows[1].pk}/accept/", version=1, pipeline=trade.pk, once=uuid4().hex)
    sent(
        signed_in(anna),
        f"/handover/{rows[2].pk}/pass-and-accept/",
        version=1,
        owner=anna.pk,
        pipeline=trade.pk,
        once=uuid4().hex,
    )
    stood = Opportunity.objects.order_by("pk").values_list("stage__pipeline__name", flat=True)
    assert list(stood) == ["Sales", "To firms", "To firms"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("pass/", {"maya", "anna"}),
        ("tick/", {"maya", "anna"}),
        ("accept/", {"joe", "anna"}),
        ("decline/", {"joe", "anna"}),
        ("pass-and-accept/", {"anna"}),
        ("join/", {"joe", "anna"}),
        ("assign/", {"maya", "joe", "anna"}),
    ],
)
def test_the_wrong_role_is_turned_away(
    path: str, allowed: set[str], maya: User, joe: User, anna: User, ann: User
) -> None:
    enquiry = heard()
    for name, user in (("maya", maya), ("joe", joe), ("anna", anna), ("ann", ann)):
        answer = sent(signed_in(user), f"/handover/{enquiry.pk}/{path}", once=f"{path} {name} long enough")
        assert (answer.status_code == 403) == (name not in allowed), (name, answer.status_code)


def test_an_agreement_by_form(anna: User, maya: User) -> None:
    told = page(anna, "/handover/agreement/next/")
    assert "Wants something we make or do" in told
    form = {
        "tick_1": "Wants something we make",
        "detail_1": "Chairs",
        "pass_within_hours": 2,
        "least_ticks": 1,
        "decide_within_hours": 8,
        "answer_within_hours": 4,
        "decline_reasons": "Too far away\nOnly wanted a price",
        "version": 0,
    }
    wrong = sent(signed_in(anna), "/handover/agreement/next/", **{**form, "least_ticks": 5})
    assert wrong.status_code == 422
    assert "There are not that many ticks" in wrong.content.decode()
    assert sent(signed_in(anna), "/handover/agreement/next/", **form).status_code == 303
    told = page(maya, "/handover/agreement/")
    assert "Version 1" in told
    assert "one working day" in told


def test_joining_from_the_pane(anna: User) -> None:
    first = heard()
    sent(signed_in(anna), f"/handover/{first.pk}/pass-and-accept/", version=1, owner=anna.pk)
    opportunity = Opportunity.objects.get()
    second = heard(words="And two stools")
    told = page(anna, f"/handover/{second.pk}/")
    assert "Sales works with them already" in told
    answer = sent(signed_in(anna), f"/handover/{second.pk}/join/", opportunity=opportunity.pk)
    assert answer.status_code == 303
    second.refresh_from_db()
    assert second.state == "accepted"


LISTS = ["/handover/", "/marketing/enquiries/", "/people/", "/sales/", "/sales/board/"]


@pytest.mark.parametrize("url", LISTS)
def test_as_many_queries_for_many_as_for_few(url: str, maya: User, joe: User) -> None:
    def filled(number: int, start: int) -> None:
        for n in range(start, start + number):
            enquiry = heard(f"N{n} n{n}@x.example")
            if n % 2:
                passed(enquiry, maya, joe)

    client = signed_in(joe)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    filled(4, 0)
    asked()
    few = asked()
    filled(12, 100)
    assert asked() == few
    assert few <= 30


def test_every_post_form_has_its_key(maya: User, joe: User, anna: User) -> None:
    theirs = heard()
    passed(theirs, maya, joe)
    mine = heard("Tom t@x.example")
    for url in (f"/handover/{theirs.pk}/", f"/handover/{mine.pk}/", "/handover/agreement/next/"):
        for form in re.findall(r'<form[^>]*method="post".*?</form>', page(anna, url), re.DOTALL):
            assert 'name="once"' in form
            assert "csrfmiddlewaretoken" in form
