"""Token buckets in the memory of one process. However many knock, it stays small."""

import datetime
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from tandem.office.limits.words import Rate

# Some 2 MB. Whoever was not seen for longest is forgotten first, and begins with a full bucket.
MOST = 10_000


@dataclass
class Buckets:
    most: int = MOST
    levels: OrderedDict[str, tuple[float, datetime.datetime]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def take(self, key: str, rate: Rate, at: datetime.datetime) -> float:
        """Takes one; 0, or the seconds until there is one again."""
        with self.lock:
            level, since = self.levels.get(key, (float(rate.burst), at))
            passed = max(0.0, (at - since).total_seconds())
            level = min(float(rate.burst), level + passed / rate.every_seconds)
            admitted = level >= 1
            self.levels[key] = (level - 1 if admitted else level, max(at, since))
            self.levels.move_to_end(key)
            while len(self.levels) > self.most:
                self.levels.popitem(last=False)
        return 0.0 if admitted else (1 - level) * rate.every_seconds
