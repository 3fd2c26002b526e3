"""The links that a person at the machine's keyboard is given: they let one in without a password, once."""

import datetime

from django.urls import reverse

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.tokens.actions import issue, revoke
from tandem.office.users.actions import add_user, sign_in_link
from tandem.office.users.queries import address

FIRST_RUN = "first-run"
FIRST_RUN_LASTS = datetime.timedelta(days=7)


def nobody_is_there() -> bool:
    return not User.objects.exists()


def first_run_link(*, at: datetime.datetime) -> str:
    """The way into the first-run wizard; without it nobody can claim the site. An older one is shut."""
    revoke(purpose=FIRST_RUN, subject_id=None, at=at)
    token = issue(purpose=FIRST_RUN, at=at, lasts=FIRST_RUN_LASTS, single_use=True)
    return address(reverse("first_run:claim", args=[token]))


def owner_link(*, at: datetime.datetime) -> str:
    """A link that signs the owner of the sample business in; makes one where there is none."""
    owner = User.objects.filter(role=Role.OWNER, is_active=True).order_by("pk").first()
    if owner is None:
        owner = add_user(
            email="owner@localhost.localdomain", name="Owner", role=Role.OWNER, password=None, by=None, at=at
        )
    return sign_in_link(user=owner, at=at)
