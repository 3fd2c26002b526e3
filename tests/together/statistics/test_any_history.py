"""Whatever the two desks do, in whatever order, the statistics are those that a slow count would give."""

import datetime
import random
from collections.abc import Callable

import pytest
from django.db import transaction

from tandem.handover.passing.actions import accept, assign, decline, join, pass_and_accept, pass_on
from tandem.handover.passing.history import record_history_many
from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import History
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.enquiries.actions import correct, hear_many, remove_many, set_aside, take_up_again
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Heard
from tandem.office.accounts.models import User
from tandem.office.changes.words import Refused, Stale
from tandem.office.journal.actions import registered_undo, undo
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates.actions import merge
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.privacy.actions import erase
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities import actions as sales
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.actions import accept_order, take_back_order
from tandem.sales.orders.models import Order
from tandem.sales.orders.words import Line
from tandem.together.statistics.actions import gathered, rebuild
from tandem.together.statistics.models import EnquiryFact, OrderFact
from tandem.together.statistics.queries import data_version
from tests.sales.shop import NOW, a_business, a_user
from tests.together.statistics import oracle

pytestmark = pytest.mark.django_db
STEPS = 70
NAMES = ["Ann Lee", "Ben Ode", "Cat Ray", "Dan Fox", "Eve Poe"]
SOURCES = ["website", "fair", "paper"]


class Firm:
    """Two sellers and a handful of people who ask, drawn with a fixed seed."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.now = NOW - datetime.timedelta(days=200)
        a_business(zone="America/New_York")
        self.sellers = [a_user("Joe"), a_user("Ines")]
        self.fair = Campaign.objects.create(name="Fair", created_at=self.now)
        self.imports = 0

    def one(self, rows: list[object]) -> object:
        if not rows:
            raise Refused("There is none yet.")
        return self.draw.choice(rows)

    def seller(self) -> User:
        return self.draw.choice(self.sellers)

    def enquiry(self, **columns: object) -> Enquiry:
        return self.one(list(Enquiry.objects.filter(**columns).order_by("pk")))  # type: ignore[return-value]

    def passing(self) -> Passing:
        return self.one(list(Passing.objects.filter(decision="waiting").order_by("pk")))  # type: ignore[return-value]

    def opportunity(self, **columns: object) -> Opportunity:
        return self.one(list(Opportunity.objects.filter(**columns).order_by("pk")))  # type: ignore[return-value]

    def order(self) -> Order:
        return self.one(list(Order.objects.filter(taken_back_at=None).order_by("pk")))  # type: ignore[return-value]

    def persons(self) -> list[Person]:
        rows = list(Person.objects.filter(merged_into=None, erased_at=None).order_by("pk"))
        if len(rows) < 2:
            raise Refused("There are not two yet.")
        return self.draw.sample(rows, 2)

    def heard_row(self) -> Heard:
        name = self.draw.choice(NAMES)
        return Heard(
            contact=Contact(name=name, emails=(f"{name[:3]}@example.org",)),
            heard_at=self.now - datetime.timedelta(hours=self.draw.randrange(0, 400)),
            door="import",
            source=self.draw.choice(SOURCES),
            campaign=self.draw.choice([None, self.fair]),
            segment=self.draw.choice(["", "home"]),
        )

    def hear(self) -> None:
        hear_many(rows=[self.heard_row() for _ in range(self.draw.randrange(1, 4))], by=None, at=self.now)

    def bring_in(self) -> None:
        """An import, with what had become of its enquiries, restated once at its end."""
        self.imports += 1
        with gathered():
            rows = [self.heard_row() for _ in range(3)]
            heard = hear_many(rows=rows, by=None, at=self.now, import_id=self.imports)
            amount = self.draw.choice([None, self.draw.randrange(100, 9000)])
            ends = [
                {"outcome": "won", "closed_at": self.draw.choice([None, self.now]), "amount_minor": amount},
                {"outcome": "lost", "closed_at": self.draw.choice([None, self.now])},
                {"declined_at": self.now, "declined_reason": "Too far"},
            ]
            for end in ends[:2]:
                end["accepted_at"] = self.draw.choice([None, self.now])
                end["first_answered_at"] = self.draw.choice([None, self.now])
            history = [
                History(enquiry=enquiry, owner=self.seller(), passed_at=enquiry.heard_at, **end)  # type: ignore[arg-type]
                for enquiry, end in zip(heard, ends, strict=True)
                if isinstance(enquiry, Enquiry)
            ]
            record_history_many(rows=history, by=None, at=self.now, import_id=self.imports)

    def take_out(self) -> None:
        remove_many(enquiry_ids=[self.enquiry(state="heard").pk], by=None, at=self.now)

    def set_aside(self) -> None:
        row = self.enquiry()
        reason = self.draw.choice(["spam", "duplicate", "not_for_us"])
        set_aside(enquiry=row, expected_version=row.version, reason=reason, by=None, at=self.now)

    def take_up(self) -> None:
        take_up_again(enquiry=self.enquiry(state="set_aside"), by=None, at=self.now)

    def correct(self) -> None:
        row, other = self.enquiry(), self.enquiry()
        columns = {"channel_id": other.channel_id, "campaign_id": self.fair.pk, "segment": "trade"}
        correct(enquiry=row, expected_version=row.version, by=None, at=self.now, **columns)

    def pass_on(self) -> None:
        row = self.enquiry()
        pass_on(enquiry=row, expected_version=row.version, owner=self.seller(), by=None, at=self.now)

    def pass_and_accept(self) -> None:
        row, seller = self.enquiry(), self.seller()
        pass_and_accept(enquiry=row, expected_version=row.version, owner=seller, by=seller, at=self.now)

    def accept(self) -> None:
        row = self.passing()
        accept(passing=row, expected_version=row.version, by=self.seller(), at=self.now)

    def decline(self) -> None:
        row = self.passing()
        reason = row.agreement.decline_reasons[0] if row.agreement else ""
        until = self.draw.choice([None, self.now.date() + datetime.timedelta(days=30)])
        decline(
            passing=row,
            expected_version=row.version,
            reason=reason,
            nurture_until=until,
            by=self.seller(),
            at=self.now,
        )

    def answer(self) -> None:
        """Somebody speaks with whom was passed; perhaps about something that was long before."""
        person = self.one(list(Person.objects.filter(merged_into=None, erased_at=None).order_by("pk")))
        note(
            person=person,  # type: ignore[arg-type]
            by=self.seller(),
            at=self.now,
            happened_at=self.now - datetime.timedelta(minutes=self.draw.randrange(0, 5000)),
            purpose=Purpose.SELLING,
            direction=Direction.TWO_WAY,
            kind=Kind.CALL,
            title="A call",
        )

    def hand_over(self) -> None:
        assign(passing=self.passing(), owner=self.seller(), by=self.sellers[0], at=self.now)

    def join(self) -> None:
        row = self.opportunity(won_at=None, lost_at=None)
        join(enquiry=self.enquiry(person=row.person_id), opportunity=row, by=self.sellers[0], at=self.now)

    def open_by_hand(self) -> None:
        person = self.persons()[0]
        sales.open_opportunity(person=person, title="Chair", owner=self.seller(), by=None, at=self.now)

    def win(self) -> None:
        row = self.opportunity(won_at=None, lost_at=None)
        minor = self.draw.randrange(0, 90000)
        sales.win(opportunity=row, expected_version=row.version, amount_minor=minor, by=None, at=self.now)

    def lose(self) -> None:
        row = self.opportunity(won_at=None, lost_at=None)
        sales.lose(opportunity=row, expected_version=row.version, reason="price", by=None, at=self.now)

    def reopen(self) -> None:
        row = self.opportunity()
        sales.reopen(opportunity=row, expected_version=row.version, by=None, at=self.now)

    def assign(self) -> None:
        row = self.opportunity()
        owner = self.draw.choice([None, *self.sellers])
        sales.assign(opportunity=row, expected_version=row.version, owner=owner, by=None, at=self.now)

    def sell_at_the_door(self) -> None:
        """An order that no opportunity led to, told a while later."""
        accept_order(
            opportunity=None,
            person=self.persons()[0],
            organisation=None,
            lines=[Line(words="Stool", net_minor=self.draw.randrange(100, 5000))],
            currency="GBP",
            by=None,
            at=self.now,
            happened_at=self.now - datetime.timedelta(days=self.draw.randrange(0, 40)),
        )

    def take_back(self) -> None:
        take_back_order(order=self.order(), by=None, at=self.now)

    def merge(self) -> None:
        kept, gone = self.persons()
        merge(kept=kept, gone=gone, by=None, at=self.now)

    def erase(self) -> None:
        if self.draw.random() < 0.2:
            erase(person=self.persons()[0], by=None, at=self.now)

    def undo(self) -> None:
        lines = JournalLine.objects.filter(verb__in=registered_undo(), undone_at=None).order_by("-pk")[:6]
        line = self.one(list(lines))
        undo(line_id=line.pk, by=None, at=self.now)  # type: ignore[attr-defined]

    def steps(self) -> list[Callable[[], None]]:
        often = [self.hear, self.pass_and_accept, self.win, self.pass_on, self.accept, self.undo, self.answer]
        return [
            *often, *often,
            self.bring_in, self.take_out, self.set_aside, self.take_up, self.correct, self.decline,
            self.hand_over, self.join, self.open_by_hand, self.lose, self.reopen, self.assign,
            self.sell_at_the_door, self.take_back, self.merge, self.erase,
        ]  # fmt: skip

    def act(self) -> str:
        """One thing that somebody does; what the rules refuse is a step that changes nothing."""
        self.now += datetime.timedelta(hours=self.draw.randrange(1, 60))
        step = self.draw.choice(self.steps())
        try:
            with transaction.atomic():
                step()
        except (Refused, Stale):
            return ""
        return step.__name__


def facts_now() -> list[tuple[object, ...]]:
    return [
        *EnquiryFact.objects.order_by("pk").values_list(),
        *OrderFact.objects.order_by("pk").values_list(),
    ]


def assert_counted_right(trace: list[str]) -> None:
    assert oracle.kept_enquiry_cells() == oracle.enquiry_cells(), trace
    assert oracle.kept_month_cells() == oracle.month_cells(), trace
    assert oracle.kept_at_handover() == oracle.at_handover(), trace
    assert oracle.kept_revenue_cells() == oracle.revenue_cells(), trace
    assert EnquiryFact.objects.count() == Enquiry.objects.count(), trace
    assert OrderFact.objects.count() == Order.objects.filter(taken_back_at=None).count(), trace


@pytest.mark.parametrize("seed", range(8))
def test_the_statistics_are_right_after_any_history(seed: int) -> None:
    # given a firm in which anything may happen
    firm = Firm(seed)
    trace: list[str] = []

    # when it does, then the sums are right after every step, and the version tells where any of them moved
    for _step in range(STEPS):
        version, facts = data_version(), facts_now()
        if done := firm.act():
            trace.append(done)
            assert_counted_right(trace)
        assert (data_version() == version) == (facts_now() == facts), trace
    assert len(set(trace)) >= 10

    # and making them anew finds nothing to mend
    version_before = data_version()
    rebuilt = rebuild(by=None, at=firm.now)
    assert rebuilt.was_right, rebuilt
    assert data_version() == version_before
    assert rebuilt.enquiries == Enquiry.objects.count()
    assert_counted_right(trace)
