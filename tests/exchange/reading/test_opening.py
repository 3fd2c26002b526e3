import struct
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter

from tandem.exchange.reading.opening import file_hash, open_source
from tandem.exchange.reading.refusals import MEBIBYTE, MOST_BYTES_ANALYSED, FileRefused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty"),
        (b"\xef\xbb\xbf", "This file is empty"),
        (b" \r\n\n \t", "This file is empty"),
        (b"%PDF-1.7 ...", "This is a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture"),
        (b"\xff\xd8\xff\xe0", "This is a picture"),
        (b"\x1f\x8b\x08", "packed with gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook" * 9, "old Excel file (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"<!DOCTYPE html><table>", "web page"),
        (b'{"rows": []}', "This is JSON"),
        (b"BEGIN:VCARD\r\nFN:Anna", "address card"),
        (b"name,date\nAnna\0,2026-05-03\n", "not text"),
        (b"name,date\n" + bytes(range(1, 9)) * 40, "not text"),
        ("имя,дата\nАнна,2026-05-03\n".encode("cp1251"), "not UTF-8"),
        ("name,date\nRené\n".encode() + b"\xe9t\xe9,2026\n", "line 3 has bytes that are not UTF-8"),
        (
            b"2026-05-03,anna@rowe.example,web\n2026-05-04,ben@rowe.example,web\n",
            "“2026-05-03”, which is data",
        ),
        ("Name,When\n" + '"Anna,2026-05-03\n' + "x,2026-05-03\n" * 80_000, "quotation mark is opened"),
        ("a,b\n" + "x" * 1_000_001, "longer than a million characters"),
        (",".join(f"column{n}" for n in range(201)) + "\n", "201 columns; up to 200"),
        (",".join(f"column{n}" for n in range(20_000)) + "\n", "20,000 columns; up to 200"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(refusal, content, said):
    assert said in refusal(content)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileRefused, match=r"no file “gone\.csv”"):
        open_source(tmp_path / "gone.csv", "gone.csv")


def test_300_megabytes_are_refused_by_size_at_once_and_without_memory(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    tracemalloc.start()
    start = time.monotonic()

    with pytest.raises(FileRefused, match="300 MB; up to 100 MB"):
        open_source(path, "huge.csv")

    assert time.monotonic() - start < 1
    assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("head", "megabytes", "said"),
    [(b"", 1100, "1,100 MB; up to 1024 MB"), (b"PK\x03\x04", 300, "300 MB; up to 100 MB")],
)
def test_a_list_to_analyse_may_be_longer_unless_it_is_packed(
    tmp_path: Path, head: bytes, megabytes: int, said: str
) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(megabytes * MEBIBYTE)

    with pytest.raises(FileRefused, match=said):
        open_source(path, "long.csv", most_bytes=MOST_BYTES_ANALYSED)


def test_a_zip_without_a_workbook_is_refused(refusal, tmp_path):
    with zipfile.ZipFile(tmp_path / "lists.zip", "w") as package:
        package.writestr("subscribed.csv", "Email Address\nanna@rowe.example\n")

    assert "If tables are packed inside, unpack it" in refusal((tmp_path / "lists.zip").read_bytes())


def test_an_opendocument_sheet_is_refused_with_a_hint(refusal, tmp_path):
    with zipfile.ZipFile(tmp_path / "sheet.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    assert "OpenDocument" in refusal((tmp_path / "sheet.ods").read_bytes())


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")

    assert file_hash(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def _package(path: Path, sheet: str | bytes, more: dict[str, str | bytes] | None = None) -> Path:
    """A real workbook with one sheet, whose parts are then replaced."""
    whole = path.with_suffix(".whole")
    with xlsxwriter.Workbook(whole) as book:
        book.add_worksheet("One").write(0, 0, "Name")
    replaced = {"xl/worksheets/sheet1.xml": sheet} | (more or {})
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            if name not in replaced:
                package.writestr(name, source.read(name))
        for name, content in replaced.items():
            package.writestr(name, content)
    return path


def _sheet(*cells: tuple[str, str]) -> str:
    rows = "".join(
        f'<row r="{reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{reference}" t="inlineStr">'
        f"<is><t>{text}</t></is></c></row>"
        for reference, text in cells
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _refused(path: Path) -> str:
    start = time.monotonic()
    with pytest.raises(FileRefused) as refused:
        open_source(path, path.name)
    assert time.monotonic() - start < 5
    return refused.value.sentence


def test_a_cell_in_the_far_corner_is_refused_before_the_block_is_made(tmp_path):
    path = _package(tmp_path / "far.xlsx", _sheet(("A1", "Name"), ("XFD1048576", "x")))

    assert "16,384 columns wide" in _refused(path)


def test_a_cell_far_below_is_refused(tmp_path):
    path = _package(tmp_path / "deep.xlsx", _sheet(("A1", "Name"), ("B1048576", "x")))

    assert "goes down to row 1,048,576" in _refused(path)


def test_coloured_blank_cells_far_away_do_no_harm(tmp_path):
    sheet = _sheet(("A1", "Name"), ("A2", "Anna"))
    path = _package(
        tmp_path / "coloured.xlsx",
        sheet.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'),
    )

    source = open_source(path, "coloured.xlsx")

    assert [tuple(line) for line in source.lines()] == [(2, ["Anna"])]


def test_a_zip_bomb_is_refused_by_its_totals(tmp_path):
    path = _package(tmp_path / "bomb.xlsx", b" " * (32 * 1024 * 1024))

    assert "unpack to far more" in _refused(path)


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path):
    honest = _sheet(("A1", "Name"))
    large = honest.encode() + b" " * (40 * 1024 * 1024)
    path = _package(tmp_path / "liar.xlsx", large)
    content = path.read_bytes()
    claimed = struct.pack("<II", zlib.crc32(honest.encode()), 0)[:4]
    real_size, real_crc = struct.pack("<I", len(large)), struct.pack("<I", zlib.crc32(large))
    content = content.replace(real_size, struct.pack("<I", len(honest))).replace(real_crc, claimed)
    path.write_bytes(content)

    assert "unpack to far more" in _refused(path)


def test_too_many_entries_are_refused(tmp_path):
    path = _package(tmp_path / "many.xlsx", _sheet(), {f"xl/media/{n}.bin": "x" for n in range(200)})

    assert "unpack to far more" in _refused(path)


def test_one_shared_text_in_very_many_cells_is_refused(tmp_path):
    namespace = f'xmlns="{MAIN}"'
    cells = '<c t="s"><v>0</v></c>' * 100
    rows = "".join(f'<row r="{number}">{cells}</row>' for number in range(1, 101))
    path = _package(
        tmp_path / "shared.xlsx",
        f"<worksheet {namespace}><sheetData>{rows}</sheetData></worksheet>",
        {"xl/sharedStrings.xml": f"<sst {namespace}><si><t>{'name ' * 18_000}</t></si></sst>"},
    )

    assert "unpack to far more" in _refused(path)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w SYSTEM "http://evil.example/w.dtd">',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_a_document_type_inside_is_refused(tmp_path, declaration):
    path = _package(tmp_path / "entities.xlsx", declaration + _sheet(("A1", "Name")))

    assert "document type inside" in _refused(path)


def test_a_damaged_workbook_is_refused(tmp_path):
    whole = _package(tmp_path / "whole.xlsx", _sheet(("A1", "Name"), ("A2", "Anna")))
    (tmp_path / "half.xlsx").write_bytes(whole.read_bytes()[:700] + b"xl/workbook.xml")

    assert "damaged" in _refused(tmp_path / "half.xlsx")


def test_a_workbook_with_broken_xml_is_refused(tmp_path):
    path = _package(tmp_path / "broken.xlsx", _sheet(("A1", "Name"))[:-12])

    assert "damaged" in _refused(path)


@pytest.mark.parametrize(
    "far",
    [
        "<c r='XFD1048576' t='inlineStr'><is><t>x</t></is></c>",
        '<c t="inlineStr" r="XFD1048576"><is><t>x</t></is></c>',
        '<c r="&#88;FD1048576" t="inlineStr"><is><t>x</t></is></c>',
        f'<x:c xmlns:x="{MAIN}" r="XFD1048576"><x:v>1</x:v></x:c>',
    ],
)
def test_a_far_corner_written_unusually_is_refused_too(tmp_path, far):
    sheet = _sheet(("A1", "Name")).replace("</sheetData>", f'<row r="1048576">{far}</row></sheetData>')

    assert "16,384 columns wide" in _refused(_package(tmp_path / "far.xlsx", sheet))


def test_a_far_corner_in_another_encoding_is_refused_too(tmp_path):
    sheet = _sheet(("A1", "Name"), ("XFD1048576", "x")).encode("utf-16")

    assert "16,384 columns wide" in _refused(_package(tmp_path / "far.xlsx", sheet))
