"""A list of deals as it stood at a moment."""

import datetime

import pytest

from tandem.exchange.reading.cutting import as_it_stood, creation_column
from tandem.exchange.reading.dates import DateOrder
from tandem.exchange.reading.headers import recognise
from tandem.exchange.reading.joining import join
from tandem.exchange.reading.refusals import FileRefused

from .conftest import LONDON

JUNE = datetime.datetime(2026, 6, 30, 23, 59, 59, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("header", "row", "column"),
    [
        ("lead,Deal - Deal created,Won time", "a,2026-05-03 10:00:00,", "Deal - Deal created"),
        ("lead,Created,Opportunity Created Date", "a,2026-05-03,2026-05-04", "Opportunity Created Date"),
        ("lead,opened on,won date", "a,2026-05-03,2026-06-03", "opened on"),
        ("lead;Erstellt am;Gewonnen am", "a;03.05.2026;", "Erstellt am"),
        ("lead,created by,won date", "a,Ines,2026-06-03", None),
        ("lead,created,won date", "a,Ines,2026-06-03", None),
        ("lead,created,won date", "a,,2026-06-03", None),
        ("lead,first contact,date", "a,2026-05-03,2026-06-03", None),
    ],
)
def test_when_a_row_was_made_is_told_by_name_and_values(table, header, row, column):
    assert creation_column(table(f"{header}\n{row}\n")) == column


def test_rows_made_later_are_not_there(table):
    whole = table(
        "lead,created at,owner\na,2026-06-30 22:00,x\nb,2026-07-01,x\nc,,x\nd,sometime,x\ne,2026-01-02,x\n"
        "f,2026-01-02,x\n"
    )

    cut = as_it_stood(whole, JUNE, LONDON)

    assert [line.cells[0] for line in cut.lines()] == ["a", "c", "d", "e", "f"]
    assert [line.number for line in cut.lines(5)] == [5, 6, 7]
    assert (cut.row_count, cut.headers, cut.knows_when_made) == (5, whole.headers, True)


def test_a_list_that_does_not_tell_is_whole(table):
    whole = table("lead,won date\na,2026-09-01\n")

    assert as_it_stood(whole, JUNE, LONDON) is whole


def test_the_order_of_dates_is_that_of_the_other_dates_of_the_file_or_as_told(table):
    telling = table("lead,created,won date\na,03/07/2026,25/07/2026\nb,07/03/2026,\n", "telling.csv")
    silent = table("lead,created\na,03/07/2026\nb,07/03/2026\n", "silent.csv")

    def leads(source, *told):
        return [line.cells[0] for line in as_it_stood(source, JUNE, LONDON, *told).lines()]

    assert leads(telling) == ["b"]
    assert leads(silent, DateOrder.DAY_FIRST) == ["b"]
    assert leads(silent, DateOrder.MONTH_FIRST) == ["a"]
    with pytest.raises(FileRefused, match="with the day or with the month first"):
        as_it_stood(silent, JUNE, LONDON)


def test_of_leads_with_deals_the_date_that_each_lead_has_is_when_they_asked(table):
    leads = table("lead,created\n" + "".join(f"{n},2026-05-03\n" for n in range(9)), "leads.csv")
    deals = table("lead,deal created\n1,2026-05-20\n", "deals.csv")

    mapping = recognise(join([leads, deals], "lead"), "enquiries")

    [heard] = [choice for choice in mapping.choices if choice.field == "heard_at"]

    assert heard.column == "created"
    assert heard.why == (
        "The header says “created”. 9 of 9 values looked at are dates. "
        "It is filled in most often; there is also “deal created”."
    )
