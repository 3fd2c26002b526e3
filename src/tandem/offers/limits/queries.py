from decimal import Decimal

from tandem.offers.limits.models import DiscountLimit
from tandem.offers.limits.words import SELLERS
from tandem.office.accounts.rules import Actor, can_manage

ALL = Decimal(100)


def limits() -> dict[str, DiscountLimit]:
    """The limit of each role that sells; one that was never set is everything."""
    kept = {row.role: row for row in DiscountLimit.objects.all()}
    return {role: kept.get(role) or DiscountLimit(role=role, percent=ALL) for role in SELLERS}


def highest_discount(user: Actor) -> Decimal:
    """In percent. The owner may give everything; a role that does not sell, nothing."""
    if can_manage(user):
        return ALL
    role = getattr(user, "role", "")
    if role not in SELLERS:
        return Decimal(0)
    row = DiscountLimit.objects.filter(role=role).first()
    return row.percent if row else ALL
