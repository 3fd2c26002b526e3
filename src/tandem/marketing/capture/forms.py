import json
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.marketing.capture.words import MOST_AT_ONCE, Post, PostRefused, Said
from tandem.marketing.enquiries.forms import CaptureForm
from tandem.office.changes.words import Refused

TEXTS = ("who", "about", "words")


class CatchForm(forms.Form):
    """One person at the stand: typed into the page, or told by a phone."""

    who = forms.CharField(
        label=gettext_lazy("Who is it?"),
        max_length=400,
        required=False,
        error_messages={"max_length": gettext_lazy("Who it is has more than 400 letters: shorten it.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What about?"),
        max_length=200,
        required=False,
        error_messages={
            "max_length": gettext_lazy("What it is about has more than 200 letters: shorten it.")
        },
    )
    words = forms.CharField(
        label=gettext_lazy("In their words"),
        max_length=10_000,
        required=False,
        error_messages={
            "max_length": gettext_lazy("Their words have more than 10,000 letters: shorten them.")
        },
    )
    newsletter = forms.BooleanField(
        label=CaptureForm.base_fields["newsletter"].label,
        help_text=CaptureForm.base_fields["newsletter"].help_text,
        required=False,
    )

    @property
    def said(self) -> Said:
        return Said(**self.cleaned_data)


def read_post(body: bytes) -> Post:
    """What a phone sent, as far as it must be read to be looked into capture by capture."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        sent = None
    items = sent.get("items", []) if isinstance(sent, dict) else None
    if not isinstance(sent, dict) or not isinstance(items, list):
        raise PostRefused(_("This could not be read. Nothing was written down."), status=400)
    if len(items) > MOST_AT_ONCE:
        sentence = _("At most %(most)s at once. Send fewer, then the others.") % {"most": MOST_AT_ONCE}
        raise PostRefused(sentence, status=413)
    return Post(items=items, sent_at=read_line(sent.get("sent_at")))


def read_line(value: Any) -> str:
    """A short line that any database can keep; nothing where it is no text."""
    return "".join(filter(str.isprintable, value[:60])) if isinstance(value, str) else ""


def read_capture_id(item: dict[str, Any]) -> UUID:
    try:
        return UUID(item["id"])
    except (TypeError, KeyError, ValueError, AttributeError):
        raise Refused(_("This one has no number of its own, so it could not be taken.")) from None


def read_said(item: dict[str, Any]) -> Said:
    """What one capture tells; Refused with a sentence for the phone where it cannot be taken."""
    texts = {name: item.get(name, "") for name in TEXTS}
    if not all(isinstance(text, str) for text in texts.values()):
        raise Refused(_("This one could not be read."))
    # Half a character, as only a program sends it, cannot be kept by any database.
    whole = {name: text.encode("utf-8", "replace").decode() for name, text in texts.items()}
    form = CatchForm({**whole, "newsletter": item.get("newsletter") is True})
    if not form.is_valid():
        raise Refused(next(sentence for sentences in form.errors.values() for sentence in sentences))
    return form.said
