"""The group in Today, the whole list, and the form behind “Done”."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.handover.again.actions import came_again, put_off
from tandem.handover.again.slots import again_today
from tandem.handover.again.words import Talk
from tandem.handover.agreeing.facts import facts
from tandem.handover.passing.actions import pass_on
from tandem.marketing.care.actions import ask_again, note_contact
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.people.persons.models import Person
from tandem.people.timeline.models import Entry
from tandem.sales.feed.actions import make_feed
from tandem.sales.opportunities.models import Opportunity
from tandem.ui import slots
from tests.handover.again.customers import NOW, a_customer, a_day, purchase_of, regulars, won
from tests.handover.again.test_queries import begin_work, miss
from tests.handover.desks import an_enquiry, days, sent, signed_in

TODAY = "/sales/today/"


@pytest.fixture
def known(joe: User) -> User:
    """Joe sells, and what is usual is known: 90 days."""
    regulars()
    return joe


def html_of(user: User, url: str = TODAY) -> str:
    return signed_in(user).get(url).content.decode()


def items_of(user: User, desk: str = "together") -> list[Any]:
    request: Any = type("Asking", (), {"user": user})()
    return [one for one in again_today(request, desk=desk) if isinstance(one, slots.Item)]


def test_a_handful_stands_in_today(known: User, anna: User) -> None:
    for number in range(6):
        a_customer(f"Customer {number}", 100 + number, phones=(f"020 7946 010{number}",))
    won("Annas annas@x.example", ago=170, by=anna)
    html = html_of(known)
    assert html.count("again-row") == 5
    assert "Customer 0<" not in html
    assert "1 more, for another day" in html
    assert "Annas" not in html
    # how to begin is said once, above them
    assert html.count("this is Joe of Wren &amp; Rowe.") == 1
    assert html.index("Hello, this is Joe") < html.index("again-row")
    assert 'href="tel:+442079460105"' in html
    everyones = html_of(known, TODAY + "?whose=everyones")
    assert "Annas" in everyones
    assert "2 more, for another day" in everyones


def test_a_handful_a_day(known: User) -> None:
    people = [a_customer(f"Customer {number}", 100 + number) for number in range(7)]
    for person in people[:5]:
        put_off(purchase=purchase_of(person), on=a_day(30), talk=Talk(kind="call"), by=known, at=NOW)
    html = html_of(known)
    assert "again-row" not in html
    assert "Enough for today" in html
    assert "2 more, for another day" in html
    assert items_of(known) == []
    # they stand in the whole list all the same
    assert html_of(known, "/handover/again/").count("again-row") == 2


def test_they_come_after_what_was_promised_as_one_row(known: User, maya: User) -> None:
    a_customer("Ada", 120)
    [one] = items_of(known)
    assert (one.title, one.why, one.url) == (
        "Ada may need something again",
        "Bought “Sofa”",
        "/sales/today/#again",
    )
    for number, name in enumerate(("Ben", "Cleo", "Dan")):
        a_customer(name, 110 - number)
    [row] = items_of(known)
    assert (row.title, row.why) == ("4 customers may need something again", "Ada, Ben and 2 more")
    assert (row.number, row.minutes, row.due_at) == (4, 40, None)
    assert items_of(known, "sales") == [row]
    assert items_of(known, "marketing") == items_of(maya) == []


def test_a_day_that_somebody_named_stands_in_the_calendar(known: User, anna: User) -> None:
    # given two whom Joe won, of whom one is due as usual and one wants to be asked in thirty days
    won("Ada ada@x.example", ago=100, by=known)
    ben = won("Ben ben@x.example", ago=100, by=known)
    put_off(purchase=purchase_of(ben), on=a_day(30), talk=Talk(kind="call"), by=known, at=NOW)

    # then Joe's calendar has that day, whole, and nobody else's has
    link = f"/k/{make_feed(by=known, at=NOW)}.ics"
    told = signed_in(known).get(link).content.decode()
    assert "SUMMARY:Ask Ben again" in told
    assert f"DTSTART;VALUE=DATE:{a_day(30):%Y%m%d}" in told
    assert told.count("BEGIN:VEVENT") == 1
    other = signed_in(anna).get(f"/k/{make_feed(by=anna, at=NOW)}.ics").content.decode()
    assert "BEGIN:VEVENT" not in other


def test_others_read_and_change_nothing(known: User, maya: User, ann: User) -> None:
    row = purchase_of(a_customer("Ada", 100))
    address = f"/handover/again/{row.pk}/"
    for user in (maya, ann):
        html = html_of(user)
        assert "Ada" in html
        assert address not in html
        assert signed_in(user).get(address).status_code == 403
        assert sent(signed_in(user), address, came="missed", how="call").status_code == 403
    assert not Entry.objects.filter(origin="handover.again").exists()


def test_before_anybody_knows_what_is_usual(joe: User) -> None:
    a_customer("Ada", 100)
    assert "May need something again" not in html_of(joe)
    assert "is not known yet" in html_of(joe, "/handover/again/")
    assert items_of(joe) == []


def test_nobody_is_due(known: User) -> None:
    assert "May need something again" not in html_of(known)
    assert "Nobody is due just now." in html_of(known, "/handover/again/")


def test_care_says_who_gets_in_touch(known: User, maya: User) -> None:
    won("Ada ada@x.example", ago=100, by=known)
    a_customer("Ben", 100)
    html = html_of(maya, "/marketing/care/?show=due")
    assert "may need something again: Joe gets in touch" in html
    assert "may need something again: sales gets in touch" in html


def test_care_promises_nobody_whom_nobody_rings(known: User, maya: User) -> None:
    # given four who were due and are in no list of sales any more, and one whom nobody reached today
    a_customer("Long gone", 300)
    lapsed = a_customer("Lapsed", 300)
    ask_again(purchase=purchase_of(lapsed), at=NOW - days(100))
    note_contact(person=a_customer("Spoken to", 120), kind="call", by=known, at=NOW - days(3))
    begin_work(a_customer("At work", 120), known)
    miss(a_customer("Missed", 120), known, 0)

    # then care names who gets in touch of the last one only
    html = html_of(maya, "/marketing/care/")
    assert html.count("sales gets in touch") == 1
    assert html.count("was due; nobody is reminded any more") == 4


def test_a_promised_day_stands_also_before_anybody_knows_what_is_usual(joe: User, maya: User) -> None:
    ask_again(purchase=purchase_of(a_customer("Ada", 100)), at=NOW - days(1))
    assert "Wanted to be asked again: yesterday." in html_of(joe)
    assert "Wanted to be asked again: yesterday." in html_of(joe, "/handover/again/")
    assert [one.title for one in items_of(joe)] == ["Ada may need something again"]
    html = html_of(maya, "/marketing/care/?show=due")
    assert "may need something again: sales gets in touch" in html


def came(name: str, by: User) -> None:
    row = purchase_of(a_customer(name, 100))
    came_again(purchase=row, wanted="Cushions", talk=Talk(kind="call"), by=by, at=NOW)


def test_marketing_does_not_count_whom_sales_asked(known: User, maya: User) -> None:
    # given somebody who asked this month, and two whom Joe rang
    an_enquiry("Priya priya@x.example", at=NOW, source="Google")
    counts = []
    for name in ("Ada", "Ben"):
        came(name, known)
        client = signed_in(maya)
        client.get("/marketing/?period=month")
        with CaptureQueriesContext(connection) as asked:
            html = client.get("/marketing/?period=month").content.decode()
        counts.append(len(asked))

    # then marketing brought one, and the two stand beside it, by no channel of a promotion
    assert "And 2 customers came again." in html
    assert "Customers who came again" not in html
    assert html.count('data-label="Asked">1<') == 2
    assert counts[0] == counts[1] <= 30
    assert "And 1 customer" not in html
    # the list of channels has them by their name
    assert "Customers who came again" in html_of(maya, "/marketing/channels/")


def test_what_may_be_promised_is_told_without_them(known: User) -> None:
    # given one who asked and was passed on, beside one whom Joe rang
    enquiry = an_enquiry("Priya priya@x.example", at=NOW)
    pass_on(enquiry=enquiry, expected_version=1, owner=known, by=None, at=NOW)
    before = facts(now=NOW)
    came("Ada", known)
    # of next steps all are told, whoever asked
    assert replace(facts(now=NOW), next_step=before.next_step) == before


def form_of(person: Person) -> str:
    return f"/handover/again/{purchase_of(person).pk}/"


def test_the_form_whole_and_as_a_part(known: User) -> None:
    address = form_of(a_customer("Ada", 100))
    for header in ({}, {"HX-Request": "true"}):
        html = signed_in(known).get(address, headers=header).content.decode()
        assert "What came of it with Ada?" in html
        assert ("<title>" in html) == (not header)


def test_the_day_is_asked_for_where_it_is_needed(known: User) -> None:
    address, note = form_of(a_customer("Ada", 100)), "if you like"
    label = re.compile(r'<label class="label" for="id_ask_on">(.*?)</label>')
    html = signed_in(known).get(address).content.decode()
    [words] = label.findall(html)
    assert note not in words
    # hidden while another answer is picked, it must keep no browser from sending
    assert not re.search(r'name="ask_on"[^>]* required', html)
    answer = sent(signed_in(known), address, came="missed", how="call", kind="call", ask_on="")
    assert answer.status_code == 303


def test_it_stands_at_sales(known: User) -> None:
    html = html_of(known, "/handover/again/")
    top = html[html.index("<nav") : html.index("</nav>")]
    assert re.findall(r'href="([^"]*)"[^>]*aria-current', top) == ["/sales/"]


def test_they_would_like_something_on_the_page(known: User) -> None:
    ada = a_customer("Ada", 100)
    fields = {
        "came": "wants", "how": "call", "outcome": "She likes it.", "minutes": "5",
        "wanted": "Six cushions", "words": "Show the fabrics", "kind": "visit", "on": a_day(3).isoformat(),
    }  # fmt: skip
    address, client = form_of(ada), signed_in(known)
    answers = [sent(client, address, **fields) for _twice in range(2)]
    made = Opportunity.objects.get()
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (303, f"/sales/opportunities/{made.pk}/")
    }
    assert (made.title, made.next_step) == ("Six cushions", "Show the fabrics")
    assert Enquiry.objects.count() == 1
    assert "Undo" in client.get(answers[0]["Location"]).content.decode()
    # whoever opens it after that is told
    assert "spoken with them meanwhile" in client.get(address).content.decode()
    late = sent(client, address, once="another key, long enough", **fields)
    assert late.status_code == 422
    assert "spoken with them meanwhile" in late.content.decode()
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("came", "said"), [("later", "is asked again on"), ("missed", "was not reached"), ("peace", "in peace")]
)
def test_the_other_answers_lead_back_to_the_list(known: User, came: str, said: str) -> None:
    fields = {"came": came, "how": "call", "kind": "call", "ask_on": a_day(30).isoformat(), "next": TODAY}
    client = signed_in(known)
    answer = sent(client, form_of(a_customer("Ada", 100)), **fields)
    assert (answer.status_code, answer["Location"]) == (303, TODAY)
    html = client.get(TODAY).content.decode()
    assert said in html
    assert "Undo" in html
    assert "again-row" not in html


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Say what came of it."),
        ({"came": "shouting"}, "That is not one of these"),
        ({"came": "later"}, "Say when to ask again."),
        ({"came": "later", "ask_on": "2020-01-01"}, "That day is over"),
        ({"came": "later", "ask_on": "soon"}, "date"),
        ({"came": "missed", "how": "shout"}, "That is not one of these"),
        ({"came": "wants", "time": "10:00"}, "Say the day too."),
        ({"came": "wants", "minutes": "9999"}, "1440"),
    ],
)
def test_bad_input_keeps_what_was_typed(known: User, fields: dict[str, str], sentence: str) -> None:
    whole = {"how": "call", "kind": "call", "outcome": "She likes it.", **fields}
    answer = sent(signed_in(known), form_of(a_customer("Ada", 100)), **whole)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert "She likes it." in html
    assert not Entry.objects.filter(origin="handover.again").exists()


def test_there_is_no_such_purchase(known: User) -> None:
    assert signed_in(known).get("/handover/again/999/").status_code == 404
    assert signed_in(known).get("/handover/again/?whose=x&page=99").status_code == 200


@pytest.mark.parametrize("url", [TODAY, "/handover/again/", "/sales/", "/marketing/care/?show=due"])
def test_more_customers_take_no_more_questions(known: User, url: str) -> None:
    client, counts = signed_in(known), []
    for number in range(2):
        a_customer(f"Customer {number}", 100, emails=(f"first{number}@x.example",))
    client.get(url)
    for wave in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
        for number in range(12):
            a_customer(f"Customer {wave} {number}", 100, emails=(f"{wave}{number}@x.example",))
    assert counts[0] == counts[1] <= 30
