import pytest

from tandem.office.limits.actions import empty


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Every program begins with its whole measure."""
    empty()
