"""A draft under another price list: which lines follow, and from which prices a limit counts."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tandem.offers.catalogue.models import Offer
from tandem.offers.limits.actions import set_limit
from tandem.offers.prices.actions import add_list, set_price
from tandem.offers.prices.models import PriceList
from tandem.office.changes.words import Refused, Stale
from tandem.office.journal.models import JournalLine
from tandem.sales.quotes.actions import begin_quote
from tandem.sales.quotes.models import QuoteVersion
from tandem.sales.quotes.offering import lines_of_offer
from tandem.sales.quotes.pricing import Why, repriced
from tandem.sales.quotes.queries import written_lines
from tandem.sales.quotes.repricing import change_list
from tandem.sales.quotes.sending import send_quote
from tandem.sales.quotes.words import LineWritten, SentBy
from tandem.sales.terms.actions import keep_list
from tandem.sales.terms.queries import list_for
from tests.sales.quotes.conftest import an_offer
from tests.sales.quotes.desk import a_draft, fresh_version, tom
from tests.sales.quotes.test_pages import CHAIR, draft_form
from tests.sales.shop import NOW, a_user, an_opportunity, days, sent, signed_in
from tests.sales.terms.lists import TODAY, a_draft_of, firm, price, put

pytestmark = pytest.mark.django_db


def lines_for(offer: Offer, version: QuoteVersion) -> list[LineWritten]:
    """A chair as it was picked, one whose price was typed, one in words, and one with no price there."""
    [picked] = lines_of_offer(offer.pk, version, TODAY)
    stool = an_offer("Footstool", 90)
    [other] = lines_of_offer(stool.pk, version, TODAY)
    return [picked, replace(picked, price_minor=45_000), replace(picked, offer_id=None), other]


def test_prices_follow_the_list_and_what_was_typed_stays(offer: Offer, trade: PriceList) -> None:
    version = a_draft(lines=[])
    lines = lines_for(offer, version)
    version = a_draft(lines=lines)
    told = repriced(version, lines, trade, NOW)
    assert [one.why for one in told] == [Why.FOLLOWS, Why.TYPED, Why.TYPED, Why.SAME]
    assert put(version, trade) == [40_000, 45_000, 48_000, 9_000]
    assert fresh_version(version).net_minor == 142_000
    # and back again
    assert put(version, None) == [48_000, 45_000, 48_000, 9_000]


def test_a_price_that_rose_since_was_not_typed(offer: Offer, trade: PriceList) -> None:
    # given a draft with the price of its day, and another price since
    version = a_draft(lines=lines_of_offer(offer.pk, a_draft(lines=[]), TODAY))
    later = NOW + days(3)
    set_price(offer=offer, price_minor=50_000, valid_from=later.date(), by=None, at=later)
    # when it goes under the trade list, then the line follows
    [told] = repriced(version, written_lines(version), trade, later)
    assert (told.why, told.then.minor) == (Why.FOLLOWS, 40_000)


def test_the_prices_may_all_stay(offer: Offer, trade: PriceList) -> None:
    version = a_draft(lines=lines_of_offer(offer.pk, a_draft(lines=[]), TODAY))
    assert put(version, trade, follow=False) == [48_000]
    assert lines_of_offer(offer.pk, version, TODAY)[0].price_minor == 40_000


def test_a_version_that_was_sent_stays_under_its_list(trade: PriceList) -> None:
    version = a_draft()
    send_quote(version=version, expected_version=version.version, how=SentBy.HAND, by=None, at=NOW)
    with pytest.raises(Refused, match="was sent"):
        put(version, trade)


def test_the_page_asks_what_becomes_of_the_lines(offer: Offer, trade: PriceList) -> None:
    # given a draft for Tom of a firm, open in the editor, where a price list can be chosen
    person, works, joe = tom(), firm(), a_user("Joe", role="sales")
    row = an_opportunity(person)
    row.organisation = works
    row.save(update_fields=["organisation"])
    quote = begin_quote(opportunity=row, by=None, at=NOW)
    client = signed_in(joe)
    url = reverse("sales:quote", args=[quote.pk])
    assert "At the prices of" in client.get(url).content.decode()
    # when he types a line from the shop and changes the list
    line = {**CHAIR, "price": "480", "offer": str(offer.pk), "quantity": "1"}
    save = reverse("sales:quote_save", args=[quote.pk])
    answer = sent(client, save, **draft_form(line, version=1, do="list", list=trade.pk))
    # then nothing typed is lost, and a page says what each line would cost
    asked = reverse("sales:quote_list", args=[quote.pk])
    assert answer["Location"] == f"{asked}?list={trade.pk}"
    html = client.get(answer["Location"]).content.decode()
    assert "One line would cost something else." in html
    assert "£400.00" in html
    assert f"Begin each quote for {works} with it" in html
    # and a yes to it, kept for the firm, changes both
    version = quote.versions.get()
    form = {"price_list": trade.pk, "follow": "yes", "keep_for": "organisation", "version": version.version}
    # (clicked twice, it happens once)
    key = {"once": "q" * 24}
    assert [sent(client, asked, **form, **key).status_code for _click in range(2)] == [303, 303]
    assert JournalLine.objects.filter(verb="sales.quote.list_changed").count() == 1
    assert [one.price_minor for one in written_lines(version)] == [40_000]
    assert list_for(row) == trade
    # and one who saw an older draft is told
    assert sent(client, asked, **{**form, "price_list": ""}).status_code == 409


def test_a_draft_goes_back_to_the_usual_prices_by_what_the_page_sends(offer: Offer, trade: PriceList) -> None:
    # given a draft at trade prices, and somebody who chooses the usual ones above its lines
    version = a_draft()
    put(version, trade)
    client = signed_in(a_user("Joe", role="sales"))
    save = reverse("sales:quote_save", args=[version.quote_id])
    line = {**CHAIR, "price": "400", "offer": str(offer.pk), "quantity": "1"}
    answer = sent(client, save, **draft_form(line, version=version.version, do="list", list=""))
    # when they send what the page asks, as it stands there
    html = client.get(answer["Location"]).content.decode()
    assert "At the usual prices" in html
    [hidden] = re.findall(r'<input type="hidden" name="price_list"[^>]*>', html)
    value = "".join(re.findall(r'value="([^"]*)"', hidden))
    now = fresh_version(version).version
    url = reverse("sales:quote_list", args=[version.quote_id])
    assert sent(client, url, price_list=value, follow="yes", keep_for="", version=now).status_code == 303
    # then it is at the usual prices, with its line
    version = fresh_version(version)
    assert (version.price_list, version.net_minor) == (None, 48_000)


def test_the_same_list_again_takes_the_prices_of_today(offer: Offer, trade: PriceList) -> None:
    # given a draft of last week at trade prices, one of which rose today
    version = a_draft(lines=[])
    put(version, trade)
    version = a_draft_of(version, lines_of_offer(offer.pk, version, TODAY))
    later = NOW + days(7)
    set_price(offer=offer, price_minor=45_000, valid_from=later.date(), price_list=trade, by=None, at=later)
    seen = version.version
    # when its list is chosen again, then what the page promised is done, and who saw it before is told
    common: dict[str, Any] = {"price_list": trade, "follow": True, "by": None, "at": later}
    assert change_list(version=version, expected_version=seen, **common)
    assert (fresh_version(version).version, fresh_version(version).net_minor) == (seen + 1, 45_000)
    with pytest.raises(Stale):
        change_list(version=fresh_version(version), expected_version=seen, **common)
    # and a third time there is nothing to do
    assert change_list(version=fresh_version(version), expected_version=seen + 1, **common) is None


@pytest.mark.parametrize(
    ("kept", "under", "sentence"),
    [
        ("", "", "at most 5% off"),
        ("", "Trade", "do not buy by “Trade”"),
        ("Trade", "Trade", ""),
        ("Trade", "", "at most 5% off"),
        ("Trade", "Friends", ""),
        ("Friends", "Trade", ""),
        ("firm", "Trade", ""),
    ],
)
def test_a_limit_counts_from_the_prices_that_they_buy_by(
    offer: Offer, trade: PriceList, kept: str, under: str, sentence: str
) -> None:
    # given that sales may give 5% off, and a chair of £480, for the trade £400, for friends £380
    owner, joe, person = a_user("Maya", role="owner"), a_user("Joe", role="sales"), tom()
    set_limit(role="sales", percent=Decimal(5), expected_version=1, by=owner, at=NOW)
    friends = add_list(name="Friends", by=None, at=NOW)
    price(offer, friends, 38_000)
    lists = {"": None, "Trade": trade, "Friends": friends}
    works = firm()
    if kept == "firm":
        keep_list(buyer=works, price_list=trade, by=None, at=NOW)
    else:
        keep_list(buyer=person, price_list=lists[kept], by=None, at=NOW)
    row = an_opportunity(person)
    row.organisation = works
    row.save(update_fields=["organisation"])
    # when Joe sends a chair at £380 under one of the lists
    version = a_draft(row, lines=[])
    put(version, lists[under])
    [line] = lines_of_offer(offer.pk, version, TODAY)
    version = a_draft_of(version, [replace(line, price_minor=38_000)])
    common: dict[str, Any] = {"version": version, "expected_version": version.version, "how": SentBy.HAND}
    # then it counts from the list where it is theirs, from the usual prices, else from their own list
    if sentence:
        with pytest.raises(Refused, match=sentence):
            send_quote(by=joe, at=NOW, **common)
        assert send_quote(by=owner, at=NOW, **common)
    else:
        assert send_quote(by=joe, at=NOW, **common)
