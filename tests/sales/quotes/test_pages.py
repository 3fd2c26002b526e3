"""The desk's pages of a quote: written in one form, without JavaScript, seen as it will be, and sent."""

from typing import Any

import pytest
from django.urls import reverse

from tandem.offers.catalogue.models import Offer
from tandem.office.outbox.models import OutboxRow
from tandem.sales.opportunities.actions import lose
from tandem.sales.orders.models import Order
from tandem.sales.quotes.actions import new_version
from tandem.sales.quotes.answering import accept_quote, ask_question
from tandem.sales.quotes.models import Quote, QuoteQuestion
from tandem.sales.quotes.queries import written_lines
from tandem.sales.quotes.sending import withdraw_quote
from tests.sales.quotes.desk import LINES, a_draft, a_yes, fresh, sent_quote, tom
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, sent, signed_in

pytestmark = pytest.mark.django_db
LATE = NOW.date().replace(year=2100)


@pytest.fixture
def joe() -> Any:
    a_business()
    return a_user("Joe", role="sales")


def page(name: str, *arguments: int) -> str:
    return reverse(f"sales:{name}", args=arguments)


def row_of(number: int, **typed: str) -> dict[str, str]:
    values = {"words": "", "quantity": "", "unit": "", "price": "", "tax": "", "discount": "", **typed}
    return {f"line-{number}-{name}": value for name, value in values.items()}


def draft_form(*rows: dict[str, str], version: int, **more: Any) -> dict[str, Any]:
    lines: dict[str, str] = {}
    for number, row in enumerate(rows):
        lines |= row_of(number, **row)
    counts = {"line-TOTAL_FORMS": len(rows), "line-INITIAL_FORMS": 0}
    letter = {"title": "Six chairs", "intro": "", "closing": "", "valid_until": "2100-01-01", "ready_by": ""}
    return {**counts, **lines, **letter, "version": version, **more}


CHAIR = {"words": "Dining chair", "quantity": "6", "price": "£140", "tax": "20"}
WOOL = {"words": "Wool", "quantity": "2,5", "unit": "m", "price": "48", "tax": "20%", "discount": "10%"}


def test_from_an_opportunity_to_a_draft(joe: Any) -> None:
    # given an opportunity
    client, row = signed_in(joe), an_opportunity(tom())
    html = client.get(page("opportunity", row.pk)).content.decode()
    assert "Write a quote" in html

    # when a quote is begun there, and lines are typed as people do
    answer = sent(client, page("quote_begin", row.pk))
    quote = Quote.objects.get()
    assert answer["Location"] == page("quote", quote.pk)
    saved = sent(client, page("quote_save", quote.pk), **draft_form(CHAIR, WOOL, {"tax": "20"}, version=1))

    # then the draft holds them, and the empty row is no line
    assert saved.status_code == 303
    lines = written_lines(quote.versions.get())
    assert [(one.words, str(one.quantity), one.price_minor) for one in lines] == [
        ("Dining chair", "6.000", 14_000),
        ("Wool", "2.500", 4_800),
    ]
    html = client.get(page("quote", quote.pk)).content.decode()
    assert "£1,137.60" in html  # 840 and 108, and 20% on them
    assert "Q-1001" in client.get(page("opportunity", row.pk)).content.decode()
    assert "Six chairs" in client.get(page("quotes")).content.decode()


def test_lines_are_moved_and_taken_out_by_buttons(joe: Any) -> None:
    client, draft = signed_in(joe), a_draft(lines=[])
    url = page("quote_save", draft.quote_id)
    rows = [{**CHAIR, "words": name} for name in ("One", "Two", "Three")]

    def names(do: str) -> list[str]:
        draft.refresh_from_db()
        kept = [{**CHAIR, "words": one.words} for one in written_lines(draft)] or rows
        assert sent(client, url, **draft_form(*kept, version=draft.version, do=do)).status_code == 303
        return [one.words for one in written_lines(draft)]

    assert names("down-0") == ["Two", "One", "Three"]
    assert names("up-2") == ["Two", "Three", "One"]
    assert names("remove-1") == ["Two", "One"]
    assert names("up-0") == ["Two", "One"]
    assert names("remove-77") == ["Two", "One"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"price": "many"}, "We can’t read “many” as an amount"),
        ({"price": ""}, "Say what one costs"),
        ({"words": ""}, "Say what it is"),
        ({"quantity": "1,250"}, "can mean two numbers"),
        ({"quantity": "0"}, "more than nought"),
        ({"tax": "120"}, "between 0 and 100%"),
        ({"discount": "110%"}, "between 0 and 100%"),
        ({"discount": "-5"}, "without a minus"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(joe: Any, typed: dict[str, str], sentence: str) -> None:
    client, draft = signed_in(joe), a_draft()
    form = draft_form({**CHAIR, **typed}, WOOL, version=draft.version)
    answer = sent(client, page("quote_save", draft.quote_id), **form)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert 'value="2,5"' in html
    assert written_lines(draft) == LINES


def test_a_draft_that_somebody_else_saved_is_a_409(joe: Any) -> None:
    client, draft = signed_in(joe), a_draft()
    form = draft_form(CHAIR, version=draft.version - 1)
    assert sent(client, page("quote_save", draft.quote_id), **form).status_code == 409
    assert written_lines(draft) == LINES


def test_the_preview_shows_what_is_typed_and_keeps_nothing(joe: Any) -> None:
    client, draft = signed_in(joe), a_draft()
    url = page("quote_preview", draft.quote_id)
    answer = client.post(url, draft_form(CHAIR, version=1))
    html = answer.content.decode()
    assert "data:image/svg+xml;base64," in html
    assert "£1,008.00" in html
    assert written_lines(draft) == LINES
    # what cannot be read yet changes nothing on the page
    assert client.post(url, draft_form({**CHAIR, "price": "1.2.3"}, version=1)).status_code == 204


def test_the_paper_is_a_picture_that_can_do_nothing(joe: Any) -> None:
    client, draft = signed_in(joe), a_draft()
    answer = client.get(page("quote_page", draft.quote_id, 1, 1))
    assert answer["Content-Type"] == "image/svg+xml"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(page("quote_page", draft.quote_id, 1, 2)).status_code == 404
    assert client.get(page("quote_pdf", draft.quote_id, 1)).content.startswith(b"%PDF")


def test_sent_by_mail_with_the_address_we_know(joe: Any) -> None:
    client, draft = signed_in(joe), a_draft(valid_until=LATE)
    url = page("quote_send", draft.quote_id)
    html = client.get(url).content.decode()
    assert 'value="tom@example.org"' in html
    assert "Hello Tom," in html
    form = {"how": "mail", "to": "tom@example.org", "message": "Hello", "version": draft.version}
    answer = sent(client, url, **form)
    assert (answer.status_code, answer["Location"]) == (303, page("quote", draft.quote_id))
    assert OutboxRow.objects.count() == 1
    # it is sent, so there is no draft to send any more
    assert client.get(url).status_code == 404


def test_handed_over_by_hand_shows_the_link_once(joe: Any) -> None:
    client, draft = signed_in(joe), a_draft(valid_until=LATE)
    form = {"how": "hand", "to": "", "message": "", "version": draft.version}
    html = sent(client, page("quote_send", draft.quote_id), **form).content.decode()
    assert "/d/" in html
    assert OutboxRow.objects.count() == 0
    again = sent(client, page("quote_link", draft.quote_id)).content.decode()
    assert "/d/" in again
    assert sent(client, page("quote_link", draft.quote_id), shut="1").status_code == 303


def test_letters_that_no_font_has_are_told_before_sending(joe: Any) -> None:
    draft = a_draft(valid_until=LATE, title="Six chairs for ወንበር")
    html = signed_in(joe).get(page("quote_send", draft.quote_id)).content.decode()
    assert "Some letters cannot be printed" in html
    assert "ወ" in html


def test_they_said_yes_by_word_of_mouth(joe: Any) -> None:
    quote = sent_quote(by=joe, valid_until=LATE)
    client, url = signed_in(joe), page("quote_yes", quote.pk)
    assert "New webbing" in client.get(url).content.decode()
    form = {"name": "Tom Ellery", "chosen": "4", "wording": quote.standing_id}
    assert sent(client, url, **form).status_code == 303
    assert [order.net_minor for order in Order.objects.all()] == [117_500]
    html = client.get(page("quote", quote.pk)).content.decode()
    assert "Tom Ellery said yes" in html
    assert "Told to Joe" in html


def test_a_question_is_answered_on_the_page_of_the_quote(joe: Any) -> None:
    quote = sent_quote(by=joe, valid_until=LATE)
    version = quote.standing_id or 0
    ask_question(quote=quote, version_id=version, key="k", words="Does it wash?", by=None, at=NOW)
    question, client = QuoteQuestion.objects.get(), signed_in(joe)
    assert "“Does it wash?”" in client.get(page("quote", quote.pk)).content.decode()
    url = page("quote_answer", quote.pk, question.pk)
    assert sent(client, url, answer=" ", version=1).status_code == 422
    assert sent(client, url, answer="It does.", version=1).status_code == 303
    assert "It does." in client.get(page("quote", quote.pk)).content.decode()


def test_an_offer_becomes_a_line_at_its_price_of_the_day(joe: Any, offer: Offer) -> None:
    client, draft = signed_in(joe), a_draft(lines=[])
    assert "Wing chair, £480" in client.get(page("quote", draft.quote_id)).content.decode()
    form = {**draft_form(version=draft.version, do="offer"), "from": offer.pk}
    assert sent(client, page("quote_save", draft.quote_id), **form).status_code == 303
    [line] = written_lines(draft)
    assert (line.words, line.price_minor, line.tax_percent, line.offer_id) == (
        "Wing chair\nNew springs",
        48_000,
        20,
        offer.pk,
    )


def test_everybody_reads_and_who_does_not_sell_changes_nothing(joe: Any) -> None:
    quote = sent_quote(by=joe, valid_until=LATE)
    html = signed_in(a_user("Max", role="marketing")).get(page("quote", quote.pk)).content.decode()
    assert "£1,368.00" in html
    for words in ("They said yes", "Take it back", "New version"):
        assert words not in html
    assert fresh(quote).state == "sent"


def test_the_page_takes_as_many_queries_for_many_lines(joe: Any, django_assert_max_num_queries: Any) -> None:
    draft = a_draft(lines=LINES * 20)
    client = signed_in(joe)
    client.get(page("quote", draft.quote_id))
    with django_assert_max_num_queries(30):
        client.get(page("quote", draft.quote_id))
    with django_assert_max_num_queries(30):
        client.get(page("quotes"))


def test_what_was_agreed_is_read_though_a_new_version_was_begun(joe: Any) -> None:
    # given a quote with a new version begun, accepted as it stood
    client, quote = signed_in(joe), sent_quote(valid_until=LATE)
    draft = new_version(quote=quote, by=joe, at=NOW)
    accept_quote(quote=quote, yes=a_yes(quote), by=None, at=NOW)
    # when its page is opened, then it says who agreed, and the draft can be thrown away
    html = client.get(page("quote", quote.pk)).content.decode()
    assert "Tom Ellery said yes" in html
    assert "line-TOTAL_FORMS" not in html
    assert "Throw the draft of a new version away" in html
    sent(client, page("quote_drop", quote.pk), version=draft.version)
    assert [version.number for version in quote.versions.all()] == [1]


def test_a_draft_of_what_is_lost_is_read_and_thrown_away(joe: Any) -> None:
    client, version = signed_in(joe), a_draft()
    row = version.quote.opportunity
    row.refresh_from_db()
    lose(opportunity=row, expected_version=row.version, reason="price", by=None, at=NOW)
    html = client.get(page("quote", version.quote_id)).content.decode()
    assert "never sent" in html
    assert "line-TOTAL_FORMS" not in html
    sent(client, page("quote_drop", version.quote_id), version=version.version)
    assert not Quote.objects.exists()


@pytest.mark.parametrize(
    ("row", "more"),
    [
        ({"price": "99999999999", "quantity": "999999"}, {}),
        ({"discount": "9" * 29}, {}),
        ({"offer": "9" * 29}, {}),
        ({}, {"do": "remove-" + "9" * 5000}),
    ],
)
def test_numbers_that_nobody_can_pay_are_told_and_break_nothing(
    joe: Any, row: dict[str, str], more: dict[str, str]
) -> None:
    client, version = signed_in(joe), a_draft(by=None)
    form = draft_form({**CHAIR, **row}, version=version.version, **more)
    answer = sent(client, page("quote_save", version.quote_id), **form)
    assert answer.status_code == (422 if row else 303)
    if row:
        assert written_lines(version) == LINES


@pytest.mark.parametrize("tax", ["120", "-1", "as usual"])
def test_the_tax_of_a_row_in_which_nobody_wrote_is_no_line(joe: Any, tax: str) -> None:
    client, version = signed_in(joe), a_draft()
    form = draft_form(CHAIR, {"tax": tax}, version=version.version)
    assert sent(client, page("quote_save", version.quote_id), **form).status_code == 303
    assert [line.words for line in written_lines(version)] == ["Dining chair"]
    # and of a line it is told
    form = draft_form({**CHAIR, "tax": tax}, version=version.version + 1)
    assert sent(client, page("quote_save", version.quote_id), **form).status_code == 422


def test_where_a_sale_is_written_down_the_quote_that_stands_comes_first(joe: Any) -> None:
    # given one quote with Tom, and one of another opportunity that was taken back
    client, quote, gone = signed_in(joe), sent_quote(), sent_quote(an_opportunity(title="A footstool"))
    withdraw_quote(quote=gone, expected_version=gone.version, by=None, at=NOW)
    # when a sale is to be written down, then the one leads to its yes, before the form
    html = client.get(page("win", quote.opportunity_id)).content.decode()
    assert page("quote_yes", quote.pk) in html.partition('name="amount"')[0]
    assert "They said yes to Q-1001, " in html
    assert "They said yes to" not in client.get(page("win", gone.opportunity_id)).content.decode()
