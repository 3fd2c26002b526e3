from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """So many at once, and one more every so many seconds."""

    burst: int
    every_seconds: float
