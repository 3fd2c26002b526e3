"""Every page that links lead to, a few of each kind."""

from collections import Counter
from urllib.parse import parse_qs, urljoin, urlsplit

from tests.trust.pages import without_keys
from tests.trust.visitor import Answer, Visitor

OTHER_WAYS = ("mailto:", "tel:", "#")


def crawl(visitor: Visitor, *, begin: str = "/", of_a_kind: int = 2) -> list[Answer]:
    """GET only. Of pages that differ in the row or in what was asked for, `of_a_kind` are opened."""
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    found: list[Answer] = []
    waiting = [begin]
    while waiting:
        path = waiting.pop(0)
        if path in seen or kinds[kind_of(path)] >= of_a_kind:
            continue
        seen.add(path)
        kinds[kind_of(path)] += 1
        answer = visitor.visit(path)
        found.append(answer)
        if is_page(answer):
            waiting += [urljoin(path, link) for link in answer.page.links if not link.startswith(OTHER_WAYS)]
    return found


def kind_of(path: str) -> str:
    asked = sorted(parse_qs(urlsplit(path).query, keep_blank_values=True))
    return f"{without_keys(path)}?{'&'.join(asked)}"


def is_page(answer: Answer) -> bool:
    return answer.status == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
