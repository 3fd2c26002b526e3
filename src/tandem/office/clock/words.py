import datetime
from collections.abc import Callable
from dataclasses import dataclass

ClockFunction = Callable[..., None]


@dataclass(frozen=True)
class Recurring:
    """Work that comes back: every so often, or daily at a local time of the business.

    `function(at=due_time)` runs in the transaction that notes the due time, so it must be short; long work is
    started from there as a job. After sleep only the latest missed time is made up for, with `catch_up` each.
    """

    name: str
    function: ClockFunction
    every: datetime.timedelta | None = None
    daily: datetime.time | None = None
    catch_up: bool = False
