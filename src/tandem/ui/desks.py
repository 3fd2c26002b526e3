"""The lamps. Colour is never alone: each has its icon and its word; a place also has a key after g."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Desk(NamedTuple):
    name: str
    letter: str
    icon: str
    word: Promise
    key: str = ""


DESKS = {
    desk.name: desk
    for desk in (
        Desk("marketing", "m", "megaphone", _("Marketing"), "m"),
        Desk("sales", "s", "handshake", _("Sales"), "s"),
        Desk("together", "t", "equal", _("Together"), "t"),
        Desk("both", "t", "repeat", _("Both")),
        Desk("handover", "t", "arrow-left-right", _("Handover"), "h"),
        Desk("people", "t", "users", _("People"), "p"),
    )
}


KEYS = {desk.icon: desk.key for desk in DESKS.values() if desk.key}


def desk_of(name: str) -> Desk:
    return DESKS[name]
