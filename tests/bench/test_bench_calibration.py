"""The table of `tandem bench --calibration`; what stands in it is held to its bars in tests/maths."""

import argparse
import json
from pathlib import Path

import pytest

from tandem.config.cli import bench_calibration
from tandem.config.cli.bench_calibration import line, run, table
from tandem.maths.simulation.calibration import STUDIES, Study


def row(**told: object) -> dict[str, object]:
    return {
        "study": "Sellers", "name": "firms refused", "figure": 0.9667, "error": 0.0233, "firms": 1060,
        "low": None, "high": None, "goal": None, "within": None, "reached": None, **told,
    }  # fmt: skip


def words(**told: object) -> list[str]:
    return line(row(**told)).removeprefix("firms refused").split()


def test_a_line_has_the_figure_its_error_the_bar_and_the_goal() -> None:
    assert words() == ["0.967", "±", "0.023"]
    assert words(low=0.95, within=True) == ["0.967", "±", "0.023", "≥", "0.95", "ok"]
    assert words(high=0.05, within=False) == ["0.967", "±", "0.023", "≤", "0.05", "MISSED"]
    assert words(low=0.86, high=0.97, within=True, goal=0.99, reached=False)[3:] == [
        "0.86", "to", "0.97", "ok", "goal", "0.99", "missed",
    ]  # fmt: skip
    assert words(figure=None, error=None) == ["no", "firm", "tells"]


def test_a_study_has_one_heading() -> None:
    told = {"seconds": 12.5, "rows": [row(), row(name="other"), row(study="Forecast", firms=9)]}

    lines = table(told)

    assert lines[0] == "12.5 s"
    assert [one for one in lines[1:] if one and not one.startswith("  ")] == [
        "Sellers, 1,060 firms", "Forecast, 9 firms",
    ]  # fmt: skip


def test_it_runs_in_processes_of_its_own_and_writes_the_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # given the study that takes least
    (confounded,) = (study for study in STUDIES if "wholly" in study.name)
    few = Study(confounded.name, confounded.of_firm, 3, confounded.figures)
    monkeypatch.setattr(bench_calibration, "STUDIES", (few,))
    path = tmp_path / "calibration.json"

    assert run(argparse.Namespace(json=str(path))) == 0

    told = json.loads(path.read_text())
    assert told["schema"] == "tandem.calibration/1"
    assert [(one["study"], one["figure"], one["within"]) for one in told["rows"]] == [(few.name, 1.0, True)]
    assert "firms refused" in capsys.readouterr().out
