"""How much may come off: a limit for each role that sells, and none for the owner."""

from decimal import Decimal

import pytest

from tandem.offers.limits.actions import set_limit
from tandem.offers.limits.queries import highest_discount
from tandem.offers.limits.rules import must_be_within_limit
from tandem.office.accounts.words import Role
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tests.offers.shop import NOW, a_user

pytestmark = pytest.mark.django_db


def limit(percent: str, version: int = 1, role: str = Role.SALES) -> None:
    set_limit(
        role=role,
        percent=Decimal(percent),
        expected_version=version,
        by=a_user("Maya", Role.OWNER) if version == 1 else None,
        at=NOW,
    )


def test_a_seller_gives_up_to_the_limit_and_the_owner_goes_beyond() -> None:
    limit("12.5")
    seller, owner = a_user("Joe", Role.SALES), a_user("Ida", Role.OWNER)
    must_be_within_limit(seller, Decimal("12.5"))
    must_be_within_limit(owner, Decimal(100))
    with pytest.raises(Refused, match=r"You can give up to 12\.5%"):
        must_be_within_limit(seller, Decimal("12.51"))


def test_without_a_limit_who_sells_gives_what_they_like_and_others_nothing() -> None:
    found = {role: highest_discount(a_user(role, role)) for role in (Role.BOTH, Role.SALES, Role.MARKETING)}
    assert found == {Role.BOTH: 100, Role.SALES: 100, Role.MARKETING: 0}


def test_limits_are_percentages_of_roles_that_sell_and_versioned() -> None:
    limit("10")
    with pytest.raises(Stale):
        set_limit(role=Role.SALES, percent=Decimal(20), expected_version=1, by=None, at=NOW)
    with pytest.raises(Refused, match="between 0 and 100"):
        limit("101", version=2)
    with pytest.raises(Refused, match="gives no discounts"):
        limit("10", version=2, role=Role.MARKETING)


def test_only_the_owner_sets_them() -> None:
    with pytest.raises(NotAllowed):
        set_limit(
            role=Role.SALES, percent=Decimal(1), expected_version=1, by=a_user("Joe", Role.BOTH), at=NOW
        )
