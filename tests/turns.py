"""In which order `make test` takes the modules of tests. A worker gets one after the other, each whole.

The longest come first and the many short ones last: so all workers are done at about the same time. Journeys
stay together, as each worker that takes some begins a browser.
"""

from pathlib import Path

TESTS = Path(__file__).parent
# Only what takes more than ten CPU seconds is worth a line. The others come as they stand among the files.
FIRST = (
    "journeys/test_axe.py",
    "journeys/test_first_run.py",
    "journeys/test_first_line.py",
    "journeys/test_spreadsheet.py",
    "journeys/test_together.py",
    "journeys/test_event_mode.py",
    "journeys/",
    "bench/",
    "trust/test_forms_twice.py",
    "trust/",
    "demo/",
    "maths/",
)


def turn_of(module: Path) -> int:
    """The lower, the sooner."""
    place = module.relative_to(TESTS).as_posix()
    return next((turn for turn, first in enumerate(FIRST) if place.startswith(first)), len(FIRST))
