import datetime
import itertools
from collections import Counter
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.formats import date_format

from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.opened import Opened, open_run
from tandem.exchange.imports.words import FIELD_NAMES, RunState
from tandem.exchange.reading.rejections import Rejection
from tandem.exchange.reading.rows import TypedRow
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.jobs.models import Job

SHOWN = 5
LISTED = 20


@dataclass(frozen=True)
class SampleRow:
    """A row as it would come in: what each field is called, and its value."""

    told: list[tuple[str, str]]


def sample_row(row: TypedRow, zone: ZoneInfo) -> SampleRow:
    return SampleRow(
        [(str(FIELD_NAMES.get(name, name)), shown(value, zone)) for name, value in row.values.items()]
    )


def shown(value: object, zone: ZoneInfo) -> str:
    if isinstance(value, datetime.datetime):
        return date_format(value.astimezone(zone), "j F Y, H:i")
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


@dataclass(frozen=True)
class DryRun:
    """What would happen, without a change: counts over the whole file, and a few rows as they would come in."""

    read: int
    good: int
    rejected: int
    reasons: list[tuple[str, int]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    sample: list[SampleRow] = field(default_factory=list)


def runs() -> QuerySet[ImportRun]:
    return ImportRun.objects.select_related("by")


def given_before(run: ImportRun) -> ImportRun | None:
    """An earlier run of the very same file that is still in."""
    earlier = ImportRun.objects.filter(digest=run.digest, kind=run.kind, state=RunState.DONE)
    return earlier.exclude(pk=run.pk).order_by("-finished_at").first()


def dry_run(run: ImportRun, *, zone: ZoneInfo) -> DryRun:
    """Read the whole file and write nothing. Raises FileRefused."""
    opened = open_run(run, zone=zone)
    read = 0
    reasons: Counter[str] = Counter()
    rejections: list[Rejection] = []
    sample: list[SampleRow] = []
    for _number, row in itertools.chain.from_iterable(opened.batches()):
        read += 1
        if isinstance(row, Rejection):
            reasons[row.reason] += 1
            if len(rejections) < LISTED:
                rejections.append(row)
        elif len(sample) < SHOWN:
            sample.append(sample_row(row, zone))
    rejected = sum(reasons.values())
    return DryRun(read, read - rejected, rejected, reasons.most_common(), rejections, sample)


def columns(opened: Opened) -> list[tuple[str, list[str]]]:
    """Each column of the file with its first few values, for choosing."""
    lines = opened.source.sample(LISTED)
    return [
        (header, [str(line.cells[place]) for line in lines if line.cells[place] not in (None, "")][:3])
        for place, header in enumerate(opened.source.headers)
    ]


def job_of(run: ImportRun) -> Job | None:
    """The newest job that brings this file in."""
    return Job.objects.filter(kind="exchange.import", payload__run=run.pk).order_by("-pk").first()


def kept_rows(run: ImportRun) -> list[str]:
    """What stayed when the file was taken out, by name, because somebody had worked on it."""
    ids = [int(name.partition(":")[2]) for name in run.kept if name.startswith("marketing.enquiry:")]
    return [str(enquiry) for enquiry in Enquiry.objects.filter(pk__in=ids[:100]).select_related("person")]
