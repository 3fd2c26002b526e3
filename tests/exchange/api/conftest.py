import pytest

from tandem.office.limits.actions import empty
from tests.trust.conftest import world

__all__ = ["world"]


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Every program begins with its whole measure."""
    empty()
