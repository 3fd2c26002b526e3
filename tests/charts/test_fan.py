import pytest

from tandem.charts.fan import fan
from tandem.charts.figure import Figure
from tandem.charts.weeks import Coming, FanWords, Past, Shift
from tests.charts.reading import having, read, words

PAST = [Past(f"Week {i}", i % 5 + 2, str(i % 5 + 2), f"{i} May" if i % 4 == 0 else "") for i in range(26)]
COMING = [Coming(f"Week {26 + i}", 4, 1, 8, 4 - i * 0.3, "4", cells=()) for i in range(13)]
WORDS = FanWords(
    "customers, week by week", "what we expect", "about 4 a week, 1 to 8", "open now", "new", "8 in 10"
)


def drawn(
    past: list[Past] = PAST, coming: list[Coming] = COMING, shift: Shift | None = None
) -> tuple[Figure, str, str]:
    figure = fan(
        past,
        coming,
        key="customers",
        title="About 52 customers in 13 weeks",
        head=("Week", "Customers"),
        words=WORDS,
        shift=shift,
    )
    wide, narrow = (
        figure.svg.split(f'<div class="chart-{name}">')[1].split("</div>")[0] for name in ("wide", "narrow")
    )
    return figure, wide, narrow


def heights(svg: str, classes: str) -> list[float]:
    """Of the bars, without the small square in the key."""
    return [
        float(bar.get("height", "")) for bar in having(svg, classes) if bar.get("width", "").endswith("%")
    ]


def test_past_and_future_are_on_one_scale_from_nought() -> None:
    _, wide, _ = drawn()
    pixels = 170 / 8  # 226 less 56, and the top of the range is 8
    assert heights(wide, "chart-soft") == pytest.approx([week.value * pixels for week in PAST], abs=0.02)
    assert heights(wide, "chart-outline") == pytest.approx(
        [(4 - i * 0.3) * pixels for i in range(13)], abs=0.02
    )
    assert heights(wide, "chart-later") == pytest.approx([i * 0.3 * pixels for i in range(1, 13)], abs=0.02)


def test_the_band_goes_from_the_border_to_the_end() -> None:
    _, wide, _ = drawn(PAST[:1], COMING[:1])
    [band] = having(wide, "chart-band")
    assert band.get("d") == "M500 56L750 56L1000 56L1000 204.75L750 204.75L500 204.75Z"
    assert len(having(wide, "chart-edge")) == 2


def test_only_what_is_open_now_is_hatched() -> None:
    _, wide, narrow = drawn()
    hatched = {bar.get("fill") for bar in having(wide, "chart-outline")}
    assert hatched == {"url(#chart-hatch-customers-wide)"}
    assert {bar.get("fill") for bar in having(narrow, "chart-outline")} == {
        "url(#chart-hatch-customers-narrow)"
    }


def test_a_change_of_level_is_a_dashed_line_with_its_words() -> None:
    _, wide, _ = drawn(shift=Shift(9, "more since 6 July"))
    [mark] = having(wide, "chart-whole")
    assert mark.get("x1") == f"{9 / 39 * 100:.2f}%"
    assert "more since 6 July" in words(wide)
    assert not having(drawn()[1], "chart-whole")


def test_dates_stand_where_there_is_room() -> None:
    _, wide, narrow = drawn()
    for svg in (wide, narrow):
        assert [word for word in words(svg) if word.endswith("May")] == ["0 May", "8 May", "16 May", "24 May"]


def test_the_end_is_told_in_one_line_or_in_two_where_it_is_narrow() -> None:
    _, wide, narrow = drawn()
    assert "about 4 a week, 1 to 8" in words(wide)
    assert {"about 4 a week,", "1 to 8"} <= set(words(narrow))


def test_a_firm_without_a_past_has_a_forecast_too() -> None:
    figure, wide, _ = drawn(past=[])
    assert not heights(wide, "chart-soft")
    assert len(figure.rows) == 13


def test_a_week_of_credit_notes_has_no_bar_and_stands_in_the_table() -> None:
    figure, wide, _ = drawn(past=[Past("Week 1", -80, "−£80"), Past("Week 2", 3, "£3")])
    assert len(heights(wide, "chart-soft")) == 1
    assert figure.rows[0] == ("Week 1", "−£80")


def test_nothing_expected_is_a_baseline() -> None:
    _, wide, _ = drawn(past=[Past("Week 1", 0, "0")], coming=[Coming("Week 2", 0, 0, 0, 0, "0")])
    assert not [bar for bar in read(wide).iter("rect") if bar.get("width", "").endswith("%")]


def test_a_range_upside_down_and_no_week_to_come_are_refused() -> None:
    with pytest.raises(ValueError, match="upside down"):
        Coming("x", 3, 5, 4, 0, "3")
    with pytest.raises(ValueError, match="has a week to come"):
        drawn(coming=[])
