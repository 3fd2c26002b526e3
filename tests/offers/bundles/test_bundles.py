"""Several offers sold together: what is in there, and what it costs."""

from decimal import Decimal
from typing import Any

import pytest

from tandem.money.amount import Amount
from tandem.offers.bundles.actions import put_part, take_out_part
from tandem.offers.bundles.models import BundlePart
from tandem.offers.catalogue.actions import edit_offer, retire
from tandem.offers.catalogue.models import Offer
from tandem.offers.costs.actions import set_cost
from tandem.offers.costs.queries import cost_of, costs_on, with_parts
from tandem.offers.prices.actions import set_price
from tandem.offers.prices.queries import offer_on
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import undo
from tests.offers.shop import NOW, TODAY, a_business, a_tax, an_offer, priced

pytestmark = pytest.mark.django_db


@pytest.fixture
def six_chairs() -> Offer:
    a_business()
    bundle = an_offer("Six chairs", kind="bundle", adds_up=True)
    put(bundle, priced("Chair", 140_00, tax=a_tax()), 6)
    put(bundle, priced("Wool", 48_00, tax=a_tax("reduced")), Decimal("5.5"))
    put(bundle, priced("New webbing", 35_00, tax=a_tax()), 6, optional=True)
    return bundle


def put(bundle: Offer, part: Offer, quantity: Any, *, optional: bool = False) -> Any:
    return put_part(bundle=bundle, part=part, quantity=Decimal(quantity), optional=optional, by=None, at=NOW)


def test_a_bundle_that_adds_up_costs_what_its_counted_parts_cost(six_chairs: Offer) -> None:
    found = offer_on(six_chairs, TODAY)
    assert found.price == Amount(840_00 + 264_00, "GBP")
    assert found.gross == Amount(6 * 168_00 + 277_20, "GBP")
    assert [part.offer.offer.name for part in found.optional_parts] == ["New webbing"]
    assert found.percent is None


def test_without_the_price_of_a_part_it_has_none(six_chairs: Offer) -> None:
    put(six_chairs, an_offer("Not priced"), 1)
    assert offer_on(six_chairs, TODAY).price is None


def test_a_bundle_takes_a_price_of_its_own_once_it_does_not_add_up(six_chairs: Offer) -> None:
    with pytest.raises(Refused, match="what its parts cost"):
        set_price(offer=six_chairs, price_minor=1000_00, valid_from=TODAY, by=None, at=NOW)
    edit_offer(offer=six_chairs, adds_up=False, by=None, at=NOW)
    set_price(offer=six_chairs, price_minor=1000_00, valid_from=TODAY, by=None, at=NOW)
    found = offer_on(six_chairs, TODAY)
    assert (found.price, len(found.parts)) == (Amount(1000_00, "GBP"), 3)


def test_its_cost_is_what_its_counted_parts_cost_unless_it_has_its_own(six_chairs: Offer) -> None:
    for name, minor in (("Chair", 62_00), ("Wool", 23_00)):
        offer = Offer.objects.get(name=name)
        set_cost(offer=offer, cost_minor=minor, valid_from=TODAY, by=None, at=NOW)
    found = offer_on(six_chairs, TODAY)
    known = costs_on(with_parts([found]), TODAY)
    assert cost_of(found, known) == Amount(6 * 62_00 + 126_50, "GBP")
    set_cost(offer=six_chairs, cost_minor=480_00, valid_from=TODAY, by=None, at=NOW)
    assert cost_of(found, costs_on(with_parts([found]), TODAY)) == Amount(480_00, "GBP")


def test_the_same_offer_again_changes_how_many(six_chairs: Offer) -> None:
    chair = Offer.objects.get(name="Chair")
    line = put(six_chairs, chair, 8)
    assert BundlePart.objects.get(bundle=six_chairs, part=chair).quantity == 8
    assert put(six_chairs, chair, 8) is None
    undo(line_id=line.pk, by=None, at=NOW)
    assert BundlePart.objects.get(bundle=six_chairs, part=chair).quantity == 6


def test_a_part_goes_out_and_comes_back_by_undo(six_chairs: Offer) -> None:
    part = BundlePart.objects.get(part__name="Wool")
    line = take_out_part(part=part, by=None, at=NOW)
    assert not BundlePart.objects.filter(part__name="Wool").exists()
    undo(line_id=line.pk, by=None, at=NOW)
    assert BundlePart.objects.get(part__name="Wool").quantity == Decimal("5.5")


def test_what_does_not_fit_is_refused(six_chairs: Offer) -> None:
    chair, other = Offer.objects.get(name="Chair"), an_offer("Another", kind="bundle")
    gone = an_offer("Gone")
    retire(offer=gone, expected_version=1, by=None, at=NOW)
    for bundle, part, quantity, sentence in (
        (chair, gone, 1, "Only a bundle"),
        (six_chairs, other, 1, "no other bundle"),
        (six_chairs, six_chairs, 1, "no other bundle"),
        (six_chairs, gone, 1, "retired"),
        (six_chairs, chair, 0, "above nought"),
        (six_chairs, chair, -1, "above nought"),
    ):
        with pytest.raises(Refused, match=sentence):
            put(bundle, part, quantity)
