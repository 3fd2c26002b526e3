"""What some tests need of the machine. Missing, they are skipped; named in TANDEM_REQUIRE, they fail."""

import os
import shutil

import pytest

REQUIRED = {word.strip() for word in os.environ.get("TANDEM_REQUIRE", "").split(",") if word.strip()}


def missing(what: str, sentence: str) -> None:
    """Skip the test, or fail it where this machine must have what it needs."""
    if what in REQUIRED:
        pytest.fail(f"TANDEM_REQUIRE names {what}, but {sentence}")
    pytest.skip(sentence)


WHOLE_BROWSERS = ("chromium", "google-chrome")
# The same engine without the window around it does a page's work in less than half the time.
BROWSERS = ("chromium-headless-shell", *WHOLE_BROWSERS)


def chromium(*, whole: bool = False) -> str:
    """The program of a browser; the `whole` one, with its window, where what the window does is asked for."""
    found = map(shutil.which, WHOLE_BROWSERS if whole else BROWSERS)
    path = os.environ.get("TANDEM_CHROMIUM") or next(filter(None, found), None)
    if not path:
        missing("browser", "there is no Chromium on this machine")
    return str(path)
