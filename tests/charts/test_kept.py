import pytest

from tandem.charts.kept import Kept, kept
from tests.charts.reading import having, words

MONTHS = [
    Kept("Aug", "August", 0.5, "20", "of 40", "20 of 40"),
    Kept("Sep", "September", None, "3", "of 4", "3 of 4"),
    Kept("Oct", "October", 0.9, "18", "of 20", "18 of 20", current=True),
    Kept("Nov", "November", None, "", "", "still running", empty=True),
]


def drawn(**more: float) -> str:
    return kept(MONTHS, title="It was kept", head=("Month", "Kept"), tone="s", height=156, **more).svg


def heights(svg: str, classes: str) -> list[float]:
    return [float(bar.get("height", "")) for bar in having(svg, classes)]


def test_a_column_is_full_where_all_was_kept() -> None:
    # 156 less 34 for the numbers and 22 for the months: a hundred
    assert heights(drawn(), "chart-soft") == [50]
    assert heights(drawn(), "chart-full") == [90]
    assert heights(drawn(), "chart-rest") == [50, 10]


def test_a_month_of_few_is_an_outline_and_one_of_nothing_is_empty() -> None:
    assert len(having(drawn(), "chart-unsaid")) == 1
    assert words(drawn()) == ["20", "of 40", "Aug", "3", "of 4", "Sep", "18", "of 20", "Oct", "Nov"]


def test_what_was_promised_is_a_line_where_it_is_less_than_all() -> None:
    (line,) = having(drawn(promised=0.8), "chart-promise")
    assert (line.get("y1"), line.get("y2")) == ("54", "54")
    assert having(drawn(promised=1), "chart-promise") == []


def test_what_has_no_room_stands_in_the_table_only() -> None:
    many = [Kept("Oct", "October", 0.9, "18,000", "of 20,000", "18,000 of 20,000")] * 7
    figure = kept(many, title="It was kept", head=("Month", "Kept"))
    assert words(figure.svg) == ["18,000", "Oct"] * 7
    assert figure.rows[0] == ("October", "18,000 of 20,000")


def test_a_share_beyond_all_is_refused() -> None:
    with pytest.raises(ValueError, match="between nought and one"):
        kept([Kept("Oct", "October", 1.1, "", "", "")], title="It was kept", head=("Month", "Kept"))
