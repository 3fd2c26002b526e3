"""By which price list somebody buys, and what that does to quotes and to what fits."""

import datetime
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tandem.offers.catalogue.actions import add_offer
from tandem.offers.catalogue.models import Offer
from tandem.offers.limits.actions import set_limit
from tandem.offers.prices.actions import add_list, set_price, switch_list
from tandem.offers.prices.models import PriceList
from tandem.offers.prices.queries import usual_list
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates.actions import merge, take_apart
from tandem.people.organisations.actions import add_organisation
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tandem.sales.hearing.actions import hear_need
from tandem.sales.hearing.queries import needs_of
from tandem.sales.matching.actions import pick_offer
from tandem.sales.matching.slots import board_of
from tandem.sales.quotes.actions import begin_quote, new_version, write_lines
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.offering import lines_of_offer
from tandem.sales.quotes.picking import begin_with_picked
from tandem.sales.quotes.pricing import Why, repriced
from tandem.sales.quotes.queries import written_lines
from tandem.sales.quotes.repricing import change_list
from tandem.sales.quotes.sending import send_quote
from tandem.sales.quotes.words import LineWritten, SentBy
from tandem.sales.terms.actions import keep_list
from tandem.sales.terms.queries import list_for, list_of
from tests.sales.quotes.conftest import an_offer, offer
from tests.sales.quotes.desk import a_draft, fresh_version, tom
from tests.sales.quotes.test_pages import CHAIR, draft_form
from tests.sales.shop import NOW, a_business, a_person, a_user, an_opportunity, days, sent, signed_in

__all__ = ["offer"]
pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def trade(offer: Offer) -> PriceList:
    """A list in which a wing chair of £480 costs £400."""
    made = add_list(name="Trade", by=None, at=NOW)
    price(offer, made, 40_000)
    return made


def price(offer: Offer, price_list: PriceList, minor: int) -> None:
    since = datetime.date(2026, 1, 1)
    set_price(offer=offer, price_minor=minor, valid_from=since, price_list=price_list, by=None, at=NOW)


def firm(name: str = "Bright Cafés") -> Organisation:
    return add_organisation(name=name, by=None, at=NOW)


def put(version: QuoteVersion, to: PriceList | None, *, follow: bool = True) -> list[int]:
    """The prices of the lines after the draft went under that list."""
    change_list(
        version=version, expected_version=version.version, price_list=to, follow=follow, by=None, at=NOW
    )
    return [line.price_minor for line in written_lines(version)]


def test_their_own_list_goes_before_that_of_their_organisation(trade: PriceList) -> None:
    # given a person of a firm that buys by the trade list
    person, works = tom(), firm()
    keep_list(buyer=works, price_list=trade, by=None, at=NOW)
    assert list_of(person.pk, works.pk) == trade
    assert list_of(person.pk, None) is None
    # when they get a list of their own, it holds
    friends = add_list(name="Friends", by=None, at=NOW)
    keep_list(buyer=person, price_list=friends, by=None, at=NOW + days(1))
    assert list_of(person.pk, works.pk) == friends
    # and when it is taken away, or is retired, that of the firm does again
    switch_list(price_list=friends, expected_version=1, on=False, by=None, at=NOW)
    assert list_of(person.pk, works.pk) == trade
    keep_list(buyer=person, price_list=None, by=None, at=NOW + days(2))
    assert list_of(person.pk, works.pk) == trade


def test_the_same_again_is_no_news_and_a_retired_list_is_refused(trade: PriceList) -> None:
    person = tom()
    assert keep_list(buyer=person, price_list=None, by=None, at=NOW) is None
    assert keep_list(buyer=person, price_list=trade, by=None, at=NOW) is not None
    assert keep_list(buyer=person, price_list=trade, by=None, at=NOW) is None
    gone = add_list(name="Gone", by=None, at=NOW)
    switch_list(price_list=gone, expected_version=1, on=False, by=None, at=NOW)
    with pytest.raises(Refused, match="retired"):
        keep_list(buyer=person, price_list=gone, by=None, at=NOW)
    with pytest.raises(NotAllowed):
        keep_list(buyer=person, price_list=None, by=a_user("Max", role="marketing"), at=NOW)


def test_of_two_who_become_one_the_newer_terms_hold_and_come_apart_again(trade: PriceList) -> None:
    kept, gone = tom(), a_person("Tommy Ellery")
    friends = add_list(name="Friends", by=None, at=NOW)
    keep_list(buyer=kept, price_list=friends, by=None, at=NOW)
    keep_list(buyer=gone, price_list=trade, by=None, at=NOW + days(1))
    merge(
        kept=kept, gone=gone, kept_version=kept.version, gone_version=gone.version, by=None, at=NOW + days(2)
    )
    assert list_of(kept.pk, None) == trade
    take_apart(line=JournalLine.objects.get(verb="people.person.merged"), by=None, at=NOW + days(3))
    assert (list_of(kept.pk, None), list_of(gone.pk, None)) == (friends, trade)


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


@pytest.mark.parametrize(("role", "status"), [("sales", 303), ("marketing", 403), ("readonly", 403)])
def test_who_sells_says_by_which_prices_they_buy(trade: PriceList, role: str, status: int) -> None:
    person, works = tom(), firm()
    an_opportunity(person)
    client = signed_in(a_user("Joe", role=role))
    for name, buyer in (("terms_person", person), ("terms_organisation", works)):
        url = reverse(f"sales:{name}", args=[buyer.pk])
        assert sent(client, url, price_list=trade.pk).status_code == status
        html = client.get(buyer.get_absolute_url()).content.decode()
        assert ("“Trade”" in html) == (status == 303)
        assert (url in html) == (status == 303)


def test_where_there_is_but_the_usual_list_nothing_is_asked(offer: Offer) -> None:
    person, works = tom(), firm()
    an_opportunity(person)
    client = signed_in(a_user("Joe", role="sales"))
    pages: list[Any] = [person.get_absolute_url(), works.get_absolute_url()]
    pages.append(reverse("sales:quote", args=[a_draft().quote_id]))
    for url in pages:
        html = client.get(url).content.decode()
        assert "usual prices" not in html
        assert "At the prices of" not in html
    assert Quote.objects.count() == 1


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


def a_draft_of(version: QuoteVersion, lines: list[LineWritten]) -> QuoteVersion:
    write_lines(version, lines)
    return fresh_version(version)


def test_a_bundle_that_holds_nothing_is_told_where_it_is_added(offer: Offer) -> None:
    version = a_draft()
    empty = add_offer(name="Suite", kind="bundle", adds_up=True, by=None, at=NOW)
    client = signed_in(a_user("Joe", role="sales"))
    form = draft_form(CHAIR, version=version.version, do="offer", **{"from": empty.pk})
    answer = sent(client, reverse("sales:quote_save", args=[version.quote_id]), **form)
    assert answer.status_code == 422
    assert "“Suite” holds nothing yet." in answer.content.decode()


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


def said_on(client: Any, person: Person) -> str:
    """By which prices they buy, as their page says."""
    [said] = re.findall(r"Buys by[^<.]*", client.get(person.get_absolute_url()).content.decode())
    return str(said)


def test_the_page_of_a_person_says_by_which_list_they_buy(trade: PriceList) -> None:
    # given somebody of a firm
    person, works, client = tom(), firm(), signed_in(a_user("Joe", role="sales"))
    person.organisation = works
    person.save(update_fields=["organisation"])
    an_opportunity(person)
    friends = add_list(name="Friends", by=None, at=NOW)
    assert said_on(client, person) == "Buys by the usual prices"
    # when the firm buys by the trade list, they have one of their own, and that is retired
    keep_list(buyer=works, price_list=trade, by=None, at=NOW)
    assert said_on(client, person) == "Buys by “Trade”"
    keep_list(buyer=person, price_list=friends, by=None, at=NOW)
    assert said_on(client, person) == "Buys by “Friends”"
    switch_list(price_list=friends, expected_version=1, on=False, by=None, at=NOW)
    # then the page says each time what a quote begins with
    assert said_on(client, person) == "Buys by “Trade”"
    assert list_of(person.pk, works.pk) == trade


def test_somebody_of_a_firm_may_buy_by_the_usual_prices_all_the_same(trade: PriceList) -> None:
    # given somebody of a firm that buys by the trade list
    person, works, client = tom(), firm(), signed_in(a_user("Joe", role="sales"))
    person.organisation = works
    person.save(update_fields=["organisation"])
    an_opportunity(person)
    keep_list(buyer=works, price_list=trade, by=None, at=NOW)
    url, usual = reverse("sales:terms_person", args=[person.pk]), usual_list()
    assert "As their organisation does: “Trade”" in client.get(url).content.decode()
    assert usual is not None
    # when the usual prices are chosen for them, then they hold, and the page shows them chosen
    assert sent(client, url, price_list=usual.pk).status_code == 303
    assert list_of(person.pk, works.pk) is None
    assert said_on(client, person) == "Buys by the usual prices"
    assert f'<option value="{usual.pk}" selected>' in client.get(url).content.decode()
    # and as the firm does again
    assert sent(client, url, price_list="").status_code == 303
    assert list_of(person.pk, works.pk) == trade


def test_the_usual_prices_are_kept_for_somebody_of_a_firm_from_a_draft(trade: PriceList) -> None:
    person, works = tom(), firm()
    row = an_opportunity(person)
    row.organisation = works
    row.save(update_fields=["organisation"])
    keep_list(buyer=works, price_list=trade, by=None, at=NOW)
    quote = begin_quote(opportunity=row, by=None, at=NOW)
    client, url = signed_in(a_user("Joe", role="sales")), reverse("sales:quote_list", args=[quote.pk])
    form = {"price_list": "", "follow": "yes", "keep_for": "person", "version": 1}
    assert sent(client, url, **form).status_code == 303
    assert list_for(row) is None


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
