import datetime

from django.conf import settings
from django.db.models import QuerySet

from tandem.office.accounts.models import Invitation, User
from tandem.office.accounts.words import Role
from tandem.office.tokens.models import PublicToken


def users() -> QuerySet[User]:
    return User.objects.order_by("-is_active", "name", "pk")


def open_invitations(at: datetime.datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at).select_related(
        "invited_by"
    )


def invitation_of(token: PublicToken | None) -> Invitation | None:
    """The invitation that a link belongs to."""
    return Invitation.objects.filter(pk=token.subject_id or 0).first() if token else None


def other_owners(user: User) -> QuerySet[User]:
    """Who else may manage; locked, so that two owners cannot lower each other at the same moment."""
    return User.objects.select_for_update().filter(role=Role.OWNER, is_active=True).exclude(pk=user.pk)


def address(path: str) -> str:
    """The whole address of a page, for links that leave the house; never made from what a browser sent."""
    return (settings.PUBLIC_URL or f"http://localhost:{settings.PORT}") + path
