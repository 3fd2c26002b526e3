"""Reports of answers written by hand, and what a browser would find in them."""

import datetime
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tandem.exchange.analyse.report.contents import Report, report_of
from tandem.exchange.analyse.report.origin import Origin
from tests.together.answers import an_answer

MADE_ON = datetime.date(2026, 11, 4)
EMPTY = {"meta", "br", "rect", "line", "path", "circle", "img", "hr", "link", "input"}
ROWS: dict[str, Any] = {
    "read": 1740,
    "used": 1722,
    "rejected": 3,
    "duplicates": 15,
    "after_as_of": 0,
    "repeat": 0,
    "joined": 0,
    "set_aside": 0,
    "reasons": {"heard_at is not a date": 3},
    "mapping": {"heard_at": "first contact", "channel": "origin"},
    "why": {"heard_at": "The header says “first contact”.", "channel": "The header says “origin”."},
    "remarks": ["“budget” was not taken as amount: it is a hope or an estimate, not a sale."],
}
HOSTILE = {
    "Search adverts": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "Home fairs": '#let x = 1; #panic("ran") #read("/etc/hostname") $ sum_(i=0)^n $ *bold* _it_ \\u{41}',
    "Recommendations": "A very long name of a channel that nobody would write by hand " * 6,
    "Walk-ins": "המלצות של לקוחות \u202egnihtemos\u202c",
    "Newsletter": "上海展会 🎉 Ярмарка",
    "Local press": '"quotes" & {{ braces }} {% tags %} \x1b[2J\x00 </style></title>',
}


def made(answer: dict[str, Any] | None = None, *files: str) -> Report:
    told = answer or an_answer()
    told["rows"] = told["rows"] or dict(ROWS)
    return report_of(told, Origin(files or ("leads.csv", "deals.xlsx"), MADE_ON))


def hostile_answer() -> dict[str, Any]:
    """The firm of the pictures, whose channels are called what nobody should call them."""
    return renamed(an_answer())


def renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: renamed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [renamed(one) for one in value]
    return HOSTILE.get(value, value) if isinstance(value, str) else value


@dataclass
class Seen(HTMLParser):
    """What a browser finds: every element with its attributes, and the texts outside of styles."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.opened.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag, f"</{tag}> closes what is not open"

    def handle_data(self, data: str) -> None:
        if not {"style"} & set(self.opened):
            self.texts.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _attributes in self.elements)


def seen(html: str) -> Seen:
    found = Seen()
    found.feed(html)
    found.close()
    assert found.opened == []
    return found
