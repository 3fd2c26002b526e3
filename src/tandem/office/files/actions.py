import datetime
import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.files.content import kind_of
from tandem.office.files.models import StoredFile, folder
from tandem.office.files.words import LARGEST, FileRefused
from tandem.office.sqlite.disk import flush_folder

# A file whose transaction failed has no row; after a day nobody is still about to write one.
ORPHAN_AFTER = datetime.timedelta(days=1)
KEY = re.compile(r"[0-9a-f]{40}")


@transaction.atomic
def store(
    upload: "UploadedFile[bytes]",
    *,
    by: Actor,
    at: datetime.datetime,
    largest: int = LARGEST,
    kinds: frozenset[str] | None = None,
) -> StoredFile:
    """Keep an upload below the data folder. Its bytes are on disk before its row is. Raises FileRefused."""
    if upload.size is None or upload.size > largest:
        raise FileRefused(
            _("This file is larger than %(megabytes)d MB. Nothing was saved.")
            % {"megabytes": largest // (1024 * 1024)}
        )
    kind = kind_of(cast("BinaryIO", upload.file))
    if kind is None or (kinds is not None and kind not in kinds):
        raise FileRefused(_("Files of this kind are not kept here. Nothing was saved."))
    row = StoredFile(
        name=safe_name(upload.name or ""),
        key=secrets.token_hex(20),
        kind=kind,
        size=0,
        by=by if isinstance(by, User) else None,
        stored_at=at,
    )
    row.size, row.digest = _write(upload, row.path, largest)
    row.save()
    return row


def safe_name(name: str) -> str:
    """The given name without folders, control characters and tricks of writing direction."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co"))
    return shown.strip(" .")[-200:] or "file"


def _write(upload: "UploadedFile[bytes]", path: Path, largest: int) -> tuple[int, str]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in upload.chunks():
                size += len(chunk)
                if size > largest:
                    raise FileRefused(_("This file is larger than it said. Nothing was saved."))
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)
    return size, digest.hexdigest()


@transaction.atomic
def forget(files: Sequence[StoredFile]) -> None:
    """Remove files for good: the bytes when the transaction is sure; what a crash leaves, `sweep` finds."""
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).delete()
    for file in files:
        transaction.on_commit(partial(file.path.unlink, missing_ok=True))


def sweep(*, at: datetime.datetime) -> None:
    """Remove files that no row knows: their transaction was rolled back, or the program was killed."""
    if not folder().is_dir():
        return
    old = (at - ORPHAN_AFTER).timestamp()
    found = [path for path in folder().glob("??/*") if path.stat().st_mtime < old]
    known = set(StoredFile.objects.values_list("key", flat=True))
    for path in found:
        if KEY.fullmatch(path.stem) and path.name not in known:
            path.unlink(missing_ok=True)
