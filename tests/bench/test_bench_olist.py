"""The back-test of `tandem bench`, on a small list of the same shape: its files are not shipped."""

import argparse
import datetime
from pathlib import Path

import pytest

from tandem.config.cli import bench_command, bench_olist
from tandem.config.cli.bench_olist import DEALS, LEADS, Told, be_there, error, in_the_end, run, table, told_on
from tandem.config.cli.bench_olist_end import ByTheEnd
from tandem.config.cli.plain import Plain

MAY = datetime.date(2018, 5, 31)
BY_THE_END = ByTheEnd(estimate=804, low=772, high=1848, error=1.2, held=9)


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
    # and so it is of those who had bought by then
    assert (told.by_the_end.held, told.by_the_end.low <= 50 <= told.by_the_end.high) == (2, True)
    assert told.by_the_end.error < told.naive


def test_errors_are_weighted_by_leads_and_in_points() -> None:
    channels = [({"enquiries": 300}, 0.10, 0.12), ({"enquiries": 100}, 0.20, 0.10)]

    assert error(channels) == pytest.approx(((300 * 0.02**2 + 100 * 0.1**2) / 400) ** 0.5 * 100)


def test_a_line_of_the_table() -> None:
    row = Told("2018-05-31", 8000, 665, 842, 2.4, 0.6, 11, 10, {}, False, BY_THE_END)

    assert table([row])[1].split() == [
        "2018-05-31", "8,000", "665", "842", "2.40", "0.60", "0.25", "10", "of", "11", "ANOTHER",
        "804", "772", "1,848", "1.20", "0.50", "9", "of", "11",
    ]  # fmt: skip


def test_a_day_on_which_the_naive_share_was_right_has_no_ratio() -> None:
    row = Told("2018-05-31", 8000, 665, 665, 0.0, 0.6, 11, 10, {}, True, BY_THE_END)

    assert table([row])[1].split()[4:7] == ["0.00", "0.60", "–"]
    assert table([row])[1].split()[15:17] == ["1.20", "–"]


def write(folder: Path, leads: str, deals: str) -> None:
    (folder / LEADS).write_text(leads, encoding="utf-8")
    (folder / DEALS).write_text(deals, encoding="utf-8")


def test_a_deal_without_a_day_is_no_win(tmp_path: Path) -> None:
    leads = "mql_id,first_contact_date,origin\na,2018-01-01,fair\nb,2018-01-01,fair\n"
    write(tmp_path, leads, "mql_id,won_date\na,\nb,2018-02-01 10:00:00\n")

    be_there(tmp_path)

    assert in_the_end(tmp_path, MAY) == {"fair": 1}


@pytest.mark.parametrize(
    ("leads", "deals", "sentence"),
    [
        ("mql_id,first_contact_date,origin\n", "", f"{LEADS} has no rows."),
        ("mql_id,origin\na,fair\n", "", f"{LEADS} has no column first_contact_date."),
        (
            "mql_id,first_contact_date,origin\na,soon,fair\n",
            "",
            f"{LEADS} “soon” is no first_contact_date.",
        ),
        (
            "mql_id,first_contact_date,origin\na,2018-03-01,fair\n",
            "",
            "until 2018-02-15, the first day that is asked of.",
        ),
    ],
)
def test_other_files_are_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leads: str, deals: str, sentence: str
) -> None:
    monkeypatch.setattr(bench_olist, "answered", lambda *_: pytest.fail("worked"))
    write(tmp_path, leads, deals)

    with pytest.raises(Plain) as plain:
        run(argparse.Namespace(back_test=tmp_path, json=None))

    assert str(plain.value).endswith(sentence)


def test_a_folder_without_the_files_and_a_place_that_is_not_there_are_told(tmp_path: Path) -> None:
    for path, sentence in (
        (None, f"There is no {LEADS} in {tmp_path}."),
        (str(tmp_path / "no" / "such.json"), f"there is no folder {tmp_path / 'no'}."),
    ):
        with pytest.raises(Plain) as plain:
            bench_command.run(argparse.Namespace(calibration=False, back_test=tmp_path, json=path))
        assert (str(plain.value).endswith(sentence), plain.value.code) == (True, 2)
