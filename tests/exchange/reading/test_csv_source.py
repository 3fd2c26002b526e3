import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def lines(source):
    return [(number, cells) for number, cells in source.lines()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_also_among_decimal_commas_and_quotes(table, delimiter):
    rows = [
        ["Datum", "Betrag", "Bemerkung"],
        ["03.05.2026", "1,50", "rot, blau"],
        ["04.05.2026", "2,75", 'ein "X"'],
    ]
    quoted = "\r\n".join(delimiter.join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row) for row in rows)

    source = table(quoted)

    assert source.delimiter == delimiter
    assert source.headers == ("Datum", "Betrag", "Bemerkung")
    assert lines(source) == [(2, rows[1]), (3, rows[2])]


def test_semicolons_win_over_decimal_commas_without_quotes(table):
    source = table("Datum;Betrag;Rabatt\n03.05.2026;1,50;0,5\n04.05.2026;2,75;0,1\n")

    assert source.delimiter == ";"
    assert lines(source)[0] == (2, ["03.05.2026", "1,50", "0,5"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(table, encoding):
    source = table("Name,Ort\nRené Müller,Köln – Süd\n".encode(encoding))

    assert source.headers == ("Name", "Ort")
    assert lines(source) == [(2, ["René Müller", "Köln – Süd"])]


def test_windows_text_is_said_to_be_so(table):
    assert "Windows-1252" in table("Name\nRené\n".encode("cp1252")).notes[0]


def test_lines_before_the_header_are_skipped_and_numbers_stay_those_of_the_sheet(table):
    source = table(
        'Notes:\n"When exporting your connection data, you may notice that some are missing"\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Anna,Rowe,https://x.example/a,,Wren & Rowe,Owner,03 May 2026\n"
    )

    assert source.header_number == 4
    assert source.headers[0] == "First Name"
    assert lines(source)[0][0] == 5
    assert "row 4" in source.notes[0]


def test_an_excel_delimiter_line_is_obeyed(table):
    source = table("sep=;\nName;Ort\nAnna;Bath\n")

    assert (source.headers, lines(source)) == (("Name", "Ort"), [(2, ["Anna", "Bath"])])


def test_repeated_and_missing_names_are_made_unique_and_said(table):
    source = table("Email,Name,Email,,\na@x.example,Anna,b@x.example,more,\n")

    assert source.headers == ("Email", "Name", "Email (2)", "column 4")
    assert "“Email” names several columns" in source.notes[0]


def test_a_column_without_a_name_between_others_gets_one(table):
    assert table("Email,,Name\na@x.example,1,Anna\n").headers == ("Email", "column 2", "Name")


def test_what_stands_behind_the_last_name_is_a_column_as_far_as_something_stands_there(table):
    # given remarks behind the table, in the third row only, as a spreadsheet writes them
    source = table("Name,Ort,,,\nAnna,Bath,,,\nBen,Wells,,,\nCat,Frome,,rings on Mondays,\n")

    assert source.headers == ("Name", "Ort", "column 3", "column 4")
    assert lines(source)[2] == (4, ["Cat", "Frome", "", "rings on Mondays"])


def test_a_row_that_is_longer_than_the_row_of_names_makes_no_column(table):
    # given a comma in a text that lacks its quotation marks
    source = table("Name,Ort\nAnna,Bath\nBen,Wells, Somerset\n")

    assert source.headers == ("Name", "Ort")
    assert [len(cells) for _number, cells in lines(source)] == [2, 3]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Person,Source,Date\nName,Channel,Heard at,Amount\nAnna,Fair,2026-05-03,12\n", 2),
        # as many names, or fewer, and what has a date in it is a row
        ("Name,Channel\nEmail,Fair\nAnna,Phone\n", 1),
        ("Name,Channel\nEmail,Phone,Owner,2026-05-03\n", 1),
        ("Name,Channel\nAnna,Fair\nName,Channel,Heard at\n", 1),
    ],
)
def test_of_two_rows_of_names_that_with_more_of_them_counts(table, text, row):
    assert table(text).header_number == row


def test_short_rows_are_padded_and_long_ones_kept_long(table):
    source = table("Name,Date,Source\nAnna\nBen,2026-05-03,web,extra\nCy,2026-05-03,web,,\n")

    assert lines(source) == [
        (2, ["Anna", "", ""]),
        (3, ["Ben", "2026-05-03", "web", "extra"]),
        (4, ["Cy", "2026-05-03", "web"]),
    ]


def test_blank_rows_are_left_out_but_counted_in_the_numbers(table):
    source = table("Name,Date\n\nAnna,2026-05-03\n,\n  ,\nBen,2026-05-04\n")

    assert [number for number, _cells in source.lines()] == [3, 6]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(table, end):
    assert len(lines(table(end.join(["Name,Date", "Anna,2026-05-03", "Ben,2026-05-04"])))) == 2


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_quotation_mark_that_is_never_closed_loses_no_row(table, refusal, end):
    told = refusal(f'Name,Email\nAnna,a@x.example\n\n"Tom,t@x.example\nIda,i@x.example{end}')
    assert told.startswith("From row 4 on the cells cannot be told apart")
    # one that is closed is a cell of several lines, also as the last
    assert table(f'Name,Email\nAnna,"a@x.example\nhome"{end}').row_count == 1


def test_reading_goes_on_from_any_row(table):
    source = table("Name,Date\n" + "".join(f"n{number},2026-05-03\n" for number in range(2, 52)))

    assert source.row_count == 50
    assert lines(source)[20:] == list(source.lines(start_at=22))
    assert [len(batch) for batch in source.batches(size=20)] == [20, 20, 10]


def test_a_header_alone_is_a_table_without_rows(table):
    source = table("Name,Email\n")

    assert (source.row_count, lines(source)) == (0, [])


def test_a_column_of_addresses_only_is_a_table(table):
    source = table("Email\nanna@rowe.example\nben@rowe.example\n")

    assert (source.headers, len(lines(source))) == (("Email",), 2)


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_whatever_is_in_the_cells_comes_back(table, rows):
    def quoted(cells):
        return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)

    source = table("\n".join(["Name,Email,Notes", *map(quoted, rows)]))

    assert [cells for _number, cells in source.lines()] == [
        cells for cells in rows if any(cell and not cell.isspace() for cell in cells)
    ]
