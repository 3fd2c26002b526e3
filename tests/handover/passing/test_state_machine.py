"""Whatever the desks do, in whatever order: an enquiry is in one state, and whoever was passed it is known.

Hypothesis makes up the order and shortens what fails. Every step is a real action on a real database.
"""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tandem.handover.agreement.actions import ensure_agreement
from tandem.handover.assigning.actions import pass_by_rule, set_part, set_sharing
from tandem.handover.assigning.queries import sharing
from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.actions import (
    accept,
    assign,
    decline,
    join,
    pass_and_accept,
    pass_on,
    save_ticks,
)
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import owner_now, ticks_of
from tandem.marketing.enquiries.actions import hear, set_aside, take_up_again
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import read_who
from tandem.office.accounts.models import User
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import registered_undo, undo
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates.actions import merge
from tandem.people.persons.models import Person
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities import actions as sales
from tandem.sales.opportunities.models import Opportunity
from tandem.together.statistics.actions import rebuild
from tests.handover.desks import NOW, a_business, a_user
from tests.together.statistics.test_any_history import assert_counted_right

pytestmark = pytest.mark.django_db
PEOPLE = ["Ann Lee ann@x.example", "Ben Ode ben@x.example", "Cat Ray cat@x.example"]
UNDONE_OFTEN = ("handover.enquiry.", "sales.opportunity.", "marketing.enquiry.", "people.person.merged")
which = st.integers(0, 20)
# How long before it is written down something happened.
earlier = st.sampled_from([0, 0, 5, 90])


class TwoDesks(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = NOW
        a_business()
        self.maya, self.anna = a_user("Maya", "marketing"), a_user("Anna", "owner")
        self.sellers = [a_user("Joe", "sales"), a_user("Ada", "sales"), self.anna]
        self.agreement = ensure_agreement(at=NOW)
        self.trace: list[str] = []

    def teardown(self) -> None:
        try:
            rebuilt = rebuild(by=None, at=self.now)
            assert rebuilt.was_right, (rebuilt, self.trace)
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    # How a step is done, and what the journal must say of it

    def step(
        self, verb: str, action: Callable[[datetime.datetime], Any], minutes: int = 0, told: bool = True
    ) -> None:
        """What the rules refuse changes nothing, and is no step."""
        self.now += datetime.timedelta(minutes=10)
        happened_at = self.now - datetime.timedelta(minutes=minutes)
        lines = JournalLine.objects.count()
        try:
            with transaction.atomic():
                action(happened_at)
        except Refused:
            assert JournalLine.objects.count() == lines
            return
        self.trace.append(verb)
        if told:
            line = JournalLine.objects.filter(verb=verb).order_by("-pk").first()
            assert line is not None, verb
            assert (line.at, line.happened_at) == (self.now, happened_at), verb

    def one(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def enquiry(self, number: int, *states: str) -> Enquiry | None:
        rows = Enquiry.objects.filter(state__in=states).select_related("person", "channel", "campaign")
        found: Enquiry | None = self.one(rows, number)
        return found

    def waiting(self, number: int) -> Passing | None:
        rows = Passing.objects.filter(decision="waiting").select_related("enquiry__person", "agreement")
        found: Passing | None = self.one(rows, number)
        return found

    def opportunity(self, number: int, **columns: Any) -> Opportunity | None:
        found: Opportunity | None = self.one(Opportunity.objects.filter(**columns), number)
        return found

    def seller(self, number: int) -> User:
        return self.sellers[number % len(self.sellers)]

    # Marketing

    @rule(who=st.sampled_from(PEOPLE), minutes=earlier)
    def hear(self, who: str, minutes: int) -> None:
        def action(happened_at: datetime.datetime) -> None:
            contact = read_who(who)
            hear(contact=contact, by=self.maya, at=self.now, heard_at=happened_at, door="phone", words="Hm")

        self.step("marketing.enquiry.heard", action, minutes)

    @rule(number=which, state=st.sampled_from(["yes", "no"]))
    def tick(self, number: int, state: str) -> None:
        if enquiry := self.enquiry(number, "heard", "declined"):
            shown = ticks_of(enquiry, self.agreement)
            ticks = {shown[number % len(shown)].criterion_id: (state, "")}
            known = {one.criterion_id: (one.state, one.known) for one in shown}
            is_news = any(known[key] != value for key, value in ticks.items())
            self.step(
                "handover.enquiry.ticked",
                lambda at: save_ticks(enquiry=enquiry, ticks=ticks, by=self.maya, at=at),
                told=is_news,
            )

    @rule(number=which, reason=st.sampled_from(["spam", "duplicate", "not_for_us"]))
    def set_aside(self, number: int, reason: str) -> None:
        if enquiry := self.enquiry(number, "heard", "declined", "passed"):
            seen = {"enquiry": enquiry, "expected_version": enquiry.version}
            self.step(
                "marketing.enquiry.set_aside",
                lambda at: set_aside(**seen, reason=reason, by=self.maya, at=at),  # type: ignore[arg-type]
            )

    @rule(number=which)
    def bring_back(self, number: int) -> None:
        if enquiry := self.enquiry(number, "set_aside"):
            self.step(
                "marketing.enquiry.taken_up", lambda at: take_up_again(enquiry=enquiry, by=self.maya, at=at)
            )

    @rule(way=st.sampled_from(["by_hand", "in_turn", "by_load"]))
    def share_out(self, way: str) -> None:
        version = sharing().version
        self.step(
            "handover.sharing.changed",
            lambda at: set_sharing(way=way, expected_version=version, by=self.anna, at=at),
            told=sharing().way != way,
        )

    @rule(number=which, away=st.booleans())
    def take_part(self, number: int, away: bool) -> None:
        user = self.seller(number)
        self.step(
            "handover.seller.changed",
            lambda at: set_part(user=user, away=away, by=user, at=at),
            told=False,
        )

    @rule(number=which, minutes=earlier, to=st.none() | which)
    def pass_on(self, number: int, minutes: int, to: int | None) -> None:
        if enquiry := self.enquiry(number, "heard", "declined", "accepted"):
            seen: dict[str, Any] = {"enquiry": enquiry, "expected_version": enquiry.version, "by": self.maya}

            def action(happened_at: datetime.datetime) -> None:
                if to is None:
                    pass_by_rule(**seen, at=self.now, happened_at=happened_at)
                else:
                    pass_on(**seen, owner=self.seller(to), at=self.now, happened_at=happened_at)

            self.step("handover.enquiry.passed", action, minutes)

    # Sales

    @rule(number=which, minutes=earlier)
    def accept(self, number: int, minutes: int) -> None:
        if passing := self.waiting(number):
            self.step(
                "handover.enquiry.accepted",
                lambda at: accept(
                    passing=passing,
                    expected_version=passing.version,
                    by=self.anna,
                    at=self.now,
                    happened_at=at,
                ),
                minutes,
            )

    @rule(number=which, minutes=earlier, again=st.booleans())
    def decline(self, number: int, minutes: int, again: bool) -> None:
        if passing := self.waiting(number):
            until = (self.now + datetime.timedelta(days=90)).date() if again else None
            self.step(
                "handover.enquiry.declined",
                lambda at: decline(
                    passing=passing,
                    expected_version=passing.version,
                    reason="Too far away",
                    nurture_until=until,
                    by=self.anna,
                    at=self.now,
                    happened_at=at,
                ),
                minutes,
            )

    @rule(number=which, to=st.none() | which)
    def pass_and_accept(self, number: int, to: int | None) -> None:
        if enquiry := self.enquiry(number, "heard", "declined"):
            owner = None if to is None else self.seller(to)
            self.step(
                "handover.enquiry.accepted",
                lambda at: pass_and_accept(
                    enquiry=enquiry, expected_version=enquiry.version, owner=owner, by=self.anna, at=at
                ),
            )

    @rule(number=which, to=which)
    def give_to_another(self, number: int, to: int) -> None:
        if passing := self.waiting(number):
            owner = self.seller(to)
            self.step(
                "handover.enquiry.assigned",
                lambda at: assign(passing=passing, owner=owner, by=self.anna, at=at),
                told=owner != owner_now(passing),
            )

    @rule(number=which)
    def join(self, number: int) -> None:
        opportunity = self.opportunity(number, won_at=None, lost_at=None)
        enquiry = self.enquiry(number, "heard", "declined", "passed")
        if enquiry and opportunity:
            self.step(
                "handover.enquiry.joined",
                lambda at: join(enquiry=enquiry, opportunity=opportunity, by=self.anna, at=at),
            )

    @rule(number=which, amount=st.integers(100, 90_000), minutes=earlier)
    def win(self, number: int, amount: int, minutes: int) -> None:
        if row := self.opportunity(number, won_at=None, lost_at=None):
            self.step(
                "sales.opportunity.won",
                lambda at: sales.win(
                    opportunity=row,
                    expected_version=row.version,
                    amount_minor=amount,
                    by=self.anna,
                    at=self.now,
                    happened_at=at,
                ),
                minutes,
            )

    @rule(number=which)
    def lose(self, number: int) -> None:
        if row := self.opportunity(number, won_at=None, lost_at=None):
            self.step(
                "sales.opportunity.lost",
                lambda at: sales.lose(
                    opportunity=row, expected_version=row.version, reason="price", by=self.anna, at=at
                ),
            )

    @rule(number=which)
    def reopen(self, number: int) -> None:
        if row := self.opportunity(number, won_at=None, lost_at=None) or self.opportunity(number):
            self.step(
                "sales.opportunity.reopened",
                lambda at: sales.reopen(opportunity=row, expected_version=row.version, by=self.anna, at=at),
            )

    @rule(number=which, to=st.none() | which)
    def give_the_opportunity_to(self, number: int, to: int | None) -> None:
        if row := self.opportunity(number):
            owner = None if to is None else self.seller(to)
            self.step(
                "sales.opportunity.assigned",
                lambda at: sales.assign(
                    opportunity=row, expected_version=row.version, owner=owner, by=self.anna, at=at
                ),
                told=owner != row.owner,
            )

    # Both

    @rule(number=which)
    def speak(self, number: int) -> None:
        if person := self.one(Person.objects.filter(merged_into=None), number):
            self.step(
                "people.entry.noted",
                lambda at: note(
                    person=person,
                    by=self.seller(number),
                    at=at,
                    happened_at=at,
                    purpose=Purpose.SELLING,
                    direction=Direction.TWO_WAY,
                    kind=Kind.CALL,
                    title="A call",
                ),
                told=False,
            )

    @rule(number=which)
    def merge_persons(self, number: int) -> None:
        persons = list(Person.objects.filter(merged_into=None).order_by("pk"))
        if len(persons) > 1:
            kept, gone = persons[number % len(persons)], persons[(number + 1) % len(persons)]
            self.step(
                "people.person.merged",
                lambda at: merge(kept=kept, gone=gone, by=self.anna, at=at),
                told=False,
            )

    @rule(number=st.integers(0, 5))
    def take_something_back(self, number: int) -> None:
        rows = JournalLine.objects.filter(verb__in=registered_undo(), undone_at=None).order_by("-pk")[:30]
        lines = [line for line in rows if line.verb.startswith(UNDONE_OFTEN)]
        if lines:
            line = lines[number % len(lines)]
            self.step(f"{line.verb}.undone", lambda at: undo(line_id=line.pk, by=self.anna, at=at), told=True)

    # What is always so

    @invariant()
    def an_enquiry_is_in_one_state(self) -> None:
        for enquiry in Enquiry.objects.order_by("pk"):
            standing = Passing.objects.filter(enquiry=enquiry).exclude(decision="taken_back")
            decisions = list(standing.order_by("pk").values_list("decision", flat=True))
            feeds = Feeding.objects.filter(enquiry=enquiry).count()
            said = (enquiry.pk, enquiry.state, decisions, feeds, self.trace)
            assert decisions.count("waiting") == (1 if enquiry.state == "passed" else 0), said
            assert decisions.count("accepted") == feeds == (1 if enquiry.state == "accepted" else 0), said
            if enquiry.state in ("passed", "accepted"):
                assert decisions[-1] == ("waiting" if enquiry.state == "passed" else "accepted"), said
                assert enquiry.passed_at is not None, said
            if enquiry.state == "heard":
                assert decisions == [], said
                assert (enquiry.passed_at, enquiry.accepted_at, enquiry.declined_at) == (None, None, None), (
                    said
                )
            if enquiry.state == "declined":
                assert (decisions[-1], enquiry.declined_at is not None) == ("declined", True), said
            assert (enquiry.accepted_at is not None) == (enquiry.state == "accepted"), said
            if enquiry.state != "accepted":
                assert (enquiry.outcome, enquiry.first_sale_minor) == ("open", None), said

    @invariant()
    def whoever_was_passed_it_is_known(self) -> None:
        for passing in Passing.objects.exclude(decision="taken_back"):
            assert passing.owner is not None, self.trace
            assert owner_now(passing) is not None, self.trace
        for feeding in Feeding.objects.filter(opened_it=True).select_related("opportunity"):
            assert feeding.opportunity.owner_id is not None, self.trace

    @invariant()
    def the_statistics_are_right(self) -> None:
        assert_counted_right(self.trace)


QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def test_two_desks_keep_every_enquiry_in_one_state() -> None:
    run_state_machine_as_test(
        TwoDesks,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=QUIET,
            phases=[Phase.explicit, Phase.generate],
            derandomize=True,
            database=None,
        ),
    )


@pytest.mark.long
def test_two_desks_for_a_long_time() -> None:
    run_state_machine_as_test(
        TwoDesks,
        settings=settings(
            max_examples=30,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=QUIET,
            database=None,
        ),
    )
