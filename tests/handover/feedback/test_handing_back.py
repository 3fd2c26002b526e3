"""What is sold is handed back to marketing as a copy, and follows the sale wherever it goes."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.handover.feedback.actions import hand_back, hand_back_all
from tandem.handover.passing.actions import pass_and_accept
from tandem.marketing.care.models import Purchase
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates.actions import merge
from tandem.people.persons.models import Person
from tandem.people.privacy.actions import erase
from tandem.sales.opportunities.actions import reopen, win
from tandem.sales.opportunities.bringing_in import open_history_many
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.removing import remove_many
from tandem.sales.opportunities.words import PastOpportunity
from tandem.sales.orders.actions import accept_order, take_back_order
from tandem.sales.orders.models import Order
from tandem.sales.orders.words import Line
from tests.handover.desks import NOW, an_enquiry, days


def a_win(anna: User, who: str = "Priya Shah priya@cafe.example", *, on: float = 5) -> Order:
    at = NOW + days(on)
    enquiry = an_enquiry(who, at=NOW)
    opportunity = pass_and_accept(enquiry=enquiry, expected_version=1, owner=anna, by=anna, at=NOW)
    return win(
        opportunity=opportunity,
        expected_version=opportunity.version,
        amount_minor=136_800,
        by=anna,
        at=at,
    )


def an_order(anna: User, person: Person, *lines: Line, at: datetime.datetime = NOW) -> Order:
    return accept_order(
        opportunity=None, person=person, organisation=None, lines=list(lines), currency="GBP", by=anna, at=at
    )


def copied() -> list[tuple[object, ...]]:
    names = ("sale_key", "title", "amount_minor", "currency", "again_after_days")
    return list(Purchase.objects.filter(taken_back_at=None).order_by("bought_at").values_list(*names))


def test_a_win_is_handed_back(anna: User) -> None:
    order = a_win(anna)
    copy = Purchase.objects.get()
    assert (copy.sale_key, copy.person_id, copy.title) == (
        order.pk,
        order.person_id,
        "Eight dining chairs for our café",
    )
    assert (copy.amount_minor, copy.currency, copy.bought_at) == (136_800, "GBP", NOW + days(5))
    assert (copy.lines, copy.again_after_days, copy.newest_at) == ([], None, NOW + days(5))


def test_an_order_of_several_lines_keeps_them(anna: User) -> None:
    person = a_win(anna).person
    stools = Line(words="Stool", net_minor=9_000, quantity=Decimal("2.000"))
    an_order(anna, person, Line(words="Sofa", net_minor=90_000), stools)
    copy = Purchase.objects.get(title="Sofa")
    assert (copy.amount_minor, copy.more) == (99_000, 1)
    assert copy.lines[1] == {"words": "Stool", "amount_minor": 9_000, "quantity": "2"}


def test_told_twice_it_is_no_news(anna: User) -> None:
    order = a_win(anna)
    assert hand_back(order_ids=[order.pk], at=NOW) == 0
    assert Purchase.objects.count() == 1


def test_a_win_that_is_opened_again_is_taken_back_and_won_again_it_stands(anna: User) -> None:
    order = a_win(anna)
    opportunity = Opportunity.objects.get()
    reopen(opportunity=opportunity, expected_version=opportunity.version, by=anna, at=NOW + days(6))
    assert copied() == []
    assert Purchase.objects.get().newest_at is None
    again = win(
        opportunity=opportunity,
        expected_version=opportunity.version,
        amount_minor=1000,
        by=anna,
        at=NOW + days(7),
    )
    assert [row[0] for row in copied()] == [again.pk]
    assert again.pk != order.pk


def test_the_undo_of_a_win_takes_the_copy_back(anna: User) -> None:
    a_win(anna)
    undo(line_id=JournalLine.objects.get(verb="sales.opportunity.won").pk, by=anna, at=NOW + days(5))
    assert copied() == []


def test_the_days_between_follow_every_change(anna: User) -> None:
    # given three orders, 30 and 12 days apart, and one more on the day of the last
    person = a_win(anna, on=0).person
    second = an_order(anna, person, Line(words="Stool", net_minor=100), at=NOW + days(30))
    an_order(anna, person, Line(words="Lamp", net_minor=100), at=NOW + days(42))
    an_order(anna, person, Line(words="Bulb", net_minor=100), at=NOW + days(42.2))
    assert [row[-1] for row in copied()] == [None, 30, 12, None]
    assert list(Purchase.objects.exclude(newest_at=None).values_list("title", flat=True)) == ["Bulb"]

    # when the second is taken back, then the third came 42 days after the first
    take_back_order(order=second, by=anna, at=NOW + days(43))
    assert [row[-1] for row in copied()] == [None, 42, None]


def test_two_who_are_one_bought_again_until_they_are_two(anna: User) -> None:
    first, second = a_win(anna, on=1), a_win(anna, "P. Shah", on=21)
    merge(kept=first.person, gone=second.person, by=anna, at=NOW + days(30))
    assert [row[-1] for row in copied()] == [None, 20]
    assert set(Purchase.objects.values_list("person", flat=True)) == {first.person_id}

    undo(line_id=JournalLine.objects.get(verb="people.person.merged").pk, by=anna, at=NOW + days(31))
    assert [row[-1] for row in copied()] == [None, None]
    assert Purchase.objects.exclude(newest_at=None).count() == 2
    assert Purchase.objects.get(sale_key=second.pk).person_id == second.person_id


def test_nothing_is_kept_of_an_erased_person(anna: User) -> None:
    order = a_win(anna)
    erase(person=order.person, by=anna, at=NOW + days(8))
    assert not Purchase.objects.exists()
    # and nothing comes back, whatever becomes of the order
    take_back_order(order=Order.objects.get(), by=anna, at=NOW + days(9))
    assert hand_back_all(by=anna, at=NOW + days(9)) == 0
    assert not Purchase.objects.exists()


def past(persons: int, *, each: int = 1) -> list[PastOpportunity]:
    made = [Person.objects.create(name=f"Person {number}", created_at=NOW) for number in range(persons)]
    return [
        PastOpportunity(
            person_id=person.pk,
            organisation_id=None,
            title=f"Chair {number}",
            opened_at=NOW,
            brief={},
            owner_id=None,
            amount_minor=5000,
            currency="GBP",
            stage="",
            outcome="won",
            closed_at=NOW + days(10 * number + 1),
            lost_reason="",
        )
        for person in made
        for number in range(each)
    ]


def test_an_import_of_many_takes_as_many_questions_as_one_of_few(anna: User) -> None:
    counts = []
    for rows in (past(2, each=2), past(40, each=3)):
        with CaptureQueriesContext(connection) as queries:
            open_history_many(rows=rows, by=anna, at=NOW + days(60), import_id=1)
        counts.append(len([query for query in queries if "marketing_purchase" in query["sql"]]))
    assert counts == [4, 4]
    again = Purchase.objects.exclude(again_after_days=None).values_list("again_after_days", flat=True)
    assert list(again) == [10] * 82


def test_an_import_that_is_taken_out_leaves_no_copy(anna: User) -> None:
    opened = open_history_many(rows=past(3), by=anna, at=NOW, import_id=1)
    assert Purchase.objects.count() == 3
    remove_many(opportunity_ids=[one.pk for one in opened[:2]], by=anna, at=NOW)
    assert Purchase.objects.count() == 1


def test_sales_from_before_are_handed_back_at_once(anna: User, joe: User) -> None:
    # given a sale without a copy, and a copy without a sale
    order = a_win(anna)
    Purchase.objects.update(sale_key=order.pk + 1000)
    with pytest.raises(NotAllowed):
        hand_back_all(by=joe, at=NOW)
    assert hand_back_all(by=anna, at=NOW) == 2
    assert [row[0] for row in copied()] == [order.pk]
    assert hand_back_all(by=anna, at=NOW) == 0
