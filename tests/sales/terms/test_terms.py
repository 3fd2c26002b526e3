"""By which price list somebody buys, and what the pages say of it."""

import re
from typing import Any

import pytest
from django.urls import reverse

from tandem.offers.catalogue.models import Offer
from tandem.offers.prices.actions import add_list, switch_list
from tandem.offers.prices.models import PriceList
from tandem.offers.prices.queries import usual_list
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates.actions import merge, take_apart
from tandem.people.persons.models import Person
from tandem.sales.quotes.actions import begin_quote
from tandem.sales.quotes.models import Quote
from tandem.sales.terms.actions import keep_list
from tandem.sales.terms.queries import list_for, list_of
from tests.sales.quotes.desk import a_draft, tom
from tests.sales.shop import NOW, a_person, a_user, an_opportunity, days, sent, signed_in
from tests.sales.terms.lists import firm

pytestmark = pytest.mark.django_db


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
