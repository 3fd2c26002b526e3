from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TRIAL = "trial"


@pytest.fixture
def open_trial(
    tmp_path: Path, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Callable[..., BaseDatabaseWrapper]]:
    """Open a database of the product's own kind, by default the file `tandem.sqlite3` in a new folder."""

    def open_it(name: Path = tmp_path / "tandem.sqlite3", timeout: float = 20) -> BaseDatabaseWrapper:
        connections.databases[TRIAL] = {
            **connections.databases["default"],
            "ENGINE": "tandem.office.sqlite",
            "NAME": name,
            "CONN_MAX_AGE": None,
            "OPTIONS": {"timeout": timeout},
        }
        return connections[TRIAL]

    with django_db_blocker.unblock():
        yield open_it
        if TRIAL in connections.databases:
            connections[TRIAL].close()
            del connections[TRIAL]
            del connections.databases[TRIAL]
