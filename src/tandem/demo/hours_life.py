"""How Maya and Joe wear their hats: kept by the switch, not on every day, and lately forgotten once."""

import datetime
import random
from collections.abc import Iterator

from tandem.demo.asking import ONE_DAY, dice
from tandem.demo.diary import Life
from tandem.demo.moments import at_time
from tandem.demo.shop import Shop
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Hat
from tandem.office.profile.actions import wear_hat
from tandem.together.hats.actions import take_off

WEEKS = 9
# On so many working days a hat is put on at all, and on so many of these both.
WORN, BOTH = 0.75, 0.4
OTHER = {Hat.SALES: Hat.MARKETING, Hat.MARKETING: Hat.SALES}


def begin_hours(shop: Shop, seed: int) -> None:
    """Maya has both jobs and sells more than she looks for people; Joe only sells."""
    for user, marketing in ((shop.maya, 0.06), (shop.joe, 0.0)):
        chance = dice(seed, f"hours of {user.name}")
        shop.diary.begin(hours_life(shop, user, marketing, chance), until=shop.ends_at)


def hours_life(shop: Shop, user: User, marketing: float, chance: random.Random) -> Life:
    days = [*working_days(shop)]
    for day in days[:-1]:
        if chance.random() > WORN:
            continue
        at = yield at_time(day, chance.randrange(9, 12), chance.randrange(60), shop.zone)
        hat = Hat.MARKETING if chance.random() < marketing else Hat.SALES
        wear_hat(hat=hat, by=user, at=at)
        at = yield at + datetime.timedelta(minutes=chance.randrange(30, 100))
        if marketing and chance.random() < BOTH:
            wear_hat(hat=OTHER[hat], by=user, at=at)
            at = yield at + datetime.timedelta(minutes=chance.randrange(10, 25))
        take_off(by=user, at=at)
    if marketing:
        # Still on: whoever opens the sample is asked about it.
        wear_hat(hat=Hat.MARKETING, by=user, at=(yield at_time(days[-1], 15, 20, shop.zone)))


def working_days(shop: Shop) -> Iterator[datetime.date]:
    """Of the last weeks, up to yesterday."""
    monday = shop.today - ONE_DAY * (shop.today.weekday() + 7 * (WEEKS - 1))
    for number in range((shop.today - monday).days):
        day = monday + ONE_DAY * number
        if shop.working.stretches(day) and day.weekday() != 5:
            yield day
