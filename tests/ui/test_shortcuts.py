"""One list of keys: what the help tells is what the script hears."""

import json
import re
from pathlib import Path

from tandem.ui.shortcuts import for_the_script, shortcuts_on

PLACES = [
    {"name": "Together", "icon": "equal"},
    {"name": "Sales", "icon": "handshake"},
    {"name": "A place without a letter", "icon": "users-round"},
]
FURNITURE = {"navigation": PLACES, "capture_url": "/capture/", "search_url": "/search/"}


def heard(**furniture: object) -> dict[str, str]:
    script = for_the_script(shortcuts_on(furniture))
    return {" ".join(one["keys"]): f"{one['does']} {one['target']}".strip() for one in script}


def test_each_key_does_one_thing() -> None:
    assert heard(**FURNITURE) == {
        "g t": "follow [data-go=t]",
        "g s": "follow [data-go=s]",
        "c": "follow [data-capture]",
        "+": "follow [data-capture]",
        "/": "search",
        "?": "help",
        "j": "next",
        "k": "previous",
        "d": "onMarked [data-done]",
    }


def test_what_a_page_has_not_is_neither_told_nor_heard() -> None:
    assert set(heard(navigation=PLACES[:1])) == {"g t", "?", "j", "k", "d"}
    told = [str(one.words) for group in shortcuts_on({}) for one in group.shortcuts]
    assert told[:2] == ["This list", "Close what is open"]
    assert told[2:] == [
        "Next in the list",
        "Back in the list",
        "Open what is marked",
        "What is marked is done",
    ]


def test_no_key_begins_another() -> None:
    ways = [key.split() for key in heard(**FURNITURE)]
    assert [(one, other) for one in ways for other in ways if one != other and other[: len(one)] == one] == []


def test_all_that_a_key_can_do_is_in_the_script() -> None:
    script = (Path(__file__).parents[2] / "src/tandem/ui/static/ui/js/keys.js").read_text()
    methods = set(re.findall(r"^  (\w+)\(", script, re.MULTILINE))
    assert {does.split()[0] for does in heard(**FURNITURE).values()} <= methods
    assert json.dumps(for_the_script(shortcuts_on(FURNITURE)))
