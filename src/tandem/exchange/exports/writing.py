"""Everything into one folder: a CSV a table for people, one JSON for programs, the files, what is what."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tandem.exchange.exports.cells import defused
from tandem.exchange.exports.enquiry_list import FILE, write_list
from tandem.exchange.exports.queries import Table, models_with_files, tables
from tandem.exchange.exports.words import EVERYTHING, FILES, FORMAT, README
from tandem.office.business.models import Business

NOT_IN_NAMES = re.compile(r"[^\w.\- ]+")
# (rows written, rows in all)
Progress = Callable[[int, int], None]


@dataclass
class Written:
    """What an export holds: rows by table, those of the one list of enquiries, and the files."""

    rows: dict[str, int] = field(default_factory=dict)
    enquiries: int = 0
    files: int = 0
    missing_files: int = 0


def write(folder: Path, *, alias: str, at: datetime, progress: Progress | None = None) -> Written:
    """Fill an empty folder from the database `alias`, in constant memory."""
    business = Business.objects.using(alias).filter(pk=1).first() or Business(pk=1)
    found = tables(business.currency, ZoneInfo(business.zone))
    total = sum(table.count(alias) for table in found)
    written = Written()
    with (folder / EVERYTHING).open("w", encoding="utf-8") as everything:
        everything.write(f'{{"format": "{FORMAT}", "made_at": "{at.isoformat()}", "tables": {{')
        for number, table in enumerate(found):
            everything.write(",\n" if number else "\n")
            _write_table(folder, table, alias, everything, written, total, progress)
        everything.write("\n}}\n")
    zone = ZoneInfo(business.zone)
    written.enquiries = write_list(folder, alias=alias, currency=business.currency, zone=zone)
    _copy_files(folder, alias, written)
    (folder / README).write_text(_readme(business, written, at), encoding="utf-8-sig", newline="\r\n")
    return written


def _write_table(
    folder: Path,
    table: Table,
    alias: str,
    everything: TextIO,
    written: Written,
    total: int,
    progress: Progress | None,
) -> None:
    columns = json.dumps(table.attributes)
    everything.write(f'"{table.name}": {{"columns": {columns}, "rows": [')
    count = 0
    # The mark at the beginning tells a spreadsheet that this is UTF-8.
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(map(defused, table.headers))
        for batch in table.batches(alias):
            writer.writerows([defused(cell) for cell in table.cells(row)] for row in batch)
            for row in batch:
                values = json.dumps(table.values(row), ensure_ascii=False, separators=(",", ":"))
                everything.write(f"{',' if count else ''}\n{values}")
                count += 1
            written.rows[table.name] = count
            if progress is not None:
                progress(sum(written.rows.values()), total)
    written.rows[table.name] = count
    everything.write("]}")


def _copy_files(folder: Path, alias: str, written: Written) -> None:
    (folder / FILES).mkdir()
    for model in models_with_files():
        for row in model._base_manager.using(alias).order_by("pk").iterator(200):
            to = folder / FILES / f"{model._meta.db_table}-{row.pk}-{safe_name(str(row))}"
            if row.path.is_file():
                shutil.copyfile(row.path, to)
                written.files += 1
            else:
                written.missing_files += 1


def safe_name(name: str) -> str:
    """A name that every system takes, whatever the file was called when it came."""
    return NOT_IN_NAMES.sub("_", Path(name).name).strip(" .")[-100:] or "file"


def _readme(business: Business, written: Written, at: datetime) -> str:
    local = at.astimezone(ZoneInfo(business.zone))
    lines = [
        _("Everything that Tandem keeps of %(name)s, as it stood on %(day)s.")
        % {"name": business.name or _("your business"), "day": f"{local:%Y-%m-%d %H:%M}"},
        "",
        _("Each .csv file is one table; a spreadsheet opens it. Its first line names the columns."),
        _("A column that ends in _id holds the number (the column id) of a row in another table."),
        _("Times are those of %(zone)s. Money is in the currency of its row, else in %(currency)s.")
        % {"zone": business.zone, "currency": business.currency},
        _("A cell that would be run as a formula begins with an apostrophe; it is not part of the text."),
        "",
        _("%(name)s holds the same rows for programs: exact times in UTC, money in its smallest unit.")
        % {"name": EVERYTHING},
        _("%(name)s is one list of the enquiries that count and what became of them, with no names but")
        % {"name": FILE},
        _("those of sellers. To have it looked at: tandem analyse %(name)s --time-zone %(zone)s")
        % {"name": FILE, "zone": business.zone},
        _("The folder %(name)s holds the files that were sent in: table, number of the row, name.")
        % {"name": FILES},
        "",
        _("Passwords, sign-in keys, sessions and mail on its way are not in here, and the hours of each"),
        _("person are theirs. To move to another machine with all of them, use a backup:"),
        _("tandem backup FILE."),
        "",
        *(f"{count:>9,}  {name}.csv" for name, count in written.rows.items()),
        f"{written.enquiries:>9,}  {FILE}",
        f"{written.files:>9,}  {FILES}",
    ]
    if written.missing_files:
        lines.append(_("%d files were not on the disk any more.") % written.missing_files)
    return "\n".join([*lines, ""])
