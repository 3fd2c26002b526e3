"""What becomes of every row of a file, and that none comes in twice."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.exchange.imports import actions
from tandem.exchange.imports.batches import rows_at_once
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.words import BATCH, RunState
from tandem.handover.passing.models import Passing
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.models import JournalLine
from tandem.people.consent.models import ConsentEvent
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tandem.sales.orders.models import Order
from tandem.together.statistics.actions import rebuild
from tests.exchange.imports.conftest import Written
from tests.exchange.imports.lists import NOW, counts, given, in_by, seen_before

FOUR = (
    "No,Date,Name,E-mail,Source,Owner,Passed on,Accepted on,Status,Closed on,Amount",
    "1,2026-05-03,Anna Ellery,anna@x.example,google,Joe Rowe,2026-05-04,2026-05-05,won,2026-05-20,1200.50",
    "2,2026-05-04,Tom Ellery,tom@x.example,google,Kit Barlow,2026-05-05,2026-05-06,lost,2026-05-21,",
    "3,2026-05-05,Ines Costa,ines@x.example,fair,,,,open,,",
    "4,2026-05-06,Anna Ellery,anna@x.example,fair,Joe Rowe,2026-05-07,,open,,",
)


def test_every_row_is_imported_rejected_or_here_already(table: Written, maya: User, joe: User) -> None:
    # given a list with four good rows, one of them twice, and two bad ones
    path = table(
        *FOUR, FOUR[1], "5,31.31.2026,Karl,k@x.example,fair,,,,,,", "6,2026-05-06,Karl,no address,,,,,,,"
    )

    # when it is looked at, and brought in
    looked = seen_before(given(path, by=maya))
    run = in_by(path, by=maya)

    # then both say the same, and the sum is what was read
    assert (looked.read, looked.new, looked.rejected, looked.here) == (7, 4, 2, 1)
    assert counts(run) == (7, 4, 2, 1)
    assert run.state == RunState.DONE
    assert run.reasons == {"heard_at is not a date": 1, "email is not an e-mail address": 1}
    assert list(run.rejected_rows.values_list("number", "reason")) == [
        (7, "“31.31.2026” in “Date” is not a date. Write it like 2026-05-03."),
        (8, "“no address” in “E-mail” is not an e-mail address. Correct it or leave it blank."),
    ]


def test_what_became_of_an_enquiry_comes_in_with_it(table: Written, maya: User, joe: User) -> None:
    # given a list of the past
    # when it comes in
    in_by(table(*FOUR), by=maya)

    # then each enquiry stands where the list says, with its owner, its order and its times
    states = Enquiry.objects.order_by("heard_at").values_list("state", "outcome", "first_sale_minor")
    assert list(states) == [
        ("accepted", "won", 120050),
        ("accepted", "lost", None),
        ("heard", "open", None),
        ("passed", "open", None),
    ]
    assert [order.net_minor for order in Order.objects.all()] == [120050]
    assert Order.objects.get().accepted_at == datetime.datetime(2026, 5, 20, 11, 0, tzinfo=datetime.UTC)
    owners = Passing.objects.order_by("passed_at").values_list("owner__name", flat=True)
    assert list(owners) == ["Joe Rowe", "Kit Barlow", "Joe Rowe"]
    # and Anna, who asked twice, is one person
    assert Person.objects.count() == 3


def test_a_seller_without_an_account_is_a_name_who_cannot_sign_in(
    table: Written, maya: User, joe: User
) -> None:
    # given a list that names Kit, whom nobody here knows, and Joe, who is a user
    # when it comes in
    in_by(table(*FOUR), by=maya)

    # then Kit is kept as a name, and Joe is himself
    kit = User.objects.get(name="Kit Barlow")
    assert (kit.is_active, kit.role, kit.has_usable_password()) == (False, "read_only", False)
    assert User.objects.count() == 3


def test_a_seller_may_be_said_to_be_a_user(table: Written, maya: User, joe: User) -> None:
    # given that a person says Kit Barlow is Maya
    # when the list comes in
    in_by(table(*FOUR), by=maya, sellers={"kit barlow": maya.pk})

    # then Maya passed for Kit, and nobody was made
    assert Passing.objects.filter(owner=maya).count() == 1
    assert not User.objects.filter(name="Kit Barlow").exists()


def test_the_same_file_again_adds_nothing(table: Written, maya: User, joe: User) -> None:
    # given a list that came in
    path = table(*FOUR)
    in_by(path, by=maya)

    # when it comes in again
    again = in_by(path, by=maya)

    # then every row was here already
    assert counts(again) == (4, 0, 0, 4)
    assert (Enquiry.objects.count(), Person.objects.count(), Order.objects.count()) == (4, 3, 1)


def test_rows_without_a_number_are_known_by_what_they_say(table: Written, maya: User) -> None:
    # given rows of which two say the same
    path = table(
        "Date,Name,Message", "2026-05-03,Anna,A sofa", "2026-05-03,Anna,A chair", "2026-05-03,Anna,A sofa"
    )

    # when they come in twice
    first, second = in_by(path, by=maya), in_by(path, by=maya)

    # then each thing that was said is in once
    assert counts(first) == (3, 2, 0, 1)
    assert counts(second) == (3, 0, 0, 3)


def test_words_nobody_knows_mean_what_a_person_says(table: Written, maya: User) -> None:
    # given a list with words of its own for the outcome
    path = table(
        "Date,Name,Status",
        "2026-05-03,Anna,signed off",
        "2026-05-04,Tom,parked",
        "2026-05-05,Ines,odd",
        "2026-05-06,Karl,lost",
    )

    # when two of them are told
    in_by(path, by=maya, outcomes={"signed off": "won", "parked": "lost"})

    # then they count so, and the third is still open
    assert list(Enquiry.objects.order_by("heard_at").values_list("outcome", flat=True)) == [
        "won",
        "lost",
        "open",
        "lost",
    ]


def test_what_is_still_to_come_or_in_other_money_is_rejected(table: Written, maya: User) -> None:
    # given a row of next year and an amount in dollars
    path = table(
        "Date,Name,Status,Closed on,Amount",
        "2027-05-03,Anna,open,,",
        "2026-05-03,Tom,won,2026-05-09,USD 100.00",
        "2026-05-03,Ines,won,2027-05-09,100.00",
    )

    # when they come in
    run = in_by(path, by=maya)

    # then each is rejected with its reason
    assert counts(run) == (3, 0, 3, 0)
    assert run.reasons == {
        "heard_at is still to come": 1,
        "amount is in another currency than the business’s": 1,
        "closed_at is still to come": 1,
    }


def test_persons_fill_blanks_and_a_no_is_kept(table: Written, maya: User) -> None:
    # given a list of persons, one twice, one who wants no mail, one without an address
    path = table(
        "Name,E-mail,Phone,City,Unsubscribed,Job title",
        "Anna Ellery,anna@x.example,,,,",
        "Anna Ellery,anna@x.example,020 7946 0132,Thornbury,yes,Baker",
        "Karl Novak,,,Bath,,",
        ",,,,,Nobody",
    )

    # when it comes in twice
    first, second = in_by(path, "persons", by=maya), in_by(path, "persons", by=maya)

    # then each person is there once, with what every row told
    assert counts(first) == (4, 2, 1, 1)
    assert counts(second) == (4, 0, 1, 3)
    anna = Person.objects.get(name="Anna Ellery")
    assert (anna.place, anna.about) == ("Thornbury", "Job: Baker")
    assert [phone.number for phone in anna.phones.all()] == ["+442079460132"]
    assert list(ConsentEvent.objects.values_list("person", "use", "given")) == [
        (anna.pk, "newsletter", False)
    ]


def test_organisations_come_in_once_by_name(table: Written, maya: User) -> None:
    # given two spellings of one organisation
    path = table("Name,City,Website", "Rowe Ltd,Bath,rowe.example", "ROWE ltd,,", ",Bath,")

    # when they come in
    run = in_by(path, "organisations", by=maya)

    # then there is one
    assert counts(run) == (3, 1, 1, 1)
    assert [str(one) for one in Organisation.objects.all()] == ["Rowe Ltd"]


def test_there_is_a_journal_line_a_batch_and_not_a_row(table: Written, maya: User) -> None:
    # given rows for two batches and a half
    rows = BATCH * 5 // 2
    path = table("No,Date,Name", *(f"{number},2026-05-03,Person {number}" for number in range(rows)))

    # when they come in
    in_by(path, by=maya)

    # then hearing them took three lines
    assert JournalLine.objects.filter(verb="marketing.enquiry.heard_many").count() == 3
    assert Enquiry.objects.count() == rows


def test_the_statistics_are_those_of_a_rebuild(table: Written, maya: User, joe: User) -> None:
    # given a list of the past that came in
    in_by(table(*FOUR), by=maya)

    # when the statistics are made anew
    rebuilt = rebuild(by=maya, at=NOW)

    # then nothing had to be moved
    assert rebuilt.was_right
    assert (rebuilt.enquiries, rebuilt.orders) == (4, 1)


def test_a_second_process_at_the_same_file_stops(table: Written, maya: User) -> None:
    # given a file that another process took further
    run = actions.begin(run=given(table(*FOUR), by=maya), by=maya, at=NOW)
    stale = ImportRun.objects.get(pk=run.pk)
    actions.bring_in_all(run=run, by=maya, now=lambda: NOW)

    # when this one goes on from where it saw it
    with pytest.raises(Refused, match="coming in already"):
        actions.bring_in_all(run=stale, by=maya, now=lambda: NOW)

    # then nothing came in twice
    assert Enquiry.objects.count() == 4


def test_only_both_desks_tell_what_became_of_enquiries(table: Written, maya: User, joe: User) -> None:
    # given a list with outcomes, a seller and a reader
    path = table(*FOUR)
    reader = User.objects.create_user(email="ann@x.example", name="Ann", role="read_only")

    # when the seller gives it, and the reader
    with pytest.raises(Refused, match="both desks"):
        given(path, by=joe)
    with pytest.raises(NotAllowed):
        given(path, by=reader)

    # then nothing came in; without those columns the seller may
    assert Enquiry.objects.count() == 0
    run = in_by(table("Date,Name", "2026-05-03,Anna", name="plain.csv"), by=joe)
    assert counts(run) == (1, 1, 0, 0)


def test_amounts_are_exact(table: Written, maya: User) -> None:
    # given amounts with a comma for the decimal mark
    path = table(
        "Date;Name;Status;Closed on;Amount",
        *(f"2026-05-{day:02};P{day};won;2026-06-01;1.234,{day:02}" for day in range(1, 21)),
    )

    # when they come in
    in_by(path, by=maya)

    # then not a penny is lost
    total = sum(Order.objects.values_list("net_minor", flat=True))
    assert total == int(sum(Decimal("1234") + Decimal(day) / 100 for day in range(1, 21)) * 100)


def test_an_enquiry_is_written_once_as_it_stands(table: Written, maya: User, joe: User) -> None:
    # given a list of the past
    path = table(*FOUR)

    # when it comes in
    with CaptureQueriesContext(connection) as asked:
        in_by(path, by=maya)

    # then no enquiry was written a second time
    assert not [one for one in asked.captured_queries if 'UPDATE "marketing_enquiry"' in one["sql"]]


def test_a_second_sale_is_no_first_one_though_the_list_tells_it_alone(
    table: Written, maya: User, joe: User
) -> None:
    # given somebody who bought in May by one list
    in_by(table(*FOUR), by=maya)

    # when another list tells of a sale in June, and one of April
    heads = "No,Date,Name,E-mail,Source,Owner,Accepted on,Status,Closed on,Amount"
    rows = (
        "8,2026-06-01,Anna Ellery,anna@x.example,google,Joe Rowe,2026-06-02,won,2026-06-20,300.00",
        "9,2026-04-01,Tom Ellery,tom@x.example,google,Joe Rowe,2026-04-02,won,2026-04-20,700.00",
    )
    in_by(table(heads, *rows), by=maya)

    # then only Tom's is a first sale, and the statistics are right
    told = Enquiry.objects.filter(external_key__in=("8", "9")).order_by("external_key")
    assert list(told.values_list("outcome", "first_sale_minor")) == [("won", None), ("won", 70_000)]
    assert rebuild(by=maya, at=NOW).was_right


def test_a_long_list_comes_in_by_larger_batches() -> None:
    assert [rows_at_once(total) for total in (None, 20_000, 20_001)] == [2000, 2000, 4000]
