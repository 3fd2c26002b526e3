"""What the facts keep of the handover: who said what, how long the first answer took, and when it ended."""

import datetime
import importlib
from typing import Any

import pytest
from django.apps import apps

from tandem.handover.passing.actions import accept, decline
from tandem.handover.passing.history import record_history_many
from tandem.handover.passing.words import History
from tandem.marketing.enquiries.actions import set_aside
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities.actions import lose, reopen
from tandem.sales.opportunities.models import Opportunity
from tandem.together.statistics.models import EnquiryFact
from tandem.together.statistics.queries import data_version
from tandem.together.statistics.words import Decided
from tests.sales.shop import NOW, a_user, days
from tests.together.shop import accepted, declined, heard, passed, won
from tests.together.statistics import oracle

pytestmark = pytest.mark.django_db


def hours(number: int) -> datetime.timedelta:
    return datetime.timedelta(hours=number)


def fact(enquiry: Enquiry) -> EnquiryFact:
    return EnquiryFact.objects.get(pk=enquiry.pk)


def decided(enquiry: Enquiry) -> int:
    return fact(enquiry).decided


def brought_in(enquiry: Enquiry, **told: Any) -> None:
    record_history_many(rows=[History(enquiry=enquiry, **told)], by=None, at=NOW, import_id=1)


def spoke(enquiry: Enquiry, by: object, *, after: int) -> JournalLine:
    note(
        person=enquiry.person,
        by=by,  # type: ignore[arg-type]
        at=NOW + hours(after),
        happened_at=NOW + hours(after),
        purpose=Purpose.SELLING,
        direction=Direction.TWO_WAY,
        kind=Kind.CALL,
        title="A call",
    )
    return JournalLine.objects.get(verb="people.entry.noted", at=NOW + hours(after))


def test_nothing_was_said_of_what_only_waits() -> None:
    enquiry = heard("Ann")
    assert decided(enquiry) == Decided.NOT_SAID
    passed(enquiry, a_user())
    assert decided(enquiry) == Decided.NOT_SAID


def test_sales_accepts_or_declines() -> None:
    joe = a_user()
    taken, refused = heard("Ann"), heard("Ben")
    accepted(taken, joe)
    declined(refused, joe)
    assert (decided(taken), decided(refused)) == (Decided.ACCEPTED, Decided.DECLINED)


def test_who_was_declined_and_is_accepted_later_was_accepted() -> None:
    joe = a_user()
    enquiry = heard("Ann")
    declined(enquiry, joe)
    passing = passed(enquiry, joe, at=NOW + days(30))
    assert decided(enquiry) == Decided.DECLINED
    accept(passing=passing, expected_version=passing.version, by=joe, at=NOW + days(31))
    assert decided(enquiry) == Decided.ACCEPTED


def test_not_for_us_is_a_no_of_marketing_and_spam_is_nothing() -> None:
    strange, spam = heard("Ann"), heard("Ben")
    set_aside(enquiry=strange, expected_version=1, reason="not_for_us", by=None, at=NOW)
    set_aside(enquiry=spam, expected_version=1, reason="spam", by=None, at=NOW)
    assert (decided(strange), decided(spam)) == (Decided.DECLINED, Decided.NOT_SAID)


def test_a_win_without_a_recorded_acceptance_was_not_accepted_by_anybody() -> None:
    silent, told, refused = heard("Ann"), heard("Ben"), heard("Cat")
    brought_in(silent, outcome="won", closed_at=NOW + days(3))
    brought_in(told, outcome="won", accepted_at=NOW + days(1), closed_at=NOW + days(3))
    brought_in(refused, declined_reason="Too far")
    assert [decided(one) for one in (silent, told, refused)] == [
        Decided.NOT_SAID,
        Decided.ACCEPTED,
        Decided.DECLINED,
    ]


def test_the_first_answer_is_counted_from_the_first_passing() -> None:
    # given an enquiry that was passed
    joe = a_user()
    enquiry = heard("Ann")
    passing = passed(enquiry, joe, at=NOW + hours(1))
    assert fact(enquiry).answer_minutes is None

    # when somebody answers after two hours, and again
    line = spoke(enquiry, joe, after=3)
    spoke(enquiry, joe, after=5)
    assert fact(enquiry).answer_minutes == 120

    # then it stays so when it is declined and passed again, and follows when the entry is taken back
    decline(passing=passing, expected_version=1, reason="Too far away", by=joe, at=NOW + hours(6))
    passed(enquiry, joe, at=NOW + days(30))
    assert fact(enquiry).answer_minutes == 120
    undo(line_id=line.pk, by=None, at=NOW + hours(7))
    assert fact(enquiry).answer_minutes == 240


def test_an_end_without_a_day_has_none() -> None:
    # given a list that tells of ends, and not when they were
    sold, gone = heard("Ann"), heard("Ben")
    brought_in(sold, outcome="won", amount_minor=700)
    brought_in(gone, outcome="lost")

    # then they count, without a day
    assert (fact(sold).state, fact(sold).day_closed, fact(sold).amount_minor) == ("won", None, 700)
    assert (fact(gone).state, fact(gone).day_closed) == ("lost", None)

    # when one is opened again and lost, then somebody knows when
    opportunity = Opportunity.objects.get(person=gone.person)
    reopen(opportunity=opportunity, expected_version=opportunity.version, by=None, at=NOW + days(1))
    assert fact(gone).state == "open"
    opportunity.refresh_from_db()
    lose(
        opportunity=opportunity,
        expected_version=opportunity.version,
        reason="price",
        by=None,
        at=NOW + days(2),
    )
    assert (fact(gone).state, fact(gone).day_closed) == ("lost", (NOW + days(2)).date())


def test_a_win_of_which_no_amount_was_told_is_no_sale_for_nothing() -> None:
    silent, free = heard("Ann"), heard("Ben")
    brought_in(silent, outcome="won", closed_at=NOW)
    brought_in(free, outcome="won", closed_at=NOW, amount_minor=0)
    assert (fact(silent).first_sales, fact(free).first_sales) == (0, 1)


def test_the_version_is_another_after_each_change_and_the_same_without() -> None:
    # given one enquiry
    joe = a_user()
    enquiry = heard("Ann")
    seen = [data_version()]

    # when things happen to it, then each is a new version
    won(enquiry, joe, 60000)
    seen.append(data_version())
    heard("Ben")
    seen.append(data_version())
    assert sorted(set(seen)) == seen

    # and what changes nothing that is counted leaves it
    note(
        person=enquiry.person,
        by=joe,
        at=NOW,
        happened_at=NOW,
        purpose=Purpose.CARE,
        direction=Direction.INTERNAL,
        kind=Kind.NOTE,
        title="Likes tea",
    )
    assert data_version() == seen[-1]


def test_an_older_database_gets_its_facts_filled() -> None:
    # given facts from before anything was kept of the handover
    joe = a_user()
    won(heard("Ann"), joe, 60000)
    declined(heard("Ben"), joe)
    strange, waiting = heard("Cat"), heard("Dan")
    set_aside(enquiry=strange, expected_version=1, reason="not_for_us", by=None, at=NOW)
    passed(waiting, joe)
    spoke(waiting, joe, after=2)
    EnquiryFact.objects.update(decided=0, answer_minutes=None)

    # when the migration runs, then they are those that a slow count gives
    migration = importlib.import_module("tandem.together.migrations.0002_facts_of_the_handover")
    migration.fill(apps, None)
    assert oracle.kept_at_handover() == oracle.at_handover()
    assert set(oracle.kept_at_handover().values()) == {(1, None), (2, None), (0, 120)}
