"""Time that was not kept, guessed from what somebody noted with its minutes. Pure arithmetic."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tandem.office.accounts.words import Hat
from tandem.together.hats.words import MINUTE

# Two notes for one hat so near to each other are one stretch.
NEAR = 30 * MINUTE
# What is left of a guess beside time that is known is not worth asking about.
SHORTEST = 5 * MINUTE
# Written down at once, it has just ended; otherwise the time that was typed is when it began.
AT_ONCE = 10 * MINUTE

Span = tuple[datetime.datetime, datetime.datetime]


@dataclass(frozen=True)
class Noted:
    """One entry of a timeline: for which hat, when it happened, how long it took."""

    hat: Hat
    at: datetime.datetime
    recorded_at: datetime.datetime
    minutes: int

    @property
    def span(self) -> Span:
        took = self.minutes * MINUTE
        if abs(self.recorded_at - self.at) <= AT_ONCE:
            return self.at - took, self.at
        return self.at, self.at + took


@dataclass(frozen=True)
class Guess:
    """A stretch that may have been; `notes` is from how many entries."""

    hat: Hat
    start: datetime.datetime
    end: datetime.datetime
    notes: int = 1

    @property
    def key(self) -> str:
        """What a form names it by: it stands only while the same would be guessed again."""
        return f"{self.hat}/{self.start.isoformat()}/{self.end.isoformat()}"


def guesses(noted: Iterable[Noted], known: Sequence[Span], *, until: datetime.datetime) -> list[Guess]:
    """In order, without overlap among them or with `known` time, and none that ends after `until`."""
    found: list[Guess] = []
    for one in sorted(noted, key=lambda note: (note.span, note.hat)):
        start, end = one.span
        last = found[-1] if found else None
        if last and last.hat == one.hat and start - last.end <= NEAR and is_free(last.end, start, known):
            found[-1] = Guess(last.hat, last.start, max(last.end, end), last.notes + 1)
        elif last is None or end > last.end:
            found.append(Guess(one.hat, max(start, last.end) if last else start, end))
    pieces = [piece for guess in found for piece in beside(guess, known)]
    return [piece for piece in pieces if piece.end - piece.start >= SHORTEST and piece.end <= until]


def is_free(start: datetime.datetime, end: datetime.datetime, known: Sequence[Span]) -> bool:
    return not any(begun < end and over > start for begun, over in known)


def beside(guess: Guess, known: Sequence[Span]) -> list[Guess]:
    """What is left of a guess beside time that is known."""
    pieces = [(guess.start, guess.end)]
    for begun, over in known:
        pieces = [
            piece
            for start, end in pieces
            for piece in ((start, min(end, begun)), (max(start, over), end))
            if piece[0] < piece[1]
        ]
    return [Guess(guess.hat, start, end, guess.notes) for start, end in pieces]
