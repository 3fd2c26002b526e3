"""The two minutes that both desks took at the beginning of each month, over the month before."""

import datetime

from tandem.demo.asking import ONE_DAY
from tandem.demo.desk import staff
from tandem.demo.moments import at_time
from tandem.demo.shop import Shop
from tandem.handover.conversation.actions import write_down
from tandem.handover.promises.actions import count_month_ends
from tandem.handover.promises.words import month_of

# How many months ago, what they decided, who does it and within how many days.
DECIDED = (
    (3, "Whoever comes in first looks through the new ones before the kettle is on.", "Ines Duarte", 7),
    (2, "The form asks where they live, so that nobody far away waits for our no.", "Maya Wren", 14),
    (1, "Joe rings on the same day, even if only to say when he has time.", "Joe Rowe", 5),
)


def talk_each_month(shop: Shop, *, at: datetime.datetime) -> None:
    """On the second working day, over the first tea. This month’s is still to come."""
    count_month_ends(at=at)
    for months_ago, decided, name, days in DECIDED:
        month = month_of(at, shop.zone).before(months_ago)
        morning = shop.working.add_working(at_time(month.first, 0, 30, shop.zone), 9)
        write_down(
            month=month,
            decided=decided,
            who=staff(shop, name),
            due_on=shop.day(morning) + days * ONE_DAY,
            expected_version=0,
            by=shop.maya,
            at=morning,
        )
