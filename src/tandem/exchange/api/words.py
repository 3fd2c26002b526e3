"""What the API says when something cannot be done: problems by RFC 9457, each with a plain sentence."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.office.limits.words import Rate

ROOT = "/api/v1/"
VERSION = "1"
JSON = "application/json"
PROBLEM_JSON = "application/problem+json"
# A request is a row or two; files come in by another door.
LARGEST = 1024 * 1024
LONGEST_IDEMPOTENCY_KEY = 255
# Ten a second of one program and twenty of all leave pages the better part of the machine.
RATE_OF_KEY = Rate(burst=200, every_seconds=0.1)
RATE_OF_ALL = Rate(burst=400, every_seconds=0.05)
RATE_OF_STRANGER = Rate(burst=60, every_seconds=1)
RATE_OF_STRANGERS = Rate(burst=240, every_seconds=0.25)
MOST = 200
USUAL = 50

# Status → title. The type of a problem is the place on the human page that explains it.
TITLES: dict[int, Any] = {
    400: _("The request cannot be read"),
    401: _("A key is needed"),
    403: _("This key may not do that"),
    404: _("There is no such thing"),
    405: _("This address does not do that"),
    409: _("Somebody else changed it meanwhile"),
    413: _("The request is too large"),
    415: _("The request is not JSON"),
    422: _("This cannot be done as asked"),
    428: _("Say which version you saw"),
    429: _("Too many requests"),
    500: _("Something went wrong here"),
    503: _("The database is busy"),
}
SENTENCES: dict[int, Any] = {
    400: _("The request cannot be read. Nothing was changed."),
    401: _("Send a key in the header “Authorization: Bearer …”. Keys are made under Settings."),
    403: _("This key may not do that. Nothing was changed."),
    404: _("There is nothing at this address."),
    405: _("This address does not take this method. The header Allow names those it takes."),
    409: _("Somebody else changed this since you saw it. Look at both versions and send again."),
    413: _("A request may have 1 MB. Nothing was changed."),
    415: _("Send JSON, with the header “Content-Type: application/json”. Nothing was changed."),
    422: _("This cannot be done as asked. Nothing was changed."),
    428: _("Send the version that you saw, in the body or as If-Match. Nothing was changed."),
    429: _("That was a lot in a short time. Wait as long as the header Retry-After says, and go on."),
    500: _("Something went wrong here; it is in the log. Nothing was changed."),
    503: _("The database is busy, so nothing was changed. Send it again in a few seconds."),
}


@dataclass
class Problem(Exception):
    """Ends a request with a problem. `more` are members of its own, such as both versions of a row."""

    status: int
    sentence: str = ""
    more: dict[str, Any] = field(default_factory=dict)
