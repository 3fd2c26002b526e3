import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def _data_folder() -> Iterator[None]:
    """The thrown-away data folder of tests/settings.py, gone at the end."""
    yield
    shutil.rmtree(settings.DATA, ignore_errors=True)
