"""Public doors let in so many at once and then one after the other: of each address, and of all together."""

import datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from tandem.office.limits.buckets import Buckets
from tandem.office.limits.models import LimitBucket
from tandem.office.limits.words import Rate

# Until then every bucket is full again, so a forgotten one makes no difference.
KEPT = datetime.timedelta(hours=2)
_buckets = Buckets()

# Names and columns are our own; values go as parameters.
TAKE = """
INSERT INTO office_limitbucket AS kept (key, level, at) VALUES (%(key)s, %(burst)s - 1, %(at)s)
ON CONFLICT (key) DO UPDATE SET at = EXCLUDED.at, level = least(%(burst)s, kept.level
    + greatest(0, extract(epoch FROM EXCLUDED.at - kept.at)) / %(every)s) - 1
WHERE least(%(burst)s, kept.level + greatest(0, extract(epoch FROM EXCLUDED.at - kept.at)) / %(every)s) >= 1
RETURNING 1
"""


def wait_for(door: str, address: str, *, own: Rate, whole: Rate, at: datetime.datetime) -> float:
    """The seconds that `address` has to wait before it may come in by `door`; 0 lets it in.

    `own` is what one address may, `whole` what the door takes of all. Do not call it in a transaction: what
    was taken must stay taken.
    """
    return take(f"{door}|{address}", own, at) or take(door, whole, at)


def take(name: str, rate: Rate, at: datetime.datetime) -> float:
    if connection.vendor != "postgresql":
        return _buckets.take(name, rate, at)
    key = salted_hmac("tandem.office.limits", name, algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        burst, every = float(rate.burst), rate.every_seconds
        cursor.execute(TAKE, {"key": key, "burst": burst, "at": at, "every": every})
        if cursor.fetchone():
            return 0.0
    row = LimitBucket.objects.filter(pk=key).first()
    if row is None:
        return rate.every_seconds
    return max(0.1, (1 - row.level) * rate.every_seconds - (at - row.at).total_seconds())


def empty() -> None:
    """Every bucket of this process is full again (tests)."""
    _buckets.levels.clear()


def forget_full(*, at: datetime.datetime) -> None:
    LimitBucket.objects.filter(at__lt=at - KEPT).delete()
