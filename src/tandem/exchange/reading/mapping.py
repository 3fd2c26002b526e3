"""Which column of a file fills which field, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """`others` are the columns that could have been taken instead."""

    field: str
    column: str
    why: str
    others: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """E-mail addresses and phone numbers of persons may have several columns, so several choices."""

    kind: str
    choices: tuple[Choice, ...]
    left_over: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    exporter: str = ""

    def column(self, field: str) -> str | None:
        return next((choice.column for choice in self.choices if choice.field == field), None)

    def columns(self, field: str) -> tuple[str, ...]:
        return tuple(choice.column for choice in self.choices if choice.field == field)

    def as_dict(self) -> dict[str, str]:
        """Field to column; of several columns the first, as the JSON of `tandem analyse` has it."""
        return {choice.field: choice.column for choice in reversed(self.choices)}
