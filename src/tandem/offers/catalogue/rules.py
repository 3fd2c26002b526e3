from tandem.office.accounts.rules import Actor, can_change_sales
from tandem.office.changes.words import NotAllowed


def can_change_offers(user: Actor) -> bool:
    """What is sold, and for how much, is changed by who sells; everybody reads it."""
    return can_change_sales(user)


def can_see_costs(user: Actor) -> bool:
    """What an offer costs the business, and what is left of its price."""
    return can_change_sales(user)


def must_change_offers(by: Actor) -> None:
    if not can_change_offers(by):
        raise NotAllowed
