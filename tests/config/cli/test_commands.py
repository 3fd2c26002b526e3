import json
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tandem.config.cli.main import COMMANDS, main
from tandem.office.sqlite import files
from tests.config.cli.running import environment, serving, tandem
from tests.empty import give_template


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty business, made by the program itself."""
    data = tmp_path_factory.mktemp("made") / "data"
    with serving(data) as server:
        assert any("Begin here" in line and "http://localhost:" in line for line in server.said)
        server.stop()
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "data"))


def test_help_names_every_command_and_imports_none_of_them(tmp_path: Path) -> None:
    loaded = (
        "import sys; from tandem.config.cli.main import main\n"
        "try: main(['--help'])\n"
        "finally: print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", loaded], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    for name in COMMANDS:
        assert f"\n    {name} " in done.stdout
    assert "bring in persons, organisations or enquiries from a spreadsheet" in done.stdout
    modules = done.stdout.splitlines()[-1].split()
    assert {"django", "numpy", "scipy"}.isdisjoint(modules)


@pytest.mark.parametrize(
    "name", ["run", "serve", "worker", "user", "apikey", "backup", "verify", "restore", "doctor"]
)
def test_each_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([name, "--help"])
    assert COMMANDS[name][:20] in capsys.readouterr().out


def test_an_unknown_command_is_a_mistake_of_the_caller() -> None:
    for given in ([], ["sell"]):
        with pytest.raises(SystemExit, match="2"):
            main(given)


def test_the_server_stops_within_three_seconds_and_the_web_part_imports_nothing_heavy(data: Path) -> None:
    with serving(data) as server:
        maps = Path(f"/proc/{server.process.pid}/maps")
        loaded = maps.read_text() if maps.exists() else ""
        assert "scipy" not in loaded
        assert "vl_convert" not in loaded
        began = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - began < 3


def test_a_taken_port_is_one_sentence_and_touches_nothing(data: Path) -> None:
    with serving(data) as server:
        second = tandem(data, "serve", "--port", str(server.port))
        assert second.returncode == 2
        assert len(second.stderr.splitlines()) == 1
        assert "Choose another with --port" in second.stderr
        assert server.ask("GET", "/healthz")[0] == 200


def test_a_database_of_tomorrow_is_left_alone(data: Path) -> None:
    file = data / files.OWN
    database = sqlite3.connect(file)
    database.execute(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('office', '9999_tomorrow', '2030-01-01')"
    )
    database.commit()
    database.close()
    before = file.read_bytes()

    done = tandem(data, "serve", "--port", "0")

    assert done.returncode == 2
    assert done.stderr.strip() == "This database belongs to a newer version of Tandem. Nothing was changed."
    assert file.read_bytes() == before


def test_an_older_database_is_backed_up_and_upgraded(data: Path) -> None:
    file = data / files.OWN
    database = sqlite3.connect(file)
    database.execute("DELETE FROM django_migrations WHERE app = 'mfa'")
    database.execute("DROP TABLE mfa_authenticator")
    database.commit()
    database.close()

    with serving(data) as server:
        assert "The database was backed up and upgraded." in server.said

    assert "mfa_authenticator" in tables(file)
    assert len(list((data / "backups").glob("upgrade-*.zip"))) == 1


def tables(file: Path) -> set[str]:
    database = sqlite3.connect(file)
    try:
        return {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    finally:
        database.close()


@pytest.fixture(scope="module")
def kept(made: Path) -> Path:
    file = made.parent / "kept.zip"
    assert tandem(made, "backup", str(file)).returncode == 0
    return file


@pytest.mark.parametrize(
    "damage",
    [
        "gone",
        pytest.param("empty", marks=pytest.mark.long),
        pytest.param("letter", marks=pytest.mark.long),
        pytest.param("cut", marks=pytest.mark.long),
    ],
)
def test_a_damaged_database_is_never_begun_anew_and_comes_back_from_a_backup(
    data: Path, kept: Path, damage: str
) -> None:
    file = data / files.OWN
    if damage == "gone":
        file.unlink()
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "letter":
        file.write_bytes(b"Dear Sir or Madam, " * 1000)
    else:
        file.write_bytes(file.read_bytes()[:10_000])
    before = file.read_bytes() if file.exists() else None

    done = tandem(data, "serve", "--port", "0")

    assert done.returncode == 3
    assert "tandem restore FILE" in done.stderr
    assert "Traceback" not in done.stderr
    assert (file.read_bytes() if file.exists() else None) == before
    assert tandem(data, "doctor").returncode == 1

    assert tandem(data, "restore", str(kept), "--replace").returncode == 0
    assert tandem(data, "doctor").returncode == 0


def test_the_doctor_speaks_to_programs_too(data: Path) -> None:
    done = tandem(data, "doctor", "--json")
    found = json.loads(done.stdout)
    assert found["ok"] is True
    assert {check["name"] for check in found["checks"]} >= {"folder", "sqlite", "database", "mail", "backup"}


def test_a_user_is_made_and_let_in_from_the_keyboard(data: Path) -> None:
    short = tandem(
        data,
        "user",
        "create",
        "--email",
        "ann@example.com",
        "--role",
        "owner",
        "--password-stdin",
        typed="x\n",
    )
    made = tandem(
        data, "user", "create", "--email", "ann@example.com", "--role", "owner", "--password-stdin",
        typed="a long enough sentence\n",
    )  # fmt: skip
    link = tandem(data, "user", "link", "--email", "Ann@Example.com")
    nobody = tandem(data, "user", "link", "--email", "bob@example.com")
    assert (short.returncode, made.returncode, link.returncode, nobody.returncode) == (1, 0, 0, 1)
    assert link.stdout.startswith("http://localhost:8000/office/link/")


def test_a_key_is_printed_once_and_belongs_to_the_first_owner(tmp_path: Path) -> None:
    # given a business with an owner
    data = give_template(tmp_path / "data")
    tandem(data, "user", "create", "--email", "ann@example.com", "--role", "owner")

    # when a script asks for keys
    made = tandem(data, "apikey", "create", "--name", "Website", "--scope", "enquiries")
    nobody = tandem(data, "apikey", "create", "--name", "X", "--scope", "read", "--email", "b@example.com")
    unknown = tandem(data, "apikey", "create", "--name", "X", "--scope", "all")

    # then it gets the key and nothing else, or a sentence
    assert re.fullmatch(r"tandem_[\w-]{43}\n", made.stdout)
    assert (nobody.returncode, nobody.stderr) == (1, "Nobody here has the address b@example.com.\n")
    assert unknown.returncode == 2


def test_commands_on_a_business_ask_for_one_first(tmp_path: Path) -> None:
    done = tandem(tmp_path / "none", "user", "link", "--email", "a@example.com")
    assert (done.returncode, "There is no business yet" in done.stderr) == (2, True)
    assert not (tmp_path / "none" / files.OWN).exists()
