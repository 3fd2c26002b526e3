"""The keys that do something, once for the page that tells of them and for the script that listens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.ui.desks import KEYS

Words = str | Promise


@dataclass(frozen=True)
class Shortcut:
    """`ways` are alternatives, each one key after the other. What `does` nothing of its own is done by
    browsers or by the part that has the focus, and is told only: such keys cannot be switched off.
    """

    ways: tuple[tuple[str, ...], ...]
    words: Words
    does: str = ""
    target: str = ""


@dataclass(frozen=True)
class Group:
    title: Words
    shortcuts: tuple[Shortcut, ...]


CAPTURE = Shortcut((("c",), ("+",)), _("New enquiry"), "follow", "[data-capture]")
SEARCH = Shortcut((("/",),), _("Search"), "search")
SEARCH_WHILE_TYPING = Shortcut((("Ctrl K",),), _("Search, also while you write"))
IN_A_LIST = (
    Shortcut((("j",),), _("Next in the list"), "next"),
    Shortcut((("k",),), _("Back in the list"), "previous"),
    Shortcut((("Enter",),), _("Open what is marked")),
    Shortcut((("d",),), _("What is marked is done"), "onMarked", "[data-done]"),
)
HELP = Shortcut((("?",),), _("This list"), "help")
CLOSE = Shortcut((("Esc",),), _("Close what is open"))


def shortcuts_on(furniture: Mapping[str, Any]) -> list[Group]:
    """What there is on a page with this furniture (config/navigation.py)."""
    places = tuple(
        Shortcut((("g", KEYS[entry["icon"]]),), entry["name"], "follow", f"[data-go={KEYS[entry['icon']]}]")
        for entry in furniture.get("navigation") or ()
        if entry["icon"] in KEYS
    )
    capture = (CAPTURE,) if furniture.get("capture_url") else ()
    search = (SEARCH, SEARCH_WHILE_TYPING) if furniture.get("search_url") else ()
    groups = (
        Group(_("Go to"), places),
        Group(_("From everywhere"), (*capture, *search, HELP, CLOSE)),
        Group(_("In a list"), IN_A_LIST),
    )
    return [group for group in groups if group.shortcuts]


def for_the_script(groups: Sequence[Group]) -> list[dict[str, Any]]:
    return [
        {"keys": list(way), "does": one.does, "target": one.target}
        for group in groups
        for one in group.shortcuts
        for way in one.ways
        if one.does
    ]
