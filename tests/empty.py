"""An empty database with today’s tables for whoever needs one: migrated once in this checkout, and copied."""

import fcntl
import shutil
from pathlib import Path

from django.test import override_settings

from tandem.office.sqlite import fresh

ROOT = Path(__file__).parents[1]
# Kept between runs; its name says of which state of the migrations it is.
KEPT = ROOT / "build" / "tests"


def empty_database() -> Path:
    """The file to copy. Whoever comes first makes it, and the other workers wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "template.lock").open("w") as lock, override_settings(DATA=KEPT):
        fcntl.flock(lock, fcntl.LOCK_EX)
        return fresh.template()


def give_template(data: Path) -> Path:
    """Let a Tandem on this data folder copy that file where it would migrate an empty one."""
    own = data / "templates"
    own.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copy(empty_database(), own)
    return data
