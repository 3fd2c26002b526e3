"""Enquiries by their age and by how long they took, in days, for the tests of lag, conversion and curve."""

from hypothesis import strategies as st

from tandem.maths.enquiries import LOST, OPEN, WON
from tests.maths.forecast_lists import Row


def won_after(lag: int, age: int, *, channel: int = 0, count: int = 1) -> Row:
    """Won so many days after the enquiry, or before it where the lag is negative."""
    return Row(age, age - lag, WON, channel, count=count)


def won_somehow(age: int, *, channel: int = 0, count: int = 1) -> Row:
    """Won on a day that nobody wrote down."""
    return Row(age, None, WON, channel, count=count)


def lost_after(lag: int, age: int, *, channel: int = 0, count: int = 1) -> Row:
    return Row(age, age - lag, LOST, channel, count=count)


def waiting(age: int, *, channel: int = 0, count: int = 1) -> Row:
    return Row(age, None, OPEN, channel, count=count)


@st.composite
def any_rows(draw: st.DrawFn, *, channels: int = 3, longest: int = 120) -> list[Row]:
    """Enquiries of any kind: won, lost or open, dated or not, on the very day or before it."""
    rows = []
    for _ in range(draw(st.integers(1, 25))):
        age = draw(st.integers(0, longest))
        channel, count = draw(st.integers(0, channels - 1)), draw(st.integers(1, 9))
        state = draw(st.sampled_from([OPEN, OPEN, WON, WON, LOST]))
        dated = state != OPEN and draw(st.integers(0, 3)) > 0
        earliest = -5 if state == WON else 0
        closed = age - draw(st.integers(earliest, age)) if dated else None
        rows.append(Row(age, closed, state, channel, count=count))
    return rows
