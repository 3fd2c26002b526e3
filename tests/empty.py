"""Data folders that are made once and copied: an empty database once a checkout, others once a run."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
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


def made_once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A data folder to be copied. Whoever needs it first makes it, for all workers of this run."""
    base = folders.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    done, unfinished = shared / name, shared / f"unfinished-{name}"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            make(unfinished / "data")
            unfinished.rename(done)
    return done / "data"
