"""Strangers at a public form of a real server: many addresses on one machine, pages as old as they like."""

import http.client
import re
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.core import signing

from tandem.marketing.forms.sending import SALT
from tests.trust.grounds import Ground
from tests.trust.small_business import went_well
from tests.trust.visitor import Visitor

FORM = "application/x-www-form-urlencoded"
KEY = re.compile(rb'name="key" value="([^"]+)"')


@dataclass(frozen=True)
class Said:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Door:
    """A public form of a house, and the means to sign a page that was shown a minute ago."""

    url: str
    path: str
    secret: str

    def send(
        self,
        body: bytes,
        *,
        kind: str = FORM,
        address: str = "127.0.0.1",
        method: str = "POST",
        **headers: str,
    ) -> Said:
        place = urlsplit(self.url)
        line = http.client.HTTPConnection(
            "127.0.0.1", place.port or 80, timeout=60, source_address=(address, 0)
        )
        try:
            sent = {"Host": place.netloc, "Content-Type": kind, "Connection": "close", **headers}
            line.request(method, self.path, body=body, headers=sent)
            answer = line.getresponse()
            return Said(answer.status, answer.headers, answer.read())
        finally:
            line.close()

    def key(self, page: str) -> str:
        """A key such as the house gives, of a page of this name shown a minute ago."""
        found = KEY.search(self.send(b"", method="GET").body)
        assert found
        signer = signing.Signer(key=self.secret, salt=SALT)
        form_id, _page, _shown, look = signer.unsign_object(found[1].decode())
        shown = int((time.time() - 60) * 1000)
        return str(signer.sign_object([form_id, page, shown, look]))

    def typed(self, key: str, **typed: str) -> bytes:
        values = {"key": key, "f1": "Una Field", "f2": "una@example.org", "f4": "A chair", **typed}
        return urlencode(values).encode()


def a_door(owner: Visitor, ground: Ground, *, kind: str = "") -> Door:
    """A form made by its pages, with one field more if asked."""
    edit = went_well(owner.send(owner.form("/marketing/forms/add/"), name="Ask us"))
    if kind:
        button = next(form for form in owner.visit(edit).page.forms_to(edit) if form.button == "do=add")
        went_well(owner.send(button, kind=kind))
    secret = (ground.data / "secret.key").read_text().strip()
    return Door(owner.url, "/f/ask-us", secret)
