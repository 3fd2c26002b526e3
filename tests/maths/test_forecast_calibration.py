"""Forecasts hold what comes as often as they say: on simulated firms with a future, with fixed seeds.

Fast here; `pytest -m long -s tests/maths/test_forecast_calibration.py` shows the figures of docs/method.md.
"""

import pytest

from tandem.maths.simulation.forecasts import Coverages, forecast_coverage


def shares(found: Coverages) -> dict[tuple[str, int], float]:
    return {(one.measure, one.weeks): one.share for one in found.spans}


def test_intervals_of_steady_firms_hold_what_they_say() -> None:
    found = forecast_coverage("steady", 24, 1)

    held, intervals = (sum(getattr(one, name) for one in found.spans) for name in ("held", "intervals"))
    # Six spans of a firm go together, so this is known to about .05.
    assert 0.7 <= held / intervals <= 0.93
    assert min(shares(found).values()) >= 0.6
    assert found.told <= 4


def test_after_a_jump_it_is_told_and_intervals_hold() -> None:
    found = forecast_coverage("jump", 12, 2)

    assert found.told >= 8
    held, intervals = (sum(getattr(one, name) for one in found.spans) for name in ("held", "intervals"))
    assert held / intervals >= 0.65


@pytest.mark.long
def test_steady_firms_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    found = forecast_coverage("steady", 400, 3)

    with capsys.disabled():
        print(found)  # noqa: T201
    assert all(0.75 <= share <= 0.88 for share in shares(found).values())
    assert found.told <= 0.05 * 400


@pytest.mark.long
def test_firms_with_a_jump_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    found = forecast_coverage("jump", 200, 4)

    with capsys.disabled():
        print(found)  # noqa: T201
    assert all(share >= 0.65 for share in shares(found).values())
    assert found.told >= 0.8 * 200
