"""The way of a file through the browser, without JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.words import RunState
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.sales.orders.models import Order
from tests.exchange.imports.lists import post, work_through_jobs

SEMICOLON = (
    "Date;Name;Status;Amount;Owner;Note\n"
    "03/05/2026;Anna;signed off;1.200,50;Kit Barlow;=1+1\n"
    "04/05/2026;Tom;won;80,00;Kit Barlow;\n"
    "31.31.2026;Karl;lost;;;=cmd|'/c calc'!A0\n"
)
LIST = "/exchange/imports/"


def uploaded(content: bytes | str, name: str = "list.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def given(client: Client, content: bytes | str, name: str = "list.csv", kind: str = "enquiries") -> ImportRun:
    answer = post(client, LIST, kind=kind, file=uploaded(content, name))
    assert answer.status_code == 303
    return ImportRun.objects.get()


def chosen(client: Client, run: ImportRun) -> dict[str, str]:
    """What the page of the columns proposes."""
    form = client.get(f"{LIST}{run.pk}/columns/").context["form"]
    return {field.html_name: field.value() or "" for field in form.columns()}


def step(client: Client, run: ImportRun, name: str, **values: str) -> str:
    run.refresh_from_db()
    answer = post(client, f"{LIST}{run.pk}/{name}/", version=str(run.version), **values)
    return answer.headers.get("Location", str(answer.status_code))


def test_a_file_comes_in_step_by_step_and_goes_out_again(browser_of_maya: Client, maya: User) -> None:
    # given a list whose dates do not tell their order, with a word and a seller that nobody knows
    client = browser_of_maya
    run = given(client, SEMICOLON)

    # when each step is answered
    assert step(client, run, "columns", **chosen(client, run)) == f"{LIST}{run.pk}/values/"
    assert step(client, run, "values", date_order="", **{"outcome-0": "open"}) == "422"
    values = {"date_order": "day_first", "decimal": "", "outcome-0": "won"}
    assert step(client, run, "values", **values) == f"{LIST}{run.pk}/matching/"
    matching = client.get(f"{LIST}{run.pk}/matching/")
    assert [field.label for field in matching.context["form"].seller_fields()] == ["Kit Barlow (2)"]
    assert (
        step(client, run, "matching", system="Old tool", **{"seller-0": str(maya.pk)})
        == f"{LIST}{run.pk}/check/"
    )
    checked = client.get(f"{LIST}{run.pk}/check/").context["checked"]
    assert (checked.read, checked.new, checked.here, checked.rejected) == (3, 2, 0, 1)
    assert Enquiry.objects.count() == 0
    assert step(client, run, "begin") == f"{LIST}{run.pk}/"
    assert "You may leave this page" in client.get(f"{LIST}{run.pk}/").content.decode()
    work_through_jobs()

    # then it is in, and its page says so
    run.refresh_from_db()
    assert (run.state, run.read, run.imported, run.rejected) == (RunState.DONE, 3, 2, 1)
    assert sorted(Order.objects.values_list("net_minor", flat=True)) == [8000, 120050]
    rejected = b"".join(client.get(f"{LIST}{run.pk}/rejected.csv").streaming_content).decode()
    assert rejected == (
        "\ufeffRow,Reason,Date,Name,Status,Amount,Owner,Note\r\n"
        "4,“31.31.2026” in “Date” is not a date. Write it like 2026-05-03.,"
        "31.31.2026,Karl,lost,,,'=cmd|'/c calc'!A0\r\n"
    )

    # and when it is taken out, it is gone
    assert step(client, run, "undo") == f"{LIST}{run.pk}/"
    work_through_jobs()
    assert "All of it was taken out again." in client.get(f"{LIST}{run.pk}/").content.decode()
    assert Enquiry.objects.count() == 0


def test_a_step_can_be_left_and_taken_up_again(browser_of_maya: Client) -> None:
    # given a file whose columns were chosen, and nothing more
    run = given(browser_of_maya, SEMICOLON)
    step(browser_of_maya, run, "columns", **chosen(browser_of_maya, run))

    # when somebody comes back to it by the list of files
    page = browser_of_maya.get(f"{LIST}{run.pk}/").content.decode()

    # then it leads on to the values
    assert f'href="{LIST}{run.pk}/values/"' in page
    assert f'href="{LIST}{run.pk}/"' in browser_of_maya.get(LIST).content.decode()


def test_a_double_click_brings_a_file_in_once(browser_of_maya: Client) -> None:
    # given a file that is ready
    run = given(browser_of_maya, "Date,Name\n2026-05-03,Anna\n")
    step(browser_of_maya, run, "columns", **chosen(browser_of_maya, run))

    # when it is begun twice, with the same key and with another
    for key in ("the key of this form", "the key of this form", "another key for the form"):
        assert post(browser_of_maya, f"{LIST}{run.pk}/begin/", key=key).status_code == 303
    work_through_jobs()

    # then it came in once
    assert Enquiry.objects.count() == 1


def test_somebody_else_chose_meanwhile(browser_of_maya: Client) -> None:
    # given a file whose columns two people look at
    run = given(browser_of_maya, "Date,Name\n2026-05-03,Anna\n")
    columns = chosen(browser_of_maya, run)
    seen = str(run.version)
    step(browser_of_maya, run, "columns", **columns)

    # when the second one saves what the first saw
    answer = post(browser_of_maya, f"{LIST}{run.pk}/columns/", version=seen, **{**columns, "column-1": ""})

    # then both versions are shown
    assert answer.status_code == 409
    assert "heard_at: Date, name: Name" in answer.content.decode()


def test_one_column_may_not_fill_two_fields_and_the_day_must_be_told(browser_of_maya: Client) -> None:
    # given a file with two columns of dates
    run = given(browser_of_maya, "Date,Other day,Name\n2026-05-03,2026-05-04,Anna\n")

    # when both are said to be the same, and when none is
    both = step(browser_of_maya, run, "columns", **{"column-0": "heard_at", "column-1": "heard_at"})
    none = post(
        browser_of_maya, f"{LIST}{run.pk}/columns/", key="another key of the form", version=str(run.version)
    )

    # then each is a sentence, and nothing is kept
    assert both == "422"
    assert "Say which column is “When they asked”" in none.content.decode()
    assert ImportRun.objects.get().mapping == {}


def test_a_sheet_is_chosen(browser_of_maya: Client, tmp_path: Path) -> None:
    # given a workbook whose first sheet is not the list
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, cells in {
            "About": [["Name", "Date"], ["x", "2026-01-01"]],
            "Leads": [["Date", "Who"], ["2026-05-03", "Anna"]],
        }.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(cells):
                sheet.write_row(row, 0, line)
    run = given(browser_of_maya, path.read_bytes(), "book.xlsx")
    assert run.sheet == "About"

    # when the other sheet is asked for
    assert step(browser_of_maya, run, "columns", sheet="Leads") == f"{LIST}{run.pk}/columns/"

    # then its columns are shown
    rows = browser_of_maya.get(f"{LIST}{run.pk}/columns/").context["rows"]
    assert [row["header"] for row in rows] == ["Date", "Who"]


@pytest.mark.parametrize("length", [3, 30])
def test_pages_need_few_queries_however_long_the_file(
    browser_of_maya: Client, django_assert_max_num_queries: Callable[..., object], length: int
) -> None:
    # given files of different lengths that are looked at
    rows = "".join(f"2026-05-{day % 28 + 1:02},P{day},x\n" for day in range(length))
    run = given(browser_of_maya, f"Date,Name,Status\n{rows}")

    # then each page stays within its bound
    for name in ("columns", "values", "matching", "check"):
        with django_assert_max_num_queries(30):
            assert browser_of_maya.get(f"{LIST}{run.pk}/{name}/").status_code == 200


def test_a_refused_file_is_a_sentence_at_the_field_and_nothing_is_kept(
    browser_of_maya: Client, kept_files: Callable[[], list[str]]
) -> None:
    # given no files so far
    before = kept_files()

    # when a PDF is given as a list
    answer = post(browser_of_maya, LIST, kind="persons", file=uploaded(b"%PDF-1.7", "list.csv"))

    # then its field says what to do, and nothing of it is kept
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == [
        "This is a PDF file, which has no rows to read. Export the table as CSV or XLSX."
    ]
    assert kept_files() == before
    assert ImportRun.objects.count() == 0


def test_a_seller_is_not_asked_for_what_marketing_tells(client: Client, joe: User) -> None:
    # given a seller, and a list that tells of owners
    client.force_login(joe)
    run = given(client, "Date,Name,Owner,Status\n2026-05-03,Anna,Joe,won\n")

    # when the columns are shown
    form = client.get(f"{LIST}{run.pk}/columns/").context["form"]

    # then what became of enquiries is not among the choices
    choices = {value for value, _label in form.fields["column-2"].choices}
    assert {"heard_at", "name"} <= choices
    assert not {"owner", "outcome", "amount"} & choices


def test_dates_that_disagree_are_shown_with_the_question(browser_of_maya: Client) -> None:
    # given a list with a date of either order
    run = given(browser_of_maya, "Date,Name\n13/04/2026,Anna\n04/25/2026,Tom\n03/04/2026,Ines\n")
    step(browser_of_maya, run, "columns", **chosen(browser_of_maya, run))

    # when its values are looked at
    page = browser_of_maya.get(f"{LIST}{run.pk}/values/").content.decode()

    # then both are shown, and nobody says that no date tells
    assert "The dates of this file disagree: “13/04/2026” has the day first, “04/25/2026” the month." in page
    assert "no date in the file tells" not in page
