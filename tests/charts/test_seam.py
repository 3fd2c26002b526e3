"""Bars that grow from a seam to both sides, on one scale."""

import re

import pytest

from tandem.charts.seam import Pair, seam

ROWS = [Pair("16 Nov", 2, 4, "2 h", "4 h"), Pair("this week", 1, 0, "1 h", "0 min", current=True)]
HEAD = ("Week", "Marketing", "Sales")


def drawn(rows: list[Pair]) -> str:
    return str(
        seam(rows, title="More for sales", head=("Week", "Marketing", "Sales"), left="M", right="S").svg
    )


def bars(svg: str) -> list[tuple[str, float, float]]:
    """Fill, where it begins and how long it is, in per cent."""
    found = re.findall(r'<rect class="([a-z-]+)" x="([\d.]+)%" y="[\d.]+" width="([\d.]+)%"', svg)
    return [(fill, float(x), float(width)) for fill, x, width in found]


def test_both_sides_begin_at_the_seam_and_have_one_scale() -> None:
    assert bars(drawn(ROWS)) == [
        ("chart-soft", 49.0, 11.0),
        ("chart-soft", 60.0, 22.0),
        ("chart-full", 54.5, 5.5),
    ]


def test_for_nothing_there_is_neither_bar_nor_number() -> None:
    assert "0 min" not in drawn(ROWS)
    assert bars(drawn([Pair("this week", 0, 0, "0 min", "0 min")])) == []


def test_the_table_has_every_number() -> None:
    figure = seam(ROWS, title="More for sales", head=HEAD, left="M", right="S")
    assert figure.rows == (("16 Nov", "2 h", "4 h"), ("this week", "1 h", "0 min"))


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        drawn([Pair("16 Nov", -1, 0, "", "")])
