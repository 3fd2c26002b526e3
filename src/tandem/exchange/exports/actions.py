import datetime
import re
import shutil
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.exchange.exports.snapshot import snapshot
from tandem.exchange.exports.words import ExportRefused
from tandem.exchange.exports.writing import Progress, Written, write
from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.changes.words import NotAllowed
from tandem.office.jobs.actions import start
from tandem.office.jobs.models import Job
from tandem.office.journal.actions import record
from tandem.office.sqlite.disk import flush

KIND = "exchange.export"
NAME = re.compile(r"tandem-[0-9]{8}-[0-9]{6}\.zip")
# They hold everything, so they do not lie about for long.
KEPT = datetime.timedelta(days=7)
PACKED_AT_LEVEL = 3


@transaction.atomic
def ask(*, by: Actor, at: datetime.datetime) -> Job:
    """Let an export be made for download."""
    if not can_manage(by):
        raise NotAllowed
    record(by=by, at=at, verb="exchange.export.asked")
    return start(kind=KIND, payload={}, by=by, at=at)


def export(to: Path, *, at: datetime.datetime, progress: Progress | None = None) -> Written:
    """Everything into the folder `to`, whole or not at all. Raises ExportRefused where it is in use."""
    to = to.absolute()
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise ExportRefused(_("%(name)s is there already. Choose a new or an empty folder.") % {"name": to})
    to.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".tandem-export-", dir=to.parent) as unfinished:
        made = Path(unfinished) / to.name
        made.mkdir(mode=0o700)
        with snapshot() as alias:
            written = write(made, alias=alias, at=at, progress=progress)
        made.replace(to)
    return written


def folder() -> Path:
    return Path(settings.DATA) / "exports"


def export_packed(*, at: datetime.datetime, progress: Progress | None = None) -> Path:
    """Everything into one ZIP in the data folder; older ones are removed."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    forget_old(at=at)
    name = f"tandem-{at:%Y%m%d-%H%M%S}"
    with TemporaryDirectory(prefix="unfinished-", dir=folder()) as unfinished:
        made, packed = Path(unfinished) / name, Path(unfinished) / "packed"
        export(made, at=at, progress=progress)
        with zipfile.ZipFile(packed, "x", zipfile.ZIP_DEFLATED, compresslevel=PACKED_AT_LEVEL) as archive:
            for file in sorted(made.rglob("*")):
                archive.write(file, Path(name) / file.relative_to(made))
        packed.chmod(0o600)
        flush(packed)
        return packed.replace(folder() / f"{name}.zip")


def forget_old(*, at: datetime.datetime) -> None:
    for file in made_exports():
        if file.stat().st_mtime < (at - KEPT).timestamp():
            file.unlink(missing_ok=True)
    for left in folder().glob("unfinished-*"):
        # Of a process that was killed; one that is at work just now is younger.
        if left.stat().st_mtime < (at - datetime.timedelta(days=1)).timestamp():
            shutil.rmtree(left, ignore_errors=True)


def made_exports() -> list[Path]:
    """Those that can be downloaded, the newest first."""
    return sorted((file for file in folder().glob("*.zip") if NAME.fullmatch(file.name)), reverse=True)
