import pytest

from tandem.exchange.reading.joining import join
from tandem.exchange.reading.refusals import FileRefused

from .conftest import read


def test_closed_deals_are_joined_to_their_leads(table):
    leads = table("mql_id,first_contact_date,origin\na,2026-05-03,web\nb,2026-05-04,fair\n", "leads.csv")
    deals = table(
        "mql_id,won_date,sr_id,origin\nb,2026-05-20 10:00:00,anna,x\nB,2026-05-21,ben,x\nz,2026-05-22,cy,x\n",
        "deals.csv",
    )

    joined = join([leads, deals], "MQL id")

    assert joined.headers == (
        "mql_id", "first_contact_date", "origin", "won_date", "sr_id", "origin (deals.csv)"
    )  # fmt: skip
    assert [tuple(line) for line in joined.lines()] == [
        (2, ["a", "2026-05-03", "web", "", "", ""]),
        (3, ["b", "2026-05-04", "fair", "2026-05-20 10:00:00", "anna", "x"]),
    ]
    assert (joined.duplicates, joined.unmatched) == ({"deals.csv": 1}, {"deals.csv": 1})
    assert [row.get("outcome") for row in read(joined)] == ["open", "won"]


def test_a_row_that_is_too_long_stays_so(table):
    leads = table("mql_id,date\na,2026-05-03,more\n", "leads.csv")
    deals = table("mql_id,won_date\na,2026-05-20\n", "deals.csv")

    (row,) = read(join([leads, deals], "mql_id"))

    assert row.reason == "the row has more cells than the header"


def test_a_file_without_the_column_is_refused(table):
    leads = table("mql_id,date\na,2026-05-03\n", "leads.csv")
    deals = table("lead,won_date\na,2026-05-20\n", "deals.csv")

    with pytest.raises(FileRefused, match=r"“deals\.csv” has no column “mql_id”"):
        join([leads, deals], "mql_id")


def test_one_file_alone_is_itself(table):
    leads = table("mql_id,date\na,2026-05-03\n")

    assert join([leads], "mql_id") is leads
