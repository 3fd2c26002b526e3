import datetime
from dataclasses import dataclass

from tandem.office.accounts.models import Session, User


@dataclass(frozen=True)
class OpenSession:
    """One browser that is signed in. `handle` names it on a page; the key itself is never shown."""

    handle: str
    device: str
    since: datetime.datetime | None
    is_this: bool


def handle_of(session_key: str) -> str:
    # The end of a random key tells the sessions of one person apart and opens nothing.
    return session_key[-8:]


def open_sessions(user: User, *, at: datetime.datetime, current: str | None) -> list[OpenSession]:
    rows = Session.objects.filter(user=user, expire_date__gt=at).order_by("-signed_in_at", "session_key")
    return [
        OpenSession(handle_of(row.session_key), row.device, row.signed_in_at, row.session_key == current)
        for row in rows
    ]
