"""Wren & Rowe themselves: the business, who works there, what they agreed, their channels and campaigns."""

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from tandem.demo import story
from tandem.demo.asking import ONE_DAY, Asking, Fair, fairs
from tandem.demo.diary import Diary, Life, Rhythm
from tandem.demo.moments import at_time, some_time
from tandem.demo.playbook import Talks, write_playbook
from tandem.handover.agreement.actions import agree
from tandem.handover.agreement.models import Criterion
from tandem.handover.agreement.proposing import agree_to, propose
from tandem.handover.agreement.queries import criteria_of, current_agreement, terms_of
from tandem.handover.assigning.actions import set_part, set_sharing
from tandem.handover.assigning.words import Way
from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.actions import channel_for, rename
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.business.actions import save_business
from tandem.office.business.hours import NINE_TO_FIVE, Week, WorkingCalendar
from tandem.office.business.queries import calendar
from tandem.office.users.actions import add_user
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage

NAME = "Wren & Rowe"
ZONE = "Europe/London"
WEEK: Week = ((NINE_TO_FIVE,),) * 5 + (((datetime.time(10), datetime.time(13)),), ())
REASONS = tuple(story.REASONS)
# How many enquiries each of the two sellers gets; Maya has the rest.
JOE_OF_100, INES_OF_100 = 55, 37
FIRST_TICKS = (
    ("Wants something we make", ""),
    ("Within 30 miles", "A day of two people, there and back"),
    ("We can reach them", "A phone number or an e-mail address"),
)
FOURTH_TICK = ("Has an idea of the cost", "Or was told what others paid")
AGREED_ANEW_DAYS_AGO = 150


@dataclass
class Shop:
    """What every life needs: who works here, the hours, the diary."""

    today: datetime.date
    maya: User
    joe: User
    ines: User
    working: WorkingCalendar
    stages: dict[str, Stage]
    ends_at: datetime.datetime
    diary: Diary = field(default_factory=Diary)
    rhythm: Rhythm = field(default_factory=Rhythm)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    criteria: list[Criterion] = field(default_factory=list)
    talks: Talks | None = None
    # A sale may lead to another enquiry, whose life begins at the other desk.
    life_of: "Callable[[Shop, Asking], Life] | None" = None

    @property
    def zone(self) -> ZoneInfo:
        return self.working.zone

    def other(self, seller: User) -> User:
        return self.ines if seller == self.joe else self.joe

    def lean_of(self, seller: User) -> float:
        """To one of the two: even where they share as they share all that they get. Maya leans to neither."""
        return {self.joe: INES_OF_100, self.ines: -JOE_OF_100}.get(seller, 0) / 100

    def campaign_of(self, asking: Asking) -> Campaign | None:
        return self.campaigns.get(asking.campaign)

    def begin(self, asking: Asking) -> None:
        if self.life_of is not None and asking.heard_at <= self.ends_at:
            self.diary.begin(self.life_of(self, asking), until=self.ends_at)

    def slowness(self, asking: Asking) -> float:
        """How many times as long as usual an answer took then."""
        return self.chapter(asking).answers

    def chapter(self, asking: Asking) -> story.Chapter:
        return story.chapter_of(self.day(asking.heard_at), self.today)

    def day(self, moment: datetime.datetime) -> datetime.date:
        return moment.astimezone(self.zone).date()

    def hours_after(self, at: datetime.datetime, hours: float) -> datetime.datetime:
        """So many working hours later. What came on the last two days is looked at the same evening."""
        if self.day(at) >= self.today - 2 * ONE_DAY:
            return at + datetime.timedelta(minutes=20 + 60 * min(hours / 4, 1))
        return self.working.add_working(at, hours)

    def some_hour(self, after: datetime.datetime, days: float, chance: random.Random) -> datetime.datetime:
        """Some moment of a working day, about so many days later."""
        day = self.day(after) + datetime.timedelta(days=round(days))
        while not self.working.stretches(day):
            day += ONE_DAY
        opens, closes = self.working.stretches(day)[0]
        moment = opens + (closes - opens) * chance.uniform(0.05, 0.95)
        return max(moment.replace(second=0, microsecond=0), after + datetime.timedelta(minutes=5))


def open_shop(*, today: datetime.date) -> Shop:
    """The business on its first day: who works there, the hours, the first agreement."""
    zone = ZoneInfo(ZONE)
    at = at_time(story.first_day(today) - ONE_DAY, 18, 0, zone)
    save_business(
        name=NAME,
        trade="upholstery",
        country="GB",
        subdivision="ENG",
        currency="GBP",
        zone=ZONE,
        is_sample=True,
        set_up_at=at,
        week=WEEK,
        by=None,
        at=at,
    )
    staff = {
        name: add_user(email=email, name=name, role=role, password=None, by=None, at=at)
        for name, email, role in (
            ("Maya Wren", "maya@example.org", Role.OWNER),
            ("Joe Rowe", "joe@example.org", Role.SALES),
            ("Ines Duarte", "ines@example.org", Role.SALES),
        )
    }
    shop = Shop(
        today=today,
        maya=staff["Maya Wren"],
        joe=staff["Joe Rowe"],
        ines=staff["Ines Duarte"],
        working=calendar(),
        stages={stage.name: stage for stage in ensure_stages()},
        ends_at=at_time(today, 0, 0, zone) - datetime.timedelta(minutes=1),
    )
    agree_first(shop, at)
    share_out(shop, at)
    name_channels(shop, at)
    shop.talks = write_playbook(shop.stages, by=shop.maya, seller=shop.joe, at=at)
    return shop


def agree_first(shop: Shop, at: datetime.datetime) -> None:
    agreement = agree(
        criteria=FIRST_TICKS,
        decline_reasons=REASONS,
        least_ticks=2,
        enquiries_a_month=17,
        share_that_fits=75,
        by=shop.maya,
        at=at,
    )
    shop.criteria = criteria_of(agreement)


def share_out(shop: Shop, at: datetime.datetime) -> None:
    """The two sellers take turns; Maya sells too, and takes on only what she wants to."""
    set_sharing(way=Way.IN_TURN, expected_version=1, by=shop.maya, at=at)
    set_part(user=shop.maya, away=True, by=shop.maya, at=at)


def agreed_anew(shop: Shop, evening: datetime.datetime) -> Life:
    """The second version: Maya asks for it in the evening, and Joe puts his name to it the next morning."""
    at = yield evening
    terms = replace(
        terms_of(current_agreement()),
        criteria=(*FIRST_TICKS, FOURTH_TICK),
        least_ticks=3,
        enquiries_a_month=22,
        share_that_fits=80,
        # With more than this, answers come late.
        capacity_a_week=6,
    )
    note = "Those who have no idea of the cost are the ones you send back."
    proposal = propose(terms=terms, expected_number=1, note=note, by=shop.maya, at=at)
    at = yield evening + datetime.timedelta(hours=14)
    agreement = agree_to(proposal=proposal, expected_version=proposal.version, by=shop.joe, at=at)
    shop.criteria = criteria_of(agreement)


def proposed_lately(shop: Shop, afternoon: datetime.datetime) -> Life:
    """What Ines would have next waits for Maya's name."""
    at = yield afternoon
    agreed = terms_of(current_agreement())
    terms = replace(
        agreed,
        criteria=(*agreed.criteria, ("Has a date", "Within a year")),
        least_ticks=4,
        answer_within_hours=3,
    )
    note = "Most of those we decline have no date in mind. For the others we can be quicker."
    propose(terms=terms, expected_number=2, note=note, by=shop.ines, at=at)


def name_channels(shop: Shop, at: datetime.datetime) -> None:
    """The channels by the names that they have in the shop."""
    for way in story.WAYS:
        channel = channel_for(source=way.source, medium=way.medium)
        rename(channel=channel, expected_version=channel.version, name=way.name, by=shop.maya, at=at)


def plan_fair(shop: Shop, fair: Fair, at: datetime.datetime) -> None:
    shop.campaigns[fair.name] = add_campaign(
        name=fair.name,
        kind="event",
        starts_on=fair.opens,
        ends_on=fair.closes,
        goal_enquiries=fair.goal,
        what_for="So that people who have an old piece at home ask us about it",
        about="A table, six fabrics, cards with a QR code. We are there to meet people, not to sell.",
        by=shop.maya,
        at=at,
    )


def plan_tactic(shop: Shop, tactic: story.Tactic, at: datetime.datetime) -> None:
    shop.campaigns[tactic.name] = add_campaign(
        name=tactic.name,
        kind=tactic.kind,
        starts_on=shop.today - tactic.begins * ONE_DAY,
        ends_on=shop.today - tactic.ends * ONE_DAY if tactic.ends is not None else None,
        goal_enquiries=tactic.goal,
        about=tactic.about,
        what_for=tactic.what_for,
        by=shop.maya,
        at=at,
    )


def planned_before(shop: Shop, day: datetime.date, chance: random.Random) -> datetime.datetime:
    """When something that begins on `day` was planned: some evening before, within the story."""
    evening = max(day - 20 * ONE_DAY, story.first_day(shop.today))
    return some_time(min(evening, shop.today - ONE_DAY), chance, shop.zone, first=18, last=20)


def all_fairs(shop: Shop) -> list[Fair]:
    return fairs(shop.today)
