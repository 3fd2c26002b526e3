import datetime
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

# Letters that stand for themselves in Unicode, but that nobody expects to have to type.
_ALONE = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    # A phone writes O’Brien, a keyboard O'Brien: whoever looks for one means both.
    | dict.fromkeys("’‘ʼ", "'")
)


class _Bare(dict[int, str | None]):
    """What becomes of each letter, for `str.translate`: found out once for each that there is."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        self[code] = None if unicodedata.combining(letter) else letter
        return self[code]


_bare = _Bare(_ALONE)

LAST = 100


def fold(text: str) -> str:
    """Without case, accents and doubled spaces, with one kind of apostrophe: “Žofia  Strauß” is found as
    “zofia strauss”, and “O’Brien” as “o'brien”.
    """
    if text.isascii():
        # Most text is plain, and an import folds hundreds of thousands of titles.
        return " ".join(text.casefold().split())
    return " ".join(unicodedata.normalize("NFKD", text.casefold()).translate(_bare).split())


class Document(NamedTuple):
    """What one row is found by. `title` and `detail` are shown, `text` is only searched."""

    kind: str
    row_id: int
    title: str
    url: str
    at: datetime.datetime
    detail: str = ""
    text: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of row that can be found: its icon, its desk (for the colour) and in a word where it belongs."""

    name: str
    icon: str
    desk: str
    place: Any
    everything: Callable[[], Iterable[Document]] | None = None
    order: int = LAST


@dataclass(frozen=True)
class Found:
    kind: str
    row_id: int
    title: str
    detail: str
    url: str
    at: datetime.datetime
    icon: str
    desk: str
    place: str
    rank: int = 0


_kinds: dict[str, Kind] = {}


def register(
    kind: str,
    *,
    icon: str,
    desk: str,
    place: Any,
    everything: Callable[[], Iterable[Document]] | None = None,
    order: int = LAST,
) -> None:
    """Let rows of `kind` be found. `everything()` yields all their documents, for making the index anew;
    `order` is where its place stands among others with a match as good.
    """
    _kinds[kind] = Kind(kind, icon, desk, place, everything, order)


def kinds() -> dict[str, Kind]:
    return dict(_kinds)


def by_place(found: Iterable[Found]) -> list[list[Found]]:
    """What belongs to one place together: the place of the best match first, and in each the best first.

    Of two places as good, their own order holds: people come before what they did.
    """
    places: dict[str, list[Found]] = {}
    for one in found:
        places.setdefault(one.kind, []).append(one)
    orders = {kind: _kinds[kind].order for kind in places if kind in _kinds}
    return sorted(places.values(), key=lambda place: (place[0].rank, orders.get(place[0].kind, LAST)))
