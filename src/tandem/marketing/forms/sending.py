"""The signed key of a public page: when it was shown, with which words, and that it counts once."""

import datetime
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from tandem.marketing.forms.models import PublicForm

SALT = "tandem.marketing.form"
LONGEST_KEY = 200
# Nobody reads a form and types in less time; nobody comes back to one after more.
FASTEST = datetime.timedelta(seconds=3)
SLOWEST = datetime.timedelta(days=2)
MOST_LINKS = 4


@dataclass(frozen=True)
class Shown:
    """What a page's key tells: its own name, when it was shown, and how the form looked then."""

    page: str
    shown_at: datetime.datetime
    look: str


def key_for(form: PublicForm, *, at: datetime.datetime) -> str:
    told = [form.pk, secrets.token_urlsafe(12), int(at.timestamp() * 1000), form.look]
    return signing.Signer(salt=SALT).sign_object(told)


def read_key(form: PublicForm, key: str) -> Shown | None:
    """None for a key that is not ours, or another form's."""
    if not 0 < len(key) <= LONGEST_KEY:
        return None
    try:
        form_id, page, milliseconds, look = signing.Signer(salt=SALT).unsign_object(key)
        shown_at = datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC)
    except (signing.BadSignature, ValueError, TypeError, OverflowError, OSError):
        return None
    return Shown(page, shown_at, look) if form_id == form.pk else None


def fingerprint(received: dict[str, Any]) -> str:
    told = json.dumps(received, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def why_aside(form: PublicForm, shown: Shown | None, *, trap: str, words: str, at: datetime.datetime) -> str:
    """Why somebody should look at it first, or nothing. It is kept either way."""
    if trap:
        return _("A field that people do not see was filled in")
    if shown is None:
        return _("It did not come from our page")
    if not form.is_open:
        return _("The form was closed while they wrote")
    if at - shown.shown_at < FASTEST:
        return _("Sent faster than anybody types")
    if at - shown.shown_at > SLOWEST:
        return _("The page had been open for more than two days")
    if words.count("http://") + words.count("https://") > MOST_LINKS:
        return _("It is full of links")
    return ""
