from collections.abc import Iterator

import pytest

from tests.office.dovecot import Dovecot, dovecot


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


@pytest.fixture
def server(running: Dovecot) -> Dovecot:
    """The mail server, with nothing in its mailbox."""
    running.emptied()
    return running
