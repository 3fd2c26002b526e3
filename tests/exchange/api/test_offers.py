"""What is sold, read and written by other programs."""

import datetime

import pytest
from django.utils import timezone

from tandem.offers.catalogue.models import Offer
from tandem.offers.costs.models import Cost
from tandem.offers.prices.models import Price
from tandem.office.accounts.words import Role
from tests.exchange.api.programs import Program, problem_of, program
from tests.offers.shop import a_business, a_list, an_offer, priced
from tests.office.seats import seat

pytestmark = pytest.mark.django_db
CHAIR = {
    "name": "Dining chair",
    "unit": "each",
    "code": "DC-1",
    "tax": "standard",
    "needs": ["survives dogs"],
    "price_minor": 14000,
    "cost_minor": 6200,
}


@pytest.fixture
def till() -> Program:
    a_business()
    return program(seat(Role.SALES))


def test_a_shop_hands_in_an_offer_and_reads_it_again(till: Program) -> None:
    # when a till hands in what is sold
    answer = till.post("offers", CHAIR)

    # then it is on offer from today on
    told = answer.json()
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/offers/{told['id']}")
    assert {name: told[name] for name in CHAIR} == CHAIR
    assert (told["currency"], told["price_is"], told["tax_percent"]) == ("GBP", "net", 20.0)
    assert told["price_since"] == str(timezone.localdate())
    assert till.get("offers", code="DC-1").json()["items"] == [till.get(f"offers/{told['id']}").json()]
    assert Cost.objects.get().cost_minor == 62_00


def test_a_price_changes_from_a_day_on(till: Program) -> None:
    row, trade = priced("Chair", 140_00, since=datetime.date(2026, 1, 1)), a_list()
    later = timezone.localdate() + datetime.timedelta(days=30)
    path = f"offers/{row.pk}/price"
    assert till.post(path, {"price_minor": 15500, "valid_from": str(later)}).json()["price_minor"] == 14000
    assert till.post(path, {"price_minor": 14500}).json()["price_minor"] == 14500
    till.post(path, {"price_minor": 11800, "price_list_id": trade.pk})
    assert Price.objects.get(price_list=trade).price_minor == 118_00
    assert problem_of(till.post(path, {"price_minor": 1, "price_list_id": 999}))[0] == 422


def test_changes_name_the_version_that_was_seen(till: Program) -> None:
    row = an_offer("Chair")
    told = {"name": "Armchair", "tax": "zero", "needs": ["wipes clean"], "version": 1}
    answer = till.patch(f"offers/{row.pk}", told).json()
    assert (answer["name"], answer["tax"], answer["needs"]) == ("Armchair", "zero", ["wipes clean"])
    assert problem_of(till.patch(f"offers/{row.pk}", {"name": "Sofa", "version": 1}))[0] == 409
    assert problem_of(till.patch(f"offers/{row.pk}", {"tax": "none", "version": 2}))[0] == 422
    assert till.post(f"offers/{row.pk}/retire", {"version": answer["version"]}).json()["retired_at"]
    assert [one["id"] for one in till.get("offers", retired="true").json()["items"]] == [row.pk]
    assert till.post(f"offers/{row.pk}/bring-back", {"version": 3}).json()["retired_at"] is None


def test_needs_alone_move_the_version_on(till: Program) -> None:
    row = an_offer("Chair")
    told = {"needs": ["wipes clean"], "version": 1}
    assert till.patch(f"offers/{row.pk}", told).json()["version"] == 2
    assert problem_of(till.patch(f"offers/{row.pk}", {"needs": [], "version": 1}))[0] == 409
    assert till.patch(f"offers/{row.pk}", {"needs": ["wipes clean"], "version": 2}).json()["version"] == 2


def test_costs_are_only_for_keys_of_who_sells(till: Program) -> None:
    told = till.post("offers", CHAIR).json()
    marketing = program(seat(Role.MARKETING))
    assert marketing.get(f"offers/{told['id']}").json()["cost_minor"] is None
    assert problem_of(marketing.post("offers", {"name": "Stool"}))[0] == 403
    assert Offer.objects.count() == 1


def test_what_cannot_be_is_refused_with_a_sentence(till: Program) -> None:
    an_offer("Chair")
    for body, sentence in (
        ({"name": "chair"}, "There is an offer of that name already."),
        ({"name": "Stool", "tax": "luxury"}, "There is no tax rate of that key."),
    ):
        assert problem_of(till.post("offers", body)) == (422, sentence)
    assert problem_of(till.get("offers/999")) == (404, "There is no such offer.")


def test_a_bundle_is_put_together_with_its_parts_in_order(till: Program) -> None:
    # given two offers, when a bundle is made of them
    chair, stool = priced("Chair", 140_00), priced("Stool", 40_00)
    parts = [
        {"offer_id": stool.pk, "quantity": "0.5", "optional": True},
        {"offer_id": chair.pk, "quantity": "6"},
    ]
    told = till.post("offers", {"name": "Set", "kind": "bundle", "adds_up": True, "parts": parts}).json()
    # then it costs what the counted part does
    assert (told["kind"], told["adds_up"], told["price_minor"]) == ("bundle", True, 840_00)
    assert [(one["offer_id"], one["quantity"], one["optional"]) for one in told["parts"]] == [
        (stool.pk, 0.5, True),
        (chair.pk, 6.0, False),
    ]
    # and other parts take the place of these
    body = {"version": told["version"], "parts": [{"offer_id": chair.pk, "quantity": "2"}]}
    old = told["version"]
    told = till.patch(f"offers/{told['id']}", body).json()
    assert told["version"] == old + 1
    assert problem_of(till.patch(f"offers/{told['id']}", {**body, "parts": []}))[0] == 409
    assert ([one["offer_id"] for one in told["parts"]], told["price_minor"]) == ([chair.pk], 280_00)


def test_what_cannot_be_a_part_is_told_and_nothing_is_made(till: Program) -> None:
    chair = priced("Chair", 140_00)
    for told, sentence in (
        ({"kind": "bundle", "parts": [{"offer_id": 999}]}, "no offer 999"),
        ({"kind": "service", "parts": [{"offer_id": chair.pk}]}, "Only a bundle has parts"),
        ({"kind": "bundle", "parts": [{"offer_id": chair.pk, "quantity": "0"}]}, "above nought"),
        ({"kind": "service", "adds_up": True}, "Only a bundle has parts that add up"),
    ):
        status, said = problem_of(till.post("offers", {"name": "Set", **told}))
        assert status == 422
        assert sentence in said
    assert Offer.objects.count() == 1
