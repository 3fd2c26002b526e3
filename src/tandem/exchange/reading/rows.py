"""Lines of a file into typed rows, or into rejections with a reason."""

from dataclasses import dataclass
from typing import Any

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TypedRow:
    """`values` has only the fields that are filled in.

    Times are aware and in UTC, amounts Decimal, `outcome` one of won, lost, open. Of persons and
    organisations `email` and `phone` are tuples. `bare_dates` names the fields whose cell had a date and no
    time: those stand at noon of the zone.
    """

    number: int
    values: Values
    bare_dates: frozenset[str] = frozenset()

    def get(self, field: str) -> Any:
        return self.values.get(field)
