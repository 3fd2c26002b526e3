"""A Tuesday in November at a small business, and what somebody does on it, told by the clock of London."""

import datetime
from zoneinfo import ZoneInfo

from tandem.office.accounts.models import User
from tandem.office.journal.actions import record
from tandem.people.timeline.actions import note
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.together.hats.models import Stretch
from tests.sales.shop import a_person

LONDON = ZoneInfo("Europe/London")
TUESDAY = datetime.date(2026, 11, 24)


def at(clock: str, day: datetime.date | int = TUESDAY) -> datetime.datetime:
    """A day of November 2026 by its number, or any day."""
    on = TUESDAY.replace(day=day) if isinstance(day, int) else day
    local = datetime.datetime.combine(on, datetime.time.fromisoformat(clock), tzinfo=LONDON)
    return local.astimezone(datetime.UTC)


def works(user: User, *moments: datetime.datetime) -> None:
    """Writes something down at each moment, which is a sign of work."""
    for moment in moments:
        record(by=user, at=moment, verb="people.person.changed")


def noted(
    user: User, purpose: Purpose, start: datetime.datetime, minutes: int | None, *, told: datetime.datetime
) -> Entry:
    return note(
        person=a_person(at=told),
        by=user,
        at=told,
        happened_at=start,
        purpose=purpose,
        direction=Direction.TWO_WAY,
        kind=Kind.VISIT,
        minutes=minutes,
    )


def hours(user: User) -> list[tuple[str, str, str, str]]:
    """Every stretch as one reads it: hat, from, until, how it is known."""
    rows = Stretch.objects.filter(user=user, is_work=True).order_by("started_at", "pk")
    return [(row.hat, shown(row.started_at), shown(row.ended_at), row.known) for row in rows]


def shown(moment: datetime.datetime | None) -> str:
    if moment is None:
        return "on"
    local = moment.astimezone(LONDON)
    return f"{local:%H:%M}" if local.date() == TUESDAY else f"{local.day} {local:%H:%M}"
