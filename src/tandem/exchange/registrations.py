"""What exchange adds to the registries of the house."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.exchange.api.jobs import forget_writes
from tandem.exchange.exports import actions as exports
from tandem.exchange.exports.jobs import make_export
from tandem.exchange.imports.forgetting import forget_files, scrub_rejected
from tandem.exchange.imports.jobs import BRING_IN, TAKE_OUT, bring_in_file, take_file_out
from tandem.exchange.imports.words import FIELD_NAMES
from tandem.exchange.webhooks import sending
from tandem.exchange.webhooks.following import follow_all
from tandem.exchange.webhooks.jobs import forget_deliveries
from tandem.offers.catalogue.rules import can_change_offers
from tandem.office.accounts.rules import can_capture, can_manage
from tandem.office.clock import actions as clock
from tandem.office.jobs.actions import register as register_job
from tandem.office.journal.words import register_choices, register_sentence
from tandem.people.privacy.queries import register_traces
from tandem.ui import slots

SENTENCES = {
    "exchange.import.received": gettext_lazy("The file “%(title)s” was given"),
    "exchange.import.chosen": gettext_lazy("It was said how “%(title)s” is to be read"),
    "exchange.import.begun": gettext_lazy("“%(title)s” began to come in"),
    "exchange.import.done": gettext_lazy("“%(title)s” came in"),
    "exchange.import.taken_out": gettext_lazy("“%(title)s” was taken out again"),
    "exchange.export.asked": gettext_lazy("Everything was asked for, to be taken out"),
    "exchange.webhook.added": gettext_lazy("%(title)s is told of what happens"),
    "exchange.webhook.changed": gettext_lazy("What %(title)s is told, or where, was changed"),
    "exchange.webhook.new_secret": gettext_lazy("%(title)s got a new secret"),
    "exchange.webhook.stopped": gettext_lazy("%(title)s is told nothing more"),
    "exchange.webhook.went_on": gettext_lazy("%(title)s is told again"),
    "exchange.webhook.removed": gettext_lazy("%(title)s was removed and is told nothing more"),
    "exchange.webhook.tried": gettext_lazy("It was tried whether %(title)s hears"),
    "people.person.brought_in": gettext_lazy("Persons came in from a list"),
    "people.organisation.brought_in": gettext_lazy("Organisations came in from a list"),
    "people.consent.objected_many": gettext_lazy("Persons of a list want no mail"),
}


def register() -> None:
    register_job(BRING_IN, bring_in_file)
    register_job(TAKE_OUT, take_file_out)
    register_job(exports.KIND, make_export)
    for verb, sentence in SENTENCES.items():
        register_sentence(verb, sentence)
    register_choices("exchange.import.chosen", FIELD_NAMES.items())
    slots.register("enquiries.actions", import_button)
    slots.register("offers.actions", offers_buttons)
    slots.register("settings", entries, order=60)
    slots.register("keys", what_keys_open)
    slots.register("hats.below", own_hours_link)
    follow_all()
    sending.register()
    clock.register("exchange.webhooks.deliveries", forget_deliveries, daily=datetime.time(4))
    clock.register("exchange.api.writes", forget_writes, daily=datetime.time(4))
    clock.register("exchange.imports.files", forget_files, daily=datetime.time(4))
    register_traces("exchange.rejected", scrub_rejected)


def import_button(request: HttpRequest, **context: Any) -> Sequence[SafeString]:
    if not can_capture(request.user):
        return []
    return [
        SafeString(render_to_string("exchange/imports/button.html", {"url": reverse("exchange:imports")}))
    ]


def offers_buttons(request: HttpRequest, **context: Any) -> Sequence[SafeString]:
    may_change = can_change_offers(request.user)
    return [SafeString(render_to_string("exchange/imports/offers.html", {"may_change": may_change}))]


def entries(request: HttpRequest, **context: Any) -> Sequence[slots.Item]:
    found = []
    if can_capture(request.user):
        found.append(
            slots.Item(
                title=_("Bring in a spreadsheet"),
                url=reverse("exchange:imports"),
                why=_("Enquiries, persons, organisations or offers, with a look before and an undo after"),
                icon="table-2",
            )
        )
    if can_manage(request.user):
        found.append(
            slots.Item(
                title=_("Tell other programs"),
                url=reverse("exchange:webhooks"),
                why=_("A webhook: when somebody asks, when one is won, at once and signed"),
                icon="send",
            )
        )
        found.append(
            slots.Item(
                title=_("Take everything out"),
                url=reverse("exchange:export"),
                why=_("The whole business as tables that any program reads"),
                icon="send",
            )
        )
    return found


def own_hours_link(request: HttpRequest, **context: Any) -> Sequence[SafeString]:
    return [SafeString(render_to_string("exchange/exports/own_hours.html"))]


def what_keys_open(request: HttpRequest, **context: Any) -> Sequence[slots.Item]:
    return [
        slots.Item(
            title=_("What a key opens"),
            url=reverse("api:home"),
            why=_("Every address of the API, with what to send and what comes back"),
            icon="layers",
        )
    ]
