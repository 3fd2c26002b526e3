"""The sample is the same business each time that it is loaded."""

import pytest
from django.db import transaction

from tests.demo.sample import digest, load_sample


def loaded_once() -> dict[str, str]:
    """What the sample says of itself; nothing of it stays."""
    with transaction.atomic():
        load_sample()
        found = digest()
        transaction.set_rollback(True)
    return found


@pytest.mark.long
@pytest.mark.django_db
def test_the_same_seed_and_day_make_the_same_rows() -> None:
    # given the sample, and the sample once more
    first, second = loaded_once(), loaded_once()

    # then every row says the same
    assert first == second
