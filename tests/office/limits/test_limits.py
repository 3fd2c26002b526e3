"""Public doors let in so many at once and then one after the other, in little memory."""

import datetime

import pytest
from django.test import RequestFactory

from tandem.office.limits.actions import empty, forget_full, wait_for
from tandem.office.limits.buckets import Buckets
from tandem.office.limits.models import LimitBucket
from tandem.office.limits.queries import address_of
from tandem.office.limits.words import Rate

NOW = datetime.datetime(2026, 11, 3, 10, 0, tzinfo=datetime.UTC)
THREE = Rate(burst=3, every_seconds=10)


def seconds(number: float) -> datetime.timedelta:
    return datetime.timedelta(seconds=number)


def test_a_bucket_empties_and_fills_again() -> None:
    # given a bucket of three, one more every ten seconds
    buckets = Buckets()
    assert [buckets.take("a", THREE, NOW) for _n in range(4)] == [0, 0, 0, 10]

    # then four seconds later it is six to wait, and after ten there is one
    assert buckets.take("a", THREE, NOW + seconds(4)) == pytest.approx(6)
    assert buckets.take("a", THREE, NOW + seconds(10)) == 0
    assert buckets.take("a", THREE, NOW + seconds(10)) == pytest.approx(10)
    # and it never holds more than three, however long it stood
    later = NOW + datetime.timedelta(days=3)
    assert [buckets.take("a", THREE, later) for _n in range(4)] == [0, 0, 0, 10]


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    buckets = Buckets()
    for _n in range(3):
        buckets.take("a", THREE, NOW)
    assert buckets.take("a", THREE, NOW - seconds(60)) == pytest.approx(10)
    assert buckets.take("a", THREE, NOW + seconds(5)) == pytest.approx(5)


def test_its_memory_is_bounded() -> None:
    buckets = Buckets(most=100)
    for number in range(1000):
        buckets.take(f"address {number}", THREE, NOW)
    assert len(buckets.levels) == 100
    assert "address 999" in buckets.levels


@pytest.mark.django_db
def test_each_address_by_itself_and_all_together() -> None:
    empty()
    whole = Rate(burst=4, every_seconds=1)

    def knock(address: str) -> float:
        return wait_for("tests", address, own=THREE, whole=whole, at=NOW)

    assert [knock("a") for _n in range(4)] == [0, 0, 0, 10]
    assert [knock("b") for _n in range(2)] == [0, 1]
    empty()


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", "unknown"),
        ("a socket", "unknown"),
    ],
)
def test_who_knocks(told: str, address: str) -> None:
    # a header that anybody can write is not looked at
    request = RequestFactory().post("/f/x", REMOTE_ADDR=told, HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert address_of(request) == address


@pytest.mark.django_db
def test_full_ones_are_forgotten() -> None:
    LimitBucket.objects.create(key="old", level=1, at=NOW - datetime.timedelta(hours=3))
    LimitBucket.objects.create(key="new", level=1, at=NOW)
    forget_full(at=NOW)
    assert [row.pk for row in LimitBucket.objects.all()] == ["new"]
