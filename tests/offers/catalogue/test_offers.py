"""What is sold: added, described anew, retired and brought back."""

import pytest

from tandem.offers.catalogue.actions import bring_back, edit_offer, retire
from tandem.offers.catalogue.queries import listed, on_sale
from tandem.office.accounts.words import Role
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.search.models import SearchDocument
from tests.offers.shop import NOW, a_user, an_offer

pytestmark = pytest.mark.django_db


def test_an_offer_is_tidied_and_found() -> None:
    offer = an_offer("  Dining   chair ", words=" New cover. ", unit=" each ", code=" DC-1 ")
    assert (offer.name, offer.words, offer.unit, offer.code) == ("Dining chair", "New cover.", "each", "DC-1")
    assert list(listed(words="CHAIR")) == list(listed(words="dc-1")) == [offer]
    assert SearchDocument.objects.get(kind="offers.offer").title == "Dining chair"


def test_names_and_numbers_are_given_once() -> None:
    offer = an_offer("Chair", code="C1")
    with pytest.raises(Refused, match="of that name already"):
        an_offer("CHAIR")
    with pytest.raises(Refused, match="has that number"):
        an_offer("Stool", code="C1")
    with pytest.raises(Refused, match="What do you call it"):
        an_offer("  ")
    with pytest.raises(Refused, match="too long"):
        an_offer("x" * 121)
    with pytest.raises(Refused, match="product or a service"):
        an_offer("Thing", kind="thing")
    retire(offer=offer, expected_version=1, by=None, at=NOW)
    with pytest.raises(Refused, match="A retired offer has that name"):
        an_offer("chair")


def test_a_retired_offer_is_kept_and_comes_back() -> None:
    offer = an_offer()
    line = retire(offer=offer, expected_version=1, by=None, at=NOW)
    assert list(on_sale()) == []
    assert retire(offer=offer, expected_version=2, by=None, at=NOW) is None
    bring_back(offer=offer, expected_version=2, by=None, at=NOW)
    assert list(on_sale()) == [offer]
    assert line is not None
    with pytest.raises(Refused, match="changed again since"):
        undo(line_id=line.pk, by=None, at=NOW)


def test_changes_are_undone_with_the_name_that_it_had() -> None:
    offer = an_offer("Chair")
    line = edit_offer(offer=offer, expected_version=1, name="Armchair", unit="each", by=None, at=NOW)
    assert line is not None
    assert (line.before, line.after) == ({"name": "Chair", "unit": ""}, {"name": "Armchair", "unit": "each"})
    undo(line_id=line.pk, by=None, at=NOW)
    offer.refresh_from_db()
    assert (offer.name, offer.key, offer.unit) == ("Chair", "chair", "")


def test_a_number_that_another_has_by_now_is_not_given_back() -> None:
    offer = an_offer("Chair", code="C-1")
    line = edit_offer(offer=offer, expected_version=1, code="C-2", by=None, at=NOW)
    an_offer("Stool", code="C-1")
    assert line is not None
    with pytest.raises(Refused, match="has that number"):
        undo(line_id=line.pk, by=None, at=NOW)
    offer.refresh_from_db()
    assert offer.code == "C-2"


def test_whoever_saw_an_older_version_is_told() -> None:
    offer = an_offer()
    edit_offer(offer=offer, expected_version=1, unit="set", by=None, at=NOW)
    with pytest.raises(Stale):
        edit_offer(offer=offer, expected_version=1, unit="hour", by=None, at=NOW)


def test_a_single_offer_becomes_no_bundle() -> None:
    with pytest.raises(Refused, match="stays a bundle"):
        edit_offer(offer=an_offer(), kind="bundle", by=None, at=NOW)
    with pytest.raises(Refused, match="parts that add up"):
        an_offer("Stool", adds_up=True)


@pytest.mark.parametrize("role", [Role.MARKETING, Role.READ_ONLY])
def test_who_does_not_sell_changes_nothing(role: str) -> None:
    user, offer = a_user(role=role), an_offer()
    with pytest.raises(NotAllowed):
        edit_offer(offer=offer, unit="set", by=user, at=NOW)
    with pytest.raises(NotAllowed):
        retire(offer=offer, expected_version=1, by=user, at=NOW)
