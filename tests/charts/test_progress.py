import pytest

from tandem.charts.figure import Figure
from tandem.charts.progress import progress
from tests.charts.reading import having, read


def drawn(value: float, plan: float, to_come: float = 0) -> Figure:
    return progress(
        value,
        plan,
        to_come=to_come,
        key="plan",
        title="20 more than planned",
        label=f"planned {plan:.0f}",
        head=("", "Enquiries"),
        rows=[("so far", str(value)), ("planned", str(plan))],
    )


def test_a_bar_past_its_plan() -> None:
    figure = drawn(500, 480)
    [bar], [mark] = having(figure.svg, "chart-full"), having(figure.svg, "chart-promise")
    assert (bar.get("width"), mark.get("x1")) == ("89.29%", "85.71%")
    assert figure.rows == (("so far", "500"), ("planned", "480"))


def test_what_is_still_expected_is_hatched_behind_it() -> None:
    svg = drawn(200, 500, to_come=100).svg
    [hatched] = [piece for piece in read(svg).iter("rect") if piece.get("fill")]
    assert (hatched.get("x"), hatched.get("width"), hatched.get("fill")) == (
        "35.71%",
        "17.86%",
        "url(#chart-hatch-plan)",
    )


@pytest.mark.parametrize(
    ("value", "plan", "classes", "x"),
    [(500, 480, "chart-end", "100%"), (500, 50, "chart-start", "0%"), (560, 280, "chart-middle", "44.64%")],
)
def test_the_label_keeps_inside(value: float, plan: float, classes: str, x: str) -> None:
    [label] = having(drawn(value, plan).svg, classes)
    assert (label.text, label.get("x")) == (f"planned {plan:.0f}", x)


def test_nothing_and_no_plan_yet() -> None:
    [bar] = having(drawn(0, 0).svg, "chart-full")
    assert bar.get("width") == "0%"


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not less than nothing"):
        drawn(-1, 10)
