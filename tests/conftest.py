import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings as law
from pytest_django import DjangoDbBlocker

from tandem.config.server import keep_what_was_loaded
from tests.empty import empty_database, give_template
from tests.turns import turn_of

# A law holds or does not, on a busy machine too: speed is measured by `tandem bench`, not by tests.
law.register_profile("tandem", deadline=None)
law.load_profile("tandem")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The dearest modules come first, so that no worker begins one when the others are done."""
    items.sort(key=lambda item: turn_of(item.path))


def pytest_collection_finish() -> None:
    # Thousands of tests stay to the end, as what a server has loaded does.
    keep_what_was_loaded()


@pytest.fixture(scope="session", autouse=True)
def _data_folder(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The thrown-away data folder of tests/settings.py, gone at the end.

    The empty database of this checkout is there before any test: it cannot be made under a browser's loop.
    """
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            empty_database()
            connection.close()
    yield
    shutil.rmtree(settings.DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """On SQLite the database of a test process is a copy of one that is migrated already."""
    is_copied = connection.vendor == "sqlite"
    with django_db_blocker.unblock():
        if is_copied:
            [template] = (give_template(Path(settings.DATA)) / "templates").iterdir()
            shutil.copyfile(template, connection.settings_dict["TEST"]["NAME"])
        made = setup_databases(verbosity=0, interactive=False, keepdb=is_copied)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)
