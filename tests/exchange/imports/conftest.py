from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tandem.office.accounts.models import User
from tandem.office.business.models import Business
from tests.exchange.imports.lists import NOW

Written = Callable[..., Path]


@pytest.fixture(autouse=True)
def business(db: None) -> Business:
    columns = {"name": "Wren & Rowe", "country": "GB", "currency": "GBP", "zone": "Europe/London"}
    return Business.objects.update_or_create(pk=1, defaults={**columns, "set_up_at": NOW})[0]


@pytest.fixture
def maya(business: Business) -> User:
    return User.objects.create_user(email="maya@wren.example", name="Maya Wren", role="owner")


@pytest.fixture
def joe(business: Business) -> User:
    return User.objects.create_user(email="joe@wren.example", name="Joe Rowe", role="sales")


@pytest.fixture
def browser_of_maya(client: Client, maya: User) -> Client:
    client.force_login(maya)
    return client


@pytest.fixture
def table(tmp_path: Path) -> Written:
    """A file with these lines."""

    def written(*lines: str, name: str = "list.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return written


@pytest.fixture
def kept_files() -> Callable[[], list[str]]:
    """The files that imports keep in the data folder."""
    folder = Path(settings.DATA) / "imports"

    def names() -> list[str]:
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    return names
