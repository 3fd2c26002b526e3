from datetime import UTC, date, datetime

import pytest
import xlsxwriter

from tandem.exchange.reading.opening import open_source
from tandem.exchange.reading.refusals import FileRefused

from .conftest import read


def test_the_first_filled_sheet_is_read_with_the_numbers_that_excel_shows(workbook):
    path = workbook(
        Empty=[],
        Leads=[
            (2, 1, "Name"),
            (2, 2, "First contact"),
            (2, 3, "Value"),
            (2, 4, "Lead source"),
            (3, 1, "Anna"),
            (3, 2, date(2026, 5, 3)),
            (3, 3, 480.5),
            (3, 4, "web"),
            (5, 1, "Ben"),
            (5, 2, datetime(2026, 5, 4, 10, 30, tzinfo=UTC).replace(tzinfo=None)),
            (5, 4, "=1+1"),
        ],
    )

    source = open_source(path, "book.xlsx")
    anna, ben = read(source)

    assert (source.sheet, source.sheets) == ("Leads", ("Empty", "Leads"))
    assert (anna.number, ben.number) == (4, 6)
    assert anna.get("heard_at").isoformat() == "2026-05-03T11:00:00+00:00"
    assert anna.bare_dates == {"heard_at"}
    assert ben.get("heard_at").isoformat() == "2026-05-04T09:30:00+00:00"
    assert (str(anna.get("amount")), ben.get("channel")) == ("480.5", "=1+1")


def test_a_name_that_spans_two_columns_names_both(tmp_path):
    # given a table that begins in the second column, the last name of which spans two
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Leads")
        sheet.write_row(0, 1, ["Date", "Channel"])
        sheet.merge_range(0, 3, 0, 4, "Owner")
        sheet.write_row(1, 1, ["2026-05-03", "Fair", "Ann", "Smith"])

    source = open_source(path, "book.xlsx")
    (row,) = read(source)

    assert source.headers == ("Date", "Channel", "Owner", "Owner (2)")
    assert source.notes == (
        "“Owner” names several columns; the later ones are called “Owner (2)” and so on.",
    )
    assert (row.get("channel"), row.get("owner")) == ("Fair", "Ann")


def test_what_stands_behind_the_last_name_is_a_column(workbook):
    path = workbook(Leads=[(0, 0, "Date"), (0, 1, "Name"), (1, 0, 46145), (1, 1, "Anna"), (2, 3, "rings")])

    source = open_source(path, "book.xlsx")

    assert source.headers == ("Date", "Name", "column 3", "column 4")
    assert [cells[1:] for _number, cells in source.lines()] == [["Anna", "", ""], ["", "", "rings"]]


def test_another_sheet_may_be_chosen(workbook):
    path = workbook(One=[(0, 0, "Name"), (1, 0, "Anna")], Two=[(0, 0, "Name"), (1, 0, "Ben")])

    assert open_source(path, "book.xlsx", sheet="Two").sample()[0].cells == ["Ben"]
    assert "also has: Two" in open_source(path, "book.xlsx").notes[0]
    with pytest.raises(FileRefused, match=r"no sheet “Three”\. It has: One, Two"):
        open_source(path, "book.xlsx", sheet="Three")


def test_a_workbook_of_empty_sheets_is_refused(workbook):
    with pytest.raises(FileRefused, match="empty"):
        open_source(workbook(One=[]), "book.xlsx")


def test_a_phone_number_that_the_sheet_holds_as_a_number_keeps_its_digits(workbook):
    path = workbook(Leads=[(0, 0, "Date"), (0, 1, "Phone"), (1, 0, 46145), (1, 1, 447700900123)])

    (row,) = read(open_source(path, "book.xlsx"))

    assert row.get("phone") == "447700900123"
    assert row.get("heard_at").date() == date(2026, 5, 3)
