"""What was done, in one sentence, and the way back. Kept in Django's messages until it is shown."""

from dataclasses import dataclass

from django.contrib.messages.storage.base import Message
from django.urls import NoReverseMatch, reverse

UNDO_TAG = "undo:"
# The address belongs to the office above; only its name is agreed.
UNDO_URL_NAME = "office:undo"


@dataclass(frozen=True)
class Toast:
    sentence: str
    undo_url: str = ""
    kind: str = ""


def toast_of(message: Message) -> Toast:
    tags = message.extra_tags or ""
    kind = "bad" if message.level_tag in ("error", "warning") else ""
    return Toast(
        str(message), undo_address(tags.removeprefix(UNDO_TAG)) if tags.startswith(UNDO_TAG) else "", kind
    )


def undo_address(key: str) -> str:
    """Empty where the office is not installed, as when this package is shown alone."""
    try:
        return reverse(UNDO_URL_NAME, args=[key])
    except NoReverseMatch:
        return ""
