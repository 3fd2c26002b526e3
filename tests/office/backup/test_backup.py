import datetime
import json
import struct
import zipfile
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.backup import rows
from tandem.office.backup.actions import KEPT, automatic_backup, backup, measured
from tandem.office.backup.archive import verify
from tandem.office.backup.measures import kept_models
from tandem.office.backup.queries import automatic_folder
from tandem.office.backup.restoring import restore
from tandem.office.backup.words import BackupRefused
from tandem.office.business.models import Business
from tandem.office.files.actions import store
from tandem.office.files.models import StoredFile
from tandem.office.jobs.models import Job
from tandem.office.sqlite import files as places
from tandem.office.sqlite import fresh
from tests.empty import give_template

NOW = datetime.datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=datetime.UTC)
needs_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="about the database file: a server’s rows go by tests/config/cli"
)
pytestmark = [pytest.mark.django_db(transaction=True), needs_sqlite]


@pytest.fixture
def business(settings: LazySettings, tmp_path: Path) -> StoredFile:
    """A small business with an umlaut, an emoji, microseconds, nested JSON and a stored file."""
    settings.DATA = give_template(tmp_path / "data")
    owner = User.objects.create_user(email="o@example.com", name="Zoë Ünal 🛋", role=Role.OWNER)
    Business.objects.create(pk=1, name="Wren & Rowe")
    Job.objects.create(kind="test", payload={"a": [1, {"ü": None}]}, put_at=NOW, by=owner)
    return store(SimpleUploadedFile("sofa.txt", b"a blue sofa"), by=owner, at=NOW)


def contents() -> dict[str, list[rows.Row]]:
    return {model._meta.label: list(rows.rows_of(model, "default")) for model in kept_models()}


def test_a_backup_restores_to_the_same_rows_and_files(business: StoredFile, tmp_path: Path) -> None:
    before, file = contents(), tmp_path / "tandem.zip"
    backup(file)
    business.path.unlink()

    restore(file)

    with fresh.as_default(tmp_path / "data" / places.OWN):
        assert contents() == before
    assert business.path.read_bytes() == b"a blue sofa"


def test_rows_as_json_come_back_equal_on_another_database(business: StoredFile, tmp_path: Path) -> None:
    """The portable form, which PostgreSQL uses, written and read on SQLite."""
    before, expected = contents(), measured("default")
    for model in kept_models():
        with (tmp_path / model._meta.db_table).open("w") as file:
            rows.write(model, "default", file)

    def fill(alias: str) -> None:
        rows.fill(
            alias,
            ((model, rows.read(model, (tmp_path / model._meta.db_table).open())) for model in kept_models()),
        )

    fresh.make(tmp_path / "other.sqlite3", then=fill)

    with fresh.as_default(tmp_path / "other.sqlite3"):
        assert contents() == before
        assert measured("default").found == expected.found


def test_a_copy_with_a_dangling_key_is_refused_whole(business: StoredFile, tmp_path: Path) -> None:
    job_rows = [[*row] for row in rows.rows_of(Job, "default")]
    names = [column.attname for column in rows.columns_of(Job)]
    job_rows[0][names.index("by_id")] = 999
    with pytest.raises(IntegrityError):
        fresh.make(tmp_path / "other.sqlite3", then=lambda alias: rows.fill(alias, [(Job, job_rows)]))
    assert not (tmp_path / "other.sqlite3").exists()


def test_a_backup_never_takes_the_place_of_a_file(business: StoredFile, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("a letter")
    with pytest.raises(BackupRefused, match="is there already"):
        backup(tmp_path / "letter.zip")
    assert (tmp_path / "letter.zip").read_text() == "a letter"


def test_a_restore_into_a_place_in_use_needs_to_be_told_and_keeps_what_was_there(
    business: StoredFile, tmp_path: Path
) -> None:
    file, target = tmp_path / "tandem.zip", tmp_path / "data" / places.OWN
    backup(file)
    target.write_bytes(b"damaged beyond reading")
    with pytest.raises(BackupRefused, match="--replace"):
        restore(file)
    assert target.read_bytes() == b"damaged beyond reading"

    restore(file, replace=True)

    assert [kept.read_bytes() for kept in target.parent.glob("before-*")] == [b"damaged beyond reading"]
    with fresh.as_default(target):
        assert User.objects.get().name == "Zoë Ünal 🛋"


def rewritten(file: Path, to: Path, **changes: bytes | None) -> Path:
    """The archive with some members changed or left out."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            content = changes.get(name.partition("/")[0].partition(".")[0], old.read(name))
            if content is not None:
                new.writestr(name, content)
    return to


def manifest_with(file: Path, **changes: object) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return json.dumps({**json.loads(archive.read("manifest.json")), **changes}).encode()


@pytest.mark.parametrize(
    "damage",
    [
        "cut",
        "flipped",
        "unpackable",
        "locked",
        "no manifest",
        "no database",
        "other database",
        "other file",
        "counts",
        "letter",
    ],
)
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    business: StoredFile, tmp_path: Path, damage: str
) -> None:
    good, broken = tmp_path / "good.zip", tmp_path / "broken.zip"
    backup(good)
    content = good.read_bytes()
    with zipfile.ZipFile(good) as archive:
        measured_before = json.loads(archive.read("manifest.json"))["measured"]
        largest = max(archive.infolist(), key=lambda member: member.compress_size)
    # In the middle of what is kept: headers between the parts may change without any harm.
    middle = largest.header_offset + 30 + len(largest.filename) + largest.compress_size // 2
    measured_before["found"]["office_user"][0] += 1
    if damage == "cut":
        broken.write_bytes(content[: len(content) // 2])
    elif damage == "flipped":
        broken.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    elif damage == "unpackable":
        # The first of its blocks is of a kind that does not exist.
        start = (
            largest.header_offset + 30 + sum(struct.unpack_from("<HH", content, largest.header_offset + 26))
        )
        broken.write_bytes(content[:start] + b"\x07" + content[start + 1 :])
    elif damage == "locked":
        flags = content.rindex(b"PK\x01\x02") + 8
        broken.write_bytes(content[:flags] + bytes([content[flags] | 1]) + content[flags + 1 :])
    elif damage == "no manifest":
        rewritten(good, broken, manifest=None)
    elif damage == "no database":
        rewritten(good, broken, database=None)
    elif damage == "other database":
        rewritten(good, broken, database=b"SQLite format 3\x00" + b"x" * 9000)
    elif damage == "other file":
        rewritten(good, broken, files=b"a red sofa")
    elif damage == "counts":
        rewritten(good, broken, manifest=manifest_with(good, measured=measured_before))
    else:
        broken.write_text("a letter")

    with pytest.raises(BackupRefused):
        restore(broken, replace=True)

    assert not (tmp_path / "data" / places.OWN).exists()


def test_a_backup_of_a_newer_version_is_refused(business: StoredFile, tmp_path: Path) -> None:
    good, newer = tmp_path / "good.zip", tmp_path / "newer.zip"
    manifest = backup(good)
    schema = [*manifest.schema, ("office", "9999_of_tomorrow")]
    rewritten(good, newer, manifest=manifest_with(good, schema=schema))
    with pytest.raises(BackupRefused, match="newer"):
        restore(newer)


def test_a_forged_manifest_reaches_neither_sql_nor_another_folder(
    business: StoredFile, tmp_path: Path
) -> None:
    good, forged = tmp_path / "good.zip", tmp_path / "forged.zip"
    backup(good)
    for changes in (
        {"measured": {"tables": [{"name": 'x"; DROP TABLE y', "numbers": [], "texts": []}], "found": {}}},
        {"files": {"../../outside": "0" * 64}},
    ):
        rewritten(good, forged, manifest=manifest_with(good, **changes))
        with pytest.raises(BackupRefused, match="damaged"):
            verify(forged)


def test_ten_backups_of_each_reason_are_kept_and_unfinished_ones_removed(business: StoredFile) -> None:
    automatic_folder().mkdir()
    (automatic_folder() / "daily-20260101-000000.zip.part").write_text("killed")
    automatic_backup("upgrade", at=NOW - datetime.timedelta(days=400))
    for day in range(KEPT + 2):
        automatic_backup("daily", at=NOW + datetime.timedelta(days=day))
    names = sorted(path.name for path in automatic_folder().iterdir())
    assert len(names) == KEPT + 1
    assert names[0] == "daily-20261124-120000.zip"
    assert names[-1].startswith("upgrade-")
