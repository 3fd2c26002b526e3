import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.charts.drivers import Desk, Driver, Total
from tandem.charts.figure import Figure
from tandem.charts.places import cut_below, round_step, wrapped
from tandem.charts.waterfall import waterfall
from tests.charts.reading import having, read, words

HEAD = ("What moved", "Change", "In £", "Range", "Verdict")
PICTURE = (5690, -1380, -2080, -26980, 2310)


def driver(change: float | None, *, finding: bool = False) -> Driver:
    written = "" if change is None else f"{change:+,}"
    verdict = "not recorded" if change is None else "about the same"
    return Driver("Where they came from", change, written, f"£{written}", "−7 to +3%", verdict, finding)


def drawn(
    changes: tuple[float | None, ...] = PICTURE, start: float = 80040, end: float | None = None
) -> Figure:
    largest = max((abs(change or 0) for change in changes), default=0)
    drivers = [driver(change, finding=abs(change or 0) == largest) for change in changes]
    last = start + sum(change or 0 for change in changes) if end is None else end
    return waterfall(
        Total("May to July", start, f"£{start:,}"),
        [
            Desk("Marketing +3.3%: about the same", tuple(drivers[:3]), "m"),
            Desk("Sales −30.4%: fell", tuple(drivers[3:]), "s"),
        ],
        Total("Aug to October", last, f"£{last:,}"),
        title="Fewer of those we accepted bought",
        head=HEAD,
        cut_note=lambda at: f"The axis is cut at £{at:,.0f}.",
        note="The bars add up.",
    )


def bars(figure: Figure) -> list[tuple[float, float]]:
    """Top and height of each bar of the wide drawing, from left to right."""
    wide = next(read(figure.svg).iter("svg"))
    found = [
        bar
        for bar in wide.iter("rect")
        if bar.get("y") != "0" and {"chart-full", "chart-soft"} & set(bar.get("class", "").split())
    ]
    found.sort(key=lambda bar: float(bar.get("x", "").rstrip("%")))
    return [(float(bar.get("y", "")), float(bar.get("height", ""))) for bar in found]


def test_every_bar_begins_where_the_one_before_ended() -> None:
    start, asked, mix, fit, bought, value, end = bars(drawn())
    assert asked[0] + asked[1] == pytest.approx(start[0], abs=0.02)
    assert mix[0] == pytest.approx(asked[0], abs=0.02)
    assert fit[0] == pytest.approx(mix[0] + mix[1], abs=0.02)
    assert bought[0] == pytest.approx(fit[0] + fit[1], abs=0.02)
    assert value[0] + value[1] == pytest.approx(bought[0] + bought[1], abs=0.02)
    assert end[0] == pytest.approx(value[0], abs=0.02)


def test_heights_are_in_proportion_above_the_cut() -> None:
    heights = [height for _, height in bars(drawn())]
    pixels = heights[4] / 26980
    assert heights == pytest.approx(
        [(size) * pixels for size in (80040 - 45000, 5690, 1380, 2080, 26980, 2310, 57600 - 45000)], abs=0.02
    )


def test_a_cut_axis_has_a_zigzag_in_both_ends_and_says_so() -> None:
    figure = drawn()
    assert figure.note == "The axis is cut at £45,000. The bars add up."
    assert len(having(figure.svg, "chart-tear")) == 4  # two in each drawing


def test_an_axis_from_nought_is_not_cut() -> None:
    figure = drawn((5690, -1380, -2080, -70000, 2310))
    assert figure.note == "The bars add up."
    assert not having(figure.svg, "chart-tear")


def test_only_the_finding_is_in_full_colour_and_each_desk_in_its_own() -> None:
    figure = drawn()
    wide = next(read(figure.svg).iter("svg"))
    groups = [group for group in wide.iter("g") if any("chart-big" in (t.get("class") or "") for t in group)]
    assert [(group.get("class"), group[0].get("class")) for group in groups] == [
        ("chart-m", "chart-soft"),
        ("chart-m", "chart-soft"),
        ("chart-m", "chart-soft"),
        ("chart-s", "chart-full"),
        ("chart-s", "chart-soft"),
    ]


def test_a_bracket_spans_the_drivers_of_its_desk() -> None:
    wide = next(read(drawn().svg).iter("svg"))
    brackets = [rect for rect in wide.iter("rect") if rect.get("y") == "0"]
    places = [float(rect.get("x", "").rstrip("%")) for rect in brackets]
    widths = [float(rect.get("width", "").rstrip("%")) for rect in brackets]
    column = 100 / 7
    assert places == pytest.approx([column * 1.085, column * 4.085], abs=0.01)
    assert widths == pytest.approx([column * 2.83, column * 1.83], abs=0.01)


def test_long_words_stay_within_their_bracket() -> None:
    desk = Desk("Sales −30.4%: we cannot tell yet", (driver(-10), driver(0)), "s")
    figure = waterfall(
        Total("May to July", 20, "£20"),
        [desk],
        Total("Aug to October", 10, "£10"),
        title="Less came in",
        head=HEAD,
        cut_note=str,
    )
    assert words(figure.svg)[:2] == ["Sales −30.4%:", "we cannot tell yet"]


def test_what_was_not_recorded_is_a_dotted_line_and_words() -> None:
    figure = drawn((5690, -1380, None, -26980, 2310))
    assert len(bars(figure)) == 6
    assert words(figure.svg).count("not recorded") == 1  # in the list for a phone it stands after the range
    assert len(having(figure.svg, "chart-step")) == 6 + 1 + 1
    assert figure.rows[3] == ("Where they came from", "", "£", "−7 to +3%", "not recorded")


def test_a_number_stands_where_its_bar_points_to() -> None:
    wide = next(read(drawn().svg).iter("svg"))
    numbers = [float(t.get("y", "")) for t in wide.iter("text") if "chart-big" in t.get("class", "")]
    rose, fell = bars(drawn())[1], bars(drawn())[4]
    assert numbers[0] == pytest.approx(rose[0] - 8, abs=0.02)
    assert numbers[3] == pytest.approx(fell[0] + fell[1] + 19, abs=0.02)


def test_a_long_fall_has_its_number_above_so_that_names_stay_free() -> None:
    figure = drawn((0, 0, 0, -79000, 0))
    wide = next(read(figure.svg).iter("svg"))
    numbers = [float(t.get("y", "")) for t in wide.iter("text") if "chart-big" in t.get("class", "")]
    assert numbers[3] == pytest.approx(bars(figure)[4][0] - 8, abs=0.02)


def test_the_table_tells_what_is_drawn() -> None:
    figure = drawn()
    assert figure.head == HEAD
    assert len(figure.rows) == 7
    assert figure.rows[0] == ("May to July", "£80,040", "", "", "")
    assert figure.rows[4] == ("Where they came from", "-26,980", "£-26,980", "−7 to +3%", "about the same")


def test_drivers_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="The drivers lead to"):
        drawn(end=57000)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-90_000, 90_000), min_size=5, max_size=5), st.integers(0, 200_000))
def test_bars_never_leave_the_drawing(changes: list[float], start: float) -> None:
    for top, height in bars(drawn(tuple(changes), start)):
        assert top >= 76 - 0.02
        assert top + height <= 308 + 1.5


@pytest.mark.parametrize(
    ("levels", "cut"),
    [
        ((80040, 85730, 55290, 57600), 45000),  # the picture
        ((100, 40), 0),  # nought is near enough
        ((1000, 990), 800),  # one in a hundred is not blown up to a cliff
        ((-5, 10), 0),
        ((0, 0), 0),
        ((0.5, 0.48), 0.4),
    ],
)
def test_where_an_axis_is_cut(levels: tuple[float, ...], cut: float) -> None:
    assert cut_below(levels) == pytest.approx(cut)


@given(st.floats(1e-3, 1e9))
def test_a_round_step_is_round_and_near(least: float) -> None:
    step = round_step(least)
    assert step <= least * (1 + 1e-9) < 2.5 * step * (1 + 1e-6)


def test_words_are_wrapped_where_they_allow_it() -> None:
    assert wrapped("More or fewer asked", 12) == ["More or", "fewer asked"]
    assert wrapped("Kundenzufriedenheit heute", 12) == ["Kundenzufriedenheit", "heute"]
    assert wrapped("", 12) == []
