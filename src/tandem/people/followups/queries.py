"""What is offered beside the lines of a timeline: to plan the day that somebody named there."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tandem.office.business.queries import calendar
from tandem.people.followups.reading import IsOpen, follow_up_in
from tandem.people.followups.words import FollowUp
from tandem.people.timeline.models import Entry
from tandem.people.timeline.queries import Line
from tandem.people.works.queries import Work

OFFERED = 3
# The newest lines; reading a long mail takes two milliseconds.
LOOKED_AT = 20


@dataclass(frozen=True)
class Offer:
    """One tap that plans a next step. `version` is of the work that it is planned for."""

    follow_up: FollowUp
    url: str
    version: int


def follow_up_of(entry: Entry, *, today: datetime.date, is_open: IsOpen) -> FollowUp | None:
    """The day that was named in an entry, if it is not over."""
    zone = calendar().zone
    found = follow_up_in(entry.words, written_on=entry.at.astimezone(zone).date(), is_open=is_open)
    return found if found is not None and found.on >= today else None


def opening_days() -> IsOpen:
    working = calendar()
    return lambda day: bool(working.stretches(day))


def with_offers(lines: Sequence[Line], works: Sequence[Work], *, now: datetime.datetime) -> list[Line]:
    """The newest lines that name a day, each with the offer to plan it for the work that it is about.

    Nothing is offered that is planned already. No query but that for the opening days, which is asked where
    nothing can be planned as well: the page of a person takes as many whatever happened with them.
    """
    working = calendar()
    shown = list(lines)
    able = [work for work in works if work.plan_url]
    if not able:
        return shown
    today, is_open, offered = now.astimezone(working.zone).date(), opening_days(), 0
    for place, line in enumerate(shown[:LOOKED_AT]):
        work = work_for(line.entry, able)
        if work is None or not line.entry.words or offered == OFFERED:
            continue
        found = follow_up_of(line.entry, today=today, is_open=is_open)
        if found is not None and found.on != work.planned_on and work.plan_url:
            offer = Offer(found, work.plan_url(line.entry.pk), work.version)
            shown[place] = replace(line, offer=offer)
            offered += 1
    return shown


def work_for(entry: Entry, works: Sequence[Work]) -> Work | None:
    """What an entry is about; with one thing open, whatever is about nothing else is about that."""
    for mark, key in ((entry.about, entry.about_id), (entry.origin, entry.origin_id)):
        found = next((one for one in works if (one.kind, one.row_id) == (mark, key)), None)
        if found is not None:
            return found
    return works[0] if len(works) == 1 and not entry.about else None
