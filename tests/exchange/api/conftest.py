import pytest

from tandem.office.accounts.models import User
from tandem.office.limits.actions import empty
from tests.exchange.api.programs import Program, program
from tests.office.seats import seat
from tests.trust.conftest import kept_world, world

__all__ = ["kept_world", "world"]


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Every program begins with its whole measure."""
    empty()


@pytest.fixture
def owner(db: None) -> User:
    return seat()


@pytest.fixture
def site(owner: User) -> Program:
    """A website with the owner's key."""
    return program(owner)
