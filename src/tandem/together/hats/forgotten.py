"""How far a hat counts that was on: to its end, or to the last sign of work where it was forgotten."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from tandem.office.business.hours import WorkingCalendar
from tandem.together.hats.words import HOUR, LONGEST

# Without a sign for longer, a hat was forgotten.
LONGEST_SILENCE = 4 * HOUR
# Over the end of the working day by more, and nothing noted in between.
AFTER_CLOSING = HOUR


@dataclass(frozen=True)
class Counted:
    """`until` is where the time ends that counts."""

    until: datetime.datetime
    was_left_on: bool


def counted(
    start: datetime.datetime,
    end: datetime.datetime,
    signs: Iterable[datetime.datetime],
    working: WorkingCalendar,
) -> Counted:
    """Of a hat put on at `start` and off at `end`, with `signs` of work between them, in order.

    From each sign to the next it counts, unless the silence is too long, or goes over the end of the working
    day. It counts no longer than `LONGEST` in all.
    """
    last = start
    for sign in signs:
        if not start < sign <= min(end, start + LONGEST):
            continue
        if is_silence(last, sign, working):
            return Counted(last, True)
        last = sign
    if end - start > LONGEST or is_silence(last, end, working):
        return Counted(last, True)
    return Counted(end, False)


def is_silence(since: datetime.datetime, until: datetime.datetime, working: WorkingCalendar) -> bool:
    """Whether nobody would call the time between two signs work, when nothing was noted in it."""
    if until - since > LONGEST_SILENCE:
        return True
    closing = closing_after(since, working)
    return closing is not None and until > closing + AFTER_CLOSING


def closing_after(moment: datetime.datetime, working: WorkingCalendar) -> datetime.datetime | None:
    """When that day's work ends; none in the evening or on a day off, where no end is set."""
    stretches = working.stretches(moment.astimezone(working.zone).date())
    return stretches[-1][1] if stretches and moment < stretches[-1][1] else None
