"""The one allow-list cleaner of HTML that came from outside, and how such HTML reads as plain text."""

from html.parser import HTMLParser

import nh3

# What makes words readable, and nothing that can load, run or look like a part of ours. Some of these begin
# a line, and some stand apart from what is around them.
APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre"})
LINES = APART | {"br", "dd", "div", "dl", "dt", "hr", "li", "tr"}
ALLOWED = LINES | {
    "a", "b", "code", "em", "i", "s", "span", "strong", "sub", "sup", "tbody", "td", "th", "thead", "u",
}  # fmt: skip
LONGEST = 2 * 1024 * 1024


def cleaned(html: str) -> str:
    """The allowed tags without any attribute but the address of a link; everything else is gone."""
    return nh3.clean(
        html[:LONGEST],
        tags=set(ALLOWED),
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )


def text_of(html: str) -> str:
    """The words of it, line by line. What was quoted is led by “> ”, as in plain mail."""
    reader = _Reader()
    reader.feed(cleaned(html))
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[tuple[int, str]] = []
        self._words: list[str] = []
        self._quoted = 0
        self._as_it_is = 0
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LINES:
            self._end_line(apart=tag in APART)
        if tag == "li":
            self._words.append("• ")
        elif tag in ("td", "th") and self._words:
            self._words.append(" ")
        elif tag == "a":
            self._address = dict(attrs).get("href") or ""
        self._count(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        if tag in LINES:
            self._end_line(apart=tag in APART)
        self._count(tag, -1)

    def handle_data(self, data: str) -> None:
        if not self._as_it_is:
            self._words.append(data)
            return
        first, *others = data.split("\n")
        self._words.append(first)
        for line in others:
            self._end_line()
            self._words.append(line)

    def _count(self, tag: str, step: int) -> None:
        if tag == "blockquote":
            self._quoted = max(0, self._quoted + step)
        elif tag == "pre":
            self._as_it_is = max(0, self._as_it_is + step)

    def _end_link(self) -> None:
        """Where the words of a link do not say where it leads, the address stands behind them."""
        address, self._address = self._address, ""
        shown = "".join(self._words)
        if address.startswith(("http://", "https://")) and address.rstrip("/") not in shown:
            self._words.append(f" ({address})")

    def _end_line(self, *, apart: bool = False) -> None:
        words, self._words = "".join(self._words), []
        line = words.rstrip() if self._as_it_is else " ".join(words.split())
        if line:
            self._lines.append((self._quoted, line))
        if apart and self._lines and self._lines[-1][1]:
            self._lines.append((self._quoted, ""))

    def text(self) -> str:
        self._end_line()
        lines = (f"{'> ' * min(quoted, 5)}{line}".rstrip() for quoted, line in self._lines)
        return "\n".join(lines).strip()
