import pytest

from tandem.charts.curves import Curve, curves
from tandem.charts.figure import Figure
from tests.charts.reading import having, read, words

WHOLE = Curve(
    "All channels", (0, 60, 120), (0, 0.1, 0.16), (0, 0.08, 0.13), (0, 0.12, 0.2), "16%", "13 to 20%"
)
PRESS = Curve("Local press", (), (), (), (), "too few to say", sub="18 enquiries")


def drawn(*channels: Curve) -> Figure:
    return curves(
        WHOLE,
        channels,
        title="One in six buys in the end",
        head=("Channel", "In the end", "Range"),
        ticks=[(0, "0"), (60, "60"), (120, "120 days")],
    )


def panels(figure: Figure) -> list[list[str | None]]:
    """Where the panels of the wide and of the narrow drawing stand."""
    drawings = [tag for tag in read(figure.svg).iter("svg") if "chart-fluid" in tag.get("class", "")]
    return [[panel.get("x") for panel in drawing if panel.tag == "svg"] for drawing in drawings]


def test_a_curve_stands_on_its_scale() -> None:
    figure = drawn()
    line = having(figure.svg, "chart-line")[0]
    assert line.get("d") == "M0 100L485 50L970 20"  # 0.2 is the top, 100 px up; 120 days end at 97 %
    assert having(figure.svg, "chart-band")[0].get("d") == "M0 100L485 40L970 0L970 35L485 60L0 100Z"
    dot = having(figure.svg, "chart-dot")[0]
    assert (dot.get("cx"), dot.get("cy")) == ("97%", "78")


def test_the_whole_comes_first_and_goes_dashed_through_the_others() -> None:
    figure = drawn(WHOLE, PRESS)
    assert words(figure.svg)[0] == "All channels"
    assert (
        len(having(figure.svg, "chart-other")) == 2
    )  # one in each drawing: not in its own, not in an empty one


def test_too_few_is_said_and_no_curve_drawn() -> None:
    figure = drawn(PRESS)
    assert len(having(figure.svg, "chart-line")) == 2
    assert "too few to say" in words(figure.svg)
    assert figure.rows == (("All channels", "16%", "13 to 20%"), ("Local press", "too few to say", ""))


@pytest.mark.parametrize(
    ("many", "wide", "narrow"), [(1, 1, 1), (2, 2, 2), (3, 3, 2), (4, 2, 2), (5, 3, 2), (6, 3, 2)]
)
def test_panels_share_the_width(many: int, wide: int, narrow: int) -> None:
    places = panels(drawn(*[PRESS] * (many - 1)))
    assert [len(each) for each in places] == [many, many]
    assert [len(set(each)) for each in places] == [wide, narrow]


def test_a_long_name_has_two_lines_and_of_a_longer_one_the_second_is_cut() -> None:
    # given a name that fits into two lines, and one that does not
    name, longer = "Interior designers and their friends", "Interior designers and the friends of friends"
    fits, cut = (drawn(Curve(one, (), (), (), (), "too few to say")) for one in (name, longer))

    assert {"Interior designers", "and their friends"} < set(words(fits.svg))
    assert {"Interior designers", "and the friends of…"} < set(words(cut.svg))
    assert (fits.rows[1][0], cut.rows[1][0]) == (name, longer)


def test_a_curve_has_a_share_and_a_range_for_each_day() -> None:
    with pytest.raises(ValueError, match="not one share"):
        Curve("x", (0, 1), (0,), (0,), (0,), "")


def test_six_panels_at_most_and_an_axis() -> None:
    with pytest.raises(ValueError, match="at most five"):
        drawn(*[PRESS] * 6)
    with pytest.raises(ValueError, match="an axis of days"):
        curves(WHOLE, title="x", head=("a", "b", "c"), ticks=[])
