"""The pages of the handover, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(current: str) -> list[dict[str, Any]]:
    named = (
        ("inbox", _("Waiting")),
        ("sent_back", _("Sent back")),
        ("promises", _("Promises")),
        ("reasons", _("Why not")),
        ("agreement", _("Agreement")),
    )
    return [
        {"name": name, "url": reverse(f"handover:{url}"), "current": url == current} for url, name in named
    ]
