"""A copy of the loaded process is the program: it reads its own settings, and ends as the program would."""

from pathlib import Path

from tests.empty import give_template
from tests.journeys.house import serving, tandem


def test_each_copy_has_its_own_folder_and_settings(tmp_path: Path) -> None:
    # given a business in one folder, and none in another
    one, other = give_template(tmp_path / "one" / "data"), tmp_path / "other" / "data"
    made = tandem(one, "user", "create", "--email", "ann@example.com", "--role", "owner")
    assert (made.returncode, made.stdout) == (0, "ann@example.com is here now, with the role owner.\n")

    # when each is asked for a link, with an address on the net of its own
    here = tandem(one, "user", "link", "--email", "ann@example.com", TANDEM_PUBLIC_URL="https://wren.example")
    there = tandem(other, "user", "link", "--email", "ann@example.com")

    # then each answers for itself, with the exit code of the program
    assert here.stdout.startswith("https://wren.example/office/link/")
    assert (there.returncode, there.stdout) == (2, "")
    assert "There is no business yet" in there.stderr


def test_a_copy_that_is_killed_is_gone_and_one_that_is_stopped_ends_well(tmp_path: Path) -> None:
    with serving(give_template(tmp_path / "one" / "data")) as house:
        house.process.kill()
        assert house.process.wait(timeout=10) == -9
    with serving(give_template(tmp_path / "two" / "data")) as house:
        house.process.terminate()
        assert house.process.wait(timeout=10) == 0
