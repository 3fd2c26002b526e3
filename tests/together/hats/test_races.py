"""Two windows of one person at once: no hour has two hats, and one hat runs."""

import datetime

import pytest

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Hat
from tandem.office.profile.actions import wear_hat
from tandem.together.hats.actions import add, remove, take_off
from tandem.together.hats.models import Stretch
from tests.handover.passing.test_races import at_once
from tests.sales.shop import a_business, a_user
from tests.together.hats.day import at, hours

pytestmark = pytest.mark.django_db(transaction=True)
M, S = Hat.MARKETING, Hat.SALES


@pytest.fixture
def maya() -> User:
    a_business()
    return a_user("Maya")


def test_both_hats_at_once(maya: User) -> None:
    ends = at_once(*(lambda hat=hat: wear_hat(hat=hat, by=maya, at=at("09:00")) for hat in (M, S)))
    assert ends == ["done", "done"]
    # One was put on after the other, which was a slip then; what is worn is what runs.
    (running,) = Stretch.objects.all()
    assert (running.hat, running.ended_at) == (User.objects.get().hat, None)


def test_the_same_hour_written_twice_at_once(maya: User) -> None:
    def written(hat: Hat, start: datetime.datetime) -> None:
        add(hat=hat, started_at=start, ended_at=at("11:00"), by=maya, at=at("18:00"))

    ends = at_once(lambda: written(M, at("09:00")), lambda: written(S, at("10:00")))
    assert ends == ["Refused", "done"]
    assert len(hours(maya)) == 1


def test_taken_off_and_taken_out_at_once(maya: User) -> None:
    wear_hat(hat=M, by=maya, at=at("09:00"))
    one, now = Stretch.objects.get(), at("10:00")
    ends = at_once(
        lambda: take_off(by=maya, at=now), lambda: remove(row=one, expected_version=1, by=maya, at=now)
    )
    # Whichever was first: a lost update is told, and nothing runs.
    assert ends in (["Stale", "done"], ["done", "done"])
    assert hours(maya) == ([(M, "09:00", "10:00", "kept")] if "Stale" in ends else [])
