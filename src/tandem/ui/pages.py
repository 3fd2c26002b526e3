"""How a view answers: with a page, with one part of it for HTMX, or with a redirect and a toast."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django_htmx.http import HttpResponseClientRedirect

from tandem.ui.toasts import UNDO_TAG


class Undoable(Protocol):
    pk: Any


class SeeOther(HttpResponseRedirect):
    status_code = 303


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    partial: str | None = None,
) -> TemplateResponse:
    """A deferred response, so that nothing renders while a transaction is open.

    For HTMX, with `partial`, only that `partialdef` of the template is rendered.
    """
    name = f"{template}#{partial}" if partial and wants_part(request) else template
    return TemplateResponse(request, name, dict(context or {}), status=status)


def wants_part(request: HttpRequest) -> bool:
    """HTMX asks for a part, unless it follows a boosted link or rebuilds a page from the history."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        return False
    return not htmx.boosted and not htmx.history_restore_request


def done(request: HttpRequest, url: Any, sentence: str, *, undo: Undoable | None = None) -> HttpResponse:
    """Go to `url` (an address, a URL name or an object with one) and say there what happened."""
    messages.success(request, sentence, extra_tags=f"{UNDO_TAG}{undo.pk}" if undo else "")
    address = resolve_url(url)
    if getattr(request, "htmx", None):
        return HttpResponseClientRedirect(address)
    return SeeOther(address)
