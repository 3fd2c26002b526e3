from tandem.office.accounts.rules import Actor, can_change_sales
from tandem.office.changes.words import NotAllowed


def must_change_sales(by: Actor) -> None:
    if not can_change_sales(by):
        raise NotAllowed
