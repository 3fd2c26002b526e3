import datetime
import hashlib

from django.db.models import Q, QuerySet

from tandem.office.tokens.models import PublicToken


def digest_of(token: str) -> str:
    # A token has 256 random bits, so nobody finds it by trying: unlike for a password, a digest is enough.
    return hashlib.sha256(token.encode()).hexdigest()


def live(at: datetime.datetime) -> QuerySet[PublicToken]:
    """Tokens that still open something."""
    return PublicToken.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=at),
        Q(single_use=False) | Q(used_at=None),
        revoked_at=None,
    )


def find(token: str, *, purpose: str, at: datetime.datetime) -> PublicToken | None:
    """The live token of this purpose, without using it up."""
    return live(at).filter(digest=digest_of(token), purpose=purpose).first()
