"""From SQLite to PostgreSQL and back, as somebody does it: with a backup file and a database address."""

from pathlib import Path

import pytest

from tests.config.cli.running import serving, tandem
from tests.trust.grounds import new_database

pytestmark = [pytest.mark.postgres, pytest.mark.long]


@pytest.fixture
def database_url() -> str:
    return new_database("moving")


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
