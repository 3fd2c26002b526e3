import pytest

from tandem.charts.bars import Bar, bars
from tests.charts.figures import MONTHS
from tests.charts.reading import having, words

ASKED = [128, 97, 130, 140, 145, 148, 150, 156, 154, 157, 166, 174]


def months(to_come: float = 0) -> list[Bar]:
    return [
        Bar(letter, f"Month {i}", asked, str(asked), to_come if i > 8 else 0, current=i > 8)
        for i, (letter, asked) in enumerate(zip(MONTHS, ASKED, strict=True))
    ]


def heights(svg: str, classes: str) -> list[float]:
    return [float(bar.get("height", "")) for bar in having(svg, classes)]


def test_past_is_soft_and_present_full() -> None:
    figure = bars(months(), key="asked", title="A few more people ask", head=("Month", "Enquiries"), tone="m")
    assert len(having(figure.svg, "chart-soft")) == 9
    assert len(having(figure.svg, "chart-full")) == 3
    assert not having(figure.svg, "chart-outline")
    assert "pattern" not in figure.svg


def test_bars_are_in_proportion_and_drawn_from_nought() -> None:
    figure = bars(months(), key="asked", title="More ask", head=("Month", "Enquiries"), height=120)
    drawn = heights(figure.svg, "chart-soft") + heights(figure.svg, "chart-full")
    assert max(drawn) == pytest.approx(80)  # 120 less 18 for the label and 22 for the letters
    assert [height / 80 for height in drawn] == pytest.approx([asked / 174 for asked in ASKED], abs=0.001)


def test_the_last_and_the_one_to_compare_with_are_labelled() -> None:
    figure = bars(months(), key="asked", title="More ask", head=("Month", "Enquiries"))
    assert words(figure.svg) == [*MONTHS, "154", "174"]
    assert [mark.text for mark in having(figure.svg, "chart-strong")] == ["A", "S", "O"]


def test_without_a_present_the_largest_and_the_last_are_labelled() -> None:
    some = [Bar("J", "January", 3, "3"), Bar("F", "February", 9, "9"), Bar("M", "March", 4, "4")]
    figure = bars(some, key="some", title="February was best", head=("Month", "Enquiries"))
    assert words(figure.svg)[-2:] == ["9", "4"]


def test_what_is_still_to_come_is_hatched_on_top() -> None:
    some = [Bar("S", "September", 10, "10"), Bar("O", "October", 6, "8", to_come=2, current=True)]
    figure = bars(some, key="revenue", title="Less comes in", head=("Month", "Revenue"), height=140)
    [full] = having(figure.svg, "chart-full")
    [hatched] = having(figure.svg, "chart-outline")
    assert float(full.get("height", "")) == pytest.approx(60)
    assert float(hatched.get("height", "")) == pytest.approx(19.5)  # 20 less half its own outline
    assert float(hatched.get("y", "")) < float(full.get("y", ""))
    assert hatched.get("fill") == "url(#chart-hatch-revenue)"


def test_a_month_below_nought_hangs_under_the_baseline() -> None:
    some = [Bar("J", "January", -5, "−5"), Bar("F", "February", 5, "5", to_come=2)]
    figure = bars(some, key="net", title="Credits in January", head=("Month", "Revenue"))
    first, second = having(figure.svg, "chart-soft")
    baseline = float(having(figure.svg, "chart-baseline")[0].get("d", "").split()[1].split("H")[0])
    assert float(first.get("y", "")) == pytest.approx(baseline)
    assert float(second.get("y", "")) + float(second.get("height", "")) == pytest.approx(baseline, abs=0.02)


def booked(*pounds: int, current: int = 3) -> str:
    """Twelve months, the last ones current: a month has 21.67 of 260, a number such as £2,560 51.6."""
    first = len(pounds) - current
    some = [Bar("M", f"Month {i}", one, f"£{one:,}", current=i >= first) for i, one in enumerate(pounds)]
    return bars(some, key="booked", title="Less", head=("Month", "Revenue"), width=260).svg


def told(svg: str) -> list[tuple[str, float]]:
    return [(label.text or "", float(label.get("x", ""))) for label in having(svg, "chart-label")]


def leads(svg: str) -> list[float]:
    return [float(line.get("x1", "")) for line in having(svg, "chart-lead")]


def test_a_number_over_higher_neighbours_is_led_to_its_own_bar() -> None:
    # given a July lower than June, and an October lower than September
    svg = booked(1000, 2500, 2200, 3600, 3100, 900, 7600, 6300, 3760, 1400, 4900, 2560)

    # when both get their number
    (july, at_july), (october, at_october) = told(svg)

    # then neither meets the other or leaves the figure, and a line leads down to the middle of its bar
    assert (july, october) == ("£3,760", "£2,560")
    assert (at_july, at_october) == (pytest.approx(178.6, abs=0.1), pytest.approx(234.2, abs=0.1))
    assert leads(svg) == [pytest.approx(8.5 * 260 / 12, abs=0.01), pytest.approx(11.5 * 260 / 12, abs=0.01)]
    # and it ends above that bar
    lines = having(svg, "chart-lead")
    tops = [float(bar.get("y", "")) for bar in (*having(svg, "chart-soft"), *having(svg, "chart-full"))]
    assert [float(line.get("y2", "")) for line in lines] == [
        pytest.approx(tops[8] - 1, abs=0.01),
        pytest.approx(tops[11] - 1, abs=0.01),
    ]


def test_a_number_that_stands_over_its_own_bar_alone_needs_no_line() -> None:
    # given numbers on the highest bars, and narrow ones
    assert leads(booked(100, 200, 100, 200, 100, 200, 200, 100, 7700, 1000, 1200, 9000)) == []
    some = [Bar("M", f"Month {i}", one, str(one), current=i > 8) for i, one in enumerate([25, 30] * 6)]
    assert leads(bars(some, key="asked", title="More", head=("Month", "Enquiries")).svg) == []


def test_a_neighbour_of_about_the_same_height_is_told_apart_by_a_line() -> None:
    svg = booked(100, 200, 100, 200, 100, 200, 200, 100, 7700, 1000, 8900, 9000)
    assert leads(svg) == [pytest.approx(11.5 * 260 / 12, abs=0.01)]
    # and there is room for it over the highest bar
    assert min(float(label.get("y", "")) for label in having(svg, "chart-label")) >= 12


def test_of_two_numbers_with_room_for_one_the_last_is_told() -> None:
    # given two wide numbers side by side
    svg = booked(*[9000 + i for i in range(12)], current=1)

    # then the last one stands inside the figure, and the other is in the table
    assert told(svg) == [("£9,011", pytest.approx(234.2, abs=0.1))]


@pytest.mark.parametrize("some", [[], [Bar("J", "January", 0, "0")]])
def test_nothing_yet_is_a_baseline(some: list[Bar]) -> None:
    figure = bars(some, key="none", title="Nobody has asked yet", head=("Month", "Enquiries"))
    assert len(having(figure.svg, "chart-baseline")) == 1
    assert not having(figure.svg, "chart-soft")


def test_the_same_numbers_stand_in_the_table() -> None:
    some = [Bar("O", "October 2026", 12, "£17,300", 5, cells=("£12,100", "£5,200"))]
    figure = bars(
        some, key="table", title="Less", head=("Month", "Revenue", "So far", "To come"), note="Net of tax."
    )
    assert figure.rows == (("October 2026", "£17,300", "£12,100", "£5,200"),)
    assert figure.note == "Net of tax."


def test_less_than_nothing_cannot_come() -> None:
    with pytest.raises(ValueError, match="cannot be less than nothing"):
        bars([Bar("J", "January", 5, "5", to_come=-1)], key="x", title="x", head=("a", "b"))
