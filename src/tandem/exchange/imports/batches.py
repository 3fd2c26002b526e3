"""How a long list comes in: so many rows at a time, and without stopping to tidy up."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from tandem.exchange.imports.words import BATCH

LARGE_BATCH = 4000
LONG_LIST = 20_000


def rows_at_once(total: int | None) -> int:
    """Each batch writes most pages of each index anew, so a long list comes in by larger ones. One takes one
    to two seconds, and that long others wait who want to write.
    """
    return LARGE_BATCH if (total or 0) > LONG_LIST else BATCH


@contextmanager
def rubbish_waiting() -> Iterator[None]:
    """A batch makes a hundred thousand objects and no circles: looking for them takes a seventh
    of the time, so Python looks between batches."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
