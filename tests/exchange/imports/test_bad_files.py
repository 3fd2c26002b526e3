"""Files that are wrong in every way we know: in the browser and by command a sentence, nothing is kept."""

import http.client
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.opened import look
from tandem.exchange.reading.refusals import FileRefused
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tests.config.cli.running import serving
from tests.empty import give_template
from tests.exchange.imports.lists import in_by, post
from tests.journeys.house import tandem

PASSWORD = "a quiet bicycle bell\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an owner in it."""
    data = give_template(tmp_path_factory.mktemp("house") / "data")
    arguments = ("user", "create", "--email", "o@x.example", "--role", "owner", "--password-stdin")
    assert tandem(data, *arguments, typed=PASSWORD).returncode == 0
    return data


def brought(house: Path, path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return tandem(house, "import", "enquiries", str(path), *more)


def kept_in(house: Path) -> list[Path]:
    return sorted((house / "imports").glob("*"))


def bomb(path: Path) -> None:
    """A workbook whose sheet unpacks to 200 MB of blanks."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "Date")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, b" " * 200_000_000 if "sheet1" in name else content)


def wide(path: Path) -> None:
    path.write_text(
        ",".join(["Date", *(f"c{number}" for number in range(999))]) + "\n" + "2026-05-03" + "," * 999
    )


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "wrong encoding.csv": (
        lambda path: path.write_bytes("Date,Name\n2026-05-03,Zoë\n2026-05-04,".encode() + b"\x81\xff\n"),
        "cannot be read for certain: line 3",
    ),
    "no header.csv": (
        lambda path: path.write_text("2026-05-03,Anna,12.50\n2026-05-04,Tom,13.50\n"),
        "names of the columns",
    ),
    "1000 columns.csv": (wide, "has 1,000 columns; up to 200 can be read"),
    "nul.csv": (lambda path: path.write_bytes(b"Date,Name\n2026-05-03,An\0na\n"), "This file is not text"),
    "bomb.xlsx": (bomb, "would unpack to far more than its size"),
    "empty.csv": (lambda path: path.write_bytes(b"\n\n"), "This file is empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_the_browser(
    name: str, tmp_path: Path, browser_of_maya: Client, kept_files: Callable[[], list[str]]
) -> None:
    # given a bad file
    make, sentence = BAD[name]
    make(tmp_path / name)
    before = kept_files()

    # when it is uploaded
    file = SimpleUploadedFile(name, (tmp_path / name).read_bytes())
    answer = post(browser_of_maya, "/exchange/imports/", kind="enquiries", file=file)

    # then its field says why, and nothing of it is kept
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors["file"][0]
    assert (kept_files(), ImportRun.objects.count()) == (before, 0)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_on_the_command_line(name: str, tmp_path: Path, house: Path) -> None:
    # given a bad file
    make, sentence = BAD[name]
    make(tmp_path / name)
    before = kept_in(house)

    # when it is brought in
    done = brought(house, tmp_path / name)

    # then it ends with 2 and one sentence, and nothing of it is kept
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert kept_in(house) == before


def test_300_megabytes_are_refused_before_they_are_read(tmp_path: Path, house: Path) -> None:
    # given a file of 300 MB, which takes no room on the disk
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)

    # when it is looked at, as an upload is, and brought in
    with pytest.raises(FileRefused) as refused:
        look(path, "large.csv", "enquiries")
    done = brought(house, path)

    # then both say how large it may be
    assert refused.value.sentence == (
        "This file has 300 MB; up to 100 MB can be read. Split it and give the parts one after the other."
    )
    assert (done.returncode, done.stderr.strip()) == (2, refused.value.sentence)


def test_300_megabytes_sent_to_the_server_are_refused_with_a_sentence(house: Path) -> None:
    # given a server
    with serving(house) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)

        # when a body of 300 MB is announced
        connection.putrequest("POST", "/exchange/imports/")
        connection.putheader("Content-Length", str(300 * 1024 * 1024))
        connection.endheaders()
        answer = connection.getresponse()

        # then it is refused before it is sent
        sentence = b"This is larger than 100 MB. Split the file and give the parts one after the other.\n"
        assert (answer.status, answer.read()) == (413, sentence)


def test_two_date_orders_are_asked_about(tmp_path: Path, house: Path) -> None:
    # given dates of both orders
    path = tmp_path / "orders.csv"
    path.write_text("Date,Name\n13/05/2026,Anna\n05/14/2026,Tom\n03/04/2026,Ines\n")

    # when it is brought in without a word, and then with one
    asked = brought(house, path)
    told = brought(house, path, "--date-order", "day-first", "--json", "-")

    # then it is refused first; then the row of the other order is rejected
    assert (asked.returncode, asked.stdout) == (2, "")
    assert asked.stderr == (
        "The dates of this file disagree: “13/05/2026” has the day first, “05/14/2026” the month. Say which "
        "order holds, and dates of the other are rejected; or write all like 2026-05-03. "
        "Use --date-order day-first or --date-order month-first.\n"
    )
    answer = json.loads(told.stdout)
    assert (answer["read"], answer["imported"], answer["rejected"], answer["duplicates"]) == (3, 2, 1, 0)
    assert answer["reasons"] == {"heard_at is not a date": 1}


def test_the_command_tells_what_it_did_not_understand(tmp_path: Path, house: Path) -> None:
    # given a list with two columns for addresses, and an outcome that nobody knows
    persons, enquiries = tmp_path / "persons.csv", tmp_path / "enquiries.csv"
    persons.write_text("Name,E-mail,E-mail 2\nAnna,anna@x.example,a@x.example\n")
    enquiries.write_text("Date,Name,Status\n2026-05-03,Anna,Zilch\n2026-05-04,Tom,Zilch\n2026-05-05,Al,won\n")

    # when they are looked at, and the enquiries brought in
    dry_persons = tandem(house, "import", "persons", str(persons), "--dry-run")
    dry, wet = brought(house, enquiries, "--dry-run"), brought(house, enquiries)

    # then columns are named as one says them, and the outcome is told
    assert dry_persons.stdout.splitlines() == [
        "  name: Name",
        "  email: E-mail, E-mail 2",
        "1 row: 1 imported, 0 rejected, 0 here already.",
    ]
    told = "These outcomes are not known, so their enquiries count as open: “Zilch” (2)."
    assert [done.stdout.splitlines()[-1] for done in (dry, wet)] == [told, told]


def test_the_command_says_how_it_read_the_text(tmp_path: Path, house: Path) -> None:
    # given a list of another age, and one with a line above its header
    old = tmp_path / "old.csv"
    old.write_bytes("Our list\nDate,Name\n2026-05-03,Zoë\n".encode("cp1252"))

    # when it is looked at, and brought in
    dry, wet = brought(house, old, "--dry-run"), brought(house, old)

    # then both say what to look at
    for done in (dry, wet):
        assert done.stdout.splitlines()[:2] == [
            "The file is not UTF-8, so it was read as Windows-1252. Check a name with an accent.",
            "The names of the columns stand in row 2; what stands above was skipped.",
        ]


def test_a_formula_is_a_text(tmp_path: Path, maya: User, house: Path) -> None:
    # given a cell that a spreadsheet would take for a formula
    path = tmp_path / "formula.csv"
    path.write_text('Date,Name,Message\n2026-05-03,Anna,"=HYPERLINK(""http://x.example"",""y"")"\n')

    # when it comes in by the browser's way and by the command
    in_by(path, by=maya)
    done = brought(house, path, "--json", "-")

    # then it is a text like any other
    assert Enquiry.objects.get().words == '=HYPERLINK("http://x.example","y")'
    assert json.loads(done.stdout)["imported"] == 1


def test_kinds_that_come_later_say_so(house: Path, tmp_path: Path) -> None:
    # given a kind that is not there yet
    # when it is asked for
    done = tandem(house, "import", "spend", str(tmp_path / "x.csv"))

    # then one sentence says so
    assert (done.returncode, done.stderr) == (
        2,
        "Spend cannot be brought in yet: that comes with its part.\n",
    )


def test_a_dry_run_changes_nothing(house: Path, tmp_path: Path) -> None:
    # given a list
    path = tmp_path / "dry.csv"
    path.write_text("Asked on,Who\n2026-05-03,Dry Anna\nnever,Dry Tom\n")

    # when it is looked at, and then brought in, with its columns told
    columns = ("--map", "heard_at=Asked on", "--map", "person=Who")
    dry = json.loads(brought(house, path, "--dry-run", "--json", "-", *columns).stdout)
    wet = json.loads(brought(house, path, "--json", "-", *columns).stdout)

    # then both say the same, and only the second brought it in
    expected = {"read": 2, "imported": 1, "rejected": 1, "duplicates": 0}
    assert {name: dry[name] for name in expected} == expected
    assert {name: wet[name] for name in expected} == expected
    assert dry["mapping"] == wet["mapping"] == {"heard_at": "Asked on", "person": "Who"}
