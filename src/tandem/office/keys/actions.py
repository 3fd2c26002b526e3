import datetime
import secrets
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.jobs.wishes import wish
from tandem.office.journal.actions import record
from tandem.office.keys.models import ApiKey
from tandem.office.keys.rules import may_revoke
from tandem.office.keys.words import BEGINS, SHOWN, Scope
from tandem.office.tokens.queries import digest_of

NOTED_EVERY = datetime.timedelta(hours=1)


@transaction.atomic
def make_key(*, name: str, scope: str, user: User, by: Actor, at: datetime.datetime) -> tuple[ApiKey, str]:
    """A new key of this person. The key itself is given out this once; the database keeps its digest only."""
    if by is not None and by != user:
        raise NotAllowed
    called = " ".join(name.replace("\x00", "").split())
    if not called:
        raise Refused(_("Say what the key is for, so that you know it again."), field="name")
    if scope not in Scope.values:
        raise Refused(_("Say what the key may do."), field="scope")
    if not user.is_active:
        raise Refused(_("%(name)s may not sign in, and so no key may.") % {"name": user})
    token = BEGINS + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        name=called[:80],
        user=user,
        scope=scope,
        begins=token[:SHOWN],
        digest=digest_of(token),
        created_at=at,
    )
    after = {"scope": str(key.scope), "user": user.pk}
    record(by=by, at=at, verb="office.key.made", row=key, after=after)
    return key, token


@transaction.atomic
def revoke_key(*, key: ApiKey, by: Actor, at: datetime.datetime) -> None:
    """The key opens nothing from the next request on."""
    if not may_revoke(by, key):
        raise NotAllowed
    if not ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at):
        raise Refused(_("This key was revoked already."))
    record(by=by, at=at, verb="office.key.revoked", row=key, before={"user": key.user_id})


def note_use(*, key: ApiKey, at: datetime.datetime) -> None:
    """Remember that the key is in use; to the hour, and not before somebody who only reads."""
    if key.last_used_at is None or at - key.last_used_at >= NOTED_EVERY:
        wish(f"office.keys.used.{key.pk}", partial(write_use, key_id=key.pk, at=at))


@transaction.atomic
def write_use(*, key_id: int, at: datetime.datetime) -> None:
    unused = Q(last_used_at=None) | Q(last_used_at__lt=at)
    ApiKey.objects.filter(unused, pk=key_id).update(last_used_at=at)
