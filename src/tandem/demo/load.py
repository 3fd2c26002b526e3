"""Makes the sample business, through the real actions, in the order in which it happened."""

import datetime
from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from tandem.demo.asking import ONE_DAY, Asking, Askings, dice
from tandem.demo.cast_life import begin_cast
from tandem.demo.coaching_life import begin_coaching
from tandem.demo.diary import Life
from tandem.demo.doors import begin_doors
from tandem.demo.hours_life import begin_hours
from tandem.demo.letters import write_letters
from tandem.demo.marketing_life import enquiry_life, listed_life
from tandem.demo.moments import at_time
from tandem.demo.pipelines_life import begin_pipelines
from tandem.demo.playbook_life import begin_playbook
from tandem.demo.quoting import end_quotes, lay_paper
from tandem.demo.shelf import begin_shelf
from tandem.demo.shop import (
    AGREED_ANEW_DAYS_AGO,
    ZONE,
    Shop,
    agreed_anew,
    all_fairs,
    open_shop,
    plan_fair,
    plan_tactic,
    planned_before,
    proposed_lately,
)
from tandem.demo.sorting_life import begin_sorting
from tandem.demo.story import TACTICS, first_day
from tandem.demo.talking import talk_each_month
from tandem.demo.waiting_life import begin_waiting
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.business.queries import reading_once
from tandem.office.changes.whole import all_or_nothing
from tandem.office.changes.words import Refused
from tandem.office.followers import held
from tandem.people.persons.models import Person
from tandem.sales.stages.jobs import count_usual_stays
from tandem.sales.taken.history import count_taken
from tandem.together.evidence.actions import begin
from tandem.together.evidence.words import Question
from tandem.together.statistics.actions import gathered

LISTED_DAYS_AGO = 100
Progress = Callable[[float], None]


def load(*, at: datetime.datetime, seed: int = 1, progress: Progress | None = None) -> None:
    """Write the sample business into the database in use, which has nobody in it yet. All of it or nothing.

    `at` is now: the story ends the day before, and a few wait at the handover. `progress` hears how much is
    done, from 0 to 1.
    """
    with all_or_nothing(), reading_once(), gathered(), translation.override("en-gb"):
        if Person.objects.exists() or Enquiry.objects.exists():
            raise Refused(_("There is a business here already. The sample business needs an empty database."))
        today = at.astimezone(ZoneInfo(ZONE)).date()
        with held("people.spoken"):
            shop = open_shop(today=today)
            shop.life_of = enquiry_life
            lay_paper(shop, at_time(first_day(today), 8, 30, shop.zone))
            begin_planning(shop, seed)
            begin_shelf(shop)
            begin_doors(shop, seed)
            begin_askings(shop, Askings(today=today, seed=seed, zone=shop.zone).all())
            begin_sorting(shop)
            begin_coaching(shop)
            begin_pipelines(shop)
            begin_cast(shop, at=at)
            begin_waiting(shop, at=at)
            begin_hours(shop, seed)
            begin_playbook(shop)
            shop.diary.play(progress)
            end_quotes(shop)
        count_taken(at=at)
        # Only now it is known when each was answered first.
        talk_each_month(shop, at=at)
        write_letters(shop)
        count_usual_stays(at=at)
        # The worker of the server that starts next works it out: it is there at the first look, or nearly.
        begin(Question(), at=at)


def begin_askings(shop: Shop, askings: list[Asking]) -> None:
    """Each comes by its own door; those who wrote themselves down at one fair come together as a list."""
    fair = next(fair for fair in all_fairs(shop) if (shop.today - fair.closes).days > LISTED_DAYS_AGO)
    listed = [
        asking
        for asking in askings
        if asking.campaign == fair.name and shop.day(asking.heard_at) <= fair.closes
    ]
    shop.diary.begin(listed_life(shop, fair, listed), until=shop.ends_at)
    for asking in askings:
        if asking not in listed:
            shop.begin(asking)


def begin_planning(shop: Shop, seed: int) -> None:
    """What is planned and agreed besides the enquiries."""
    chance = dice(seed, "planning")
    for fair in all_fairs(shop):
        then = planned_before(shop, fair.opens, chance)
        shop.diary.begin(planning_life(then, partial(plan_fair, shop, fair)), until=shop.ends_at)
    for tactic in TACTICS:
        then = planned_before(shop, shop.today - tactic.begins * ONE_DAY, chance)
        shop.diary.begin(planning_life(then, partial(plan_tactic, shop, tactic)), until=shop.ends_at)
    evening = at_time(shop.today - AGREED_ANEW_DAYS_AGO * ONE_DAY, 19, 0, shop.zone)
    shop.diary.begin(agreed_anew(shop, evening), until=shop.ends_at)
    afternoon = at_time(shop.today - ONE_DAY, 16, 40, shop.zone)
    shop.diary.begin(proposed_lately(shop, afternoon), until=shop.ends_at)


def planning_life(then: datetime.datetime, plan: Callable[[datetime.datetime], None]) -> Life:
    plan((yield then))
