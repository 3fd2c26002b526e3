"""A quote begins with the prices by which its customer buys."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from tandem.offers.catalogue.actions import add_offer
from tandem.offers.catalogue.models import Offer
from tandem.offers.prices.models import PriceList
from tandem.office.changes.words import Refused
from tandem.sales.hearing.actions import hear_need
from tandem.sales.hearing.queries import needs_of
from tandem.sales.matching.actions import pick_offer
from tandem.sales.matching.slots import board_of
from tandem.sales.quotes.actions import begin_quote, new_version
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.offering import lines_of_offer
from tandem.sales.quotes.picking import begin_with_picked
from tandem.sales.quotes.queries import written_lines
from tandem.sales.quotes.sending import send_quote
from tandem.sales.quotes.words import SentBy
from tandem.sales.terms.actions import keep_list
from tests.sales.quotes.conftest import an_offer
from tests.sales.quotes.desk import a_draft, fresh_version, tom
from tests.sales.quotes.test_pages import CHAIR, draft_form
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, sent, signed_in
from tests.sales.terms.lists import TODAY, a_draft_of, put

pytestmark = pytest.mark.django_db


def test_a_quote_begins_under_their_list_and_takes_its_prices(offer: Offer, trade: PriceList) -> None:
    # given somebody who buys by the trade list, a chair in it, and a stool that is not
    person, stool = tom(), an_offer("Footstool", 90)
    keep_list(buyer=person, price_list=trade, by=None, at=NOW)
    row = an_opportunity(person)
    for one in (offer, stool):
        pick_offer(opportunity=row, offer=one, by=None, at=NOW)
    # when a quote is begun with what was picked
    quote, left_out = begin_with_picked(opportunity=row, by=None, at=NOW)
    # then the chair costs what the trade pays, and the stool what it usually does
    version = quote.versions.get()
    assert version.price_list == trade
    assert [line.price_minor for line in written_lines(version)] == [40_000, 9_000]
    assert left_out == []


def test_a_new_version_stays_under_the_list_of_the_one_before(offer: Offer, trade: PriceList) -> None:
    version = a_draft()
    put(version, trade)
    send_quote(version=version, expected_version=version.version, how=SentBy.HAND, by=None, at=NOW)
    assert new_version(quote=fresh_version(version).quote, by=None, at=NOW).price_list == trade


def test_what_fits_is_shown_at_their_prices(offer: Offer, trade: PriceList) -> None:
    # given a need that the chair meets, and a buyer by the trade list
    person, row = tom(), None
    row = an_opportunity(person)
    hear_need(opportunity=row, words="A chair", budget_minor=50_000, by=None, at=NOW)
    usual = board_of(row, list(needs_of(row)), NOW)
    keep_list(buyer=person, price_list=trade, by=None, at=NOW)
    theirs = board_of(row, list(needs_of(row)), NOW)
    # then the same offer stands there at the price of the list
    assert [fit.ranked.offer.price_minor for fit in usual.fits] == [48_000]
    assert [fit.ranked.offer.price_minor for fit in theirs.fits] == [40_000]
    assert (usual.price_list, theirs.price_list) == (None, trade)


def test_a_quote_like_that_of_another_customer_is_at_their_own_prices(offer: Offer, trade: PriceList) -> None:
    # given a quote for the trade: a chair of its list, one whose price was typed, and a tenth off the whole
    version = a_draft(lines=[])
    put(version, trade)
    [picked] = lines_of_offer(offer.pk, version, TODAY)
    like = a_draft_of(version, [picked, replace(picked, price_minor=35_000)])
    QuoteVersion.objects.filter(pk=like.pk).update(discount_percent=Decimal(10))
    like = fresh_version(like)
    # when one like it is begun for somebody who buys by the usual prices
    other = begin_quote(opportunity=an_opportunity(), like=like, by=None, at=NOW).versions.get()
    # then the chair costs what it does for them, what was typed stays, and the tenth was not theirs
    assert [line.price_minor for line in written_lines(other)] == [48_000, 35_000]
    assert (other.price_list, other.discount_percent, other.net_minor) == (None, 0, 83_000)
    # and one for the same customer has the tenth too
    same = begin_quote(opportunity=an_opportunity(tom()), like=like, by=None, at=NOW).versions.get()
    assert same.discount_percent == 10


@pytest.mark.parametrize(("now", "sentence"), [("gross", "are without tax"), ("net", "are with tax")])
def test_prices_with_and_without_tax_do_not_mix(offer: Offer, now: str, sentence: str) -> None:
    # given a quote of the days when prices were said the other way
    a_business(prices="net" if now == "gross" else "gross")
    like = a_draft()
    a_business(prices=now)
    row, client = an_opportunity(title="Eight chairs"), signed_in(a_user("Joe", role="sales"))
    # when one like it is begun, then it is told why not
    with pytest.raises(Refused, match=sentence):
        begin_quote(opportunity=row, like=like, by=None, at=NOW)
    answer = sent(client, reverse("sales:quote_begin", args=[row.pk]), number=str(like.quote))
    assert answer.status_code == 422
    assert Quote.objects.get() == like.quote


def test_a_bundle_that_holds_nothing_is_told_where_it_is_added(offer: Offer) -> None:
    version = a_draft()
    empty = add_offer(name="Suite", kind="bundle", adds_up=True, by=None, at=NOW)
    client = signed_in(a_user("Joe", role="sales"))
    form = draft_form(CHAIR, version=version.version, do="offer", **{"from": empty.pk})
    answer = sent(client, reverse("sales:quote_save", args=[version.quote_id]), **form)
    assert answer.status_code == 422
    assert "“Suite” holds nothing yet." in answer.content.decode()
