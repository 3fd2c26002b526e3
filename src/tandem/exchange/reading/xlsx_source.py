"""One sheet of an XLSX file, through calamine, with typed cells."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tandem.exchange.reading.layout import LOOK_AT, find_header, fit, header_notes, reach_of, unique_headers
from tandem.exchange.reading.refusals import MOST_CELL, MOST_COLUMNS, MOST_SHEET_ROWS, FileRefused
from tandem.exchange.reading.source import Line, Source
from tandem.exchange.reading.xlsx_guard import Package, check_package


class XlsxSource(Source):
    def __init__(self, path: Path, name: str, known: Callable[[str], bool], sheet: str = "") -> None:
        self.name = name
        package = check_package(path)
        try:
            self._open(path, package, sheet)
        except CalamineError as error:
            raise FileRefused(
                _("This XLSX file cannot be read. Open it in your spreadsheet and save it again.")
            ) from error
        header = self._spread(find_header(list(islice(self._records(), LOOK_AT)), known))
        width = len(header.cells)
        below = islice(self._records(), header.number, None)
        self.headers, repeated = unique_headers(
            header.cells, max((reach_of(line.cells, width) for line in below), default=0)
        )
        self.header_number = header.number
        self.row_count = max(0, self._sheet.total_height - header.number)
        self.notes = self._sheet_notes() + header_notes(header, repeated)

    def lines(self, start_at: int = 0) -> Iterator[Line]:
        first = max(start_at, self.header_number + 1)
        width = len(self.headers)
        for line in islice(self._records(), first - 1, None):
            if any(cell not in ("", None) for cell in line.cells):
                yield Line(line.number, fit(line.cells, width))

    def _open(self, path: Path, package: Package, wanted: str) -> None:
        with CalamineWorkbook.from_path(path) as workbook:
            self.sheets = tuple(
                sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
            )
            hidden = {
                sheet.name for sheet in workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible
            }
            if wanted and wanted not in self.sheets:
                raise FileRefused(
                    _("This file has no sheet “%(sheet)s”. It has: %(sheets)s.")
                    % {"sheet": wanted, "sheets": ", ".join(self.sheets)}
                )
            candidates = [wanted] if wanted else sorted(self.sheets, key=lambda name: name in hidden)
            self._sheet = _first_filled(workbook, package, candidates)
            self.sheet = self._sheet.name

    def _records(self) -> Iterator[Line]:
        for number, cells in enumerate(self._sheet.iter_rows(), start=1):
            if any(isinstance(cell, str) and len(cell) > MOST_CELL for cell in cells):
                raise FileRefused(
                    _("A cell in row %(row)s has more than a million characters. Shorten it.")
                    % {"row": number}
                )
            yield Line(number, list(cells))

    def _spread(self, header: Line) -> Line:
        """A name that spans several columns names each of them: the sheet holds it for the first only."""
        cells, first = list(header.cells), (self._sheet.start or (0, 0))[1]
        for (top, left), (bottom, right) in self._sheet.merged_cell_ranges or ():
            if top < header.number <= bottom + 1:
                for column in range(left + 1 - first, min(right + 1 - first, len(cells))):
                    cells[column] = cells[left - first]
        return Line(header.number, cells)

    def _sheet_notes(self) -> tuple[str, ...]:
        others = [name for name in self.sheets if name != self.sheet]
        if not others:
            return ()
        return (
            _("The sheet “%(sheet)s” was read; the file also has: %(others)s.")
            % {"sheet": self.sheet, "others": ", ".join(others)},
        )


def _first_filled(workbook: CalamineWorkbook, package: Package, names: list[str]) -> CalamineSheet:
    for name in names:
        if name not in package.sheets:
            continue
        extent = package.extent(name)
        if not extent.cells:
            continue
        if extent.columns > MOST_COLUMNS:
            raise FileRefused(
                _(
                    "The sheet “%(sheet)s” is %(columns)s columns wide; up to %(most)s can be read. "
                    "Delete what stands far to the right."
                )
                % {"sheet": name, "columns": f"{extent.columns:,}", "most": MOST_COLUMNS}
            )
        if extent.last_row > MOST_SHEET_ROWS + LOOK_AT:
            raise FileRefused(
                _(
                    "The sheet “%(sheet)s” goes down to row %(rows)s; up to %(most)s can be read. "
                    "Save it as CSV, which may be longer, or delete what stands far below."
                )
                % {"sheet": name, "rows": f"{extent.last_row:,}", "most": f"{MOST_SHEET_ROWS:,}"}
            )
        return workbook.get_sheet_by_name(name)
    raise FileRefused(_("This file is empty: there is nothing in it to read."))
