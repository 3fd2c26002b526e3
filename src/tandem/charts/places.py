"""Where marks and their labels go."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LETTER: Final = 8.6  # a bold 12 px figure in DejaVu Sans, the widest of the system faces
WORD_LETTER: Final = 7.2  # a letter of a bold 12 px word in the same face, on the average
LINE: Final = 14
LEAST_REACH: Final = 0.15  # of the highest level: a smaller difference is drawn as what it is, small


@dataclass(frozen=True)
class Scale:
    """Maps low … high onto pixels, upwards from `bottom` to `top`."""

    low: float
    high: float
    bottom: float
    top: float

    def __call__(self, value: float) -> float:
        reach = (self.high - self.low) or 1.0
        return self.bottom - (value - self.low) / reach * (self.bottom - self.top)


@dataclass(frozen=True)
class Label:
    words: str
    x: float
    y: float

    @property
    def half(self) -> float:
        return len(self.words) * LETTER / 2


def telling(sizes: Sequence[float | None], current: Sequence[bool]) -> list[int]:
    """Which marks get their number written: the last, and the one it is to be compared with.

    That is the last before the current ones; where there is no such, the largest of the others.
    """
    known = [i for i, size in enumerate(sizes) if size is not None]
    if not known:
        return []
    last, others = known[-1], known[:-1]
    before = [i for i in others if not current[i]]
    if before and current[last]:
        return [before[-1], last]
    return [*([max(others, key=lambda i: abs(sizes[i] or 0))] if others else []), last]


def inside(label: Label, width: float) -> Label:
    """Moved sideways until it does not leave the figure."""
    x = min(max(label.x, label.half), max(width - label.half, label.half))
    return Label(label.words, x, label.y)


def apart(labels: Sequence[Label]) -> list[Label]:
    """At most two, in reading order: the earlier makes room to the left, or upwards where there is none."""
    if len(labels) < 2:
        return list(labels)
    first, last = labels
    free = last.x - last.half - 4
    if first.x + first.half <= free or abs(first.y - last.y) >= LINE:
        return [first, last]
    x = free - first.half
    if x >= first.half:
        return [Label(first.words, x, first.y), last]
    return [Label(first.words, first.x, last.y - LINE), last]


def cut_below(levels: Sequence[float]) -> float:
    """Where an axis begins so that differences are seen: nought, unless they would be slivers.

    That is where all levels lie in the upper part. Then a round number, with a third of the drawn range
    between it and the lowest level; what differs by next to nothing is not blown up.
    """
    low, high = min(levels), max(levels)
    reach = max(high - low, LEAST_REACH * high)
    if low <= reach:
        return 0.0
    step = round_step(reach / 6)
    return max(math.floor((high - reach * 4 / 3) / step) * step, 0.0)


def round_step(least: float) -> float:
    """The largest of 1, 2 or 5 times a power of ten that is not above `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return max(step for step in (power / 2, power, 2 * power, 5 * power) if step <= least)


def wrapped(words: str, letters: int) -> list[str]:
    """Lines of at most so many letters, where the words allow it."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def shortened(words: str, letters: int) -> str:
    """Cut with an ellipsis where it is too long; the table has it whole."""
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}…"
