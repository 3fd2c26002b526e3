import pytest

from tandem.exchange.exports.cells import defused


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-1+1",
        "@SUM(A1)",
        "\tx",
        "\r=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "-inf",
        "+",
        "-1_0",
    ],
)
def test_what_a_spreadsheet_would_run_is_led_by_an_apostrophe(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Anna",
        "a=b",
        "1+1",
        "-5",
        "+5",
        "-1.5",
        "-1,5",
        "-1e-5",
        "+441234567890",
        "'quoted",
        "x@y.org",
        "−5",
    ],
)
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


def test_nothing_is_an_empty_cell_and_numbers_stay_numbers() -> None:
    assert [defused(None), defused(-3), defused(0)] == ["", "-3", "0"]
