"""Facts that are told one by one and announced together."""

import datetime
from typing import Any

import pytest

from tandem.office import followers

NOW = datetime.datetime(2026, 11, 3, 10, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(hours=1)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    told: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(followers, "_followers", {})
    for fact in ("people.spoken", "people.merged"):

        def follower(fact: str = fact, **ids: Any) -> None:
            told.append((fact, ids))

        followers.follow(fact, follower)
    return told


@pytest.mark.django_db
def test_what_is_held_is_announced_once_at_the_end_and_the_rest_at_once(
    heard: list[tuple[str, dict[str, Any]]],
) -> None:
    # given a block that holds one fact
    with followers.held("people.spoken"):
        # when that one is announced twice, and another one
        followers.announce("people.spoken", at=NOW, entry_ids=[1, 2])
        followers.announce("people.merged", at=NOW, kept_id=1, gone_id=2)
        followers.announce("people.spoken", at=LATER, entry_ids=[3])
        during = list(heard)

    # then the other one was told at once, and the held one at the end for all rows, with the last time
    merged = ("people.merged", {"at": NOW, "kept_id": 1, "gone_id": 2})
    assert during == [merged]
    assert heard == [merged, ("people.spoken", {"at": LATER, "entry_ids": [1, 2, 3]})]


@pytest.mark.django_db
def test_of_a_block_that_failed_nothing_is_announced(heard: list[tuple[str, dict[str, Any]]]) -> None:
    # given a block that fails after it told something
    def failing() -> None:
        with followers.held("people.spoken"):
            followers.announce("people.spoken", at=NOW, entry_ids=[1])
            raise ValueError("no")

    # when it runs
    with pytest.raises(ValueError, match="no"):
        failing()

    # then nobody heard of it
    assert heard == []
