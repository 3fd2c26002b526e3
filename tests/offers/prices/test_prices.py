"""What an offer costs on a day: dated prices, lists, with and without tax."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.money.amount import Amount
from tandem.money.tax import Prices
from tandem.offers.prices.actions import rename_list, set_price, switch_list, withdraw_price
from tandem.offers.prices.models import Price, PriceList
from tandem.offers.prices.queries import counted_lists, offer_on, offers_on
from tandem.office.accounts.words import Role
from tandem.office.business.actions import save_business
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tests.offers.shop import NOW, TODAY, a_business, a_list, a_tax, a_user, an_offer, priced

pytestmark = pytest.mark.django_db


def day(month: int, number: int, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, number)


@pytest.fixture(autouse=True)
def business() -> None:
    a_business()


def put(offer: Any, minor: int, on: datetime.date, **more: Any) -> Any:
    return set_price(offer=offer, price_minor=minor, valid_from=on, by=None, at=NOW, **more)


def pounds(minor: int) -> Amount:
    return Amount(minor, "GBP")


def test_each_price_holds_from_its_day_until_the_next_begins() -> None:
    # given a price that rose once and is to rise again
    offer = an_offer()
    put(offer, 130_00, day(1, 1))
    put(offer, 140_00, day(3, 1))
    put(offer, 155_00, day(1, 1, 2027))

    # when it is asked on several days
    asked = [offer_on(offer, on).price for on in (day(2, 28), day(3, 1), day(12, 31), day(1, 1, 2027))]

    # then the one that had begun last holds, and before the first there is none
    assert asked == [pounds(130_00), pounds(140_00), pounds(140_00), pounds(155_00)]
    assert offer_on(offer, day(12, 31, 2025)).price is None


def test_a_price_for_the_same_day_is_put_right_and_others_stay() -> None:
    offer = an_offer()
    put(offer, 130_00, day(1, 1))
    put(offer, 140_00, day(3, 1))
    line = put(offer, 145_00, day(3, 1))
    assert list(Price.objects.values_list("price_minor", flat=True)) == [130_00, 145_00]
    assert (line.before["price_minor"], line.after["price_minor"]) == (140_00, 145_00)
    assert put(offer, 145_00, day(3, 1)) is None


def test_where_a_list_has_no_price_the_usual_one_holds() -> None:
    chair, stool = priced(minor=140_00), priced("Footstool", 110_00)
    trade = a_list()
    put(chair, 118_00, TODAY, price_list=trade)
    found = {one.offer.name: (one.price, one.price_list) for one in offers_on(TODAY, trade)}
    assert found[chair.name] == (pounds(118_00), trade)
    assert found[stool.name][0] == pounds(110_00)
    assert offer_on(chair, TODAY).price == pounds(140_00)


def test_tax_is_added_or_taken_out_as_the_price_was_typed() -> None:
    # given one price typed without tax
    chair = priced(minor=140_00, tax=a_tax())
    assert (offer_on(chair, TODAY).net, offer_on(chair, TODAY).gross) == (pounds(140_00), pounds(168_00))

    # when the business types its prices with tax from now on
    save_business(prices=Prices.GROSS.value, by=None, at=NOW)
    stool = priced("Footstool", 120_00, tax=a_tax())

    # then what stood keeps its meaning, and the new one has the tax in it
    assert (offer_on(chair, TODAY).meant, offer_on(chair, TODAY).net) == (Prices.NET, pounds(140_00))
    assert (offer_on(stool, TODAY).meant, offer_on(stool, TODAY).net) == (Prices.GROSS, pounds(100_00))


def test_the_rate_is_that_of_the_day() -> None:
    a_business(country="CH", currency="CHF")
    offer = priced(tax=a_tax(), since=day(1, 1, 2023))
    assert offer_on(offer, day(12, 31, 2023)).percent == Decimal("7.7")
    assert offer_on(offer, day(1, 1, 2024)).percent == Decimal("8.1")
    assert offer_on(offer, day(12, 31, 2019)).percent is None


def test_without_a_tax_code_none_is_put_on() -> None:
    offer = priced(minor=99_00)
    found = offer_on(offer, TODAY)
    assert (found.percent, found.gross) == (Decimal(0), pounds(99_00))


def test_a_price_in_a_currency_of_before_holds_no_more() -> None:
    offer = priced()
    save_business(currency="EUR", by=None, at=NOW)
    assert offer_on(offer, TODAY).price is None
    put(offer, 160_00, TODAY)
    assert offer_on(offer, TODAY).price == Amount(160_00, "EUR")


@pytest.mark.parametrize("currency", ["JPY", "KWD"])
def test_currencies_without_and_with_three_decimals(currency: str) -> None:
    a_business(currency=currency)
    assert offer_on(priced(minor=1250), TODAY).price == Amount(1250, currency)


@pytest.mark.parametrize(
    ("minor", "on", "sentence"),
    [
        (-1, TODAY, "less than nought"),
        (10**18, TODAY, "number of digits"),
        (1, day(1, 1, 202), "Check the year"),
    ],
)
def test_what_is_no_price_is_refused(minor: int, on: datetime.date, sentence: str) -> None:
    offer = an_offer()
    with pytest.raises(Refused, match=sentence):
        put(offer, minor, on)
    assert not Price.objects.exists()


def test_only_what_has_not_begun_is_withdrawn_and_it_can_be_undone() -> None:
    offer = priced(minor=140_00)
    put(offer, 155_00, day(1, 1, 2027))
    now, later = Price.objects.order_by("valid_from")
    with pytest.raises(Refused, match="has begun, and is kept"):
        withdraw_price(price=now, today=TODAY, by=None, at=NOW)
    line = withdraw_price(price=later, today=TODAY, by=None, at=NOW)
    assert Price.objects.count() == 1
    undo(line_id=line.pk, by=a_user(role=Role.OWNER), at=NOW)
    assert offer_on(offer, day(1, 1, 2027)).price == pounds(155_00)


def test_a_price_is_undone_unless_it_was_changed_since() -> None:
    offer = an_offer()
    first = put(offer, 140_00, TODAY)
    second = put(offer, 150_00, TODAY)
    with pytest.raises(Refused, match="changed again since"):
        undo(line_id=first.pk, by=None, at=NOW)
    undo(line_id=second.pk, by=None, at=NOW)
    assert offer_on(offer, TODAY).price == pounds(140_00)


def test_lists_are_named_once_retired_and_brought_back() -> None:
    offer, trade = priced(), a_list()
    with pytest.raises(Refused, match="of that name already"):
        a_list("trade")
    put(offer, 118_00, TODAY, price_list=trade)
    switch_list(price_list=trade, expected_version=1, on=False, by=None, at=NOW)
    with pytest.raises(Refused, match="retired"):
        put(offer, 119_00, TODAY, price_list=trade)
    switch_list(price_list=trade, expected_version=2, on=True, by=None, at=NOW)
    rename_list(price_list=trade, expected_version=3, name="Trade and schools", by=None, at=NOW)
    with pytest.raises(Stale):
        rename_list(
            price_list=PriceList.objects.get(pk=trade.pk), expected_version=3, name="X", by=None, at=NOW
        )
    assert [(row.name, row.offers) for row in counted_lists()] == [
        ("Usual prices", 1),
        ("Trade and schools", 1),
    ]
    usual = PriceList.objects.get(is_default=True)
    with pytest.raises(Refused, match="always stay"):
        switch_list(price_list=usual, expected_version=1, on=False, by=None, at=NOW)


@pytest.mark.parametrize("role", [Role.MARKETING, Role.READ_ONLY])
def test_who_does_not_sell_sets_no_price(role: str) -> None:
    offer = an_offer()
    with pytest.raises(NotAllowed):
        set_price(offer=offer, price_minor=1, valid_from=TODAY, by=a_user(role=role), at=NOW)


def test_the_number_of_queries_does_not_grow_with_the_shelf() -> None:
    counts = []
    for number in (2, 20):
        for place in range(number):
            priced(f"Offer {number}.{place}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            offers_on(TODAY)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4
