"""Who may care: whoever may write on a timeline. A seller rings a customer too."""

from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.words import NotAllowed


def must_care(by: Actor) -> None:
    if not can_change_people(by):
        raise NotAllowed
