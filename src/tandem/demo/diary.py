"""The diary: many lives, each a generator that says when it goes on, played in the order of time."""

import datetime
import heapq
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Mapping

# Yields the moment at which it goes on, and is sent that moment when it has come.
Life = Generator[datetime.datetime, datetime.datetime, None]
Told = Callable[[float], None]
# How many may be due before one is taken who tips the balance.
PATIENCE = 3


class Diary:
    """Plays lives up to their ends. What a life has planned for later does not happen: it is still open."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime.datetime, int, datetime.datetime, Life]] = []
        self._begun = 0

    def begin(self, life: Life, *, until: datetime.datetime) -> None:
        self._begun += 1
        self._put(next(life), self._begun, until, life)

    def _put(self, moment: datetime.datetime, number: int, until: datetime.datetime, life: Life) -> None:
        if moment <= until:
            heapq.heappush(self._waiting, (moment, number, until, life))

    def play(self, told: Told | None = None) -> None:
        """Until nothing is left to happen; `told` hears each time how much of the story has passed."""
        if not self._waiting:
            return
        first, last = self._waiting[0][0], max(until for _moment, _number, until, _life in self._waiting)
        while self._waiting:
            moment, number, until, life = heapq.heappop(self._waiting)
            try:
                following = life.send(moment)
            except StopIteration:
                continue
            finally:
                if told is not None:
                    told((moment - first) / (last - first))
            self._put(max(following, moment), number, until, life)


class Rhythm:
    """What must be in every sample, whatever the seed."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()
        self._due: dict[str, float] = {}
        self._leans: defaultdict[str, float] = defaultdict(float)

    def falls(
        self, what: str, share: float, chance: random.Random, *, leans: Mapping[str, float] | None = None
    ) -> bool:
        """Whether this one is of the `share`: by chance, and yet as often as told over any dozen of them.

        `leans` are what must stay even (dear and cheap, his and hers), each with how far this one leans to a
        side: 0 is the middle, and 1 as far as all who were chosen may lean together. Who would tip them is
        passed over for the next, unless three are due.
        """
        due = self._due.get(what, 0.5) + share * chance.uniform(0.4, 1.6)
        chosen = due >= (PATIENCE if self.tips(leans or {}) else 1)
        if chosen:
            self.leant(leans or {})
        self._due[what] = due - chosen
        return chosen

    def tips(self, leans: Mapping[str, float]) -> bool:
        """Whether with this one those who were chosen would lean too far, and farther than they do."""
        return any(
            abs(self._leans[name] + lean) > max(abs(self._leans[name]), 1) for name, lean in leans.items()
        )

    def leant(self, leans: Mapping[str, float]) -> None:
        """Somebody was chosen, also where no dice were thrown."""
        for name, lean in leans.items():
            self._leans[name] += lean

    def beats(self, what: str, *, every: int, first: int) -> bool:
        """Each `every`th time, from the time number `first` on."""
        self._times[what] += 1
        return self._times[what] >= first and (self._times[what] - first) % every == 0
