"""Prices of other lists and of days to come, and what bundles hold: in by a list, out as the same list."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tandem.exchange.exports.offer_list import offers_csv
from tandem.exchange.imports import removing
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.vocabulary import likeness
from tandem.offers.bundles.actions import put_part
from tandem.offers.bundles.models import BundlePart
from tandem.offers.catalogue.models import Offer
from tandem.offers.prices.actions import rename_list, set_price, switch_list
from tandem.offers.prices.models import Price, PriceList
from tandem.offers.shelf.words import PartTold, parts_told
from tandem.office.accounts.words import Role
from tandem.sales.terms.actions import keep_list
from tests.exchange.imports.lists import NOW, counts, given, in_by, seen_before
from tests.offers.shop import a_business, a_list, a_tax, a_user, an_offer, priced, signed_in
from tests.sales.shop import a_person

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SOON = datetime.date(2027, 1, 1)
SINCE = datetime.date(2026, 1, 1)


@pytest.fixture(autouse=True)
def business() -> None:
    a_business()


def a_file(folder: Path, text: str, name: str = "prices.csv") -> Path:
    file = folder / name
    file.write_text(text)
    return file


def told() -> set[tuple[str, str, str, int]]:
    rows = Price.objects.select_related("offer", "price_list")
    return {(row.offer.name, row.price_list.name, str(row.valid_from), row.price_minor) for row in rows}


RISES = """code,name,price,list,valid from
DC-1,Dining chair,155,,2027-01-01
DC-1,Chair,118,trade,2026-11-03
,Stool,30,Trade,2027-01-01
,Stool,42,,2026-01-01
,Bench,90,,
"""


def test_prices_of_other_lists_and_of_days_to_come(tmp_path: Path) -> None:
    # given a chair that costs £140, a trade list, and a list of what prices are to be
    chair = priced("Dining chair", 140_00, since=SINCE, code="DC-1")
    a_list()
    file = a_file(tmp_path, RISES)
    # when it is looked at and comes in
    found = seen_before(given(file, "offers"))
    run = in_by(file, "offers")
    # then both tell the same: all five rows are new
    assert (found.read, found.new, found.here) == (5, 5, 0)
    assert counts(run) == (5, 5, 0, 0)
    assert told() == {
        ("Dining chair", "Usual prices", "2026-01-01", 140_00),
        ("Dining chair", "Usual prices", "2027-01-01", 155_00),
        ("Dining chair", "Trade", str(TODAY), 118_00),
        ("Stool", "Trade", "2027-01-01", 30_00),
        ("Stool", "Usual prices", "2026-01-01", 42_00),
        ("Bench", "Usual prices", str(TODAY), 90_00),
    }
    # and the same list again is here already
    again = a_file(tmp_path, file.read_text() + "\n", "again.csv")
    assert seen_before(given(again, "offers")).here == 5
    assert counts(in_by(again, "offers"))[1] == 0
    assert chair.name == "Dining chair"


def test_a_price_that_stands_for_that_day_stays(tmp_path: Path) -> None:
    priced("Dining chair", 140_00, since=SINCE)
    run = in_by(a_file(tmp_path, "name,price,valid from\nDining chair,99,2026-01-01\n"), "offers")
    assert (counts(run)[1], Price.objects.get().price_minor) == (0, 140_00)


def test_a_list_that_is_not_there_is_made_and_a_retired_one_stops_it(tmp_path: Path) -> None:
    in_by(a_file(tmp_path, "name,price,list\nChair,99,Friends\n"), "offers")
    row = PriceList.objects.get(name="Friends")
    assert Price.objects.get().price_list == row
    switch_list(price_list=row, expected_version=1, on=False, by=None, at=NOW)
    run = in_by(a_file(tmp_path, "name,price,list\nStool,9,friends\n", "more.csv"), "offers")
    assert (run.state, run.stopped_because) == (
        "failed",
        "The price list “Friends” is retired. Bring it back first.",
    )
    assert not Offer.objects.filter(name="Stool").exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Chair,10,Trade,1 May 2027,", "valid_from is not a date"),
        ("Chair,10,,05/01/2027,", "valid_from is not a date"),
        ("Chair,10,,0001-01-01,", "valid_from is outside the years 1900 to 2100"),
        ("Chair,,Trade,,", "price is blank"),
        ("Set,,,,Nothing × 2", "parts names what is not known here"),
        ("Set,,,,Box × 2", "parts names what is not known here"),
        ("Set,,,,Stool × 0", "parts is too large to be an amount"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_reason(tmp_path: Path, row: str, reason: str) -> None:
    an_offer("Box", kind="bundle")
    an_offer("Stool")
    kind = "bundle" if row.startswith("Set") else "service"
    text = f"name,price,list,valid from,parts,kind\n{row},{kind}\n"
    run = in_by(a_file(tmp_path, text), "offers")
    assert (counts(run)[1], run.reasons) == (0, {reason: 1})


def test_what_came_by_a_file_goes_with_it_but_what_was_set_since(tmp_path: Path) -> None:
    # given two prices to come by a file, one of which was set anew by hand
    chair, stool = priced("Chair", 140_00, since=SINCE), priced("Stool", 42_00, since=SINCE)
    text = "name,price,valid from\nChair,155,2027-01-01\nStool,50,2027-01-01\n"
    run = in_by(a_file(tmp_path, text), "offers")
    set_price(offer=stool, price_minor=49_00, valid_from=SOON, by=None, at=NOW)
    # when the file is taken out
    removing.begin_undo(run=run, by=None, at=NOW)
    removing.take_out(run=run, by=None, at=NOW)
    # then the offers and what was set by hand stay
    assert {price.price_minor for price in chair.prices.all()} == {140_00}
    assert {price.price_minor for price in stool.prices.all()} == {42_00, 49_00}


def a_shelf() -> None:
    chair = priced("Dining chair", 140_00, since=SINCE, code="DC-1", tax=a_tax())
    stool = priced("Stool; low", 42_50, since=TODAY, code="S × 1")
    trade = a_list()
    prices: Any = ((None, SOON, 155_00), (trade, SINCE, 118_00), (trade, SOON, 125_00))
    for price_list, day, minor in prices:
        set_price(offer=chair, price_minor=minor, valid_from=day, price_list=price_list, by=None, at=NOW)
    for name, adds_up in (("A set", True), ("Both", False)):
        bundle = an_offer(name, kind="bundle", adds_up=adds_up)
        put_part(bundle=bundle, part=stool, quantity=Decimal("0.5"), optional=True, by=None, at=NOW)
        put_part(bundle=bundle, part=chair, quantity=Decimal(6), by=None, at=NOW)
        if not adds_up:
            set_price(offer=bundle, price_minor=900_00, valid_from=TODAY, by=None, at=NOW)


@pytest.mark.parametrize("every_list", [False, True])
@pytest.mark.parametrize("prices", ["net", "gross"])
def test_what_goes_out_comes_in_as_the_same_list(tmp_path: Path, every_list: bool, prices: str) -> None:
    # given prices in two lists and of a day to come, and two bundles
    a_business(prices=prices)
    a_shelf()
    before = offers_csv(TODAY, with_costs=True, every_list=every_list)
    # when the list comes into a house that has none of it
    BundlePart.objects.all().delete()
    Offer.objects.all().delete()
    PriceList.objects.all().delete()
    run = in_by(a_file(tmp_path, before), "offers")
    # then that house has the same list, with the parts of its bundles
    assert (run.reasons, counts(run)[:2]) == ({}, (7, 7) if every_list else (4, 4))
    assert offers_csv(TODAY, with_costs=True, every_list=every_list) == before
    bundle = Offer.objects.get(name="A set")
    assert bundle.adds_up
    assert [(part.part.code, part.quantity, part.optional) for part in bundle.parts.order_by("position")] == [
        ("S × 1", Decimal("0.5"), True),
        ("DC-1", 6, False),
    ]
    assert told() >= {("Dining chair", "Trade", "2026-01-01", 118_00)} if every_list else told()


def test_every_list_is_given_out_on_the_page() -> None:
    a_shelf()
    client = signed_in(a_user("Joe", Role.SALES))
    assert "/exchange/offers.csv?lists=all" in client.get("/sales/offers/").content.decode()
    assert "valid from" not in client.get("/exchange/offers.csv").content.decode()
    assert "Trade,2027-01-01" in client.get("/exchange/offers.csv", {"lists": "all"}).content.decode()


def test_a_bundle_goes_out_again_with_its_parts(tmp_path: Path) -> None:
    # given two bundles and their parts by a file, one of which got another part by hand
    text = (
        "name,kind,price,parts\nChair,service,10,\nStool,service,5,\nLamp,product,7,\n"
        "Set,bundle,,Chair × 2; Stool\nMine,bundle,,Stool\n"
    )
    run = in_by(a_file(tmp_path, text), "offers")
    lamp, mine = Offer.objects.get(name="Lamp"), Offer.objects.get(name="Mine")
    put_part(bundle=mine, part=lamp, by=None, at=NOW)
    # when the file is taken out
    removing.begin_undo(run=run, by=None, at=NOW)
    removing.take_out(run=run, by=None, at=NOW)
    # then that one stays with what it holds, and the other is gone
    assert set(Offer.objects.values_list("name", flat=True)) == {"Mine", "Stool", "Lamp"}
    assert {part.part.name for part in mine.parts.all()} == {"Stool", "Lamp"}


def test_parts_are_read_as_people_write_them() -> None:
    assert parts_told("CH-1 × 6; Box x 2 × 1\nCover * 0.5 (Optional); Wool x 3;Xylophone; ") == (
        PartTold(name="CH-1", quantity=Decimal(6)),
        PartTold(name="Box x 2", quantity=Decimal(1)),
        PartTold(name="Cover", quantity=Decimal("0.5"), optional=True),
        PartTold(name="Wool", quantity=Decimal(3)),
        PartTold(name="Xylophone"),
    )


def test_a_column_of_list_prices_is_no_price_list() -> None:
    assert likeness("offers", "price_list", "List price") == 0


def test_prices_in_another_money_do_not_go_out_as_ours() -> None:
    # given a trade price in pounds, and a business that has counted in yen since
    chair, trade = priced("Chair", 140_00, since=SINCE), a_list()
    set_price(offer=chair, price_minor=118_00, valid_from=SINCE, price_list=trade, by=None, at=NOW)
    a_business(currency="JPY")
    # then the offer goes out without a price, once
    text = offers_csv(TODAY, with_costs=False, every_list=True)
    assert len(text.splitlines()) == 2
    assert "118" not in text


def alike(folder: Path, text: str, name: str = "prices.csv") -> int:
    """How many came in of a list, which is as many as the look at it said."""
    file = a_file(folder, "code,name,price,list,valid from\n" + text, name)
    new = seen_before(given(file, "offers")).new
    run = in_by(file, "offers")
    assert (run.state, counts(run)[1]) == ("done", new), run.stopped_because
    return new


@pytest.mark.parametrize(
    ("rows", "new"),
    [
        ('CH-1,Chair,100,,2027-01-01\nCH-1,"Chair, blue",110,,2027-01-01\n', 1),
        (",Chair,100,,2027-01-01\nCH-1,Chair,110,,2027-01-01\n", 1),
        ("CH-1,Chair,100,,2027-01-01\n,Chair,110,,2027-01-01\n", 1),
        ("CH-1,Chair,100,,2027-01-01\n,Chair,110,Usual prices,2027-01-01\n", 1),
        ("CH-1,Chair,100,,2027-01-01\nCH-1,Chair blue,110,,2027-01-01\n,Chair blue,9,,\n", 2),
    ],
)
def test_one_number_under_two_names_is_one_offer(tmp_path: Path, rows: str, new: int) -> None:
    assert alike(tmp_path, rows) == new
    prices = {minor for name, _list, _day, minor in told() if name == "Chair"}
    assert prices == {100_00}


def test_a_name_that_is_the_number_of_another_offer_is_a_name(tmp_path: Path) -> None:
    priced("Chair", 140_00, since=SINCE, code="CH-1")
    assert alike(tmp_path, ",CH-1,9,,\n") == 1
    assert {(name, minor) for name, _list, _day, minor in told()} == {("Chair", 140_00), ("CH-1", 9_00)}


def test_the_usual_price_of_a_new_offer_comes_in_wherever_it_stands(tmp_path: Path) -> None:
    # given a list that tells the trade price first; the price of what is here already stays
    priced("Bench", 140_00, since=SINCE)
    rows = ",Stool,90,Trade,2026-11-03\n,Stool,100,,\n,Stool,101,,\n,Lamp,,,\n,Lamp,7,,\n,Bench,99,,\n"
    # when it comes in, then both stand, the first of two counts, and the same list again is here already
    assert alike(tmp_path, rows) == 4
    assert {(name, price_list, minor) for name, price_list, _day, minor in told()} == {
        ("Bench", "Usual prices", 140_00),
        ("Stool", "Trade", 90_00),
        ("Stool", "Usual prices", 100_00),
        ("Lamp", "Usual prices", 7_00),
    }
    assert alike(tmp_path, rows + "\n", "again.csv") == 0


def test_the_name_of_a_list_is_read_with_one_space(tmp_path: Path) -> None:
    assert alike(tmp_path, ",Stool,9,Summer  sale,\n,Chair,9,summer sale,\n") == 2
    assert [row.name for row in PriceList.objects.filter(is_default=False)] == ["Summer sale"]


def test_what_no_price_list_may_be_is_told_before_anything_comes_in(tmp_path: Path) -> None:
    # given a retired list, and as many others as there may be but one
    gone = a_list("Gone")
    switch_list(price_list=gone, expected_version=1, on=False, by=None, at=NOW)
    for number in range(18):
        a_list(f"List {number}")
    head = "name,price,list\n"
    for text, sentence in (("A,9,gone", "“Gone” is retired"), ("A,9,One\nB,9,Two", "Twenty price lists")):
        with pytest.raises(FileRefused, match=sentence):
            seen_before(given(a_file(tmp_path, f"{head}{text}\n", f"{len(text)}.csv"), "offers"))
    # then one more may come, however many rows are in it
    assert seen_before(given(a_file(tmp_path, head + "A,9,One\nB,9,one\n"), "offers")).new == 2


def test_a_list_that_a_file_made_goes_with_it_where_nothing_needs_it(tmp_path: Path) -> None:
    # given four lists by a file: one is renamed since, one is somebody's, and one has a price by hand
    chair = priced("Chair", 140_00, since=SINCE)
    text = "name,price,list\nChair,1,A\nChair,2,B\nChair,3,C\nChair,4,D\n"
    run = in_by(a_file(tmp_path, text), "offers")
    lists = {row.name: row for row in PriceList.objects.filter(is_default=False)}
    rename_list(price_list=lists["B"], expected_version=1, name="Bee", by=None, at=NOW)
    keep_list(buyer=a_person(), price_list=lists["C"], by=None, at=NOW)
    set_price(offer=chair, price_minor=5, valid_from=SOON, price_list=lists["D"], by=None, at=NOW)
    # when the file is taken out
    removing.begin_undo(run=run, by=None, at=NOW)
    removing.take_out(run=run, by=None, at=NOW)
    # then the one that nothing needs is gone
    assert {row.name for row in PriceList.objects.all()} == {"Usual prices", "Bee", "C", "D"}
