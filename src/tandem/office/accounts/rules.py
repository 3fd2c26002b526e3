"""Who may change what. One predicate a question; readable aloud."""

from django.contrib.auth.models import AnonymousUser

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role

Actor = User | AnonymousUser | None


def _has(user: Actor, *roles: Role) -> bool:
    # None is the system itself: followers, the clock, the command line.
    if user is None:
        return True
    return isinstance(user, User) and user.is_active and user.role in roles


def can_change_marketing(user: Actor) -> bool:
    return _has(user, Role.OWNER, Role.BOTH, Role.MARKETING)


def can_pass(user: Actor) -> bool:
    return can_change_marketing(user)


def can_change_sales(user: Actor) -> bool:
    return _has(user, Role.OWNER, Role.BOTH, Role.SALES)


def can_capture(user: Actor) -> bool:
    """Anybody who works at a desk may note that somebody asked."""
    return _has(user, Role.OWNER, Role.BOTH, Role.MARKETING, Role.SALES)


def can_change_people(user: Actor) -> bool:
    return can_capture(user)


def can_manage(user: Actor) -> bool:
    """Users, settings, export, deletion."""
    return _has(user, Role.OWNER)


def can_agree_for_marketing(user: Actor) -> bool:
    return can_change_marketing(user)


def can_agree_for_sales(user: Actor) -> bool:
    return can_change_sales(user)
