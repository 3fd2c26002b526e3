"""The back-test of `tandem bench`, on a small list of the same shape: its files are not shipped."""

import datetime
from pathlib import Path

import pytest

from tandem.config.cli.bench_olist import DEALS, LEADS, Told, error, table, told_on

MAY = datetime.date(2018, 5, 31)


@pytest.mark.django_db
def test_what_was_told_in_may_is_held_against_what_came_by_november(tmp_path: Path) -> None:
    # given 150 leads of five months and a later one, of whom a third buys after 30 to 70 days, one too late
    first = datetime.date(2018, 1, 1)
    asked = [first + datetime.timedelta(days=number) for number in range(150)]
    leads = [f"l{number},{day},p,{'fair' if number % 2 else ''}" for number, day in enumerate(asked)]
    won = [(number, asked[number] + datetime.timedelta(days=30 + number % 41)) for number in range(0, 150, 3)]
    deals = [f"l{number},{day} 10:00:00,rep {number % 2}" for number, day in won] + [
        "l1,2018-11-15 09:00:00,rep"
    ]
    heads = "mql_id,first_contact_date,landing_page_id,origin", "mql_id,won_date,sr_id"
    for name, head, rows in zip((LEADS, DEALS), heads, ([*leads, "l,2018-06-01,p,fair"], deals), strict=True):
        (tmp_path / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")

    # when it is asked as of the end of May
    told = told_on(MAY, tmp_path)

    # then it is held against all who bought until then, and a file without the future told the same
    assert (told.leads, told.won, told.won_in_the_end) == (150, sum(day <= MAY for _one, day in won), 50)
    assert told.same_without_the_future
    assert (told.origins, told.held) == (2, 2)
    assert told.estimate < told.naive


def test_errors_are_weighted_by_leads_and_in_points() -> None:
    channels = [({"enquiries": 300}, 0.10, 0.12), ({"enquiries": 100}, 0.20, 0.10)]

    assert error(channels) == pytest.approx(((300 * 0.02**2 + 100 * 0.1**2) / 400) ** 0.5 * 100)


def test_a_line_of_the_table() -> None:
    row = Told("2018-05-31", 8000, 665, 842, 2.4, 0.6, 11, 10, {}, same_without_the_future=False)

    assert table([row])[1].split() == [
        "2018-05-31", "8,000", "665", "842", "2.40", "0.60", "0.25", "10", "of", "11", "ANOTHER",
    ]  # fmt: skip
