"""The pages of the Marketing desk, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(current: str) -> list[dict[str, Any]]:
    named = (
        ("desk", _("Desk")),
        ("enquiries", _("Enquiries")),
        ("campaigns", _("Campaigns")),
        ("channels", _("Channels")),
        ("forms", _("Forms")),
        ("care", _("Care")),
    )
    return [
        {"name": name, "url": reverse(f"marketing:{url}"), "current": url == current} for url, name in named
    ]
