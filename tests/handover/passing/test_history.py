"""What an import tells of the past is written at once, and can be taken out again."""

import datetime

import pytest

from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.actions import record_history_many, remove_imported, worked_on_since_import
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import waiting_count
from tandem.handover.passing.words import History
from tandem.marketing.enquiries import actions as marketing
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Heard
from tandem.office.accounts.models import User
from tandem.people.persons.words import Contact
from tandem.people.timeline.actions import note
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.models import Order
from tests.handover.desks import NOW, days

START = NOW - days(200)


def brought(by: User, *names: str) -> list[Enquiry]:
    rows = [
        Heard(
            contact=Contact(name=name, emails=(f"{name}@x.example",)),
            heard_at=START,
            door="import",
            source="fair",
        )
        for name in names
    ]
    return [
        one for one in marketing.hear_many(rows=rows, by=by, at=NOW, import_id=7) if isinstance(one, Enquiry)
    ]


@pytest.fixture
def past(anna: User, joe: User) -> list[Enquiry]:
    won, lost, declined, waiting, heard, again = brought(
        anna, "won", "lost", "declined", "waiting", "heard", "won"
    )
    record_history_many(
        rows=[
            History(
                enquiry=won,
                owner=joe,
                passed_at=START + days(1),
                first_answered_at=START + days(2),
                accepted_at=START + days(3),
                outcome="won",
                closed_at=START + days(20),
                amount_minor=60_000,
            ),
            History(enquiry=lost, owner=joe, outcome="lost", closed_at=START + days(9)),
            History(enquiry=declined, declined_at=START + days(4), declined_reason="Too far away"),
            History(enquiry=waiting, passed_at=START + days(1)),
            History(enquiry=heard),
            History(enquiry=again, owner=joe, outcome="won", closed_at=START + days(50), amount_minor=9_000),
        ],
        by=anna,
        at=NOW,
        import_id=7,
    )
    return list(Enquiry.objects.order_by("pk"))


def test_what_was_declined_and_called_lost_was_never_accepted(anna: User, joe: User) -> None:
    declined, lost_later = brought(anna, "declined", "later")
    told = {"owner": joe, "outcome": "lost", "closed_at": START + days(9), "declined_at": START + days(4)}
    passings = record_history_many(
        rows=[
            History(enquiry=declined, lost_reason="Too far away", **told),
            History(enquiry=lost_later, accepted_at=START + days(5), **told),
        ],
        by=anna,
        at=NOW,
        import_id=7,
    )
    assert [(one.decision, one.decided_at, one.declined_reason) for one in passings] == [
        ("declined", START + days(4), "Too far away"),
        ("accepted", START + days(5), ""),
    ]
    assert [(one.state, one.outcome) for one in Enquiry.objects.order_by("pk")] == [
        ("declined", "open"),
        ("accepted", "lost"),
    ]


def test_each_stands_where_the_file_says(past: list[Enquiry], joe: User) -> None:
    told = [(one.state, one.accepted_at, one.declined_at, one.outcome, one.first_sale_minor) for one in past]
    assert told == [
        ("accepted", START + days(3), None, "won", 60_000),
        # What the file does not tell stays unknown.
        ("accepted", None, None, "lost", None),
        ("declined", None, START + days(4), "open", None),
        ("passed", None, None, "open", None),
        ("heard", None, None, "open", None),
        ("accepted", None, None, "won", None),
    ]
    assert [one.version for one in past] == [1] * 6
    first = Passing.objects.get(enquiry=past[0])
    assert (first.owner, first.passed_at, first.first_answered_at, first.decided_at) == (
        joe,
        START + days(1),
        START + days(2),
        START + days(3),
    )
    assert first.decide_due_at is None
    assert Order.objects.count() == 2
    assert list(Opportunity.objects.values_list("won_at", "lost_at").order_by("pk")) == [
        (START + days(20), None),
        (None, START + days(9)),
        (START + days(50), None),
    ]
    # Nobody promised anything for what is history.
    assert waiting_count() == 0


def test_an_import_is_taken_out_but_for_what_was_worked_with(past: list[Enquiry], anna: User) -> None:
    # given a call with one of them since
    note(
        person=past[1].person,
        by=anna,
        at=NOW + days(1),
        happened_at=NOW + days(1),
        purpose="selling",
        direction="outgoing",
        kind="call",
    )

    # when the import is undone
    keep = worked_on_since_import(import_id=7)
    assert keep == {past[1].pk}
    remove_imported(import_id=7, keep=keep, by=anna, at=NOW + days(2))

    # then only that one keeps its passing
    assert list(Passing.objects.values_list("enquiry", flat=True)) == [past[1].pk]
    assert list(Feeding.objects.values_list("enquiry", flat=True)) == [past[1].pk]


def test_marketing_takes_its_part_out(past: list[Enquiry], anna: User) -> None:
    remove_imported(import_id=7, keep=set(), by=anna, at=NOW)
    Order.objects.all().delete()
    Opportunity.objects.all().delete()
    marketing.remove_imported(import_id=7, keep={past[4].pk}, by=anna, at=NOW)
    assert list(Enquiry.objects.all()) == [past[4]]


def test_a_later_file_with_an_earlier_sale_moves_the_first_sale(past: list[Enquiry], anna: User) -> None:
    # given a person whose first sale is known
    [earlier] = brought(anna, "won")

    # when another file brings one from before
    record_history_many(
        rows=[
            History(
                enquiry=earlier,
                outcome="won",
                closed_at=START + datetime.timedelta(hours=5),
                amount_minor=1_000,
            )
        ],
        by=anna,
        at=NOW,
        import_id=8,
    )

    # then that one is the first
    earlier.refresh_from_db()
    past[0].refresh_from_db()
    assert (earlier.first_sale_minor, past[0].first_sale_minor, past[0].outcome) == (1_000, None, "won")
