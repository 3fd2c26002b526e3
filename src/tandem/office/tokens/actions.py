import datetime
import secrets

from django.db import transaction
from django.db.models.functions import Coalesce

from tandem.office.tokens.models import PublicToken
from tandem.office.tokens.queries import digest_of, find, live


@transaction.atomic
def issue(
    *,
    purpose: str,
    at: datetime.datetime,
    subject_id: int | None = None,
    lasts: datetime.timedelta | None = None,
    single_use: bool = False,
) -> str:
    """A new token for a public link. It is given out this once; the database keeps its digest only."""
    token = secrets.token_urlsafe(32)
    PublicToken.objects.create(
        purpose=purpose,
        digest=digest_of(token),
        subject_id=subject_id,
        single_use=single_use,
        created_at=at,
        expires_at=at + lasts if lasts else None,
    )
    return token


@transaction.atomic
def redeem(token: str, *, purpose: str, at: datetime.datetime) -> PublicToken | None:
    """Use the token; of two who use a single-use token at once, one gets None."""
    row = find(token, purpose=purpose, at=at)
    if row is None or not live(at).filter(pk=row.pk).update(used_at=Coalesce("used_at", at)):
        return None
    row.refresh_from_db()
    return row


@transaction.atomic
def revoke(*, purpose: str, subject_id: int | None, at: datetime.datetime) -> int:
    """Shut every live link of this purpose to this subject; returns how many there were."""
    return PublicToken.objects.filter(purpose=purpose, subject_id=subject_id, revoked_at=None).update(
        revoked_at=at
    )
