from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.exchange.webhooks import actions
from tandem.exchange.webhooks.addresses import refusal_of
from tandem.exchange.webhooks.forms import WebhookForm
from tandem.exchange.webhooks.models import Delivery, Webhook
from tandem.exchange.webhooks.queries import last_deliveries
from tandem.exchange.webhooks.queries import webhooks as listed
from tandem.office.changes.forms import version_of
from tandem.office.changes.middleware import before_transaction
from tandem.ui.pages import SeeOther, done, page


def look_up(request: HttpRequest, **place: Any) -> None:
    """Asks where the typed name leads, before the transaction: that may take seconds."""
    address = request.POST.get("address", "").strip()
    request.address_refusal = refusal_of(address) if address else ""  # type: ignore[attr-defined]


def where(pk: int) -> str:
    return reverse("exchange:webhook", args=[pk])


def form_sent(request: HttpRequest) -> WebhookForm:
    return WebhookForm(request.POST, refusal=getattr(request, "address_refusal", ""))


@before_transaction(look_up)
def webhooks(request: HttpRequest) -> HttpResponse:
    """Which programs are told of what, and adding one. Its secret is shown this once."""
    form, made, secret = WebhookForm(), None, ""
    if request.method == "POST":
        form = form_sent(request)
        if form.is_valid():
            made, secret = actions.add_webhook(by=request.user, at=timezone.now(), **form.cleaned_data)
            form = WebhookForm()
    context = {"form": form, "made": made, "secret": secret, "webhooks": listed()}
    return page(request, "exchange/webhooks/list.html", context, status=422 if form.errors else 200)


@before_transaction(look_up)
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Webhook, pk=pk)
    if request.method == "POST":
        form = form_sent(request)
        if form.is_valid():
            actions.edit_webhook(
                webhook=row,
                expected_version=version_of(request),
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
            return done(request, where(pk), _("Saved."))
        return shown(request, row, form=form)
    return shown(request, row)


def shown(
    request: HttpRequest, row: Webhook, *, form: WebhookForm | None = None, secret: str = ""
) -> HttpResponse:
    initial = {"name": row.name, "address": row.address, "facts": row.facts}
    form = form or WebhookForm(initial=initial)
    context = {"webhook": row, "form": form, "secret": secret, "deliveries": last_deliveries(row)}
    return page(request, "exchange/webhooks/webhook.html", context, status=422 if form.errors else 200)


def new_secret(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Webhook, pk=pk)
    secret = actions.new_secret_for(webhook=row, by=request.user, at=timezone.now())
    return shown(request, row, secret=secret)


def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop telling, or go on."""
    row = get_object_or_404(Webhook, pk=pk)
    if row.stopped_at:
        actions.go_on(webhook=row, by=request.user, at=timezone.now())
        return done(request, where(pk), _("It is told again, from now on."))
    actions.stop(webhook=row, by=request.user, at=timezone.now())
    return done(request, where(pk), _("It is told nothing more."))


def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    actions.try_out(webhook=get_object_or_404(Webhook, pk=pk), by=request.user, at=timezone.now())
    return done(request, where(pk), _("A try is on its way: look again in a moment."))


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    actions.remove(webhook=get_object_or_404(Webhook, pk=pk), by=request.user, at=timezone.now())
    return done(request, "exchange:webhooks", _("Removed."))


def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery, pk=pk)
    actions.send_again(delivery=delivery, by=request.user, at=timezone.now())
    return SeeOther(where(delivery.webhook_id))
