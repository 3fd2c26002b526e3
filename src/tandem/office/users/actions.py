"""Who may come in: users, invitations, links. What one sets for oneself is in the folder `profile`."""

import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.office.accounts.models import Invitation, Session, User
from tandem.office.accounts.rules import Actor
from tandem.office.accounts.words import Hat, Role
from tandem.office.business.queries import the_business
from tandem.office.changes.actions import change
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.mail.actions import send
from tandem.office.mail.queries import is_set_up
from tandem.office.tokens.actions import issue, redeem, revoke
from tandem.office.users.queries import address, invitation_of, other_owners
from tandem.office.users.rules import can_manage_users
from tandem.office.users.words import INVITATION, INVITATION_LASTS, LINK_LASTS, SIGN_IN


def _first_hat(role: str) -> str:
    return Hat.SALES if role == Role.SALES else Hat.MARKETING


def _refuse_known(email: str) -> None:
    if User.objects.filter(email=email).exists():
        raise Refused(_("Somebody with this e-mail address is here already."), field="email")


@transaction.atomic
def add_user(
    *, email: str, name: str, role: str, password: str | None, by: Actor, at: datetime.datetime
) -> User:
    """A user without an invitation: the first owner, or one made on the command line."""
    if not can_manage_users(by):
        raise NotAllowed
    email = email.strip().lower()
    _refuse_known(email)
    user = User.objects.create_user(
        email=email, name=name.strip(), role=role, password=password, hat=_first_hat(role)
    )
    record(by=by, at=at, verb="office.user.added", row=user, after={"email": email, "role": role})
    return user


def _keep_one_owner(user: User, *, role: str, is_active: bool) -> None:
    stays = role == Role.OWNER and is_active
    if user.role == Role.OWNER and user.is_active and not stays and not other_owners(user).exists():
        raise Refused(_("There must be one owner at least. Make somebody else an owner first."))


@transaction.atomic
def change_user(
    *, user: User, expected_version: int | None = None, by: Actor, at: datetime.datetime, **columns: Any
) -> JournalLine | None:
    """Change name, role or whether they may sign in. With another role, or none, they are out at once."""
    if not can_manage_users(by):
        raise NotAllowed
    role, is_active = columns.get("role", user.role), columns.get("is_active", user.is_active)
    _keep_one_owner(user, role=role, is_active=is_active)
    changed = change(user, expected_version=expected_version, **columns)
    if not changed:
        return None
    if {"role", "is_active"} & changed.after.keys():
        Session.objects.filter(user=user).delete()
    if not user.is_active:
        revoke(purpose=SIGN_IN, subject_id=user.pk, at=at)
    return record(
        by=by, at=at, verb="office.user.changed", row=user, before=changed.before, after=changed.after
    )


def undo_change_user(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    user = User.objects.filter(pk=line.row_id or 0).first()
    if user is None:
        raise Refused(_("This user is no longer here."))
    change_user(user=user, by=by, at=at, **line.before)


@transaction.atomic
def sign_in_link(*, user: User, at: datetime.datetime) -> str:
    """A link that signs this user in once, within a day. Only who has the machine may ask for it."""
    if not user.is_active:
        raise Refused(_("This user is switched off."))
    token = issue(purpose=SIGN_IN, subject_id=user.pk, at=at, lasts=LINK_LASTS, single_use=True)
    return address(reverse("office:link", args=[token]))


@transaction.atomic
def use_sign_in_link(*, token: str, at: datetime.datetime) -> User | None:
    """The user whom the link signs in, and the link is used up; None where it is no longer good."""
    row = redeem(token, purpose=SIGN_IN, at=at)
    if row is None or row.subject_id is None:
        return None
    return User.objects.filter(pk=row.subject_id, is_active=True).first()


@transaction.atomic
def invite(*, email: str, name: str, role: str, by: Actor, at: datetime.datetime) -> tuple[Invitation, str]:
    """The invitation and its link, which is told this once. It is mailed too where mail is set up."""
    if not can_manage_users(by) or not isinstance(by, User):
        raise NotAllowed
    email = email.strip().lower()
    _refuse_known(email)
    for older in Invitation.objects.filter(email=email, accepted_at=None, withdrawn_at=None):
        withdraw(invitation=older, by=by, at=at)
    invitation = Invitation.objects.create(
        email=email,
        name=name.strip(),
        role=role,
        invited_by=by,
        invited_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    record(by=by, at=at, verb="office.user.invited", row=invitation, after={"email": email, "role": role})
    return invitation, _link_of(invitation, by=by, at=at)


def _link_of(invitation: Invitation, *, by: User, at: datetime.datetime) -> str:
    token = issue(
        purpose=INVITATION, subject_id=invitation.pk, at=at, lasts=INVITATION_LASTS, single_use=True
    )
    link = address(reverse("office:join", args=[token]))
    if is_set_up():
        words = {"name": by.name, "business": the_business(), "link": link}
        send(
            to=invitation.email,
            to_name=invitation.name,
            subject=_("Join %(business)s on Tandem") % words,
            text=_(
                "%(name)s invites you to join %(business)s on Tandem.\n\n"
                "%(link)s\n\nThe link works for a week."
            )
            % words,
            effect_key=f"invitation:{invitation.pk}:{at.isoformat()}",
            at=at,
            forget_when_sent=True,
        )
    return link


@transaction.atomic
def new_link(*, invitation: Invitation, by: Actor, at: datetime.datetime) -> str:
    """Another link for an open invitation; the one before stops working."""
    if not can_manage_users(by) or not isinstance(by, User):
        raise NotAllowed
    revoke(purpose=INVITATION, subject_id=invitation.pk, at=at)
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not still_open.update(expires_at=at + INVITATION_LASTS):
        raise Refused(_("This invitation is no longer open."))
    return _link_of(invitation, by=by, at=at)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Actor, at: datetime.datetime) -> None:
    if not can_manage_users(by):
        raise NotAllowed
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not waiting.update(withdrawn_at=at):
        raise Refused(_("This invitation is no longer open."))
    revoke(purpose=INVITATION, subject_id=invitation.pk, at=at)
    record(by=by, at=at, verb="office.user.uninvited", row=invitation)


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str, at: datetime.datetime) -> User:
    """The invited person sets a name and a password, and is a user from then on."""
    row = redeem(token, purpose=INVITATION, at=at)
    invitation = invitation_of(row)
    if invitation is None or not Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, withdrawn_at=None
    ).update(accepted_at=at):
        raise Refused(_("This invitation has been used or is too old. Ask for a new one."))
    user = add_user(
        email=invitation.email, name=name, role=invitation.role, password=password, by=None, at=at
    )
    record(by=user, at=at, verb="office.user.joined", row=user)
    return user
