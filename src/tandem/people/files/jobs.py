from datetime import time

from tandem.office.clock import actions as clock
from tandem.people.files.actions import sweep


def register_clock() -> None:
    clock.register("people.files.sweep", sweep, daily=time(3, 40))
