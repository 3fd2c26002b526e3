from tandem.office.accounts.rules import Actor, can_change_marketing, can_change_sales
from tandem.office.changes.words import NotAllowed


def must_know_competitors(by: Actor) -> None:
    """Sales names them in a loss, marketing looks into them."""
    if not can_change_sales(by) and not can_change_marketing(by):
        raise NotAllowed
