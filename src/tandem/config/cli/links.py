"""The link for who sees the sample business first: it lets the owner in without a password, once."""

import datetime

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.users.actions import add_user, sign_in_link


def owner_link(*, at: datetime.datetime) -> str:
    """A link that signs the owner in; makes one where there is none."""
    owner = User.objects.filter(role=Role.OWNER, is_active=True).order_by("pk").first()
    if owner is None:
        owner = add_user(
            email="owner@localhost.localdomain", name="Owner", role=Role.OWNER, password=None, by=None, at=at
        )
    return sign_in_link(user=owner, at=at)
