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


def test_labels_neither_meet_nor_leave_the_figure() -> None:
    some = [Bar(letter, letter, 9 + i, "£161,000") for i, letter in enumerate("NDJFMAMJJASO")]
    figure = bars(some, key="long", title="More comes in", head=("Month", "Revenue"), width=260)
    first, last = (float(label.get("x", "")) for label in having(figure.svg, "chart-label"))
    half = 8 * 8.6 / 2
    assert half <= first <= last - 2 * half
    assert last + half <= 260


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
