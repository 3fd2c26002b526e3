"""What can go wrong with a change, said so that a person knows what to do."""

from typing import Any

from django.core.exceptions import PermissionDenied


class NotAllowed(PermissionDenied):
    """The role of this person does not change this."""


class Refused(Exception):
    """A change that cannot be made; the message is a sentence for the screen."""

    def __init__(self, sentence: Any, *, field: str | None = None) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)
        self.field = field


class Stale(Exception):
    """Somebody else changed the row meanwhile: `current` is what stands now, `wanted` what was asked for."""

    def __init__(self, current: Any, wanted: dict[str, Any]) -> None:
        super().__init__(f"{current!r} was changed meanwhile")
        self.current = current
        self.wanted = wanted
