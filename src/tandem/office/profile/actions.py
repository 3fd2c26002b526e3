"""What a person sets for themselves. Each acts on the own account only, so there is nobody to ask."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import Session, User
from tandem.office.accounts.words import Hat
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.profile.queries import handle_of
from tandem.office.profile.words import Theme


@transaction.atomic
def edit_profile(
    *, expected_version: int, by: User, at: datetime.datetime, **columns: Any
) -> JournalLine | None:
    """Change the own name and time zone."""
    user = User.objects.get(pk=by.pk)
    changed = change(user, expected_version=expected_version, **columns)
    if not changed:
        return None
    line = record(
        by=user, at=at, verb="office.profile.changed", row=user, before=changed.before, after=changed.after
    )
    if "name" in changed.after:
        announce("office.renamed", at=at, user_id=user.pk)
    return line


@transaction.atomic
def wear_hat(*, hat: str, by: User, at: datetime.datetime) -> None:
    """The job one does just now: it decides what one sees first, and is nobody else's business: the journal,
    which everybody reads, is not told.
    """
    if hat not in Hat.values:
        raise Refused(_("There is no such hat."))
    User.objects.filter(pk=by.pk).update(hat=hat)
    announce("office.hat_worn", at=at, user_id=by.pk)


@transaction.atomic
def choose_theme(*, theme: str, by: User) -> None:
    if theme not in Theme.values:
        raise Refused(_("There is no such choice."))
    User.objects.filter(pk=by.pk).update(theme=theme)


@transaction.atomic
def end_session(*, handle: str, by: User, at: datetime.datetime) -> bool:
    """Sign one browser out; False where this person has no such session (or has it no more)."""
    own = Session.objects.filter(user=by).values_list("session_key", flat=True)
    keys = [key for key in own if handle_of(key) == handle]
    if not keys:
        return False
    Session.objects.filter(user=by, session_key__in=keys).delete()
    record(by=by, at=at, verb="office.session.ended", row=by)
    return True


@transaction.atomic
def end_other_sessions(*, current: str | None, by: User, at: datetime.datetime) -> int:
    """Sign every other browser out; returns how many there were."""
    ended, _by_model = Session.objects.filter(user=by).exclude(session_key=current).delete()
    if ended:
        record(by=by, at=at, verb="office.session.ended", row=by)
    return ended
