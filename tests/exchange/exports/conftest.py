import datetime
from pathlib import Path

import pytest

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.business.models import Business

NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)


@pytest.fixture
def data(tmp_path: Path, settings: object) -> Path:
    """A data folder of its own; the database of the test stays where it is."""
    settings.DATA = tmp_path / "data"  # type: ignore[attr-defined]
    settings.DATA.mkdir()  # type: ignore[attr-defined]
    return settings.DATA  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def owner(transactional_db: None) -> User:
    Business.objects.create(pk=1, name="Wren & Rowe", currency="GBP", zone="Europe/London")
    return User.objects.create_user(
        email="priya@example.org", name="Priya Iqbal", role=Role.OWNER, password="a long enough one"
    )
