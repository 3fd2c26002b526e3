from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# A page waits no longer than this for the database, and no forgotten transaction blocks the others.
LIMITS = "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"


def database_of(url: str) -> dict[str, Any]:
    """Django's settings for DATABASE_URL, `postgres://user:password@host:5432/name`.

    Parameters behind a `?` go to the driver (`sslmode=require`). Raises ValueError with a sentence.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or len(parts.path) < 2:
        raise ValueError("DATABASE_URL must look like postgres://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": LIMITS, **dict(parse_qsl(parts.query))},
    }
