"""A list of what is sold: in, looked at before, taken out again, and out as the same list."""

import argparse
import csv
import datetime
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest

from tandem.config.cli import import_command
from tandem.exchange.exports.offer_list import offers_csv
from tandem.exchange.imports import actions, removing
from tandem.exchange.imports.queries import kept_rows
from tandem.exchange.reading.refusals import FileRefused
from tandem.money.amount import Amount
from tandem.offers.bundles.actions import put_part
from tandem.offers.catalogue.models import Offer
from tandem.offers.costs.models import Cost
from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.queries import needs_of
from tandem.offers.prices.actions import set_price
from tandem.offers.prices.models import Price
from tandem.offers.prices.queries import offer_on
from tandem.offers.shelf.actions import add_to_shelf
from tandem.offers.shelf.words import Described
from tandem.offers.tax.actions import add_code
from tandem.offers.tax.models import TaxCode
from tandem.office.accounts.words import Role
from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.office.search.models import SearchDocument
from tests.exchange.imports.lists import NOW, counts, given, in_by, seen_before
from tests.offers.shop import a_business, a_user, an_offer, sent, signed_in

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LIST = """Name,Unit price,VAT,Per,Helps with,Unit cost,SKU,Type
"Dining chair, seat and back",£140.00,20%,each,"survives dogs, wipes clean",62,DC-1,Service
Stain-guarded wool,48.50,Standard rate,metre,wipes clean,,W-7,Product
Oilcloth,"1,200",17%,roll,,,,Product
,12,20%,each,,,,
Ribbon,0.125,20%,metre,,,,Product
Silk,€80,20%,metre,,,,Product
wing chair,690,0,,,,,
DINING CHAIR  seat and back,1,20%,,,,DC-1,
"""


@pytest.fixture(autouse=True)
def business() -> None:
    a_business()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "prices.csv"
    file.write_text(LIST)
    return file


def test_a_list_comes_in_and_rejected_rows_say_why(path: Path) -> None:
    # when a list of eight rows comes in
    run = in_by(path, "offers")

    # then three are new, four are rejected with a reason, and the one that stands twice is one
    assert counts(run) == (8, 3, 4, 1)
    assert run.reasons == {
        "tax_rate is no rate that is set here": 1,
        "name is blank": 1,
        "price has more decimals than the currency": 1,
        "price is in another currency than the business’s": 1,
    }
    assert run.rejected_rows.filter(reason__contains="“17%” in “VAT” is no tax rate that is set").count() == 1

    # and each is on offer, with its price from today on, tax, cost and needs
    chair, wool, wing = (Offer.objects.get(key__startswith=name) for name in ("dining", "stain", "wing"))
    priced = offer_on(chair, TODAY)
    assert (priced.price, priced.since, priced.percent) == (Amount(140_00, "GBP"), TODAY, 20)
    assert (chair.kind, chair.unit, chair.code, chair.tax and chair.tax.key) == (
        "service",
        "each",
        "DC-1",
        "standard",
    )
    assert (wool.kind, wool.tax and wool.tax.key, wing.tax and wing.tax.key) == (
        "product",
        "standard",
        "zero",
    )
    assert [need.words for need in needs_of([chair.pk])[chair.pk]] == ["survives dogs", "wipes clean"]
    assert Cost.objects.get().cost_minor == 62_00
    assert SearchDocument.objects.filter(kind="offers.offer").count() == 3
    assert JournalLine.objects.filter(verb__startswith="offers.offer").count() == 1


def test_a_look_before_changes_nothing_and_tells_the_same(path: Path) -> None:
    found = seen_before(given(path, "offers"))
    assert (found.read, found.new, found.here, found.rejected) == (8, 3, 1, 4)
    assert not Offer.objects.exists()


def test_the_same_list_again_brings_nothing_and_changes_nothing(path: Path) -> None:
    in_by(path, "offers")
    again = path.with_name("again.csv")
    again.write_text(LIST.replace("£140.00", "£150.00"))
    assert counts(in_by(again, "offers")) == (8, 0, 4, 4)
    assert offer_on(Offer.objects.get(code="DC-1"), TODAY).price == Amount(140_00, "GBP")


def test_without_a_column_of_taxes_the_first_rate_is_meant(tmp_path: Path) -> None:
    file = tmp_path / "short.csv"
    file.write_text("name,price\nChair,10\n")
    in_by(file, "offers")
    row = Offer.objects.get()
    assert row.tax_id == TaxCode.objects.get(key="standard").pk


def test_what_nobody_worked_on_goes_out_again(path: Path) -> None:
    # given a list that came in, of which one offer got a new price and one went into a bundle
    kept_need = NeedKind.objects.create(words="washes", key="washes", created_at=NOW)
    run = in_by(path, "offers")
    wool, wing = Offer.objects.get(code="W-7"), Offer.objects.get(key="wing chair")
    set_price(offer=wool, price_minor=50_00, valid_from=TODAY, by=None, at=NOW)
    put_part(bundle=an_offer("All of it", kind="bundle"), part=wing, by=None, at=NOW)

    # when the file is taken out
    removing.begin_undo(run=run, by=None, at=NOW)
    run = removing.take_out(run=run, by=None, at=NOW)

    # then these two stay and are named, and the third is gone with all that came with it
    assert set(Offer.objects.values_list("name", flat=True)) == {
        "Stain-guarded wool",
        "wing chair",
        "All of it",
    }
    assert {row.name for row in kept_rows(run)} == {"Stain-guarded wool", "wing chair"}
    assert not Cost.objects.exists()
    assert Price.objects.filter(offer__code="DC-1").count() == 0
    assert set(NeedKind.objects.values_list("words", flat=True)) == {"wipes clean", kept_need.words}


def many_needs(folder: Path, number: int) -> Path:
    file = folder / "needs.csv"
    rows = "".join(f"Offer {one},need {one}\n" for one in range(number))
    file.write_text(f"name,needs\n{rows}")
    return file


def test_a_list_with_more_needs_than_there_may_be_stops_and_says_so(tmp_path: Path) -> None:
    # given one need that is there, and a list with two hundred others
    NeedKind.objects.create(words="washes", key="washes", created_at=NOW)
    file = many_needs(tmp_path, 200)
    # when one looks before, then it is told already
    with pytest.raises(FileRefused, match="Two hundred needs are as many"):
        seen_before(given(file, "offers"))
    # when it comes in all the same
    run = in_by(file, "offers")
    # then it has stopped with its sentence, nothing is in, and it goes on once there is room
    assert (run.state, run.imported) == ("failed", 0)
    assert run.stopped_because == "Two hundred needs are as many as anybody can choose from."
    assert not Offer.objects.exists()
    NeedKind.objects.all().delete()
    run = actions.begin(run=run, by=None, at=NOW)
    assert counts(actions.bring_in_all(run=run, by=None, now=lambda: NOW)) == (200, 200, 0, 0)
    # and the same list again has no need that would be new
    NeedKind.objects.create(words="washes", key="washes", created_at=NOW)
    assert seen_before(given(file, "offers")).here == 200


def test_only_who_sells_brings_offers_in(path: Path) -> None:
    with pytest.raises(Refused, match="somebody who sells"):
        in_by(path, "offers", by=a_user("Ann", Role.MARKETING))
    assert counts(in_by(path, "offers", by=a_user("Joe", Role.SALES)))[1] == 3


def shelf() -> None:
    """Everything that a list can tell, also what is hard to tell."""
    add_code(name="Margin scheme", percent=Decimal(0), valid_from=TODAY, by=None, at=NOW)
    for number, told in enumerate(
        (
            Described(name="Chair, “new”", kind="service", tax="standard", unit="each", code="+1"),
            Described(name="=SUM(A1)", kind="product", tax="zero", words="Two\nlines; and, marks"),
            Described(
                name="Sofa", kind="product", tax="margin-scheme", more_needs=("survives dogs", "clean")
            ),
            Described(name="Gift", kind="service", code="007"),
            Described(name="Both", kind="bundle", adds_up=True),
        ),
        start=1,
    ):
        minor = None if told.name == "Gift" else number * 1234
        add_to_shelf(told=told, price_minor=minor, cost_minor=number, today=TODAY, by=None, at=NOW)


@pytest.mark.parametrize("currency", ["GBP", "JPY", "KWD"])
def test_what_goes_out_comes_in_as_the_same_list(currency: str, tmp_path: Path) -> None:
    # given a shelf, and its list
    a_business(currency=currency)
    shelf()
    before = offers_csv(TODAY, with_costs=True)
    file = tmp_path / "offers.csv"
    file.write_text(before)

    # when it comes into a house that has none of it
    Offer.objects.all().delete()
    NeedKind.objects.all().delete()
    run = in_by(file, "offers")

    # then that house has the same list
    assert (counts(run), list(run.rejected_rows.all())) == ((5, 5, 0, 0), [])
    assert offers_csv(TODAY, with_costs=True) == before

    # and in the house that it is from, nothing changes
    again = tmp_path / "again.csv"
    again.write_text(before + "\n")
    assert counts(in_by(again, "offers"))[1] == 0


def test_a_price_goes_out_as_the_business_says_its_prices_now() -> None:
    # given a price with tax and one whose tax has no rate yet, of a business that now says them without
    a_business(prices="gross")
    told = Described(name="Chair", kind="service", tax="standard")
    add_to_shelf(told=told, price_minor=120_00, today=TODAY, by=None, at=NOW)
    later = add_code(
        name="Later", percent=Decimal(5), valid_from=TODAY + datetime.timedelta(days=9), by=None, at=NOW
    )
    told = Described(name="Stool", kind="service", tax=later.key)
    add_to_shelf(told=told, price_minor=120_00, today=TODAY, by=None, at=NOW)
    a_business(prices="net")
    # when the list goes out
    rows = {
        row["name"]: row["price"] for row in csv.DictReader(io.StringIO(offers_csv(TODAY, with_costs=True)))
    }
    # then the tax is taken off, and what cannot be told is left empty
    assert rows == {"Chair": "100.00", "Stool": ""}


def test_the_list_is_given_out_without_costs_to_who_does_not_sell() -> None:
    shelf()
    for role, costs in ((Role.SALES, True), (Role.MARKETING, False)):
        answer = signed_in(a_user(role, role)).get("/exchange/offers.csv")
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert ("0.01" in answer.content.decode()) is costs


def test_the_pages_lead_through(path: Path) -> None:
    client = signed_in(a_user("Joe", Role.SALES))
    assert '?kind=offers"' in client.get("/sales/offers/").content.decode()
    page = client.get("/exchange/imports/?kind=offers").content.decode()
    assert re.search(r'value="offers"[^>]*checked', page)
    with path.open("rb") as file:
        answer = sent(client, "/exchange/imports/", kind="offers", file=file)
    assert answer.status_code == 303
    for step in ("columns", "values", "matching", "check"):
        shown = client.get(answer["Location"].replace("columns", step)).content.decode()
        if step == "columns":
            assert "What it costs you" in shown
    assert "3 rows would come in" in shown


def test_by_command(path: Path) -> None:
    parser = argparse.ArgumentParser()
    import_command.add_arguments(parser)
    options = parser.parse_args(["offers", str(path)])
    before = import_command.looked_at(options)
    assert (before["imported"], before["rejected"], before["duplicates"]) == (3, 4, 1)
    assert not Offer.objects.exists()
    told = import_command.brought_in(options)
    assert (told["read"], told["imported"], Offer.objects.count()) == (8, 3, 3)
