import datetime
from typing import Any

from django.db.models import QuerySet

from tandem.office.accounts.models import User
from tandem.office.business.queries import the_business
from tandem.office.mail.queries import is_set_up
from tandem.sales.morning.models import MorningChoice
from tandem.sales.opportunities.forms import sellers
from tandem.ui import slots


def wants_mail(user: User) -> bool:
    return MorningChoice.objects.filter(user=user, wanted=True).exists()


def is_to_be_asked(user: Any) -> bool:
    """Once, and only where a mail could go out."""
    if not isinstance(user, User) or not is_set_up() or the_business().is_sample:
        return False
    return not MorningChoice.objects.filter(user=user).exists()


def besides_steps(user: User, *, at: datetime.datetime) -> list[slots.Item]:
    """What a seller has today that is no step of a conversation."""
    found = slots.items("sales.morning", None, user=user, at=at)
    return [item for item in found if isinstance(item, slots.Item)]


def who_wants_mail() -> "QuerySet[User]":
    """Those who sell, work here and asked for it."""
    wanted = MorningChoice.objects.filter(wanted=True).values("user")
    found: QuerySet[User] = sellers().filter(pk__in=wanted).order_by("pk")
    return found
