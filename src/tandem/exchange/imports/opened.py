"""A run's file, opened with what was chosen for it: typed rows from any row number on."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.words import BATCH
from tandem.exchange.reading import examining, headers, opening, rows
from tandem.exchange.reading.dates import DateOrder
from tandem.exchange.reading.mapping import Mapping
from tandem.exchange.reading.rows import Batch
from tandem.exchange.reading.source import Source


@dataclass(frozen=True)
class Opened:
    source: Source
    mapping: Mapping
    found: examining.Examination
    kind: str
    zone: ZoneInfo
    date_order: DateOrder
    decimal: str

    def batches(self, *, start_at: int = 0, size: int = BATCH) -> Iterator[Batch]:
        return rows.typed_rows(
            self.source,
            self.mapping,
            kind=self.kind,
            zone=self.zone,
            date_order=self.date_order,
            decimal=self.decimal,
            start_at=start_at,
            size=size,
        )


def open_run(run: ImportRun, *, zone: ZoneInfo) -> Opened:
    """Raises FileRefused where the file cannot be read as a table."""
    source = opening.open_source(run.path, run.file_name, sheet=run.sheet)
    mapping = headers.recognise(source, run.kind, run.mapping or None)
    found = examining.examine(source, mapping)
    return Opened(
        source,
        mapping,
        found,
        run.kind,
        zone,
        DateOrder(run.date_order) if run.date_order else found.date_order,
        run.decimal or found.decimal,
    )
