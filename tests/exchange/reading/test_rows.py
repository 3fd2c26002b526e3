from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tandem.exchange.reading.dates import DateOrder
from tandem.exchange.reading.examining import examine
from tandem.exchange.reading.headers import recognise
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.rejections import Rejection
from tandem.exchange.reading.rows import fingerprint, typed_rows
from tests.pace import seconds_of

from .conftest import read


def at(day, hour=12, minute=0):
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


def outcomes(rows):
    return [(row.get("outcome"), row.get("closed_at")) for row in rows]


def test_an_enquiry_is_read_whole(table):
    source = table(
        "Id,Date,utm_source,utm_medium,Owner,Person,Value,Status,Close date\n"
        "7,03/05/2026 10:30,google,cpc,Anna,Ann Rowe <ANN@rowe.example>,\"£1,480.50\",Won,20/05/2026\n"
    )  # fmt: skip

    (row,) = read(source, zone=ZoneInfo("UTC"))

    assert row.number == 2
    assert row.values == {
        "heard_at": at(3, 10, 30), "currency": "GBP", "id": "7",
        "channel": "google / cpc", "medium": "cpc", "source": "google",
        "owner": "Anna", "outcome": "won", "closed_at": at(20), "amount": Decimal("1480.50"),
        "person": "Ann Rowe <ANN@rowe.example>", "name": "Ann Rowe", "email": "ann@rowe.example",
    }  # fmt: skip
    assert row.bare_dates == {"closed_at"}


def test_every_row_is_a_row_or_a_rejection_with_its_number_and_reason(table):
    source = table(
        "date,channel,amount,email\n"
        "2026-05-03,web,480,a@r.example\n"
        "soon,web,480,a@r.example\n"
        ",web,480,a@r.example\n"
        "2026-05-03,web,lots,a@r.example\n"
        "2026-05-03,web,-1,a@r.example\n"
        "2026-05-03,web,480,nobody\n"
        "2026-05-03,web,480,a@r.example,more\n"
        "2026-05-03\n"
        f"2026-05-03,{'x' * 201},,\n"
        "1026-05-03,web,,\n"
        "2026-05-03,web,NaN,\n"
    )

    rows = read(source)

    assert [(row.number, row.reason) for row in rows if isinstance(row, Rejection)] == [
        (3, "heard_at is not a date"),
        (4, "heard_at is blank"),
        (5, "amount is not an amount"),
        (6, "amount is below zero"),
        (7, "email is not an e-mail address"),
        (8, "the row has more cells than the header"),
        (10, "channel is too long"),
        (11, "heard_at is outside the years 1900 to 2100"),
        (12, "amount is not an amount"),
    ]
    assert [row.number for row in rows if not isinstance(row, Rejection)] == [2, 9]


def test_a_rejection_says_what_to_mend_and_keeps_the_row(table):
    (row,) = read(table("First contact,Lead source\n31/31/2026,web\n"), by_hand={"heard_at": "First contact"})

    assert row.sentence == "“31/31/2026” in “First contact” is not a date. Write it like 2026-05-03."
    assert row.raw == {"First contact": "31/31/2026", "Lead source": "web"}


def test_with_a_recorded_outcome_that_decides(table):
    source = table(
        "heard_at,outcome,closed_at,amount\n"
        "2026-05-01,won,2026-05-09,480\n"
        "2026-05-01,Won,,\n"
        "2026-05-01,lost,,\n"
        "2026-05-01,no,2026-05-09,\n"
        "2026-05-01,no,,\n"
        "2026-05-01,open,2026-05-09,480\n"
        "2026-05-01,,2026-05-09,480\n"
        "2026-05-01,Proposal sent,,480\n"
    )

    assert outcomes(read(source, zone=UTC)) == [
        ("won", at(9)), ("won", None), ("lost", None), ("lost", at(9)), ("open", None), ("open", None),
        ("open", None), ("open", None),
    ]  # fmt: skip
    assert examine(source, recognise(source, "enquiries")).unknown_outcomes == {"Proposal sent": 1}


def test_without_an_outcome_a_won_date_or_an_amount_is_a_win(table):
    source = table(
        "heard_at,won_date,amount\n2026-05-01,2026-05-09,\n2026-05-01,,480\n2026-05-01,,0\n2026-05-01,,\n"
    )

    assert outcomes(read(source, zone=UTC)) == [("won", at(9)), ("won", None), ("open", None), ("open", None)]


def test_of_a_won_and_a_lost_time_the_later_counts(table):
    source = table(
        "Deal created,Won time,Lost time\n"
        "2026-05-01,,2026-05-04\n2026-05-01,2026-05-09,2026-05-04\n2026-05-01,2026-05-02,2026-05-04\n"
    )

    assert outcomes(read(source, zone=UTC)) == [("lost", at(4)), ("won", at(9)), ("lost", at(4))]


def test_an_amount_in_another_currency_than_the_row_is_rejected(table):
    rows = read(table("date,amount,currency\n2026-05-03,€480,GBP\n2026-05-03,€480,EUR\n2026-05-03,€480,\n"))

    assert rows[0].reason == "amount is in another currency than the row"
    assert [row.get("currency") for row in rows[1:]] == ["EUR", "EUR"]


def test_advertising_exports_lose_their_prefixes_and_test_leads(table):
    source = table(
        "id\tcreated_time\tplatform\tfull_name\tphone_number\temail\n"
        "l:12\t2026-05-03T10:00:00+02:00\tfb\tAnn Rowe\tp:+441225000000\tann@rowe.example\n"
        "l:13\t2026-05-03T10:00:00+02:00\tfb\t<test lead: dummy data for full_name>\t<test lead: dummy>\t"
        "test@fb.com\n"
    )

    ann, dummy = read(source)

    assert (ann.get("id"), ann.get("phone")) == ("12", "+441225000000")
    assert dummy.reason == "the row is a test lead"


def test_a_person_has_all_addresses_and_an_objection(table):
    source = table(
        "First Name,Last Name,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value,Opt out,Newsletter consent\n"
        "Ann,Rowe,a@r.example ::: b@r.example,A@r.example,+44 1225 000000,yes,yes\n"
        ",,,,,no,yes\n"
        ",,c@r.example,,,2026-05-03,\n"
    )

    ann, nobody, third = read(source, "persons")

    assert ann.values == {
        "first_name": "Ann", "last_name": "Rowe", "name": "Ann Rowe", "email": ("a@r.example", "b@r.example"),
        "phone": ("+44 1225 000000",), "opt_out": True,
    }  # fmt: skip
    assert nobody.reason == "the row names nobody"
    assert third.values == {"email": ("c@r.example",), "opt_out": True}


def test_spending_is_read_by_month(table):
    (row,) = read(table("Monat;Kanal;Kosten\n04/2026;Messe;1.480,50\n"), "spend")

    assert (row.get("month").isoformat(), row.get("amount")) == ("2026-04-01", Decimal("1480.50"))


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["13/05/2026", "03/05/2026"], "day_first"),
        (["05/13/2026", "03/05/2026"], "month_first"),
        (["03/05/2026", "04/05/2026"], "ask"),
        (["13/05/2026", "05/13/2026"], "ask"),
        (["03.05.2026", "04.05.2026"], "day_first"),
        (["2026-05-03", "3 May 2026"], "either"),
    ],
)
def test_the_order_of_dates_is_told_by_the_whole_column(table, dates, order):
    source = table("date,channel\n" + "".join(f"{text},web\n" for text in dates))

    assert examine(source, recognise(source, "enquiries")).date_order == order


def test_rows_are_not_guessed_at_while_the_order_of_dates_is_open(table):
    source = table("date,channel\n03/05/2026,web\n")

    with pytest.raises(FileRefused, match="day or with the month first"):
        read(source)
    assert read(source, date_order=DateOrder.MONTH_FIRST, zone=UTC)[0].get("heard_at").month == 3


@pytest.mark.parametrize(
    ("amounts", "mark", "sure"),
    [
        (["1.234", "12,50"], ",", True),
        (["1,234", "12.50"], ".", True),
        (["1.234", "2.000"], ",", False),
        (["1,234", "2,000"], ".", False),
        (["480", ""], ".", True),
    ],
)
def test_the_decimal_mark_is_told_by_the_whole_column(table, amounts, mark, sure):
    source = table("date;amount\n" + "".join(f"2026-05-03;{text}\n" for text in amounts))

    found = examine(source, recognise(source, "enquiries"))

    assert (found.decimal, found.decimal_sure) == (mark, sure)


def test_reading_resumes_where_it_stopped(table):
    source = table("date,channel\n" + "2026-05-03,web\n" * 50)
    mapping = recognise(source, "enquiries")
    how = {"kind": "enquiries", "zone": UTC, "date_order": DateOrder.EITHER, "decimal": ".", "size": 20}

    first, *rest = typed_rows(source, mapping, **how)
    again = list(typed_rows(source, mapping, start_at=first[-1][0] + 1, **how))

    assert again == rest


def test_a_fingerprint_knows_the_row_again_whatever_the_shape_of_the_file(table):
    (one,) = read(table("date,channel,amount\n2026-05-03,web,480\n", "a.csv"))
    (same,) = read(table("\nAmount;Channel;Date\n480,00;web;03.05.2026\n", "b.csv"))
    (other,) = read(table("date,channel,amount\n2026-05-03,web,481\n", "c.csv"))

    assert fingerprint(one) == fingerprint(same)
    assert fingerprint(one) != fingerprint(other)


def test_25_000_enquiries_are_read_in_a_second_of_work(table):
    rows = (
        f"id{number},2026-05-{number % 28 + 1:02} 10:{number % 60:02}:00,google,cpc,Spring,Anna,"
        f"p{number}@rowe.example,Person {number},{number}.50,won\n"
        for number in range(10_000)
    )
    source = table("Id,Date,Lead source,Medium,Campaign,Owner,Email,Name,Value,Status\n" + "".join(rows))

    assert len(read(source)) == 10_000
    # a third of the goal, for a busy machine
    assert seconds_of(lambda: read(source)) < 10_000 / 8_000
