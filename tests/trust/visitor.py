"""Somebody with a browser without scripts: cookies, one connection kept open, forms filled in and sent."""

import http.client
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from tests.trust.pages import Form, Page

# A file's name, its type and what is in it.
File = tuple[str, str, bytes]
Values = Mapping[str, str | Sequence[str] | File]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes
    path: str

    @property
    def html(self) -> str:
        return self.body.decode()

    @property
    def said(self) -> str:
        """What one reads on it."""
        main = self.html.partition("<main")[2].partition("</main>")[0]
        return " ".join(re.sub(r"<[^>]*>", " ", main).split())

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    @cached_property
    def page(self) -> Page:
        return Page(self.path, self.html)


@dataclass
class Visitor:
    url: str
    cookies: dict[str, str] = field(default_factory=dict)
    at: str = "/"

    def __post_init__(self) -> None:
        place = urlsplit(self.url)
        self.host = place.netloc
        self._line = http.client.HTTPConnection("127.0.0.1", place.port or 80, timeout=60)

    def beside(self) -> "Visitor":
        """The same browser in a second tab, with a connection of its own."""
        return Visitor(self.url, self.cookies, self.at)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Host": self.host, "Cookie": cookies, **(headers or {})}
        self._line.request(method, path, body=body, headers=sent)
        response = self._line.getresponse()
        answer = Answer(response.status, response.headers, response.read(), path)
        self._keep_cookies(answer)
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def visit(self, path: str) -> Answer:
        """A page, wherever its redirects lead."""
        answer = self.get(path)
        for _step in range(5):
            if answer.status not in (301, 302, 303):
                self.at = path
                return answer
            path = urljoin(path, answer.location)
            answer = self.get(path)
        raise AssertionError(f"{path} leads round in circles")

    def send(self, form: Form, **values: "str | Sequence[str] | File") -> Answer:
        """Send a form with what stands in it, but for `values`."""
        return self.post(form.action, {**form.values(), **values}, has_files=form.has_files)

    def post(self, path: str, values: Values, *, has_files: bool = False) -> Answer:
        body, kind = in_parts(values) if has_files else (in_line(values), "application/x-www-form-urlencoded")
        headers = {"Content-Type": kind, "Origin": self.url, "Referer": self.url + self.at}
        return self.ask("POST", path, body, headers)

    def sign_in(self, email: str, password: str) -> "Visitor":
        form = next(form for form in self.get("/account/login/").page.forms if form.method == "post")
        answer = self.send(form, login=email, password=password)
        assert answer.status == 302, answer.said
        return self

    def form(self, path: str, action: str = "", **having: str) -> Form:
        """The form of a page that goes to `action`, and has the given values in it."""
        page = self.visit(path).page
        for form in page.forms:
            is_it = form.method == "post" and form.action == (action or page.address)
            if is_it and all(form.values().get(name) == value for name, value in having.items()):
                return form
        raise AssertionError(f"no form to {action or path} on {path}: {[form.kind for form in page.forms]}")

    def _keep_cookies(self, answer: Answer) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line.strip()).items():
                if morsel["max-age"] == "0" or morsel["max-age"] == 0:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.coded_value


def in_line(values: Values) -> bytes:
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        assert not isinstance(value, tuple), f"{name} is a file, but the form takes none"
        pairs += [(name, one) for one in ([value] if isinstance(value, str) else value)]
    return urlencode(pairs).encode()


def in_parts(values: Values) -> tuple[bytes, str]:
    boundary = secrets.token_hex(16)
    parts = []
    for name, value in values.items():
        if isinstance(value, tuple):
            file, kind, content = value
            head = f'Content-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: {kind}'
            parts.append((head, bytes(content)))
        else:
            head = f'Content-Disposition: form-data; name="{name}"'
            parts += [(head, one.encode()) for one in ([value] if isinstance(value, str) else value)]
    body = b"".join(
        b"--%s\r\n%s\r\n\r\n%s\r\n" % (boundary.encode(), head.encode(), one) for head, one in parts
    )
    return body + b"--%s--\r\n" % boundary.encode(), f"multipart/form-data; boundary={boundary}"
