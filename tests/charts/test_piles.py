import pytest

from tandem.charts.piles import Pile, piles
from tests.charts.reading import having

HEAD = ("Pile", "Things", "Time")


def blocks(svg: str) -> list[float]:
    return [float(one.get("height") or 0) for one in having(svg, "chart-full")]


def test_every_thing_is_a_block_as_high_as_it_is_large() -> None:
    figure = piles(
        [Pile("people ask", "m", [60, 120], "2", "3 h"), Pile("one buys", "s", [180], "1", "3 h")],
        title="About as much time went into either",
        head=HEAD,
    )
    # the same drawing for a wide and for a narrow column; of 176 pixels 4 are kept for each block
    heights = blocks(figure.svg)
    assert heights == [58, 114, 170, 58, 114, 170]
    assert figure.rows == (("people ask", "2", "3 h"), ("one buys", "1", "3 h"))


def test_an_empty_pile_is_no_block() -> None:
    figure = piles([Pile("people ask", "m", [], "0"), Pile("one buys", "s", [1], "1")], title="x", head=HEAD)
    assert len(blocks(figure.svg)) == 2


def test_what_takes_no_time_is_seen_all_the_same() -> None:
    figure = piles([Pile("people ask", "m", [0, 0], "2")], title="x", head=HEAD)
    assert blocks(figure.svg) == [2, 2, 2, 2]


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not less than nothing"):
        piles([Pile("people ask", "m", [-1], "1")], title="x", head=HEAD)
