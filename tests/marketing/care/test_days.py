"""The day on which a customer wants to be asked again stands with their latest purchase, whichever it is."""

import datetime

import pytest

from tandem.marketing.care.actions import ask_again, receive_sales
from tandem.marketing.care.models import Purchase
from tandem.marketing.care.words import SaleCopy
from tandem.office.accounts.models import User
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates.actions import merge
from tandem.people.persons.models import Person
from tests.handover.again.customers import NOW, a_customer, bought
from tests.handover.desks import days


def named(person: Person, ahead: float) -> None:
    ask_again(purchase=Purchase.objects.get(person=person, newest_at__isnull=False), at=NOW + days(ahead))


def day_of(person: Person) -> float | None:
    row = Purchase.objects.get(person=person, newest_at__isnull=False)
    return (row.ask_again_at - NOW) / days(1) if row.ask_again_at else None


def told_once_more(row: Purchase, taken_back_at: datetime.datetime | None) -> None:
    columns = ("sale_key", "person_id", "bought_at", "amount_minor", "currency")
    values = {name: getattr(row, name) for name in columns}
    receive_sales(copies=[SaleCopy(**values, lines=(), taken_back_at=taken_back_at)], at=NOW)


def whose_day_was_carried() -> tuple[Person, Purchase, Purchase]:
    """Whose day was named with the latest of three sales; as that was taken back, the second has it."""
    ada = a_customer("Ada", 300, 200, 100)
    named(ada, 20)
    _first, second, third = sales_of(ada)
    told_once_more(third, NOW)
    return ada, second, third


def test_the_day_they_named_outlives_the_sale(maya: User) -> None:
    # given somebody who bought twice and named a day, when the latest sale is taken back
    ada = a_customer("Ada", 200, 100)
    named(ada, 20)
    latest = Purchase.objects.get(newest_at__isnull=False)
    told_once_more(latest, NOW)

    # then the day stands with the one before; and where it was before when it is a sale again
    assert (day_of(ada), Purchase.objects.get(newest_at__isnull=False).title) == (20, "Sofa")
    told_once_more(latest, None)
    assert day_of(ada) == 20
    assert Purchase.objects.filter(ask_again_at__isnull=False).get() == latest


@pytest.mark.parametrize(("of_gone", "both"), [(None, 20), (10, 20), (30, 30), (-120, 20)])
def test_the_day_they_named_outlives_a_merge_and_its_undo(
    anna: User, of_gone: float | None, both: float
) -> None:
    # given one who named a day, and the same person written down twice, who bought later
    kept, gone = a_customer("Kept", 100), a_customer("Gone", 50)
    named(kept, 20)
    if of_gone is not None:
        named(gone, of_gone)

    # when they become one, then the later day holds
    merge(kept=kept, gone=gone, by=anna, at=NOW)
    assert day_of(kept) == both

    # and each has their own when they are two again
    undo(line_id=JournalLine.objects.get(verb="people.person.merged").pk, by=anna, at=NOW)
    assert (day_of(kept), day_of(gone)) == (20, of_gone)
    assert not Purchase.objects.exclude(asked_at_key=None).exists()


def test_who_has_bought_anew_named_no_day_yet(anna: User) -> None:
    # given two who became one with the day of one of them, when they buy
    kept, gone = a_customer("Kept", 100), a_customer("Gone", 50)
    named(kept, 20)
    merge(kept=kept, gone=gone, by=anna, at=NOW)
    bought(kept, [0])
    assert day_of(kept) is None

    # when that sale is taken back, then they are as before
    told_once_more(Purchase.objects.get(newest_at__isnull=False), NOW)
    assert day_of(kept) == 20


def test_a_day_before_they_bought_is_over(anna: User) -> None:
    kept, gone = a_customer("Kept", 100), a_customer("Gone", 10)
    named(kept, -15)
    merge(kept=kept, gone=gone, by=anna, at=NOW)
    assert day_of(kept) is None


def test_what_they_said_since_is_their_word(anna: User) -> None:
    kept, gone = a_customer("Kept", 100), a_customer("Gone", 50)
    named(kept, 20)
    merge(kept=kept, gone=gone, by=anna, at=NOW)
    named(kept, 40)
    undo(line_id=JournalLine.objects.get(verb="people.person.merged").pk, by=anna, at=NOW)
    assert (day_of(kept), day_of(gone)) == (20, 40)


def test_what_somebody_said_meanwhile_is_not_overwritten(maya: User) -> None:
    row = Purchase.objects.get(person=a_customer("Ada", 200, 100), newest_at__isnull=False)
    seen = Purchase.objects.get(pk=row.pk)
    ask_again(purchase=row, at=NOW)
    with pytest.raises(Refused, match="changed"):
        ask_again(purchase=seen, at=NOW + days(1))
    earlier = Purchase.objects.filter(newest_at=None).first()
    assert earlier is not None
    with pytest.raises(Refused, match="changed"):
        ask_again(purchase=earlier, at=NOW)


def sales_of(person: Person) -> list[Purchase]:
    """The earliest first."""
    return list(Purchase.objects.filter(person=person).order_by("bought_at"))


def taken_out(*rows: Purchase) -> None:
    """As a list that is taken out again does: the sales are not there any more."""
    receive_sales(copies=[], gone=[row.sale_key for row in rows], at=NOW)


def test_the_day_they_named_outlives_a_sale_that_is_taken_out(maya: User) -> None:
    ada, second, third = whose_day_was_carried()

    # when the second, which has the day now, is taken out with the list that it came by
    taken_out(second)

    # then the first has it, and the third again when it is a sale again
    assert day_of(ada) == 20
    told_once_more(third, None)
    assert sales_of(ada)[-1].pk == Purchase.objects.get(ask_again_at__isnull=False).pk == third.pk
    assert day_of(ada) == 20


def test_the_day_stays_where_the_sale_that_it_was_named_with_is_taken_out(maya: User) -> None:
    # given the same
    ada, second, third = whose_day_was_carried()

    # when it is the taken-back sale that goes
    taken_out(third)

    # then the second keeps the day, as its own
    assert (day_of(ada), Purchase.objects.get(newest_at__isnull=False).pk) == (20, second.pk)
    assert not Purchase.objects.exclude(asked_at_key=None).exists()


def test_of_two_that_are_taken_out_at_once_the_day_goes_to_the_one_that_stays(maya: User) -> None:
    ada, ben = a_customer("Ada", 300, 200, 100), a_customer("Ben", 50)
    for person in (ada, ben):
        named(person, 20)
    first, second, third = sales_of(ada)
    told_once_more(third, NOW)
    taken_out(second, third, *sales_of(ben))
    assert list(Purchase.objects.all()) == [first]
    assert (day_of(ada), first.asked_at_key) == (20, None)


def test_a_later_sale_that_is_taken_out_gives_the_day_back(maya: User) -> None:
    # given a day, and a sale after it, with which another one was named
    ada = a_customer("Ada", 200)
    named(ada, 20)
    bought(ada, [100])
    assert day_of(ada) is None
    named(ada, 40)

    # when that sale is taken out, then the last word holds
    taken_out(sales_of(ada)[-1])
    assert day_of(ada) == 40
    assert not Purchase.objects.exclude(asked_at_key=None).exists()


@pytest.mark.parametrize(("ago", "stands"), [(150, 20), (50, 20), (-30, None)])
def test_a_sale_that_comes_as_the_only_one_goes_takes_the_day_over(
    maya: User, ago: float, stands: float | None
) -> None:
    # given the only sale of somebody, with a day
    ada = a_customer("Ada", 100)
    named(ada, 20)
    (old,) = sales_of(ada)

    # when a list without it brings another one
    fresh = SaleCopy(
        sale_key=old.sale_key + 1,
        person_id=ada.pk,
        bought_at=NOW - days(ago),
        amount_minor=50_000,
        currency="GBP",
        lines=(),
    )
    receive_sales(copies=[fresh], gone=[old.sale_key], at=NOW)

    # then the day is theirs, unless they bought after it
    assert (sales_of(ada)[0].sale_key, day_of(ada)) == (fresh.sale_key, stands)
    assert not Purchase.objects.exclude(asked_at_key=None).exists()
