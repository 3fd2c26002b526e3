from collections.abc import Iterator
from typing import Any

import pytest

from tandem.exchange.webhooks import sending
from tandem.office.accounts.models import User
from tandem.office.outbox import jobs
from tests.office.seats import seat


@pytest.fixture(autouse=True)
def _nobody_rests() -> Iterator[None]:
    sending._resting_until.clear()
    jobs._resting_until.clear()
    yield
    sending._resting_until.clear()


@pytest.fixture
def in_the_house(settings: Any) -> None:
    """The receivers of these tests stand on this machine."""
    settings.WEBHOOKS_MAY_STAY_IN_THE_HOUSE = True


@pytest.fixture
def owner(db: None) -> User:
    return seat()
