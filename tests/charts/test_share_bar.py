import pytest

from tandem.charts.share_bar import Part, share_bar
from tests.charts.reading import having, read

HEAD = ("Where they are", "Enquiries")


def where(won: int, still_open: int, ended: int) -> list[Part]:
    return [
        Part("won", "customers", won, str(won)),
        Part("open", "still open", still_open, str(still_open)),
        Part("ended", "ended", ended, str(ended)),
    ]


def pieces(svg: str) -> list[tuple[str | None, str | None]]:
    return [(piece.get("x"), piece.get("width")) for piece in list(read(svg))[2:] if piece.tag == "rect"]


def test_the_parts_of_the_picture() -> None:
    figure = share_bar(where(58, 152, 290), key="where", title="58 of 500 are customers", head=HEAD, tone="s")
    assert pieces(figure.svg) == [("0%", "11.6%"), ("11.6%", "30.4%"), ("42%", "58%")]
    assert [gap.get("x1") for gap in having(figure.svg, "chart-gap")] == ["11.6%", "42%"]
    assert read(figure.svg).get("height") == "14"
    assert figure.rows == (("customers", "58"), ("still open", "152"), ("ended", "290"))


def test_an_empty_part_leaves_no_cut() -> None:
    figure = share_bar(where(5, 0, 5), key="where", title="Half are customers", head=HEAD)
    assert pieces(figure.svg) == [("0%", "50%"), ("50%", "50%")]
    assert len(having(figure.svg, "chart-gap")) == 1


def test_nobody_yet_is_an_empty_bar() -> None:
    figure = share_bar(where(0, 0, 0), key="where", title="Nobody has asked yet", head=HEAD)
    assert pieces(figure.svg) == []
    assert len(having(figure.svg, "chart-rest")) == 1


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not less than nothing"):
        share_bar(where(-1, 2, 3), key="where", title="x", head=HEAD)
