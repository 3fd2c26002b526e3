"""What the drawn parts need: positions and widths in whole per cent, worked out once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tandem.ui import moments
from tandem.ui.desks import desk_of

_BADGE_ICONS = {"ok": "circle-check", "warn": "clock", "bad": "circle-alert", "mute": "circle"}


@dataclass(frozen=True)
class Stretch:
    """One piece of a bar, in per cent of its length."""

    start: float
    width: float


def stretches(*counts: int) -> list[Stretch]:
    """The pieces of a bar, end to end; an empty bar for no counts."""
    whole = max(sum(counts), 1)
    starts = [sum(counts[:place]) for place in range(len(counts))]
    return [
        Stretch(round(start / whole * 100, 2), round(count / whole * 100, 2))
        for start, count in zip(starts, counts, strict=True)
    ]


def ink_of(desk: str) -> str:
    return desk_of(desk).letter if desk else "lamp"


def badge_looks(kind: str, icon: str) -> dict[str, str]:
    if kind in _BADGE_ICONS:
        return {"kind": kind, "icon": icon or _BADGE_ICONS[kind]}
    desk = desk_of(kind)
    return {"kind": desk.letter, "icon": icon or desk.icon}


def bar_looks(part: float, whole: float, desk: str, height: int, mirrored: bool) -> dict[str, Any]:
    width = round(min(max(part / whole, 0), 1) * 100, 2) if whole else 0
    return {
        "width": width,
        "start": round(100 - width, 2) if mirrored else 0,
        "mirrored": mirrored,
        "height": height,
        "ink": ink_of(desk),
    }


def countdown_looks(left: timedelta, whole: timedelta, late_since: datetime | None) -> dict[str, Any]:
    """Late when nothing is left; near in the last fifth."""
    late = left <= timedelta(0)
    return {
        "late": late,
        "near": not late and left <= whole / 5,
        "left": moments.duration_words(left),
        "late_since": late_since,
        "used": whole - max(left, timedelta(0)),
        "whole": whole,
    }


def plan_looks(reached: float, planned: float) -> dict[str, float]:
    """The bar ends a little behind the larger of the two, so that the mark is never on its edge."""
    scale = max(reached, planned, 1) * 1.12
    return {
        "reached_width": round(reached / scale * 100, 2),
        "planned_start": round(planned / scale * 100, 2),
    }
