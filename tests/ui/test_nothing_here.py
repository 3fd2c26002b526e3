"""What stands where there is nothing, for whoever came to it."""

import pytest
from django.test import Client

from tests.office.seats import browser, seat

pytestmark = pytest.mark.django_db


def test_a_stranger_is_not_sent_to_a_search_that_they_do_not_have() -> None:
    # given a business, and a form that there is not
    owner, path = browser(seat()), "/f/nowhere"

    # then a stranger is told of the address only, and who is signed in of the search too
    stranger = Client().get(path)
    assert stranger.status_code == 404
    assert "Perhaps it was moved, perhaps the address has a slip." in stranger.content.decode()
    assert "Search finds most things." not in stranger.content.decode()
    assert ">Search finds most things.</a>" in owner.get(path).content.decode()
