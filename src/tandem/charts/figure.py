from collections.abc import Sequence
from dataclasses import dataclass

from tandem.charts.svg import Svg

Row = tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing, its finding, and the same numbers as a table. `note` is one sentence on how to read it."""

    svg: Svg
    title: str
    head: Row
    rows: tuple[Row, ...]
    note: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("A figure's title is its finding: say it in a sentence.")
        for row in self.rows:
            if len(row) != len(self.head):
                raise ValueError(
                    f"The table's head has {len(self.head)} columns, the row {row!r} has {len(row)}."
                )


def table(rows: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    return tuple(tuple(row) for row in rows)
