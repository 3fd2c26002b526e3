"""The pages of what we sell, as a browser without JavaScript uses them."""

import datetime
import secrets
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tandem.offers.bundles.actions import put_part
from tandem.offers.catalogue.models import Offer
from tandem.offers.costs.actions import set_cost
from tandem.offers.costs.models import Cost
from tandem.offers.limits.models import DiscountLimit
from tandem.offers.needs.actions import add_need
from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.queries import needs_of
from tandem.offers.prices.actions import set_price
from tandem.offers.prices.models import Price, PriceList
from tandem.offers.shelf.words import history_words, lines_of
from tandem.offers.tax.models import TaxCode, TaxRate
from tandem.office.accounts.words import Role
from tandem.office.business.queries import the_business
from tests.offers.shop import NOW, TODAY, a_business, a_list, a_tax, a_user, an_offer, priced, sent, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business() -> None:
    a_business(trade="upholstery")


def client(role: str = Role.SALES, name: str = "Joe") -> Client:
    return signed_in(a_user(name, role=role))


def url(name: str, *args: Any) -> str:
    return reverse(f"offers:{name}", args=args)


def html(browser: Client, name: str, *args: Any, query: str = "") -> str:
    answer = browser.get(url(name, *args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def main_of(page: str) -> str:
    return page.split("<main")[1].split("</main")[0]


def test_one_short_form_makes_an_offer_with_price_cost_tax_and_needs() -> None:
    # given an empty shelf, and a need that is known
    browser = client()
    assert "Add the first offer" in html(browser, "offers")
    need = add_need(words="keeps an heirloom", by=None, at=NOW)

    # when the form is sent
    fields = {
        "name": "Dining chair, seat and back",
        "kind": "service",
        "price": "£140",
        "unit": "each",
        "tax": "standard",
        "words": "A new cover.",
        "needs": need.pk,
        "more_needs": "survives dogs, wipes clean",
        "cost": "62",
        "code": "DC-1",
    }
    answer = sent(browser, url("add"), **fields)

    # then all of it is there from today on, and the tax rates of the country came with it
    row = Offer.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, url("offer", row.pk))
    assert (row.unit, row.code, row.tax and row.tax.name) == ("each", "DC-1", "Standard rate")
    assert Price.objects.get().price_minor == 140_00
    assert Cost.objects.get().cost_minor == 62_00
    met = [str(one) for one in needs_of([row.pk])[row.pk]]
    assert met == ["keeps an heirloom", "survives dogs", "wipes clean"]
    shown = html(browser, "offer", row.pk)
    assert "£140 since" in shown
    assert "£78" in shown


def test_the_same_form_twice_makes_one_offer() -> None:
    browser, key = client(), secrets.token_urlsafe(18)
    for _time in range(2):
        browser.post(url("add"), {"once": key, "name": "Chair", "kind": "service", "price": "10"})
    assert (Offer.objects.count(), Price.objects.count()) == (1, 1)


def test_what_is_wrong_is_said_and_what_was_typed_is_kept() -> None:
    priced("Chair")
    browser = client()
    answer = sent(browser, url("add"), name="chair", kind="service", price="many", words="So much typed.")
    assert answer.status_code == 422
    assert "We can’t read “many” as an amount." in answer.content.decode()
    answer = sent(browser, url("add"), name="chair", kind="service", price="10", words="So much typed.")
    told = answer.content.decode()
    assert (answer.status_code, "So much typed." in told) == (422, True)
    assert "There is an offer of that name already." in told


def test_a_price_change_keeps_the_earlier_one_and_may_be_taken_out_before_it_begins() -> None:
    browser, row = client(), priced(minor=140_00, since=datetime.date(2026, 3, 1))
    next_year = timezone.localdate() + datetime.timedelta(days=40)
    answer = sent(browser, url("price", row.pk), price="155", valid_from=next_year.isoformat())
    assert answer.status_code == 303
    assert list(Price.objects.values_list("price_minor", flat=True)) == [140_00, 155_00]
    later = Price.objects.latest("valid_from")
    assert url("price_withdraw", later.pk) in html(browser, "offer", row.pk)
    sent(browser, url("price_withdraw", later.pk))
    assert list(Price.objects.values_list("price_minor", flat=True)) == [140_00]
    wrong = sent(browser, url("price", row.pk), price="", valid_from="soon").content.decode()
    assert "Type the new price" in wrong
    assert "We can’t read that date." in wrong


def test_a_price_in_another_list() -> None:
    browser, row, trade = client(), priced(minor=140_00), a_list()
    sent(browser, url("price", row.pk), price="118", valid_from=TODAY.isoformat(), price_list=trade.pk)
    assert Price.objects.get(price_list=trade).price_minor == 118_00
    assert "Trade" in html(browser, "offer", row.pk)


def test_history_in_words() -> None:
    offer = an_offer()
    for minor, on in (
        (130_00, datetime.date(2025, 9, 1)),
        (140_00, datetime.date(2026, 3, 1)),
        (155_00, datetime.date(2027, 1, 1)),
    ):
        set_price(offer=offer, price_minor=minor, valid_from=on, by=None, at=NOW)
    told = history_words(lines_of(list(offer.prices.all()), TODAY), TODAY)
    assert told == "£140 since 1 March, £155 from 1 January"


def test_an_older_page_is_told_and_changes_nothing() -> None:
    browser, row = client(), an_offer("Chair")
    fields = {"name": "Armchair", "kind": "service", "version": 1}
    assert sent(browser, url("edit", row.pk), **fields).status_code == 303
    assert sent(browser, url("edit", row.pk), **{**fields, "name": "Sofa"}).status_code == 409
    assert Offer.objects.get().name == "Armchair"


def test_an_older_page_is_told_where_only_the_needs_were_changed() -> None:
    browser, row = client(), an_offer("Chair")
    fields = {"name": "Chair", "kind": "service", "version": 1}
    assert sent(browser, url("edit", row.pk), **fields, more_needs="survives dogs").status_code == 303
    assert sent(browser, url("edit", row.pk), **fields, more_needs="wipes clean").status_code == 409
    assert [str(one) for one in needs_of([row.pk])[row.pk]] == ["survives dogs"]
    both = {**fields, "name": "Armchair", "version": 2}
    assert sent(browser, url("edit", row.pk), **both, more_needs="wipes clean").status_code == 303
    assert Offer.objects.get().version == 3


def test_an_offer_is_retired_found_there_and_offered_again() -> None:
    browser, row = client(), priced("Chair")
    sent(browser, url("retire", row.pk), version=1)
    assert url("offer", row.pk) not in html(browser, "offers")
    assert url("offer", row.pk) in html(browser, "offers", query="?show=retired")
    assert "Retired: it is not offered any more" in html(browser, "offer", row.pk)
    sent(browser, url("bring_back", row.pk), version=2)
    assert url("offer", row.pk) in html(browser, "offers")


def test_a_bundle_gets_its_parts() -> None:
    browser, chair, webbing = client(), priced("Chair", 140_00), priced("New webbing", 35_00)
    sent(browser, url("add") + "?kind=bundle", name="Six chairs", adds_up="yes", tax="")
    bundle = Offer.objects.get(kind="bundle")
    sent(browser, url("part", bundle.pk), part=chair.pk, quantity="6")
    sent(browser, url("part", bundle.pk), part=webbing.pk, quantity="6", optional="on")
    shown = html(browser, "offer", bundle.pk)
    assert "£840" in shown
    assert "only if they like" in shown
    assert 'value="6"' in html(browser, "part", bundle.pk, query=f"?part={chair.pk}")
    assert "Six chairs" in html(browser, "offer", chair.pk)
    wrong = sent(browser, url("part", bundle.pk), part=chair.pk, quantity="a few")
    assert (wrong.status_code, "We can’t read that as a number." in wrong.content.decode()) == (422, True)
    part = bundle.parts.get(part=webbing)
    sent(browser, url("part_out", part.pk))
    assert bundle.parts.count() == 1
    assert browser.get(url("part", chair.pk)).status_code == 404


def test_the_list_is_searched_and_paged() -> None:
    browser = client()
    for number in range(55):
        an_offer(f"Offer {number:02}")
    assert ("Offer 00" in html(browser, "offers"), "Offer 54" in html(browser, "offers")) == (True, False)
    assert "Offer 54" in html(browser, "offers", query="?page=2")
    found = html(browser, "offers", query="?q=offer+54")
    assert ("Offer 54" in found, "Offer 00" in found) == (True, False)
    assert "None like that" in html(browser, "offers", query="?q=boat")
    part = browser.get(url("offers"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


@pytest.mark.parametrize(
    ("role", "sees"), [("owner", True), ("sales", True), ("marketing", False), ("read_only", False)]
)
def test_only_who_sells_sees_what_it_costs(role: str, sees: bool) -> None:
    row = priced("Chair", 140_00)
    set_cost(offer=row, cost_minor=61_00, valid_from=TODAY, by=None, at=NOW)
    browser = client(role)
    for shown in (html(browser, "offers"), html(browser, "offer", row.pk)):
        assert ("£61" in shown, "£79" in shown) == (sees, sees)
    journal = main_of(browser.get(reverse("office:journal")).content.decode())
    assert ("what Chair costs the business" in journal, "61" in journal) == (True, False)


@pytest.mark.parametrize("role", [Role.MARKETING, Role.READ_ONLY])
def test_others_only_read(role: str) -> None:
    row = priced("Chair")
    browser = client(role)
    for name in ("offers", "needs", "lists", "tax", "limits"):
        assert 'method="post"' not in main_of(html(browser, name))
    assert sent(browser, url("price", row.pk), price="1", valid_from=TODAY.isoformat()).status_code == 403
    assert sent(browser, url("add"), name="Mine", kind="service").status_code == 403


def test_what_it_costs_is_said_on_a_page_of_its_own() -> None:
    browser, row = client(), priced("Chair")
    assert sent(browser, url("cost", row.pk), cost="", valid_from=TODAY.isoformat()).status_code == 422
    sent(browser, url("cost", row.pk), cost="62.50", valid_from=TODAY.isoformat())
    assert Cost.objects.get().cost_minor == 62_50


def test_needs_begin_with_the_trade_and_are_changed() -> None:
    browser = client()
    assert "Begin with these" in html(browser, "needs")
    sent(browser, url("needs_begin"))
    first = NeedKind.objects.get(key="survives dogs")
    assert "No offer meets it yet" in html(browser, "needs")
    sent(browser, url("need", first.pk), words="Survives three dogs", version=1)
    wrong = sent(browser, url("need_add"), words="wipes clean")
    assert (wrong.status_code, "in the list already" in wrong.content.decode()) == (422, True)
    sent(browser, url("need_add"), words="can be washed")
    sent(browser, url("need_switch", first.pk), version=2)
    used = set(NeedKind.objects.filter(retired_at=None).values_list("key", flat=True))
    assert ("can be washed" in used, "survives three dogs" in used) == (True, False)
    sent(browser, url("need_switch", first.pk), version=3, on="yes")
    assert NeedKind.objects.get(pk=first.pk).retired_at is None


def test_price_lists_are_added_renamed_and_retired() -> None:
    browser = client()
    priced("Chair")
    sent(browser, url("list_add"), name="Trade")
    trade = PriceList.objects.get(name="Trade")
    wrong = sent(browser, url("list", trade.pk), name="usual prices", version=1)
    assert (wrong.status_code, "of that name already" in wrong.content.decode()) == (422, True)
    sent(browser, url("list", trade.pk), name="Schools", version=1)
    sent(browser, url("list_switch", trade.pk), version=2)
    trade.refresh_from_db()
    assert (trade.name, trade.retired_at is not None) == ("Schools", True)
    assert "retired" in html(browser, "lists")


def test_the_owner_sets_tax_and_how_prices_are_typed() -> None:
    browser = client(Role.OWNER, "Maya")
    assert "Begin with these" in html(browser, "tax")
    sent(browser, url("tax_begin"))
    code = TaxCode.objects.get(key="standard")
    later = timezone.localdate() + datetime.timedelta(days=40)
    sent(browser, url("tax_rate", code.pk), percent="21 %", valid_from=later.isoformat(), source="A letter")
    rate = TaxRate.objects.get(code=code, valid_from=later)
    assert (rate.percent, rate.source) == (Decimal(21), "A letter")
    sent(browser, url("tax_rate_withdraw", rate.pk))
    assert not TaxRate.objects.filter(pk=rate.pk).exists()
    sent(browser, url("tax_code", code.pk), name="VAT", version=1)
    sent(browser, url("tax_add"), name="Flat rate", percent="7.5", valid_from=TODAY.isoformat(), source="")
    wrong = sent(browser, url("tax_add"), name="vat", percent="7,5", valid_from=TODAY.isoformat(), source="")
    assert (wrong.status_code, "of that name already" in wrong.content.decode()) == (422, True)
    assert set(TaxCode.objects.values_list("name", flat=True)) >= {"VAT", "Flat rate"}
    seen = the_business().version
    sent(browser, url("tax_method"), prices="gross", rounded_per="line", version=seen)
    assert (the_business().prices, the_business().rounded_per) == ("gross", "line")
    assert (
        sent(browser, url("tax_method"), prices="gross", rounded_per="line", version=seen).status_code == 409
    )


def test_the_owner_says_how_much_may_come_off() -> None:
    browser = client(Role.OWNER, "Maya")
    sent(browser, url("limit", "sales"), percent="12.5", version=1)
    assert DiscountLimit.objects.get().percent == Decimal("12.5")
    assert "12.5" in html(browser, "limits")
    assert sent(browser, url("limit", "sales"), percent="a lot", version=2).status_code == 422
    assert sent(browser, url("limit", "marketing"), percent="5", version=1).status_code == 404


@pytest.mark.parametrize("name", ["offers", "offer"])
def test_pages_ask_as_many_queries_for_much_as_for_little(name: str) -> None:
    browser, counts = client(), []
    bundle = an_offer("All of it", kind="bundle", adds_up=True)
    for number in (1, 20):
        for place in range(number):
            part = priced(f"Offer {number}.{place}", tax=a_tax())
            set_cost(offer=part, cost_minor=1, valid_from=TODAY, by=None, at=NOW)
            put_part(bundle=bundle, part=part, by=None, at=NOW)
        with CaptureQueriesContext(connection) as asked:
            html(browser, name, *([bundle.pk] if name == "offer" else []))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25
