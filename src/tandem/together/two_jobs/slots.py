from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tandem.ui.slots import Panel


def two_jobs_line(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Panel]:
    """At the end of each desk: what its job is, and where both stand side by side."""
    sentence = (
        _("Sales helps each person who asked to buy. Its outcome is customers.")
        if desk == "sales"
        else _("Marketing finds people and gets them to ask. Its outcome is enquiries.")
    )
    return [Panel("together/two_jobs/line.html", {"sentence": sentence})]
