"""With whom sales gets in touch because they may need something again, and who does."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.handover.again.actions import not_reached
from tandem.handover.again.queries import all_due, last_working_day, list_of, tried_again_on, won_by
from tandem.handover.again.telling import Teller, opening_words, rows_of, teller_for, usual_words, why_words
from tandem.handover.again.words import READ_AT_MOST, Talk
from tandem.marketing.care.actions import ask_again, leave_in_peace, note_contact
from tandem.marketing.care.due import due_between
from tandem.marketing.care.models import Purchase
from tandem.marketing.care.usual import usual_interval
from tandem.marketing.care.words import Interval
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.business.queries import calendar, the_business
from tandem.people.consent.actions import tell
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.privacy.actions import erase
from tandem.sales.opportunities.actions import open_opportunity, reopen
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.steps.queries import next_working_day
from tests.handover.again.customers import NOW, a_customer, bought, purchase_of, regulars, won
from tests.handover.desks import a_user, an_enquiry, days


def due(user: User | None) -> list[str]:
    return [str(row.person) for row in list_of(user, NOW).found]


def interval() -> Any:
    found = usual_interval()
    assert found is not None
    return found


@pytest.fixture
def known(joe: User) -> User:
    """Joe sells, and what is usual is known: 90 days."""
    regulars()
    return joe


def test_nobody_before_enough_came_back(joe: User) -> None:
    a_customer("Ada", 300, 200, 100)
    assert due(joe) == due(None) == []


def test_a_day_that_somebody_named_stands_before_anybody_knows_what_is_usual(joe: User) -> None:
    # given one whose day came yesterday, one whose day is to come, and one of long ago
    for name, ahead in (("Ada", -1), ("Ben", 20), ("Cleo", -91)):
        ask_again(purchase=purchase_of(a_customer(name, 200)), at=NOW + days(ahead))
    assert due(joe) == due(None) == ["Ada"]
    [row] = rows_of(list_of(joe, NOW).today, teller_for(None, joe, NOW))
    assert row.why == "Wanted to be asked again: yesterday. Bought “Sofa” 7 months ago."


def test_who_has_been_away_longest_comes_first(known: User) -> None:
    # given the usual 90 days, and nobody as long after most were back, at 120
    a_customer("Not yet", 89)
    a_customer("Just due", 91)
    a_customer("Due for long", 209)
    a_customer("Gone for good", 211)
    assert due(known) == ["Due for long", "Just due"]


def test_it_is_for_whoever_won_their_latest_sale(known: User, anna: User) -> None:
    won("Ada ada@x.example", ago=100, by=known)
    won("Ben ben@x.example", ago=110, by=anna)
    a_customer("Cleo", 120)
    # nobody's are everybody's
    assert due(known) == ["Cleo", "Ada"]
    assert due(anna) == ["Cleo", "Ben"]
    assert due(None) == ["Cleo", "Ben", "Ada"]
    rows = list(Purchase.objects.filter(person__name__in=("Ada", "Ben", "Cleo")).order_by("person__name"))
    assert list(won_by(rows).values()) == [known, anna, None]


@pytest.mark.parametrize("gone", [{"is_active": False}, {"role": "marketing"}])
def test_where_that_one_no_longer_sells_it_is_for_whoever_sells(
    known: User, anna: User, gone: dict[str, Any]
) -> None:
    won("Ada ada@x.example", ago=100, by=a_user("Ines", "sales"))
    assert due(known) == []
    User.objects.filter(name="Ines").update(**gone)
    assert due(known) == due(anna) == ["Ada"]
    assert list(won_by([purchase_of(Person.objects.get(name="Ada"))]).values()) == [None]


def refuse(person: Person, by: User) -> None:
    tell(person=person, use="newsletter", given=False, basis="objected", source="phone", by=by, at=NOW)


def begin_work(person: Person, by: User) -> None:
    open_opportunity(person=person, title="A chair", owner=by, by=by, at=NOW - days(140))


def ask(person: Person, by: User) -> None:
    an_enquiry("Somebody x@x.example", at=NOW - days(2))
    Enquiry.objects.update(person=person)


def ask_before(person: Person, by: User) -> None:
    """Before they bought, and nobody has answered that yet."""
    an_enquiry("Somebody x@x.example", at=NOW - days(101))
    Enquiry.objects.update(person=person)


def speak(person: Person, by: User) -> None:
    note_contact(person=person, kind="call", by=by, at=NOW - days(3))


def take_back(person: Person, by: User) -> None:
    Purchase.objects.filter(person=person).delete()
    Person.objects.filter(pk=person.pk).delete()
    sold = won("Ada ada@x.example", ago=100, by=by)
    row = Opportunity.objects.get(person=sold)
    reopen(opportunity=row, expected_version=row.version, by=by, at=NOW - days(50))


@pytest.mark.parametrize("happened", [refuse, begin_work, ask, ask_before, speak, take_back])
def test_never_somebody_who(known: User, happened: Any) -> None:
    happened(a_customer("Ada", 100), known)
    assert due(known) == []


def test_never_somebody_left_in_peace_or_with_an_address_never_to_be_used(known: User, anna: User) -> None:
    leave_in_peace(person=a_customer("Peaceful", 100), by=known, at=NOW)
    gone = add_person(contact=Contact(name="Gone", emails=("gone@x.example",)), by=None, at=NOW)
    erase(person=gone, by=anna, at=NOW)
    a_customer("Again", 100, emails=("gone@x.example",))
    assert due(known) == []


def test_photographs_are_another_matter(known: User) -> None:
    person = a_customer("Ada", 100)
    tell(person=person, use="photos", given=False, basis="objected", source="phone", by=known, at=NOW)
    assert due(known) == ["Ada"]


def test_what_is_told_of_each(known: User) -> None:
    people = [
        a_customer("Ada Crane", 100, title="Two armchairs"),
        a_customer("Dr Ben Ost", 122),
        a_customer("Cleo", 160),
    ]
    rows = [purchase_of(person) for person in people]
    teller = Teller(interval(), known, NOW, the_business())
    assert [why_words(row, teller) for row in rows] == [
        "Bought “Two armchairs” 3 months ago.",
        "Has not been back for 4 months (“Sofa”).",
        "Has not been back for 5 months (“Sofa”).",
    ]
    assert usual_words(interval()) == (
        "Somebody bought again 12 times so far: half of them within 3 months, and the middle half between "
        "9 weeks and 4 months."
    )


def test_one_is_greeted_by_name_and_several_alike(known: User) -> None:
    ada, ben, cleo, dan = (
        purchase_of(a_customer(name, ago))
        for name, ago in (("Ada Crane", 100), ("Dr Ben Ost", 122), ("Cleo", 160), ("Dan", 100))
    )
    ask_again(purchase=dan, at=NOW - days(1))
    teller = teller_for(interval(), known, NOW)
    us, while_ago = "this is Joe of Wren & Rowe.", "It has been a while, and I wondered how you are"
    assert opening_words([ada], teller) == (
        f"Hello Ada, {us} You had “Sofa” from us. How is it doing? Is there anything else you need?"
    )
    assert opening_words([ben], teller).startswith(f"Hello Dr Ben Ost, {us} {while_ago}")
    assert opening_words([dan], teller).startswith(f"Hello Dan, {us} You said that I might ask again")
    # where they differ, it is said as it suits them all
    assert opening_words([ben, cleo], teller).startswith(f"Hello, {us} {while_ago}")
    assert opening_words([ada, ben, dan], teller) == (
        f"Hello, {us} Are you happy with what you had from us? Is there anything else you need?"
    )


def test_of_what_nobody_knows_what_it_was(known: User) -> None:
    # given two of whose purchases a list told only how they came, and one whose own day has come
    people = [
        a_customer("Ada", 100, title="Spreadsheet"),
        a_customer("Ben", 160, title="Phone"),
        a_customer("Cleo", 100, title="Spreadsheet"),
    ]
    ask_again(purchase=purchase_of(people[2]), at=NOW - days(1))
    rows = rows_of([purchase_of(person) for person in people], teller_for(interval(), known, NOW))
    assert [row.why for row in rows] == [
        "Bought from us 3 months ago.",
        "Has not been back for 5 months.",
        "Wanted to be asked again: yesterday. Bought from us 3 months ago.",
    ]
    teller = teller_for(interval(), known, NOW)
    assert "Are you happy with what you had from us?" in opening_words([rows[0].purchase], teller)


def test_where_all_came_back_after_the_same_time() -> None:
    assert usual_words(Interval(90, 90, 90, 12)) == (
        "Somebody bought again 12 times so far, mostly after 3 months."
    )


def test_how_they_are_reached(known: User, anna: User) -> None:
    a_customer("Ada", 100, phones=("020 7946 0123",), emails=("ada@x.example",))
    [row] = rows_of(list(all_due(None, interval(), NOW)), teller_for(interval(), known, NOW))
    assert [(way.words, way.shown, way.url) for way in row.contacts] == [
        ("Ring", "020 7946 0123", "tel:+442079460123"),
        ("Write", "ada@x.example", "mailto:ada@x.example"),
    ]


def test_as_many_questions_for_many_as_for_few(known: User) -> None:
    counts = []
    for wave in range(2):
        for number in range(1 + 20 * wave):
            bought(add_person(contact=Contact(name=f"{wave} {number}"), by=None, at=NOW), [100])
        with CaptureQueriesContext(connection) as asked:
            found = list_of(known, NOW)
            rows_of(found.today, teller_for(found.interval, known, NOW))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert (len(found.today), found.more) == (5, 17)


def beyond_reach(name: str, ago: float, by: User) -> None:
    """Somebody who was erased, and bought with the same address afterwards."""
    contact: dict[str, Any] = {"emails": (f"{name.replace(' ', '')}@x.example",)}
    erase(person=add_person(contact=Contact(name=name, **contact), by=None, at=NOW), by=by, at=NOW)
    a_customer(name, ago, **contact)


def test_those_beyond_reach_hide_nobody_and_are_not_counted(known: User, anna: User) -> None:
    # given thirty who bought before all others, and must not be written to any more
    for number in range(READ_AT_MOST):
        beyond_reach(f"Beyond {number}", 200, anna)
    for number in range(6):
        a_customer(f"Customer {number}", 100 + number)

    # then the others have their turn all the same
    found = list_of(known, NOW)
    assert [str(row.person) for row in found.today] == [f"Customer {number}" for number in (5, 4, 3, 2, 1)]
    assert (found.more, found.is_cut) == (1, False)


def test_where_some_read_are_beyond_reach_there_may_still_be_more(known: User, anna: User) -> None:
    for number in range(READ_AT_MOST + 4):
        a_customer(f"Customer {number}", 100 + number)
    beyond_reach("Beyond", 200, anna)
    for user in (known, None):
        found = list_of(user, NOW)
        assert (len(found.found), found.is_cut) == (READ_AT_MOST - 1, True)


def miss(person: Person, by: User, *ago: float) -> None:
    for one in ago:
        not_reached(purchase=purchase_of(person), talk=Talk(kind="call"), by=by, at=NOW - days(one))


def test_whom_nobody_reaches_does_not_stand_before_all_others(known: User) -> None:
    # given six of whom nobody answered the five who were away longest
    people = [a_customer(f"Customer {number}", 140 - number) for number in range(6)]
    for person, ago in zip(people, (9, 10, 11, 12, 13), strict=False):
        miss(person, known, ago)
    promised = [a_customer(name, 95) for name in ("Ada", "Ben")]
    for person in promised:
        ask_again(purchase=purchase_of(person), at=NOW - days(15))
    miss(promised[0], known, 10)

    # then the others come before them, and of them who was tried longest ago; a promise before all
    assert due(known) == [
        "Ben", "Ada", "Customer 5", "Customer 4", "Customer 3", "Customer 2", "Customer 1", "Customer 0"
    ]  # fmt: skip


def test_many_whom_nobody_reaches_hide_none_of_the_others(known: User) -> None:
    for number in range(READ_AT_MOST):
        miss(a_customer(f"Tried {number}", 150), known, 9)
    a_customer("Never tried", 100)
    assert due(known)[0] == "Never tried"


@pytest.mark.parametrize(
    ("ago", "again"),
    [((5,), True), ((12, 7), True), ((12, 5), False), ((49, 40, 30), True), ((49, 40, 28), False)],
)
def test_after_each_miss_they_rest_longer(known: User, ago: tuple[float, ...], again: bool) -> None:
    # the next working day, then a week, then a month
    miss(a_customer("Ada", 140), known, *ago)
    assert due(known) == (["Ada"] if again else [])


def test_when_they_are_tried_again(known: User) -> None:
    ada = a_customer("Ada", 140)
    today, told = NOW.astimezone(calendar().zone).date(), []
    for ago in (38, 31, 0):
        miss(ada, known, ago)
        told.append(tried_again_on(purchase_of(ada), NOW))
    assert told == [next_working_day(calendar(), today), today + days(7), today + days(30)]


def test_where_times_are_far_apart_there_is_a_word_for_those_who_are_late(known: User) -> None:
    # given half who are back within a month, and a quarter after more than three
    skewed = Interval(early=20, usual=30, late=100, times=14)
    between = due_between(skewed, NOW)
    assert NOW - between["after"] == days(130)


def test_the_last_working_day(known: User) -> None:
    # 3 October 2026 is a Saturday
    saturday = NOW.date().replace(year=2026, month=10, day=3)
    assert last_working_day(calendar(), saturday) == saturday - days(1)
    assert last_working_day(calendar(), saturday - days(1)) == saturday - days(1)
