"""How Maya and Joe wear their hats: kept by the switch, and not on every day."""

import datetime
import random

from tandem.demo.asking import ONE_DAY, dice
from tandem.demo.diary import Life
from tandem.demo.moments import at_time
from tandem.demo.shop import Shop
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Hat
from tandem.together.hats.actions import put_on, take_off

WEEKS = 9
# Of five working days, on so many a hat is put on at all.
WORN = 0.7


def begin_hours(shop: Shop, seed: int) -> None:
    """Maya has both jobs, and sells more than she looks for people; Joe only sells."""
    for user, marketing in ((shop.maya, 0.25), (shop.joe, 0.0)):
        shop.diary.begin(
            hours_life(shop, user, marketing, dice(seed, f"hours of {user.name}")), until=shop.ends_at
        )


def hours_life(shop: Shop, user: User, marketing: float, chance: random.Random) -> Life:
    monday = shop.today - ONE_DAY * (shop.today.weekday() + 7 * (WEEKS - 1))
    days = [monday + ONE_DAY * number for number in range((shop.today - monday).days)]
    for day in [day for day in days if shop.working.stretches(day) and chance.random() < WORN]:
        at = yield at_time(day, chance.randrange(9, 11), chance.randrange(60), shop.zone)
        hat = Hat.MARKETING if chance.random() < marketing else Hat.SALES
        put_on(hat=hat, by=user, at=at)
        at = yield at + datetime.timedelta(minutes=chance.randrange(20, 70))
        if marketing and chance.random() < 0.5:
            put_on(hat=Hat.MARKETING if hat == Hat.SALES else Hat.SALES, by=user, at=at)
            at = yield at + datetime.timedelta(minutes=chance.randrange(15, 50))
        take_off(by=user, at=at)
