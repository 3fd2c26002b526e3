"""The lamps. Colour is never alone: each has its icon and its word."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Desk(NamedTuple):
    name: str
    letter: str
    icon: str
    word: Promise


DESKS = {
    desk.name: desk
    for desk in (
        Desk("marketing", "m", "megaphone", _("Marketing")),
        Desk("sales", "s", "handshake", _("Sales")),
        Desk("together", "t", "equal", _("Together")),
        Desk("both", "t", "repeat", _("Both")),
        Desk("handover", "t", "arrow-left-right", _("Handover")),
        Desk("people", "t", "users", _("People")),
    )
}


def desk_of(name: str) -> Desk:
    return DESKS[name]
