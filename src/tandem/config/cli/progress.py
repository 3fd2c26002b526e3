"""A progress bar on a terminal, and nothing anywhere else."""

import sys
from collections.abc import Callable

WIDTH = 30


def bar() -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        part = min(done / total, 1) if total else 1
        end = "\n" if done >= total else ""
        drawn = "█" * int(part * WIDTH)
        print(f"\r{drawn:<{WIDTH}} {done:,} of {total:,}", end=end, file=sys.stderr, flush=True)

    return show
