"""From SQLite to PostgreSQL and back, as somebody does it: with a backup file and a database address."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.cli.running import free_port, serving, tandem
from tests.needs import missing

pytestmark = [pytest.mark.postgres, pytest.mark.long]


def programs() -> Path:
    found = shutil.which("initdb")
    below = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found and not below:
        missing("postgres", "there is no PostgreSQL on this machine")
    return Path(found).parent if found else below[-1].parent


def as_somebody(folder: Path, *command: str) -> None:
    """PostgreSQL refuses to run as root; its package brings a user."""
    ordinary = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run([*ordinary, *command], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    binaries, port = programs(), free_port()
    # Below /tmp itself: the user of the package may not enter pytest's folders.
    folder = Path(f"/tmp/tandem-postgres-{os.getpid()}")  # noqa: S108
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    cluster = str(folder / "cluster")
    as_somebody(folder, str(binaries / "initdb"), "-D", cluster, "-U", "tandem", "-A", "trust")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    as_somebody(
        folder, str(binaries / "pg_ctl"), "-D", cluster, "-o", options, "-l", f"{folder}/log", "-w", "start"
    )
    try:
        as_somebody(
            folder, str(binaries / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "tandem", "tandem"
        )
        yield f"postgres://tandem@127.0.0.1:{port}/tandem"
    finally:
        as_somebody(folder, str(binaries / "pg_ctl"), "-D", cluster, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def test_a_business_moves_to_postgresql_and_back_whole(database_url: str, tmp_path: Path) -> None:
    small, large, back = tmp_path / "small", tmp_path / "large", tmp_path / "back"
    first, second = str(tmp_path / "first.zip"), str(tmp_path / "second.zip")

    def run(data: Path, *arguments: str, url: str = "", code: int = 0) -> str:
        done = tandem(data, *arguments, DATABASE_URL=url)
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    with serving(small):
        pass
    run(small, "user", "create", "--email", "zoe@example.com", "--name", "Zoë", "--role", "owner")
    run(small, "backup", first)

    run(large, "restore", first, url=database_url)
    assert "--replace" in run(large, "restore", first, url=database_url, code=1)
    run(large, "restore", first, "--replace", url=database_url)
    # The next key is free: the sequences have moved with the rows.
    run(large, "user", "create", "--email", "bob@example.com", "--role", "sales", url=database_url)
    with serving(large, DATABASE_URL=database_url) as server:
        assert server.stop() == 0
    run(large, "backup", second, url=database_url)
    assert "is whole" in run(large, "verify", second, url=database_url)

    run(back, "restore", second)
    assert "/office/link/" in run(back, "user", "link", "--email", "bob@example.com")
    assert "/office/link/" in run(back, "user", "link", "--email", "zoe@example.com")
