import pytest
from django.db import connection

from tandem.office.sqlite.room import room_to_write


def pages_kept() -> int:
    with connection.cursor() as cursor:
        return int(cursor.execute("PRAGMA cache_size").fetchone()[0])


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps what its own settings say")
def test_more_is_kept_while_much_is_written_and_as_much_as_before_afterwards() -> None:
    # given a connection as it always is
    usual = pages_kept()

    # when much is written
    with room_to_write():
        during = pages_kept()

    # then it kept four times as much meanwhile
    assert (usual, during, pages_kept()) == (-16000, -64000, -16000)
