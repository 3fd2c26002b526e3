"""The whole house offline: every page is strict about what may run, needs nobody else, and is light."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from tests.journeys.house import PASSWORD
from tests.trust.crawl import crawl, is_page
from tests.trust.grounds import Ground
from tests.trust.small_business import signed_in
from tests.trust.visitor import Answer, Visitor

pytestmark = [
    # Nothing of this depends on the database.
    pytest.mark.parametrize("settled", ["sqlite"], indirect=True),
]
STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}
# Public forms stand in frames on other sites; nothing on them acts in anybody's name.
FRAMED = STRICT - {"frame-ancestors 'none'"} | {"frame-ancestors *"}
HEAVIEST_PAGE = 60_000
# Names in documents (a namespace, a licence), not places that a browser goes to.
NAMES = ("http://www.w3.org/",)


@dataclass
class Walk:
    """Everything that was seen on a walk through the house, and what must never stand in a log."""

    house: str
    answers: list[Answer]
    files: dict[str, Answer]
    secrets: set[str]
    log: str

    @property
    def pages(self) -> list[Answer]:
        return [answer for answer in self.answers if is_page(answer)]


@pytest.fixture(scope="module")
def walk(filled_business: Ground, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    ground = filled_business.copy(tmp_path_factory.mktemp("walk") / "data")
    link = ground.tandem("user", "link", "--email", "owner@example.org").strip()
    with ground.served() as house:
        owner, stranger = signed_in(house.url), Visitor(house.url)
        answers = crawl(owner) + crawl(stranger, begin="/account/login/")
        files = {
            path: owner.get(path, **{"Accept-Encoding": "gzip"}) for path in sorted(set(fetched(answers)))
        }
        secrets = {PASSWORD, *tried_in_vain(stranger), *opened(stranger, urlsplit(link).path)}
        secrets |= {value for visitor in (owner, stranger) for value in visitor.cookies.values()}
        secrets |= {one.value for answer in answers for one in hidden_in(answer)}
    return Walk(house.url, answers, files, {secret for secret in secrets if len(secret) > 7}, ground.log)


def fetched(answers: list[Answer]) -> Iterator[str]:
    for answer in filter(is_page, answers):
        yield from (urljoin(answer.path, path) for path in answer.page.fetched)


def hidden_in(answer: Answer) -> Iterator[Any]:
    for form in answer.page.forms if is_page(answer) else []:
        yield from (one for one in form.fields if one.name in ("csrfmiddlewaretoken", "once"))


def tried_in_vain(stranger: Visitor) -> set[str]:
    """A wrong password, a form without its token, and a link that was never made."""
    wrong, unknown = "not the bell of this bicycle", "K" * 43
    form = stranger.form("/account/login/")
    stranger.send(form, login="owner@example.org", password=wrong)
    stranger.post("/account/login/", {"login": "owner@example.org", "password": wrong})
    stranger.get(f"/office/link/{unknown}/")
    stranger.get(f"/office/join/{unknown}/")
    return {wrong, unknown}


def opened(stranger: Visitor, link: str) -> set[str]:
    """A sign-in link, used, and used again."""
    form = stranger.form(link)
    assert stranger.send(form).status == 303
    stranger.get(link)
    return {link.rstrip("/").rsplit("/", 1)[-1]}


def test_every_link_leads_somewhere(walk: Walk) -> None:
    broken = {answer.path: answer.status for answer in walk.answers if answer.status != 200}
    broken |= {path: answer.status for path, answer in walk.files.items() if answer.status != 200}
    assert broken == {}
    assert len(walk.pages) > 60


def test_every_page_says_what_may_run_and_brings_no_code_inline(walk: Walk) -> None:
    policies = {answer.path: answer.headers.get("Content-Security-Policy", "") for answer in walk.pages}
    wanted = {path: FRAMED if urlsplit(path).path.startswith("/f/") else STRICT for path in policies}
    assert {path: said for path, said in policies.items() if set(said.split("; ")) != wanted[path]} == {}
    assert {answer.path: answer.page.inline for answer in walk.pages if answer.page.inline} == {}


def test_nothing_points_away(walk: Walk) -> None:
    away = [
        (answer.path, where, address)
        for answer in walk.pages
        for where, address in answer.page.pointed_at
        if (urlsplit(address).scheme or urlsplit(address).netloc)
        and urlsplit(address).scheme not in ("mailto", "tel")
        and not address.startswith((f"{walk.house}/", "data:image/svg+xml"))
    ]
    assert away == []


def test_no_file_asks_for_another_house(walk: Walk) -> None:
    asked = {}
    for path, answer in walk.files.items():
        places = re.findall(r"""(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s"'`)]*""", opened_up(answer))
        away = [place for place in places if not place.startswith(NAMES)]
        if away and path.endswith((".css", ".js", ".svg")):
            asked[path] = away
    assert asked == {}


def opened_up(answer: Answer) -> str:
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(answer.body) if packed else answer.body).decode(errors="replace")


def test_a_page_without_a_chart_is_light(walk: Walk) -> None:
    weights = {}
    for answer in walk.pages:
        if "<figure" in answer.html:
            continue
        files = {urljoin(answer.path, path) for path in answer.page.fetched}
        page = len(gzip.compress(answer.body))
        weights[answer.path] = page + sum(len(walk.files[path].body) for path in files)
    assert {path: weight for path, weight in weights.items() if weight >= HEAVIEST_PAGE} == {}


def test_the_log_tells_no_secret(walk: Walk) -> None:
    assert {secret for secret in walk.secrets if secret in walk.log} == set()
    # It tells what went wrong, so it is not merely silent.
    assert "WARNING" in walk.log
