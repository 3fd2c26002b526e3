"""Denies what the permission table does not allow, before any view."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from tandem.config.permissions import API, PERMISSIONS
from tandem.exchange.api.problems import problem
from tandem.office.accounts.models import User
from tandem.office.changes.forms import way_back
from tandem.office.keys.models import ApiKey
from tandem.ui.toasts import Toast

STAY = _(
    "You were signed out in the meantime, and nothing is saved. Copy what you wrote, then sign in again."
)


def role_of(request: HttpRequest) -> str:
    """Who asks, as the table names them. Below the API only a key counts."""
    key = getattr(request, "api_key", None)
    if isinstance(key, ApiKey):
        return f"{key.scope} key of {key.user.role}"
    return request.user.role if isinstance(request.user, User) and request.user.is_active else "anonymous"


class AccessMiddleware:
    """Denies before the view runs, so a denied request leaves the database as it was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        row = PERMISSIONS.get(match.view_name) if match else None
        if match is None or row is None:
            raise Http404
        method = "GET" if request.method == "HEAD" else request.method or "GET"
        if method not in row:
            return not_so(request, ", ".join(row), is_page=match.namespace != API)
        role = role_of(request)
        if role in row[method]:
            return None
        if match.namespace == API:
            return problem(401 if role == "anonymous" else 403)
        if role == "anonymous":
            return sign_in_first(request)
        raise PermissionDenied


def not_so(request: HttpRequest, allowed: str, *, is_page: bool) -> HttpResponseBase:
    """Who opens the address of a button, as from the list of what they looked at, reads a page of ours."""
    if request.method != "GET" or not is_page:
        return HttpResponse(status=405, headers={"Allow": allowed})
    answer = render(request, "404.html", status=405)
    answer["Allow"] = allowed
    return answer


def sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """Leads to the sign-in and back; what was written in the meantime is shown, as it is kept nowhere."""
    # The address of a form's button is often no page: back goes to the page that the form stood on.
    is_sent = request.method not in ("GET", "HEAD")
    url = reverse(settings.LOGIN_URL) + "?"
    url += urlencode({"next": way_back(request, "/") if is_sent else request.get_full_path()})
    if request.headers.get("HX-Request") and is_sent:
        # The page with the words stays; ui/scripts.html shows this among its toasts.
        return render(request, "ui/parts/toast.html", {"toast": Toast(str(STAY))}, status=401)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    if written := written_in(request):
        told = {"written": written, "sign_in_url": url}
        return render(request, "config/signed_out.html", told, status=401)
    return HttpResponseRedirect(url)


def written_in(request: HttpRequest) -> list[str]:
    """What is worth copying from a form: texts of more than a word. Choices and keys are none."""
    return [
        value.strip()
        for name, values in request.POST.lists()
        for value in values
        if isinstance(value, str) and len(value.split()) > 1 and "password" not in name
    ]
