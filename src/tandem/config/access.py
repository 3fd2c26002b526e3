"""Denies what the permission table does not allow, before any view."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from tandem.config.permissions import API, PERMISSIONS
from tandem.exchange.api.problems import problem
from tandem.office.accounts.models import User
from tandem.office.keys.models import ApiKey


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
        if row is None:
            raise Http404
        method = "GET" if request.method == "HEAD" else request.method or "GET"
        if method not in row:
            return HttpResponse(status=405, headers={"Allow": ", ".join(row)})
        role = role_of(request)
        if role in row[method]:
            return None
        if match and match.namespace == API:
            return problem(401 if role == "anonymous" else 403)
        if role == "anonymous":
            return sign_in_first(request)
        raise PermissionDenied


def sign_in_first(request: HttpRequest) -> HttpResponseBase:
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    url = reverse(settings.LOGIN_URL) + "?" + urlencode({"next": back})
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
