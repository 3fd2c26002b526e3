"""How much work something is, in seconds of one machine, wherever the tests are run.

A bound in seconds of the clock breaks on a machine that is slow or busy, and tells nothing of the work. So a
fixed piece of work is done around what is measured: the two share whatever else the machine has to do, and
only their ratio is held to a bound. How fast Tandem is on a quiet machine, `tandem bench` tells.
"""

import time
from collections.abc import Callable

# The processor time of the yardstick on the machine that the bounds are told in.
YARDSTICK_SECONDS = 0.016


def seconds_of(work: Callable[[], object], *, times: int = 1) -> float:
    """The least processor time of `work` in so many `times`, in seconds of the machine of the bounds."""
    return min(_ratio(work) for _time in range(times)) * YARDSTICK_SECONDS


def _ratio(work: Callable[[], object]) -> float:
    before, spent, after = processor_time(yardstick), processor_time(work), processor_time(yardstick)
    return spent / ((before + after) / 2)


def processor_time(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def yardstick() -> int:
    """Words cut, counted and added up: what Python does all day."""
    counts: dict[str, int] = {}
    for number in range(40_000):
        word = f"{number * 7919 % 4001:04d}"[:3]
        counts[word] = counts.get(word, 0) + len(word)
    return sum(sorted(counts.values()))
