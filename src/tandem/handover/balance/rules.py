"""When a desk has too little to do, and when too much: every rule of it, and why it is this one.

All of it is measured against one number of the business's own, `capacity_a_week` of the agreement: so many
new enquiries sales can look after well in a week. Without it nothing is said, for nobody but the business
knows.

**Starved**: sales could look after clearly more. In the last two weeks it got less than half of what it has
room for, *and* fewer of its open opportunities have a step due within a week than it can look after in a
week. Two weeks, because in one a holiday or a fair decides. Half, because a third less is an ordinary
month: where 10 are expected, 6 or fewer come in one fortnight of eight by chance alone, 4 or fewer in one
of thirty. And the steps, because a seller with a full diary is not idle, however few are new.

**Flooded**: people wait, or more keeps coming than can be looked after. Either as many people wait for
sales longer than promised as half a week's room, and two at least (one is a slip, and a small firm's half
week would be one); or more than the capacity was passed in each of the last two weeks. People who wait
count for 28 days: what lies longer is a habit, which the promises by month show, and no flood.

Flooded is looked at first: while people wait, it is no time to bring more.
"""

import math
from dataclasses import dataclass

from tandem.handover.balance.words import Leaning

WEEKS = 2
STARVED_SHARE = 0.5
FLOODED_SHARE = 0.5
LEAST_WAITING = 2


@dataclass(frozen=True)
class Load:
    """What sales has to do. `passed` are the last two stretches of seven days, the newer one first."""

    capacity: int
    passed: tuple[int, int]
    waiting_too_long: int
    steps_due: int

    @property
    def room(self) -> int:
        """For how many there was room in the two weeks."""
        return self.capacity * WEEKS


def leaning(load: Load) -> Leaning:
    if is_flooded(load):
        return Leaning.FLOODED
    return Leaning.STARVED if is_starved(load) else Leaning.BALANCED


def is_flooded(load: Load) -> bool:
    return people_wait(load) or all(passed > load.capacity for passed in load.passed)


def people_wait(load: Load) -> bool:
    return load.waiting_too_long >= max(math.ceil(load.capacity * FLOODED_SHARE), LEAST_WAITING)


def is_starved(load: Load) -> bool:
    return sum(load.passed) < load.room * STARVED_SHARE and load.steps_due < load.capacity
