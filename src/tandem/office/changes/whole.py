"""For what writes tens of thousands of rows through the actions and is of no use by half."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One transaction without savepoints, of which every action sets one and lets go of it again.

    So nobody goes on where an action in it failed: the next question raises TransactionManagementError.
    """
    features = connection.features
    with transaction.atomic():
        features.uses_savepoints = False
        try:
            yield
        finally:
            features.uses_savepoints = type(features).uses_savepoints
