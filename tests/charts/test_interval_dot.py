import pytest

from tandem.charts.figure import Figure
from tandem.charts.interval_dot import Interval, interval_axis, interval_dot, ratio_axis, ratio_dot
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


def ratio(low: float, estimate: float, high: float, top: float = 4) -> Figure:
    row = Interval("Joe", estimate, low, high, "2.0", "1.0 to 4.0")
    return ratio_dot(row, title="Joe wins more", head=("Seller", "Odds", "Range"), top=top)


def test_twice_and_half_are_as_far_from_no_difference() -> None:
    twice, half = ratio(1, 2, 4), ratio(0.25, 0.5, 1)
    assert having(twice.svg, "chart-dot")[0].get("cx") == "75%"
    assert having(half.svg, "chart-dot")[0].get("cx") == "25%"
    [reach] = having(half.svg, "chart-soft")
    assert (reach.get("x"), reach.get("width")) == ("0%", "50%")
    assert having(twice.svg, "chart-whole")[0].get("x1") == "50%"


def test_a_ratio_beyond_the_scale_stays_at_the_edge() -> None:
    assert having(ratio(0.01, 9, 99).svg, "chart-dot")[0].get("cx") == "100%"


def test_the_axis_of_ratios_has_the_same_places() -> None:
    axis = ratio_axis([(0.25, "a quarter"), (1, "the same"), (2, "twice")], title="Odds", top=4)
    assert [mark.get("x") for mark in read(axis).iter("text")] == ["0%", "50%", "75%"]


def test_ratios_are_above_nought_and_their_scale_ends_above_one() -> None:
    with pytest.raises(ValueError, match="above nought"):
        ratio(0, 1, 2)
    with pytest.raises(ValueError, match="ends above 1"):
        ratio(0.5, 1, 2, top=1)
