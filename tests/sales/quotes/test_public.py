"""The page that the customer sees: no cookie, found by its link alone, and kind when it is too late."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tandem.office.limits.actions import empty, wait_for
from tandem.office.outbox.models import OutboxRow
from tandem.office.tokens.actions import revoke
from tandem.people.privacy.actions import erase
from tandem.sales.opportunities.actions import win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.models import Order
from tandem.sales.paper.actions import set_paper
from tandem.sales.quotes.actions import new_version
from tandem.sales.quotes.models import Acceptance, Quote, QuoteQuestion
from tandem.sales.quotes.public import OF_ALL, OF_ONE, WRONG_OF_ALL, WRONG_OF_ONE
from tandem.sales.quotes.sending import send_quote, withdraw_quote
from tandem.sales.quotes.words import PURPOSE, QuoteState, SentBy
from tests.sales.quotes.desk import (
    CHAIRS,
    fresh,
    fresh_version,
    link_to,
    page_key,
    sent_quote,
    stranger,
    yes_form,
)
from tests.sales.shop import NOW, a_business, a_user

pytestmark = pytest.mark.django_db
# A day to come, wherever these tests are run: the page looks at the clock.
LATE = NOW.date().replace(year=2100)


@pytest.fixture(autouse=True)
def _business() -> None:
    empty()
    a_business()
    # Until somebody is at home, every door is shut.
    a_user("Ann", role="owner")


@pytest.fixture
def quote() -> Quote:
    return sent_quote(valid_until=LATE)


def read(url: str, client: Client | None = None) -> str:
    answer = (client or stranger()).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_read_by_its_link_alone_and_by_nothing_else(quote: Quote) -> None:
    url = link_to(quote)
    answer = stranger().get(url)
    html = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Six dining chairs, ready for Christmas", "£1,368.00", "Accept this quote", "New webbing"):
        assert words in html
    # no cookie, no cache, no search engine, and the link goes to nobody else
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    # another link opens nothing, and a shut one neither
    assert stranger().get("/d/" + "a" * 43).status_code == 404
    revoke(purpose=PURPOSE, subject_id=quote.pk, at=NOW)
    gone = stranger().get(url)
    assert gone.status_code == 404
    assert "opens nothing any more" in gone.content.decode()


def test_what_is_ticked_is_counted_by_the_server(quote: Quote) -> None:
    url = link_to(quote)
    html = read(f"{url}?with=4")
    assert "Say yes to £1,410.00" in html
    assert 'name="total" value="141000"' in html
    assert '<input type="hidden" name="with" value="4">' in html
    # what is no choice changes nothing
    assert "Say yes to £1,368.00" in read(f"{url}?with=1&with=99&with=x")


def test_a_yes_from_the_page(quote: Quote) -> None:
    # given the form as it stands on the page, with the webbing
    url, client = link_to(quote), stranger()
    form = {**yes_form(quote), "total": 141_000, "with": "4"}

    # when it is sent twice
    answers = [client.post(url, form) for _time in range(2)]

    # then there is one order, and both lead to what was agreed
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(303, url)] * 2
    assert [order.net_minor for order in Order.objects.all()] == [117_500]
    accepted = Acceptance.objects.get()
    assert (accepted.chosen, accepted.address) == ([4], "127.0.0.1")
    html = read(url)
    assert "Agreed: Tom Ellery said yes" in html
    assert "£1,410.00" in html
    assert "Accept this quote" not in html


def test_a_total_that_was_tampered_with_shows_the_true_one(quote: Quote) -> None:
    answer = stranger().post(link_to(quote), yes_form(quote, total=1))
    assert answer.status_code == 409
    assert "Say yes to £1,368.00" in answer.content.decode()
    assert Order.objects.count() == 0


def test_who_has_the_old_version_open_sees_the_new_one_first(quote: Quote) -> None:
    # given a page that was opened before a new version was sent
    url, form = link_to(quote), yes_form(quote)
    draft = new_version(quote=quote, by=None, at=NOW)
    send_quote(version=fresh_version(draft), expected_version=1, how=SentBy.HAND, by=None, at=NOW)
    # when they say yes, then nothing is agreed and the page says why
    answer = stranger().post(url, form)
    assert answer.status_code == 409
    assert "changed while you had it open" in answer.content.decode()
    assert "version 2" in answer.content.decode()
    assert Order.objects.count() == 0


def test_without_a_name_nothing_typed_is_lost(quote: Quote) -> None:
    answer = stranger().post(link_to(quote), {**yes_form(quote, name=" "), "total": 141_000, "with": "4"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Please write your name" in html
    assert "Say yes to £1,410.00" in html


def test_a_question_is_asked_once_and_its_answer_stands_there(quote: Quote) -> None:
    url, client, key = link_to(quote), stranger(), page_key()
    form = {"key": key, "words": "<b>Does it</b> survive a dog?"}
    answers = [client.post(f"{url}/question", form) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0]["Location"] == f"{url}?asked=1#questions"
    question = QuoteQuestion.objects.get()
    QuoteQuestion.objects.update(answer="It does.", answered_at=NOW)
    html = read(url)
    assert "&lt;b&gt;Does it&lt;/b&gt; survive a dog?" in html
    assert "It does." in html
    assert question.quote_id == quote.pk


@pytest.mark.parametrize(
    ("form", "status"),
    [({"words": "Hm?", "key": "made up"}, 400), ({"words": " "}, 422)],
    ids=["key", "words"],
)
def test_a_question_that_did_not_come_from_the_page(quote: Quote, form: dict[str, str], status: int) -> None:
    answer = stranger().post(f"{link_to(quote)}/question", {"key": page_key(), **form})
    assert answer.status_code == status
    assert QuoteQuestion.objects.count() == 0


def test_a_no_with_its_reason(quote: Quote) -> None:
    url, version = link_to(quote), quote.standing_id
    assert stranger().post(f"{url}/no", {"wording": version}).status_code == 422
    answer = stranger().post(f"{url}/no", {"wording": version, "reason": "price", "words": "Too dear"})
    assert (answer.status_code, answer["Location"]) == (303, url)
    html = read(url)
    assert "not for you" in html
    assert "Accept this quote" not in html
    # a second time it is only shown how it stands
    assert stranger().post(f"{url}/no", {"wording": version, "reason": "price"}).status_code == 409


def test_too_late_is_said_kindly(quote: Quote) -> None:
    url = link_to(quote)
    withdraw_quote(quote=quote, expected_version=quote.version, by=None, at=NOW)
    assert "We have taken this quote back" in read(url)
    Quote.objects.update(state=QuoteState.SENT, valid_until="2020-01-01")
    assert "That day is over" in read(url)
    assert stranger().post(url, yes_form(quote)).status_code == 409
    Quote.objects.update(valid_until=LATE)
    row = Opportunity.objects.get(pk=quote.opportunity_id)
    win(opportunity=row, expected_version=row.version, amount_minor=1, by=None, at=NOW)
    html = read(url)
    assert "agreed on something else" in html
    assert "Accept this quote" not in html


def test_opened_by_the_customer_and_not_by_us(quote: Quote) -> None:
    owner = a_user("Maya", role="owner")
    set_paper(expected_version=1, by=owner, at=NOW, note_opened=True)
    url, ours = link_to(quote), Client()
    ours.force_login(owner)
    read(url, ours)
    assert fresh(quote).state == QuoteState.SENT
    read(url)
    assert fresh(quote).state == QuoteState.OPENED
    # and who opened it may still say yes
    assert stranger().post(url, yes_form(fresh(quote))).status_code == 303


def test_hostile_words_stay_words() -> None:
    evil = '#read("/etc/passwd") <script>alert(1)</script> $x$ {{ settings.SECRET_KEY }}'
    line = type(CHAIRS)(words=evil, price_minor=100)
    quote = sent_quote(valid_until=LATE, title=evil, intro=evil, lines=[line])
    html = read(link_to(quote))
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
    assert "{{ settings.SECRET_KEY }}" in html


def test_many_tries_wait_and_large_bodies_are_not_read(quote: Quote) -> None:
    url, client = link_to(quote), stranger()
    large = client.post(url, {"name": "x" * 70_000})
    assert large.status_code == 413
    # when an address came as often as it may, and no time goes by
    later = timezone.now() + datetime.timedelta(hours=1)
    for door, own, whole in (("quote", OF_ONE, OF_ALL), ("quote:wrong", WRONG_OF_ONE, WRONG_OF_ALL)):
        while not wait_for(door, "127.0.0.1", own=own, whole=whole, at=later):
            pass
    # then it waits, by its own link and by made up ones
    answers = [client.post(url, yes_form(quote)), client.get("/d/" + "a" * 43)]
    assert [answer.status_code for answer in answers] == [429, 429]
    assert int(answers[0]["Retry-After"]) > 0
    assert Order.objects.count() == 0


def test_the_pdf_behind_the_link(quote: Quote) -> None:
    answer = stranger().get(f"{link_to(quote)}/pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-1.7")
    assert re.search(rb"pdfaid:part>3<", answer.content)


def test_who_was_erased_is_read_about_no_more(quote: Quote, settings: Any) -> None:
    url = link_to(quote)
    owner = a_user("Maya", role="owner")
    erase(person=quote.person, by=owner, at=NOW)
    assert stranger().get(url).status_code == 404
    version = fresh(quote).standing
    assert version is not None
    assert (version.title, version.shown, version.sent_to) == ("", {}, "")
    assert [line.words for line in version.lines.all()] == [""] * 4


@pytest.mark.parametrize("odd", ["\x00", "\x07", "\x1b[31m", "\x85", "\x7f"])
def test_control_characters_are_taken_out_of_what_is_typed(quote: Quote, odd: str) -> None:
    # given a question, a no and a yes with what no mail and no database takes
    url, client = link_to(quote), stranger()
    asked = client.post(f"{url}/question", {"key": page_key(), "words": f"Does it{odd} wash?\r\nReally?"})
    no = client.post(f"{url}/no", {"wording": 0, "reason": "price", "words": f"Too{odd} dear"})
    yes = client.post(url, yes_form(quote, name=f"Tom{odd} Ellery"))
    # then each is understood without
    assert (asked.status_code, no.status_code, yes.status_code) == (303, 409, 303)
    left = odd.removeprefix("\x1b") if odd.startswith("\x1b") else ""
    assert QuoteQuestion.objects.get().words == f"Does it{left} wash?\nReally?"
    assert Acceptance.objects.get().name == f"Tom{left} Ellery"
    to_name = OutboxRow.objects.get(effect_key__startswith="sales.quote.agreed").payload["to_name"]
    assert to_name == f"Tom{left} Ellery"


def test_a_name_of_control_characters_is_no_name(quote: Quote) -> None:
    answer = stranger().post(link_to(quote), yes_form(quote, name="\x00\x07"))
    assert answer.status_code == 422
    assert Order.objects.count() == 0


@pytest.mark.parametrize("place", ["", "/question", "/no"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"name=%ED%A0%80&words=%ff%fe&question=%00", "application/x-www-form-urlencoded"),
        (b"name=" + b"9" * 400 + b"&total=" + b"9" * 400, "application/x-www-form-urlencoded"),
        (b"total=NaN&version=-1&chosen=1e400", "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=x" % number for number in range(10_000)), "application/x-www-form-urlencoded"),
        (b"name=x", "application/x-www-form-urlencoded; charset=hex_codec"),
        (b"--xx\r\nContent-Disposition: form-data; na", "multipart/form-data; boundary=xx"),
        (b"name=x", "multipart/form-data"),
        (b'{"name": "x"}', "application/json"),
        (b"name=Ann%0D%0ABcc:%20all@example.org", "application/x-www-form-urlencoded"),
    ],
)
def test_whatever_is_sent_gets_a_sentence_and_changes_nothing(
    quote: Quote, place: str, body: bytes, kind: str
) -> None:
    answer = stranger().generic("POST", link_to(quote) + place, body, content_type=kind)
    assert 400 <= answer.status_code < 500
    assert "<h1" in answer.content.decode()
    assert fresh(quote).state == QuoteState.SENT
    assert not QuoteQuestion.objects.exists()
