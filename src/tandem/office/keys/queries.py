from django.db.models import QuerySet

from tandem.office.accounts.models import User
from tandem.office.keys.models import ApiKey
from tandem.office.keys.words import BEGINS
from tandem.office.tokens.queries import digest_of


def live_keys() -> QuerySet[ApiKey]:
    """Keys that still open something."""
    return ApiKey.objects.filter(revoked_at=None, user__is_active=True)


def key_given(token: str) -> ApiKey | None:
    """The live key that was sent, with whose it is; one query."""
    if not token.startswith(BEGINS):
        return None
    return live_keys().select_related("user").filter(digest=digest_of(token)).first()


def own_keys(user: User) -> QuerySet[ApiKey]:
    return ApiKey.objects.filter(user=user, revoked_at=None)


def keys_of_others(user: User) -> QuerySet[ApiKey]:
    return ApiKey.objects.filter(revoked_at=None).exclude(user=user).select_related("user")
