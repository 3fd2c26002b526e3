import datetime
from dataclasses import dataclass

# Whoever was met remembers it for two days.
FOLLOW_UP_WITHIN = datetime.timedelta(days=2)
# After two weeks nobody remembers how many it were: then Today asks no more.
ASKED_FOR = datetime.timedelta(days=14)
MOST_AT_ONCE = 30
# Shown on one day.
MOST_DUE = 3
LONGEST_WHAT = 160
MOST_PEOPLE, MOST_MINUTES = 100_000, 60 * 24 * 31


@dataclass(frozen=True)
class Step:
    """What is planned for somebody, and by when."""

    person_id: int
    what: str
    due_on: datetime.date
