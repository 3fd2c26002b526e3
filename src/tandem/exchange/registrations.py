"""What exchange adds to the registries of the house."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tandem.exchange.exports import actions as exports
from tandem.exchange.exports.jobs import make_export
from tandem.exchange.imports.jobs import KIND, bring_in_file
from tandem.office.accounts.rules import can_capture, can_manage
from tandem.office.jobs.actions import register as register_job
from tandem.ui import slots


def register() -> None:
    register_job(KIND, bring_in_file)
    register_job(exports.KIND, make_export)
    slots.register("enquiries.actions", import_button)
    slots.register("settings", entries, order=60)


def import_button(request: HttpRequest, **context: Any) -> Sequence[SafeString]:
    if not can_capture(request.user):
        return []
    return [
        SafeString(render_to_string("exchange/imports/button.html", {"url": reverse("exchange:imports")}))
    ]


def entries(request: HttpRequest, **context: Any) -> Sequence[slots.Item]:
    found = []
    if can_capture(request.user):
        found.append(
            slots.Item(
                title=_("Bring in a spreadsheet"),
                url=reverse("exchange:imports"),
                why=_("Enquiries, persons or organisations, with a look before and an undo after"),
                icon="table-2",
            )
        )
    if can_manage(request.user):
        found.append(
            slots.Item(
                title=_("Take everything out"),
                url=reverse("exchange:export"),
                why=_("The whole business as tables that any program reads"),
                icon="send",
            )
        )
    return found
