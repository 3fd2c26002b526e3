import math
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from tandem.exchange.api.problems import as_problem, problem
from tandem.exchange.api.words import (
    LARGEST,
    RATE_OF_ALL,
    RATE_OF_KEY,
    RATE_OF_STRANGER,
    RATE_OF_STRANGERS,
    ROOT,
)
from tandem.office.keys.actions import note_use
from tandem.office.keys.models import ApiKey
from tandem.office.keys.queries import key_given
from tandem.office.limits.actions import wait_for
from tandem.office.limits.queries import address_of


class ApiMiddleware:
    """Below /api/v1/ a key says who asks, and nothing else does: no session, no cookie, so no forged form.

    Whoever refuses a request there, it is answered as a problem.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        key = key_of(request)
        request.api_key = key  # type: ignore[attr-defined]
        request.user = key.user if key else AnonymousUser()
        if wait := seconds_to_wait(request, key):
            refused = problem(429)
            refused.headers["Retry-After"] = str(math.ceil(wait))
            return refused
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return problem(413)
        response = self.get_response(request)
        if key and response.status_code < 400:
            note_use(key=key, at=timezone.now())
        return as_problem(response)


def seconds_to_wait(request: HttpRequest, key: ApiKey | None) -> float:
    """A program has its own measure; who has no key shares one with everybody else at that address."""
    now = timezone.now()
    if key is None:
        stranger = address_of(request)
        return wait_for("api", stranger, own=RATE_OF_STRANGER, whole=RATE_OF_STRANGERS, at=now)
    return wait_for("api-key", key.digest, own=RATE_OF_KEY, whole=RATE_OF_ALL, at=now)


def key_of(request: HttpRequest) -> ApiKey | None:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return key_given(token.strip()) if scheme.lower() == "bearer" else None
