"""The whole business out again."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.exchange.exports.actions import export
from tandem.exchange.exports.cells import DANGEROUS, NUMBER
from tandem.exchange.exports.queries import exported_models
from tandem.exchange.exports.words import LEFT_OUT, SECRET_COLUMNS, ExportRefused
from tandem.marketing.enquiries.actions import hear
from tandem.marketing.enquiries.words import Door
from tandem.office.accounts.models import User
from tandem.office.backup.measures import kept_models
from tandem.office.files.actions import store
from tandem.people.persons.words import Contact
from tests.empty import give_template
from tests.exchange.exports.conftest import NOON

WORDS_OF_SECRETS = ("password", "secret", "token", "digest", "session", "key", "hash")
# Their names sound like secrets, and they are none: keys of other programs, and of the same contact twice.
NO_SECRETS = {
    # Names as they are compared, and what a tax rate is called in a form.
    ("offers.Offer", "key"),
    ("offers.NeedKind", "key"),
    ("offers.TaxCode", "key"),
    ("marketing.Arrival", "external_key"),
    ("marketing.Enquiry", "external_key"),
    ("people.Person", "external_key"),
    ("people.Person", "duplicate_key"),
    ("people.Organisation", "external_key"),
    ("office.StoredFile", "digest"),
    # Tells a message that was read before.
    ("office.ReceivedMessage", "key"),
    ("exchange.ImportRun", "digest"),
    # A need and a name in small letters, and which sale a copy is of.
    ("sales.UnmetNeed", "key"),
    ("sales.Need", "key"),
    ("offers.Competitor", "key"),
    ("marketing.Purchase", "sale_key"),
    # From which of those a customer's day was carried over.
    ("marketing.Purchase", "asked_at_key"),
    # The fingerprints of what was said and agreed, and which page a question came from.
    ("sales.QuoteVersion", "text_hash"),
    ("sales.Acceptance", "text_hash"),
    ("sales.QuoteQuestion", "key"),
}


def heard(owner: User, words: str, **contact: object) -> None:
    hear(contact=Contact(**contact), words=words, door=Door.PHONE, heard_at=NOON, by=owner, at=NOON)  # type: ignore[arg-type]


def cells_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def test_counts_equal_the_database(owner: User, data: Path, tmp_path: Path) -> None:
    heard(owner, "A sofa", name="Anna Ellery", emails=("anna@example.org",))
    heard(owner, "Two chairs", name="Tom Wren", phones=("020 7000 0000",))

    written = export(tmp_path / "out", at=NOON)

    everything = json.loads((tmp_path / "out" / "everything.json").read_text())
    for model in exported_models():
        name, count = model._meta.db_table, model._base_manager.count()
        assert written.rows[name] == count
        assert len(cells_of(tmp_path / "out" / f"{name}.csv")) == count + 1
        assert len(everything["tables"][name]["rows"]) == count
    assert written.rows["marketing_enquiry"] == 2
    assert f"{2:>9,}  marketing_enquiry.csv" in (tmp_path / "out" / "README.txt").read_text("utf-8-sig")


def test_no_cell_of_any_table_is_live(owner: User, data: Path, tmp_path: Path) -> None:
    for number, start in enumerate(DANGEROUS):
        heard(owner, f"{start}HYPERLINK(1)", name=f"{start}1+{number}x", organisation=f"{start}cmd {number}")

    export(tmp_path / "out", at=NOON)

    found = 0
    for file in (tmp_path / "out").glob("*.csv"):
        for row in cells_of(file):
            for cell in row:
                found += cell.startswith("'")
                assert not cell.startswith(DANGEROUS) or NUMBER.fullmatch(cell)
    assert found > 3 * len([start for start in DANGEROUS if start.strip()])


def test_cells_are_readable_and_values_exact(owner: User, data: Path, tmp_path: Path) -> None:
    heard(owner, "A sofa", name="Anna Ellery", emails=("anna@example.org",))

    export(tmp_path / "out", at=NOON)

    assert (tmp_path / "out" / "marketing_enquiry.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    header, row = cells_of(tmp_path / "out" / "marketing_enquiry.csv")
    cells = dict(zip(header, row, strict=True))
    assert (cells["person_name"], cells["door"], cells["state"]) == ("Anna Ellery", "Phone", "Heard")
    assert cells["heard_at"] == "2026-11-20 12:00:00"
    table = json.loads((tmp_path / "out" / "everything.json").read_text())["tables"]["marketing_enquiry"]
    [values] = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    assert (values["heard_at"], values["door"]) == ("2026-11-20T12:00:00+00:00", "phone")


def test_secrets_are_never_in_it(owner: User, data: Path, tmp_path: Path) -> None:
    export(tmp_path / "out", at=NOON)

    whole = "".join(file.read_text("utf-8") for file in (tmp_path / "out").iterdir() if file.is_file())
    assert owner.email in whole
    assert owner.password not in whole
    assert not any(name in whole for name in ("office_session", "mfa_authenticator", "office_publictoken"))


def test_no_column_that_sounds_like_a_secret_is_exported() -> None:
    suspicious = {
        (model._meta.label, column.name)
        for model in exported_models()
        for column in model._meta.concrete_fields
        if any(word in column.name for word in WORDS_OF_SECRETS)
        and column.name not in SECRET_COLUMNS.get(model._meta.label, set())
    }

    assert suspicious == NO_SECRETS


def test_what_is_left_out_is_there_to_be_left_out() -> None:
    assert set(LEFT_OUT) - {model._meta.label for model in kept_models()} == set()


def test_files_that_were_sent_in_come_along(owner: User, data: Path, tmp_path: Path) -> None:
    stored = store(SimpleUploadedFile("../plan: one.txt", b"Two seats, one bike"), by=owner, at=NOON)

    written = export(tmp_path / "out", at=NOON)

    [file] = (tmp_path / "out" / "files").iterdir()
    assert (file.name, file.read_bytes()) == (
        f"office_storedfile-{stored.pk}-plan_ one.txt",
        b"Two seats, one bike",
    )
    assert written.files == 1


def test_a_folder_in_use_is_refused_and_left_alone(owner: User, data: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")

    with pytest.raises(ExportRefused, match="Choose a new or an empty folder"):
        export(tmp_path / "out", at=NOON)

    assert [file.name for file in (tmp_path / "out").iterdir()] == ["mine.txt"]


def tandem(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tandem.config.cli.main", *arguments],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tandem.config.settings",
            "TANDEM_DATA": str(data),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
        input="a long enough one",
        check=False,
    )


def test_the_command_fills_an_empty_folder(tmp_path: Path) -> None:
    data, out = give_template(tmp_path / "data"), tmp_path / "out"
    out.mkdir()
    without_business = tandem(data, "export", str(out))
    tandem(data, "user", "create", "--email", "p@example.org", "--role", "owner", "--password-stdin")

    done = tandem(data, "export", str(out))
    again = tandem(data, "export", str(out))

    assert (without_business.returncode, without_business.stderr.count("\n")) == (2, 1)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{out}: ")
    assert cells_of(out / "office_user.csv")[1][2] == "p@example.org"
    assert (again.returncode, again.stderr) == (
        2,
        f"{out} is there already. Choose a new or an empty folder.\n",
    )
    assert sorted(file.name for file in tmp_path.iterdir()) == ["data", "out"]
