from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.exchange.reading.dates import DateOrder, is_date, moments, order_evidence, read_day, read_month
from tandem.exchange.reading.rejections import BadValue, Fault

LONDON = ZoneInfo("Europe/London")


def read(text, order=DateOrder.DAY_FIRST, zone=UTC, **given_by_header):
    return moments(order, zone, **given_by_header)(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-03",
        "2026/05/03",
        "2026.05.03",
        "20260503",
        "03/05/2026",
        "3.5.2026",
        "3-5-26",
        "03.05.26",
        "3 May 2026",
        "3rd May 2026",
        "Sunday, 3 May 2026",
        "May 3, 2026",
        "Sun, 03 May 2026",
        "3-May-26",
        "3. Mai 2026",
        "3 mai 2026",
        "3 de mayo de 2026",
        "3 de maio de 2026",
        "3 mei 2026",
        "MAY 3 2026",
        "46145",
        " 2026-05-03 ",
    ],
)
def test_a_bare_date_stands_at_noon(text):
    assert read(text) == (datetime(2026, 5, 3, 12, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-03T14:05:00Z",
        "2026-05-03 14:05",
        "2026-05-03 14:05:00 UTC",
        "2026-05-03T16:05:00+02:00",
        "2026-05-03T16:05:00+0200",
        "2026-05-03 16:05:00 +0200",
        "03/05/2026 14:05",
        "3/5/2026 2:05 PM",
        "3/5/26, 2:05 pm",
        "03.05.2026 14:05 Uhr",
        "3 mai 2026 à 14h05",
        "Sun, 3 May 2026 16:05:00 +0200",
        "20260503140500",
        "Sun May 03 2026 16:05:00 GMT+0200 (CEST)",
        "3 May 2026 09:05 EST",
        "2026-05-03 14:05:00.000",
    ],
)
def test_a_time_is_kept(text):
    assert read(text) == (datetime(2026, 5, 3, 14, 5, tzinfo=UTC), False)


def test_the_order_decides_what_could_be_either():
    assert read("03/05/2026", DateOrder.MONTH_FIRST)[0].date() == date(2026, 3, 5)
    assert read("12/31/2026 11:59 PM", DateOrder.MONTH_FIRST)[0] == datetime(2026, 12, 31, 23, 59, tzinfo=UTC)


def test_naive_times_are_local_to_the_zone_also_around_the_change_of_clocks():
    assert read("2026-05-03 10:00", zone=LONDON)[0] == datetime(2026, 5, 3, 9, tzinfo=UTC)
    assert read("2026-03-29", zone=LONDON)[0] == datetime(2026, 3, 29, 11, tzinfo=UTC)
    assert read("2026-10-25 01:30", zone=LONDON)[0] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_typed_cells_of_a_sheet_are_dates():
    assert read(date(2026, 5, 3)) == (datetime(2026, 5, 3, 12, tzinfo=UTC), True)
    assert read(46145.5) == (datetime(2026, 5, 3, 12, tzinfo=UTC), False)
    assert read(46145.0) == (datetime(2026, 5, 3, 12, tzinfo=UTC), True)


def test_numbers_count_seconds_only_where_the_header_says_so():
    assert read("1777817100", epoch=True)[0] == datetime(2026, 5, 3, 14, 5, tzinfo=UTC)
    assert read("1777817100000", epoch=True)[0] == datetime(2026, 5, 3, 14, 5, tzinfo=UTC)
    with pytest.raises(BadValue):
        read("1777817100")


@pytest.mark.parametrize(
    "text",
    [
        "31/31/2026",
        "2026-02-30",
        "2026-13-01",
        "05/13/2026",
        "soon",
        "12",
        "480.50",
        "2026",
        "3 Foo 2026",
        "1/2/3",
        "2026-05-03 25:00",
        "3 May 2026 13:00 pm",
        "2026-05-03 10:00 QQT",
        "9" * 300,
        "٣/٥/٢٠٢٦",
        True,
        "NaN",
    ],
)
def test_what_is_no_date_is_rejected(text):
    with pytest.raises(BadValue) as bad:
        read(text)
    assert bad.value.fault is Fault.NOT_A_DATE


@pytest.mark.parametrize("text", ["0026-05-03", "1899-12-31", "2101-01-01", "9999-12-31"])
def test_a_year_that_cannot_be_is_rejected(text):
    with pytest.raises(BadValue) as bad:
        read(text)
    assert bad.value.fault is Fault.DATE_OUT_OF_RANGE


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("13/05/2026", "day"),
        ("05/13/2026", "month"),
        ("03/05/2026", "either"),
        ("03.05.2026", "dots"),
        ("5/5/26", ""),
        ("2026/05/03", ""),
        ("3 May 2026", ""),
        ("", ""),
    ],
)
def test_which_dates_tell_the_order(text, evidence):
    assert order_evidence(text) == evidence


@pytest.mark.parametrize(
    "text", ["2026-04", "04/2026", "April 2026", "avril 2026", "Apr-26", "202604", "2026-04-30"]
)
def test_a_month_in_any_form(text):
    assert read_month(text, DateOrder.DAY_FIRST) == date(2026, 4, 1)


def test_a_day_leaves_the_time_out():
    assert read_day("2026-05-03 23:59", DateOrder.DAY_FIRST) == date(2026, 5, 3)


def test_a_bare_number_is_no_date_without_a_header():
    assert (is_date("46145"), is_date("05/13/2026"), is_date(date(2026, 5, 3))) == (False, True, True)


@given(st.integers(-2_000_000_000, 4_000_000_000), st.integers(-12, 14))
def test_an_iso_time_comes_back_exactly(seconds, hours):
    aware = datetime.fromtimestamp(seconds, timezone(timedelta(hours=hours)))

    assert read(aware.isoformat()) == (aware, False)


@given(
    st.dates(date(1970, 1, 1), date(2069, 12, 31)),
    st.sampled_from([DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST]),
)
def test_a_written_date_comes_back_in_the_order_it_was_written_in(day, order):
    text = f"{day:%d/%m/%y}" if order is DateOrder.DAY_FIRST else f"{day:%m/%d/%y}"

    assert read(text, order)[0].date() == day


@given(st.text(max_size=90))
def test_any_text_is_a_date_or_a_bad_value(text):
    try:
        moment, _bare = read(text)
    except BadValue:
        return
    assert moment.tzinfo is UTC
