"""Hours by week and by hat. A week begins on Monday, in the zone of the business."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Hat
from tandem.office.business.queries import business_zone
from tandem.together.hats.queries import Spent, spent_between
from tandem.together.hats.times import ONE_WEEK, midnight, monday_of, today_at
from tandem.together.hats.words import HOUR, ZERO

WHOLE_WEEKS = 8
# One hat is called short of time when it had less than one hour in four, over four whole weeks of eight hours
# at the least.
JUDGED_WEEKS = 4
LEAST_JUDGED = 8 * HOUR
SHORT_BELOW = 4


@dataclass(frozen=True)
class Week:
    monday: datetime.date
    marketing: datetime.timedelta = ZERO
    sales: datetime.timedelta = ZERO

    @property
    def both(self) -> datetime.timedelta:
        return self.marketing + self.sales


@dataclass(frozen=True)
class Weeks:
    """The last whole weeks, the earliest first, and the one that runs."""

    whole: tuple[Week, ...]
    running: Week

    @property
    def every(self) -> tuple[Week, ...]:
        return (*self.whole, self.running)

    def last(self, number: int) -> Week:
        """That many whole weeks together, under the Monday of the first."""
        weeks = self.whole[-number:]
        return Week(
            weeks[0].monday, sum((w.marketing for w in weeks), ZERO), sum((w.sales for w in weeks), ZERO)
        )


@dataclass(frozen=True)
class Short:
    """The hat that had too little of the time."""

    hat: Hat
    had: datetime.timedelta
    of: datetime.timedelta


def weeks_of(user: User, *, at: datetime.datetime) -> Weeks:
    this = monday_of(today_at(at))
    mondays = [this - ONE_WEEK * back for back in range(WHOLE_WEEKS, -1, -1)]
    zone = business_zone()
    known = spent_between(user, midnight(mondays[0], zone), at, at=at)
    starts = [midnight(monday, zone) for monday in (*mondays, this + ONE_WEEK)]
    summed = [week_of(mondays[i], starts[i], starts[i + 1], known) for i in range(len(mondays))]
    return Weeks(tuple(summed[:-1]), summed[-1])


def week_of(
    monday: datetime.date, start: datetime.datetime, end: datetime.datetime, known: Sequence[Spent]
) -> Week:
    """What of the stretches lies between two moments."""
    sums = dict.fromkeys(Hat, ZERO)
    for one in known:
        sums[Hat(one.row.hat)] += max(min(one.until, end) - max(one.row.started_at, start), ZERO)
    return Week(monday, sums[Hat.MARKETING], sums[Hat.SALES])


def short_hat(weeks: Weeks) -> Short | None:
    """The hat that had less than one hour in four; none where both had their time, or too little is known."""
    judged = weeks.last(JUDGED_WEEKS)
    if judged.both < LEAST_JUDGED:
        return None
    hat, had = min((Hat.MARKETING, judged.marketing), (Hat.SALES, judged.sales), key=lambda one: one[1])
    return Short(hat, had, judged.both) if had * SHORT_BELOW < judged.both else None
