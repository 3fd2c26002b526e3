import pytest

from tandem.charts.diverging import Effect, diverging
from tandem.charts.figure import Figure
from tests.charts.reading import having, read, words

HEAD = ("Channel", "Change", "In words")
EFFECTS = [
    Effect("Search adverts", -13800, "−£13,800", "fewer bought: 9 in 10", finding=True),
    Effect("Yellow pages", -1500, "−£1,500", "12 then", "ended", "ended"),
    Effect("Newsletter", 3200, "+£3,200", "45 now", "new", "new"),
    Effect("Walk-ins", 0, "no change"),
    Effect("Local press", None, "too few to say"),
]


def drawn(effects: list[Effect] = EFFECTS) -> Figure:
    return diverging(
        effects, title="Search adverts lost the most", head=HEAD, less="brought less", more="brought more"
    )


def wide(figure: Figure) -> str:
    return figure.svg.split('<div class="chart-wide">')[1].split("</div>")[0]


def share(value: str | None) -> float:
    return float((value or "").rstrip("%"))


def test_bars_are_in_proportion_on_both_sides_of_nought() -> None:
    svg = wide(drawn())
    nought = share(having(svg, "chart-baseline")[0].get("x1"))
    lost, [ended, brought] = having(svg, "chart-full")[0], having(svg, "chart-once")
    assert share(lost.get("x")) + share(lost.get("width")) == pytest.approx(nought, abs=0.02)
    assert share(brought.get("x")) == pytest.approx(nought, abs=0.02)
    unit = share(lost.get("width")) / 13800
    assert share(ended.get("width")) == pytest.approx(1500 * unit, abs=0.02)
    assert share(brought.get("width")) == pytest.approx(3200 * unit, abs=0.02)


def test_what_is_in_one_period_only_is_an_outline_and_a_word() -> None:
    figure = drawn()
    assert len(having(wide(figure), "chart-once")) == 2
    assert "ended · 12 then" in words(figure.svg)
    assert "new · 45 now" in words(figure.svg)


def test_too_few_is_a_faint_line_and_says_so() -> None:
    figure = drawn()
    assert len(having(wide(figure), "chart-too-few")) == 1
    assert words(wide(figure))[-1] == "too few to say"


def test_a_side_without_a_bar_has_no_heading() -> None:
    assert "brought more" not in words(drawn(EFFECTS[:2]).svg)
    assert "brought less" not in words(drawn(EFFECTS[2:]).svg)


def test_numbers_have_room_on_their_side() -> None:
    for side in (EFFECTS[:2], EFFECTS[2:3], EFFECTS):
        for label in having(wide(drawn(side)), "chart-label"):
            ends = "chart-end" in label.get("class", "")
            assert share(label.get("x")) >= 0.4 * 100 + 14 if ends else share(label.get("x")) <= 86


def test_nothing_at_all_is_a_table_without_rows() -> None:
    figure = drawn([])
    assert figure.rows == ()
    assert not list(read(wide(figure)).iter("rect"))


def test_the_table_tells_what_is_drawn() -> None:
    assert drawn().rows[1] == ("Yellow pages", "−£1,500", "ended · 12 then")
    assert drawn().rows[4] == ("Local press", "too few to say", "")


def test_too_few_to_say_stands_where_there_is_room() -> None:
    for effects, side in ((EFFECTS[:2], "chart-end"), (EFFECTS[2:4], "chart-start")):
        [said] = [
            one
            for one in having(wide(drawn([*effects, EFFECTS[4]])), f"chart-mute {side}")
            if one.text == "too few to say"
        ]
        # to the left of nought where all bars are, else to the right of it
        assert (share(said.get("x")) > 80) == (side == "chart-end")


def test_a_long_name_is_cut_in_the_drawing_and_whole_in_the_table() -> None:
    figure = drawn([Effect("Word of mouth " * 10, -100, "−£100")])

    [name] = [one.text or "" for one in having(wide(figure), "chart-strong")]
    assert len(name) <= 28
    assert name.endswith("…")
    assert figure.rows[0][0] == "Word of mouth " * 10
