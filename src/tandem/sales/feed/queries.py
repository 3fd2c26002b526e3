import datetime

from django.db.models import QuerySet

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_change_sales
from tandem.office.tokens.models import PublicToken
from tandem.office.tokens.queries import find, live
from tandem.sales.feed.words import MOST_IN_A_FEED, PURPOSE
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import open_opportunities
from tandem.sales.opportunities.words import FURTHEST_STEP
from tandem.ui import slots


def feed_of(user: User, *, at: datetime.datetime) -> PublicToken | None:
    """The link that is open, without what stands in it: only its digest is kept."""
    return live(at).filter(purpose=PURPOSE, subject_id=user.pk).order_by("-pk").first()


def seller_of(token: str, *, at: datetime.datetime) -> User | None:
    """Whose calendar a link opens; nobody's once they do not sell here any more. Writes nothing."""
    row = find(token, purpose=PURPOSE, at=at)
    user = User.objects.filter(pk=row.subject_id or 0).first() if row else None
    return user if user and can_change_sales(user) else None


def dated_besides(user: User, *, at: datetime.datetime) -> list[slots.Item]:
    """What a seller has on a day that is no step of a conversation."""
    found = slots.items("sales.feed", None, user=user, at=at)
    return [item for item in found if isinstance(item, slots.Item) and item.due_at]


def dated_steps(user: User, *, at: datetime.datetime) -> "QuerySet[Opportunity]":
    """Their own next steps that have a day, the newest day first where there are too many. A day that is
    out of all measure is left out: calendars, and the rules of a zone, have an end.
    """
    first, last = at.date() - FURTHEST_STEP, at.date() + FURTHEST_STEP
    rows = open_opportunities().filter(owner=user, next_step_on__range=(first, last)).exclude(next_step="")
    return rows.select_related("person").order_by("-next_step_on", "pk")[:MOST_IN_A_FEED]
