"""Who keeps hours, and what a stretch of them must be."""

import datetime

from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_capture
from tandem.office.accounts.words import Hat, Role
from tandem.office.changes.words import NotAllowed, Refused
from tandem.together.hats.models import Stretch
from tandem.together.hats.queries import hours_of, spent
from tandem.together.hats.times import between_words
from tandem.together.hats.words import LONGEST, hat_words


def keeps_hours(user: Actor) -> bool:
    """Whoever works at a desk. Who only reads wears a hat to see things by, and no time is kept."""
    return isinstance(user, User) and can_capture(user)


def has_two_jobs(user: User) -> bool:
    return user.role in (Role.OWNER, Role.BOTH)


def must_keep_hours(by: Actor) -> User:
    if not isinstance(by, User) or not keeps_hours(by):
        raise NotAllowed
    return by


def must_be_own(row: Stretch, by: Actor) -> User:
    """The views answer 404 before: another's hours are not there."""
    user = must_keep_hours(by)
    if row.user_id != user.pk:
        raise NotAllowed
    return user


def must_be_a_hat(hat: str) -> None:
    if hat not in Hat.values:
        raise Refused(_("There is no such hat."), field="hat")


def must_be_sound(
    started_at: datetime.datetime, ended_at: datetime.datetime | None, at: datetime.datetime
) -> None:
    if max(started_at, ended_at or started_at) > at:
        raise Refused(_("This time is still to come. Hours tell what has been."), field="on")
    if ended_at is None:
        return
    if ended_at <= started_at:
        raise Refused(_("It must end after it began."), field="until")
    if ended_at - started_at > LONGEST:
        raise Refused(_("That is more than twelve hours at a stretch. Is the time right?"), field="until")


def must_be_free(
    user: User,
    started_at: datetime.datetime,
    ended_at: datetime.datetime | None,
    *,
    at: datetime.datetime,
    but: tuple[int, ...] = (),
) -> None:
    """No hour is worn by two hats: what stands there already is named."""
    until = ended_at or at
    others = hours_of(user).filter(is_work=True, started_at__lt=until).exclude(pk__in=but)
    for row in others.exclude(ended_at__lte=started_at):
        other = spent(row, at=at)
        if other.until > max(started_at, row.started_at):
            raise Refused(overlap_words(other.row, other.until), field="since")


def overlap_words(row: Stretch, until: datetime.datetime) -> str:
    told = {"hat": hat_words(row.hat), "time": between_words(row.started_at, until)}
    if row.ended_at is None:
        return _("Your %(hat)s has been on since, %(time)s, and still is. Put that right first.") % told
    return _("Your %(hat)s was on then already, %(time)s. No hour has two hats.") % told
