import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.config.first_run.queries import is_claimed
from tandem.config.first_run.words import CLAIM, CLAIM_LASTS
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.accounts.words import Role
from tandem.office.business.actions import save_business
from tandem.office.business.hours import Week
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.tokens.actions import issue, redeem, revoke
from tandem.office.users.actions import add_user
from tandem.office.users.queries import address


@transaction.atomic
def claim_link(*, at: datetime.datetime) -> str:
    """The link for whoever started the program on an empty database; those before it stop working."""
    if is_claimed():
        raise Refused(_("This site has an owner already."))
    revoke(purpose=CLAIM, subject_id=None, at=at)
    token = issue(purpose=CLAIM, at=at, lasts=CLAIM_LASTS, single_use=True)
    return address(reverse("start:begin", args=[token]))


@transaction.atomic
def claim(
    *,
    token: str,
    owner_name: str,
    email: str,
    password: str,
    week: Week,
    at: datetime.datetime,
    **columns: Any,
) -> User:
    """The first person becomes the owner and says whose site this is."""
    if redeem(token, purpose=CLAIM, at=at) is None or is_claimed():
        raise Refused(_("This link has been used. If you are the owner, sign in."))
    owner = add_user(email=email, name=owner_name, role=Role.OWNER, password=password, by=None, at=at)
    set_up(week=week, by=owner, at=at, **columns)
    return owner


@transaction.atomic
def set_up(*, week: Week, by: Actor, at: datetime.datetime, **columns: Any) -> None:
    """Say which business this is and when it works."""
    save_business(week=week, set_up_at=at, by=by, at=at, **columns)


@transaction.atomic
def become_owner(*, user: User, name: str, email: str, password: str, at: datetime.datetime) -> User:
    """Who came in by the link of the sample says who they are, so that they can come in again."""
    if user.has_usable_password():
        raise Refused(_("You have a password already. Change it in your account."))
    email = email.strip().lower()
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise Refused(_("Somebody with this e-mail address is here already."), field="email")
    owner = User.objects.get(pk=user.pk)
    changed = change(owner, name=name.strip(), email=email)
    owner.set_password(password)
    owner.save(update_fields=["password"])
    record(
        by=owner, at=at, verb="office.profile.changed", row=owner, before=changed.before, after=changed.after
    )
    return owner
