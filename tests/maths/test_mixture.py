"""The likelihood of many small groups is gone through by the places that are filled."""

from dataclasses import replace

import numpy as np
import pytest

from tandem.maths import mixture
from tandem.maths.mixture import Known, explained, slopes

DRAW = np.random.default_rng(4)
GROUPS, AGES, LAGS = 90, 40, 7


def scattered() -> Known:
    """A few open enquiries in each group, and none in some."""
    still_open = np.zeros((GROUPS, AGES))
    for group in range(0, GROUPS - 3, 2):
        still_open[group, DRAW.integers(AGES, size=3)] = DRAW.integers(1, 4, size=3)
    return Known(DRAW.integers(3, size=GROUPS) * 1.0, DRAW.integers(3, size=GROUPS) * 1.0, still_open)


@pytest.mark.parametrize("shape", [(LAGS, GROUPS), (GROUPS,), (3, 5, GROUPS)])
def test_few_places_tell_what_all_of_them_tell(
    shape: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    # given groups with few open enquiries
    known = scattered()
    lag_shape = (LAGS, 1, AGES) if shape == (LAGS, GROUPS) else (AGES,)
    chance, habit = DRAW.normal(-1.5, 1, shape), DRAW.normal(0, 1, shape)
    winners, lost_by = DRAW.random(lag_shape), DRAW.random(lag_shape)

    # when they are gone through by the places that are filled, and by all
    assert known.filled is not None
    few = explained(known, chance, habit, winners, lost_by), slopes(known, chance, habit, winners, lost_by)
    monkeypatch.setattr(mixture, "_FEW", 0.0)
    known = replace(known)
    assert known.filled is None
    every = explained(known, chance, habit, winners, lost_by), slopes(known, chance, habit, winners, lost_by)

    # then both say the same
    np.testing.assert_allclose(few[0], every[0], rtol=1e-12, atol=1e-12)
    for name in ("chance", "habit", "chance_bend", "habit_bend", "both"):
        np.testing.assert_allclose(getattr(few[1], name), getattr(every[1], name), rtol=1e-10, atol=1e-12)


def test_with_nothing_open_or_many_open_all_places_are_gone_through() -> None:
    nothing = Known(np.ones(4), np.ones(4), np.zeros((4, 5)))

    assert nothing.filled is None
    assert replace(nothing, open=np.ones((4, 5))).filled is None
