import datetime
import io
import os
import zipfile
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory

from tandem.office.files.actions import safe_name, store, sweep
from tandem.office.files.models import StoredFile
from tandem.office.files.views import download
from tandem.office.files.words import FileRefused

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 50
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


def keep(content: bytes, name: str = "letter.txt", **limits: object) -> StoredFile:
    return store(SimpleUploadedFile(name, content), by=None, at=NOW, **limits)  # type: ignore[arg-type]


def test_a_file_is_kept_under_a_random_name_and_comes_back_as_an_attachment(data: Path) -> None:
    row = keep(PNG, "../../sofa.png")
    assert (row.name, row.kind, row.size) == ("sofa.png", "image/png", len(PNG))
    assert row.path.is_relative_to(data / "files")
    assert "sofa" not in str(row.path)
    assert oct(row.path.stat().st_mode & 0o777) == "0o600"

    response = download(RequestFactory().get("/"), row.key)

    assert b"".join(response) == PNG
    assert response["Content-Disposition"] == 'attachment; filename="sofa.png"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0JFIF", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        (b"name;city\nAnn;Bath\n", "text/plain"),
        (archive("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (archive("anything.txt"), "application/zip"),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, kind: str) -> None:
    assert keep(content, "lies.exe").kind == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\n <?xml version='1.0'?><svg/>",
        b"<!DOCTYPE html><script>1</script>",
        b"MZ\x00\x90",
        b"PK\x03\x04 cut short",
        archive("xl/workbook.xml", "xl/vbaProject.bin"),
    ],
)
def test_what_could_run_or_is_unknown_is_refused_and_leaves_nothing(content: bytes, data: Path) -> None:
    with pytest.raises(FileRefused):
        keep(content, "picture.png")
    assert not StoredFile.objects.exists()
    assert list(data.rglob("*.*")) == []


def test_a_file_over_the_limit_or_of_another_kind_is_refused() -> None:
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        keep(b"x" * 1024 * 1024 + b"y", largest=1024 * 1024)
    with pytest.raises(FileRefused):
        keep(b"words", kinds=frozenset({"image/png"}))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Users\\Ann\\offer.pdf", "offer.pdf"),
        ("../../etc/passwd", "passwd"),
        ("gnp\u202efdp.exe", "gnpfdp.exe"),
        ("a\r\nb.txt", "ab.txt"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_names_lose_folders_and_tricks(given: str, shown: str) -> None:
    assert safe_name(given) == shown


def test_a_file_whose_row_was_rolled_back_is_swept_away_after_a_day(data: Path) -> None:
    kept, lost = keep(b"kept"), keep(b"lost")
    lost_path = lost.path
    StoredFile.objects.filter(pk=lost.pk).delete()
    sweep(at=datetime.datetime.now(datetime.UTC))
    assert lost_path.exists()
    for path in (kept.path, lost_path):
        os.utime(path, (0, 0))
    sweep(at=datetime.datetime.now(datetime.UTC))
    assert (kept.path.exists(), lost_path.exists()) == (True, False)


def test_a_file_that_is_gone_from_the_disk_is_not_there() -> None:
    row = keep(b"words")
    row.path.unlink()
    with pytest.raises(Http404):
        download(RequestFactory().get("/"), row.key)
