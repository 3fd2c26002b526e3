"""The file rules of the style card: length, room names, words that say nothing."""

from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "tandem"
ROOMS = {
    "words", "models", "queries", "rules", "actions", "forms", "jobs", "api", "views", "urls", "apps",
}  # fmt: skip
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "managers", "service", "services", "misc"}


def python_files() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def test_no_file_is_longer_than_500_lines() -> None:
    # given every Python, template, style and script file of ours
    files = [*python_files(), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.css"), *SOURCE.rglob("*.js")]

    # when their lines are counted
    too_long = {
        str(path.relative_to(SOURCE)): count
        for path in files
        if (count := len(path.read_text().splitlines())) > 500
    }

    # then none is over 500
    assert too_long == {}


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    names = {part for path in python_files() for part in path.relative_to(SOURCE).with_suffix("").parts}
    assert names & EMPTY_NAMES == set()


def test_nothing_is_left_for_later_in_the_code() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if any(f" {mark}" in line or f"#{mark}" in line for mark in marks)
    ]
    assert found == []
