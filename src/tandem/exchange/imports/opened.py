"""A run's file, opened with what was chosen for it: typed rows from any row number on."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.offers import checked_by, taxes_on
from tandem.exchange.imports.words import BATCH, ImportKind
from tandem.exchange.reading import examining, headers, opening, rows, unread
from tandem.exchange.reading.dates import DateOrder
from tandem.exchange.reading.finishing import Finish
from tandem.exchange.reading.mapping import Mapping
from tandem.exchange.reading.outcomes import Outcome
from tandem.exchange.reading.rows import Batch
from tandem.exchange.reading.source import Source
from tandem.marketing.enquiries.words import CLOCK_SLACK
from tandem.office.business.models import Business


@dataclass(frozen=True)
class Looked:
    """What a file turned out to be, before anything of it is kept."""

    path: Path
    digest: str
    total: int
    sheet: str
    system: str


def look(path: Path, name: str, kind: str) -> Looked:
    """Reads the whole file once, without the database. Raises FileRefused."""
    source = opening.open_source(path, name)
    mapping = headers.recognise(source, kind)
    system = mapping.exporter or mapping.column("id") or ""
    return Looked(path, opening.file_hash(path), source.row_count, source.sheet, system[:30])


@dataclass(frozen=True)
class Opened:
    run: ImportRun
    source: Source
    mapping: Mapping
    business: Business

    @cached_property
    def found(self) -> examining.Examination:
        """What only a pass over the whole file tells."""
        return examining.examine(self.source, self.mapping)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.business.zone)

    @property
    def date_order(self) -> DateOrder:
        return DateOrder(self.run.date_order) if self.run.date_order else self.found.date_order

    @property
    def decimal(self) -> str:
        return self.run.decimal or self.found.decimal

    def batches(self, *, now: datetime.datetime, start_at: int = 0, size: int = BATCH) -> Iterator[Batch]:
        """Raises FileRefused where the order of dates is not settled, or a column is missing."""
        unread.require_fields(self.mapping, self.source)
        return rows.typed_rows(
            self.source,
            self.mapping,
            kind=self.run.kind,
            zone=self.zone,
            date_order=self.date_order,
            disagreeing=self.found.disagreeing if self.date_order is DateOrder.ASK else (),
            decimal=self.decimal,
            outcomes={word: Outcome(outcome) for word, outcome in self.run.outcomes.items()},
            latest=now + CLOCK_SLACK,
            currency=self.business.currency,
            start_at=start_at,
            size=size,
            also=self.checks(now),
        )

    def checks(self, now: datetime.datetime) -> Finish | None:
        """What a row is asked that only the house knows."""
        if self.run.kind != ImportKind.OFFERS:
            return None
        has_taxes = self.mapping.column("tax_rate") is not None
        return checked_by(self.business, taxes_on(self.business, now), has_taxes=has_taxes)


def open_run(run: ImportRun, business: Business, path: Path | None = None) -> Opened:
    """`path` is where the file is while the run is not kept. Raises FileRefused."""
    source = opening.open_source(path or run.path, run.file_name, sheet=run.sheet)
    return Opened(run, source, headers.recognise(source, run.kind, run.mapping or None), business)
