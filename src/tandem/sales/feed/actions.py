import datetime

from django.db import transaction

from tandem.office.accounts.models import User
from tandem.office.journal.actions import record
from tandem.office.tokens.actions import issue, revoke
from tandem.sales.feed.words import PURPOSE
from tandem.sales.orders.rules import must_change_sales


@transaction.atomic
def make_feed(*, by: User, at: datetime.datetime) -> str:
    """A new link to one’s own steps as a calendar; one that was there before opens nothing any more."""
    must_change_sales(by)
    before = revoke(purpose=PURPOSE, subject_id=by.pk, at=at)
    token = issue(purpose=PURPOSE, subject_id=by.pk, at=at)
    record(by=by, at=at, verb="sales.feed.renewed" if before else "sales.feed.made", row=by)
    return token


@transaction.atomic
def end_feed(*, by: User, at: datetime.datetime) -> bool:
    """False where there was none."""
    ended = bool(revoke(purpose=PURPOSE, subject_id=by.pk, at=at))
    if ended:
        record(by=by, at=at, verb="sales.feed.ended", row=by)
    return ended
