"""One opportunity on its way: talked over, measured, quoted, bought or not."""

import datetime
import math
from dataclasses import replace
from typing import Any

from tandem.demo import said
from tandem.demo.asking import ONE_DAY, Asking, dice, wanted_again, weighted
from tandem.demo.caring import cared_for, over_the_counter
from tandem.demo.diary import Life
from tandem.demo.meetings import ASK, LOOK, QUOTE, SEE, SIGN, Meeting
from tandem.demo.needing import hear_some, pick_some
from tandem.demo.playbook import talk_over_quote
from tandem.demo.quoting import agreed, declined, quoted
from tandem.demo.shop import Shop
from tandem.demo.story import LOST_REASONS
from tandem.handover.passing.actions import join
from tandem.marketing.enquiries.actions import hear
from tandem.office.accounts.models import User
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities import actions as sales
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import Step, StepKind
from tandem.sales.quotes.words import WHY_NOT

# As many pieces cost less as cost more.
USUAL_POUNDS = 555


def lean_of_price(pounds: int) -> dict[str, float]:
    """To the dear or to the cheap ones of those who buy; 1 is a third more than usual."""
    return {"bought dear": math.log(pounds / USUAL_POUNDS) / math.log(4 / 3)}


def undone(verb: str, row_id: int, *, by: User, at: datetime.datetime) -> None:
    """Somebody thinks again: what the newest line of this kind tells is taken back."""
    line = JournalLine.objects.filter(verb=verb, row_id=row_id).latest("id")
    undo(line_id=line.pk, by=by, at=at)


class Selling:
    """The opportunity in hand is always as it stands: one person works on it at a time."""

    def __init__(self, shop: Shop, asking: Asking, opportunity: Opportunity, owner: User) -> None:
        self.shop, self.asking, self.chance = shop, asking, asking.chance
        self.opportunity, self.owner = opportunity, owner

    def life(self, at: datetime.datetime, passed_at: datetime.datetime) -> Life:
        chance, shop = self.chance, self.shop
        hours = chance.lognormvariate(0.85, 0.55) * shop.slowness(self.asking)
        began = yield max(shop.hours_after(passed_at, hours), at + datetime.timedelta(minutes=5))
        self.first_answer(began)
        buys = self.buys()
        days = chance.lognormvariate(2.7 if buys else 2.95, 0.5) * shop.slowness(self.asking) ** 0.5
        at, way = began, self.way(buys)
        moments = [shop.some_hour(began, days * meeting.part, chance) for meeting in way]
        ends = shop.some_hour(began, days, chance)
        last = Meeting(1, "Send the order to sign" if buys else "Ring once more", StepKind.CALL, "")
        steps = [
            self.step(meeting, moment) for meeting, moment in zip((*way, last), (*moments, ends), strict=True)
        ]
        self.begin(way, steps, at)
        for place, meeting in enumerate(way):
            at = yield moments[place]
            self.meet(meeting, steps[place + 1], at)
            if meeting is ASK:
                self.hesitate(at)
                yield from self.meanwhile(at)
            if place + 1 < len(way) and way[place + 1].stage:
                self.to_stage(way[place + 1].stage, at)
        at = yield ends
        if buys:
            yield from self.won(at)
        else:
            self.lose(at)

    def buys(self) -> bool:
        """Dear and cheap pieces alike, and of both sellers: no month has a better or a worse average sale by
        chance, and nobody sells better."""
        if self.asking.again:
            return self.shop.rhythm.falls("comes back", self.asking.buys, self.chance)
        return self.shop.rhythm.falls(
            f"buys {self.shop.chapter(self.asking)}",
            self.asking.buys,
            self.chance,
            leans={**lean_of_price(self.asking.wanted.pounds), "bought from": self.shop.lean_of(self.owner)},
        )

    def way(self, buys: bool) -> list[Meeting]:
        """The steps that this one takes before it ends."""
        steps = [LOOK if self.asking.product.at_home else SEE, QUOTE, ASK, SIGN]
        if self.chance.random() < 0.2:
            del steps[0]
        return steps if buys else steps[: self.chance.choice((0, 1, 2, 2, 3, 3))]

    def write(self, kind: Kind, direction: Direction, at: datetime.datetime, **columns: Any) -> None:
        note(
            person=self.opportunity.person,
            by=self.owner,
            at=at,
            happened_at=at,
            purpose=Purpose.SELLING,
            direction=direction,
            kind=kind,
            origin="sales.opportunity",
            origin_id=self.opportunity.pk,
            **columns,
        )

    def first_answer(self, at: datetime.datetime) -> None:
        chance = self.chance
        if self.asking.somebody.contact.phones and chance.random() < 0.75:
            words = chance.choice(said.FIRST_TALK)
            self.write(
                Kind.CALL, Direction.TWO_WAY, at, words=words, theirs=True, minutes=chance.randrange(3, 22)
            )
        else:
            self.write(Kind.EMAIL, Direction.OUTGOING, at, words="When may we have a look at it?", minutes=5)
        hear_some(self.shop, self.asking, self.opportunity, by=self.owner, at=at)
        if chance.random() < 0.3:
            self.amount(round(self.asking.wanted.pounds, -1), at)

    def amount(self, pounds: int, at: datetime.datetime) -> None:
        opportunity, version = self.opportunity, self.opportunity.version
        sales.edit_opportunity(
            opportunity=opportunity, expected_version=version, amount_minor=pounds * 100, by=self.owner, at=at
        )

    def to_stage(self, name: str, at: datetime.datetime) -> None:
        opportunity, version = self.opportunity, self.opportunity.version
        sales.move(
            opportunity=opportunity,
            expected_version=version,
            stage=self.shop.stages[name],
            # On the last evening the stages begin to ask for something first.
            without=said.AGREED_BEFORE,
            by=self.owner,
            at=at,
        )

    def step(self, meeting: Meeting, moment: datetime.datetime) -> Step | None:
        """What is planned. Some steps are forgotten, and some are done later than planned."""
        chance = self.chance
        if chance.random() < 0.14:
            return None
        day = self.shop.day(moment) - ONE_DAY * chance.choice((0, 0, 0, 0, 0, 1, 3))
        timed = meeting.kind in (StepKind.VISIT, StepKind.MEETING)
        time = datetime.time(chance.randrange(9, 16), chance.choice((0, 30))) if timed else None
        return Step(words=meeting.words, kind=meeting.kind, on=day, time=time)

    def begin(self, way: list[Meeting], steps: list[Step | None], at: datetime.datetime) -> None:
        if way and way[0].stage:
            self.to_stage(way[0].stage, at)
        if step := steps[0]:
            sales.plan_step(
                opportunity=self.opportunity,
                expected_version=self.opportunity.version,
                words=step.words,
                kind=step.kind,
                on=step.on,
                time=step.time,
                by=self.owner,
                at=at,
            )

    def meet(self, meeting: Meeting, following: Step | None, at: datetime.datetime) -> None:
        """The step is done, and the one after it planned in the same motion."""
        chance, opportunity = self.chance, self.opportunity
        words, minutes = self.what_came_of(meeting)
        if not opportunity.next_step:
            # Done without having been planned.
            sales.plan_step(
                opportunity=opportunity,
                expected_version=opportunity.version,
                words=meeting.words,
                kind=meeting.kind,
                on=self.shop.day(at),
                by=self.owner,
                at=at,
            )
        sales.step_done(
            opportunity=opportunity,
            expected_version=opportunity.version,
            words=words,
            minutes=minutes,
            next_step=following,
            by=self.owner,
            at=at,
        )
        if meeting is QUOTE:
            pick_some(self.asking, opportunity, by=self.owner, at=at)
            pounds = max(int(round(self.asking.wanted.pounds * chance.lognormvariate(0, 0.12), -1)), 40)
            if self.shop.rhythm.beats("quoted on paper", every=16, first=2):
                quoted(opportunity, pounds=pounds, by=self.owner, at=at)
            else:
                self.amount(pounds, at)

    def hesitate(self, at: datetime.datetime) -> None:
        """Every second is not sure about the quote, and says why."""
        if self.shop.talks and self.shop.rhythm.beats("hesitates", every=2, first=2):
            talk_over_quote(self.shop.talks, self.opportunity, by=self.owner, at=at)

    def what_came_of(self, meeting: Meeting) -> tuple[str, int]:
        """Words and minutes."""
        chance = self.chance
        told = {
            LOOK: (chance.choice(said.FOUND_AT_VISIT), chance.randrange(40, 110)),
            SEE: (chance.choice(said.FOUND_AT_VISIT), chance.randrange(15, 40)),
            QUOTE: ("", chance.randrange(25, 70)),
            ASK: (chance.choice(said.CHASED), chance.randrange(4, 15)),
            SIGN: (chance.choice(said.AGREED), chance.randrange(15, 35)),
        }
        return told[meeting]

    def meanwhile(self, at: datetime.datetime) -> Life:
        """While they think about the quote: a seller goes on holiday, or they ask once more."""
        shop, chance = self.shop, self.chance
        if shop.rhythm.beats("on holiday", every=14, first=4):
            at = yield at + datetime.timedelta(hours=2)
            owner = shop.other(self.owner)
            sales.assign(
                opportunity=self.opportunity,
                expected_version=self.opportunity.version,
                owner=owner,
                by=self.owner,
                at=at,
            )
            self.owner = owner
        if shop.rhythm.beats("asked once more", every=13, first=3):
            at = yield at + datetime.timedelta(hours=chance.randrange(3, 40))
            enquiry = hear(
                contact=self.asking.somebody.contact,
                by=shop.maya,
                at=at,
                heard_at=at,
                door="email",
                medium=self.asking.way.medium,
                source=self.asking.way.source,
                words=chance.choice(said.STILL_THERE),
                segment=self.asking.somebody.segment,
            )
            at = yield at + datetime.timedelta(minutes=25)
            join(enquiry=enquiry, opportunity=self.opportunity, by=shop.maya, at=at)

    def lose(self, at: datetime.datetime) -> None:
        reason = weighted(LOST_REASONS, self.chance)
        words = self.chance.choice(said.LOST_WORDS[reason])
        if reason in dict(WHY_NOT):
            declined(self.opportunity, reason=reason, words=words, at=at)
        sales.lose(
            opportunity=self.opportunity,
            expected_version=self.opportunity.version,
            reason=reason,
            words=words,
            unmet_need=said.UNMET_NEEDS.get(words, ""),
            competitor=self.went_to(words),
            by=self.owner,
            at=at,
        )

    def went_to(self, words: str) -> str:
        """Told apart by the price, so that the dice of the story fall as before."""
        names = said.WENT_TO.get(words, ("",))
        return names[round(self.asking.wanted.pounds) // 10 % len(names)]

    def win(self, at: datetime.datetime) -> None:
        opportunity = self.opportunity
        if agreed(opportunity, by=self.owner, at=at):
            return
        sales.win(
            opportunity=opportunity,
            expected_version=opportunity.version,
            amount_minor=opportunity.amount_minor or int(round(self.asking.wanted.pounds, -1)) * 100,
            by=self.owner,
            at=at,
        )

    def won(self, at: datetime.datetime) -> Life:
        self.win(at)
        if self.shop.rhythm.beats("won too early", every=40, first=6):
            # It was the other Mrs Webb: taken back, and won three days later.
            at = yield at + datetime.timedelta(minutes=15)
            undone("sales.opportunity.won", self.opportunity.pk, by=self.owner, at=at)
            self.opportunity.refresh_from_db()
            at = yield self.shop.some_hour(at, 3, self.chance)
            self.win(at)
        self.ask_again(at)
        yield from cared_for(self.shop, self.asking, self.opportunity.person, self.owner, at)
        yield from over_the_counter(self.shop, self.opportunity, self.owner, at)

    def ask_again(self, at: datetime.datetime) -> None:
        """Some customers come back."""
        chance = self.chance
        if chance.random() > 0.25:
            return
        day = self.shop.day(at) + ONE_DAY * chance.randrange(25, 160)
        then = self.shop.some_hour(at, (day - self.shop.day(at)).days, chance)
        self.shop.begin(
            replace(
                self.asking,
                heard_at=then,
                door=chance.choice(("phone", "walk_in", "email")),
                wanted=wanted_again(self.asking.product, chance),
                buys=0.7,
                campaign="",
                again=True,
                chance=dice(chance.random()),
            )
        )
