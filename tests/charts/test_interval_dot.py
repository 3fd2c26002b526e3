import pytest

from tandem.charts.figure import Figure
from tandem.charts.interval_dot import Interval, interval_axis, interval_dot
from tests.charts.reading import having, read

HEAD = ("Channel", "Likely", "Range")


def drawn(row: Interval, top: float = 0.4) -> Figure:
    return interval_dot(row, title="Recommendations bring buyers", head=HEAD, top=top, whole=0.16, tone="m")


def test_a_dot_on_its_range() -> None:
    figure = drawn(Interval("Recommendations", 0.28, 0.2, 0.36, "28%", "20 to 36%"))
    [reach], [dot] = having(figure.svg, "chart-soft"), having(figure.svg, "chart-dot")
    assert (reach.get("x"), reach.get("width"), reach.get("height")) == ("50%", "40%", "5")
    assert (dot.get("cx"), dot.get("r")) == ("70%", "5.5")
    assert figure.rows == (("Recommendations", "28%", "20 to 36%"),)


def test_the_whole_is_dashed_through_the_full_height() -> None:
    [whole] = having(drawn(Interval("Walk-ins", 0.19, 0.11, 0.27, "19%")).svg, "chart-whole")
    assert (whole.get("x1"), whole.get("y1"), whole.get("y2")) == ("40%", "0", "100%")


def test_too_few_is_a_faint_line_and_no_dot() -> None:
    figure = drawn(Interval("Local press", None, None, None, "too few to say"))
    assert len(having(figure.svg, "chart-too-few")) == 1
    assert not having(figure.svg, "chart-dot")
    assert figure.rows == (("Local press", "too few to say", ""),)


def test_beyond_the_scale_a_mark_stays_at_the_edge() -> None:
    figure = drawn(Interval("Referrals", 0.5, 0.3, 0.9, "50%"))
    assert having(figure.svg, "chart-dot")[0].get("cx") == "100%"
    assert having(figure.svg, "chart-soft")[0].get("width") == "25%"


def test_the_axis_has_the_same_places() -> None:
    axis = interval_axis([(0, "0"), (0.2, "20"), (0.4, "40%")], title="Become customers", top=0.4)
    assert [(mark.get("x"), mark.text) for mark in read(axis).iter("text")] == [
        ("0%", "0"),
        ("50%", "20"),
        ("100%", "40%"),
    ]


def test_a_scale_ends_above_nought() -> None:
    with pytest.raises(ValueError, match="above nought"):
        drawn(Interval("x", 0.1, 0.1, 0.1, "10%"), top=0)
