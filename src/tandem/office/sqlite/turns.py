"""First come, first served: the queue of one process's writers before one database file.

SQLite lets one writer in at a time and leaves the others to chance, so some starve. Here each waits in line;
SQLite's own lock still decides between processes.
"""

from collections import deque
from threading import Lock

from tandem.office.sqlite.words import DatabaseBusy

LONGEST_QUEUE = 200


class Turns:
    def __init__(self) -> None:
        self._mutex = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def take(self, *, seconds: float) -> None:
        """Wait for the turn. Raises DatabaseBusy when the queue is too long or the wait is."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return
            if len(self._waiting) >= LONGEST_QUEUE:
                raise DatabaseBusy("too many writers are waiting")
            ticket = Lock()
            ticket.acquire()
            self._waiting.append(ticket)
        if ticket.acquire(timeout=seconds):
            return
        with self._mutex:
            # Handed over between the end of the wait and here, the turn is ours after all.
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                raise DatabaseBusy(f"no turn to write within {seconds:g} seconds")

    def give_back(self) -> None:
        """Hand the turn to the one who has waited longest."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


_turns: dict[str, Turns] = {}
_all = Lock()


def turns_of(file: str) -> Turns:
    with _all:
        return _turns.setdefault(file, Turns())
