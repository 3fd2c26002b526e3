from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from tandem.exchange.reading.examining import examine
from tandem.exchange.reading.headers import ByHand, recognise
from tandem.exchange.reading.opening import open_source
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.rejections import Rejection
from tandem.exchange.reading.rows import TypedRow, typed_rows
from tandem.exchange.reading.source import Source

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Source]:
    """A file with this content, opened."""

    def opened(content: str | bytes, name: str = "list.csv") -> Source:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return open_source(path, name)

    return opened


@pytest.fixture
def refusal(table: Callable[..., Source]) -> Callable[..., str]:
    """The sentence with which this content is refused."""

    def sentence(content: str | bytes, name: str = "list.csv") -> str:
        with pytest.raises(FileRefused) as refused:
            table(content, name)
        return refused.value.sentence

    return sentence


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """An XLSX file with these sheets; a cell is given as (row, column, value), counted from 0."""

    def written(**sheets: list[tuple[int, int, Any]]) -> Path:
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
            for name, cells in sheets.items():
                sheet = book.add_worksheet(name)
                for row, column, value in cells:
                    if isinstance(value, datetime):
                        sheet.write_datetime(row, column, value, moment)
                    elif hasattr(value, "isoformat"):
                        sheet.write_datetime(row, column, value, day)
                    else:
                        sheet.write(row, column, value)
        return path

    return written


def read(
    source: Source, kind: str = "enquiries", by_hand: ByHand | None = None, **given: Any
) -> list[TypedRow | Rejection]:
    mapping = recognise(source, kind, by_hand)
    found = examine(source, mapping)
    how = {"zone": LONDON, "date_order": found.date_order, "decimal": found.decimal} | given
    return [row for batch in typed_rows(source, mapping, kind=kind, **how) for _number, row in batch]
