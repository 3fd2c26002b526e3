"""A column that holds something else than it should is named, with an example of what it holds."""

import pytest

from tandem.exchange.reading.headers import recognise
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.unread import require_fields, require_readable

DATES = "Looked for dates such as 2026-05-03."
NO_DATES = f"can be read as dates, and “a” cannot. {DATES}"
NONE = "of 2 values looked at 0"


def refused(table, content, kind="enquiries", **by_hand):
    source = table(content)
    with pytest.raises(FileRefused) as found:
        check(recognise(source, kind, by_hand), source)
    return found.value.at_a_keyboard


def check(mapping, source):
    require_fields(mapping, source)
    require_readable(mapping, source)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            "heard_at,channel\n" + "soon,fair\n" * 3,
            "of 3 values looked at 0 can be read as dates, and “soon”",
        ),
        ("heard_at,channel\nsoon,fair\n", "of 1 value looked at 0 can be read as dates, and “soon”"),
        (
            "heard_at,channel\n2026-05-03,fair\nsoon,fair\n12,fair\n",
            "of 3 values looked at 1 can be read as dates, and “soon”",
        ),
    ],
)
def test_a_column_of_dates_that_are_none(table, content, found):
    assert refused(table, content) == (
        f"“heard_at” was not taken as heard_at: {found} cannot. {DATES} "
        "Say which one it is with --map heard_at=COLUMN."
    )


@pytest.mark.parametrize(
    ("by_hand", "sentence"),
    [
        ({"heard_at": "x"}, f"“x” cannot be heard_at: {NONE} {NO_DATES}"),
        ({"closed_at": "x"}, f"“x” cannot be closed_at: {NONE} {NO_DATES}"),
        (
            {"amount": "x"},
            "“x” cannot be amount: of 2 values looked at 0 can be read as amounts, and “a” cannot. "
            "Looked for amounts such as 1234.50.",
        ),
        (
            {"email": "x"},
            "“x” cannot be email: of 2 values looked at 0 can be read as e-mail addresses, and “a” cannot. "
            "Looked for addresses such as ann@example.org.",
        ),
        ({"heard_at": "blank"}, f"“blank”, which was taken as heard_at, is blank in every row. {DATES}"),
    ],
)  # fmt: skip
def test_a_column_chosen_by_hand_that_cannot_be_it(table, by_hand, sentence):
    content = "date,x,blank\n2026-05-03,a,\n2026-05-04,b,\n"

    [field] = by_hand

    assert refused(table, content, **by_hand) == f"{sentence} Say which one it is with --map {field}=COLUMN."


def test_of_money_spent_as_well(table):
    assert refused(table, "month,channel,amount\n2026-05,fair,dear\n", "spend") == (
        "“amount” was not taken as amount: of 1 value looked at 0 can be read as amounts, and “dear” cannot. "
        "Looked for amounts such as 1234.50. Say which one it is with --map amount=COLUMN."
    )


@pytest.mark.parametrize("by_hand", [{"heard_at": "x"}, {"amount": "blank"}, {"outcome": "word"}])
def test_one_value_is_enough_and_what_need_not_be_there_may_be_blank(table, by_hand):
    # given a column whose only date comes after all that are looked at first
    rows = "2026-05-03,soon,,moonlit\n" * 1000 + "2026-05-03,2026-05-04,,moonlit\n"
    source = table("date,x,blank,word\n" + rows)

    check(recognise(source, "enquiries", by_hand), source)


def test_an_odd_cell_in_a_column_that_is_nearly_blank_rejects_its_row_and_not_the_list(table):
    source = table("date,money\n2026-05-03,tbc\n" + "2026-05-03,\n" * 2)

    check(recognise(source, "enquiries", {"amount": "money"}), source)


def test_a_list_without_rows_is_understood(table):
    source = table("heard_at,channel\n")

    require_readable(recognise(source, "enquiries"), source)


def test_a_column_that_is_not_taken_for_its_values_is_told(table):
    source = table("date,closed_at,status,currency\n" + "2026-05-03,maybe,moonlit,shells\n" * 2)

    mapping = recognise(source, "enquiries")

    assert mapping.as_dict() == {"heard_at": "date"}
    assert mapping.remarks == (
        f"“closed_at” was not taken as closed_at: {NONE} can be read as dates, and “maybe” cannot.",
        f"“status” was not taken as outcome: {NONE} can be read as outcomes, and “moonlit” cannot.",
        f"“currency” was not taken as currency: {NONE} can be read as currencies, and “shells” cannot.",
    )
