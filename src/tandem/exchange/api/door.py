"""The API itself. It is imported at the first request, not at the start: ninja and pydantic take a third of a
second and some ten megabytes.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.security import HttpBearer

from tandem.exchange.api import (
    consents,
    enquiries,
    lists,
    needs,
    offers,
    opportunities,
    orders,
    organisations,
    persons,
    quotes,
)
from tandem.exchange.api.problems import problem
from tandem.exchange.api.refusals import field_mistakes
from tandem.exchange.api.words import VERSION, Problem
from tandem.office.changes.words import Refused

DESCRIPTION = (
    "Read and write persons, consents, organisations, enquiries, opportunities, offers and orders, and read "
    "needs. Times are UTC in ISO 8601, money is whole minor units with a currency, and every word means here "
    "what it means on screen."
)


class Key(HttpBearer):
    """Who asks was found out before; this tells it to the document."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return request.api_key  # type: ignore[attr-defined]


class Door(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__.rstrip("_")


def made() -> Door:
    api = Door(
        title="Tandem",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,
        openapi_url=None,
        auth=Key(),
        urls_namespace="api-door",
    )
    api.add_router("/persons", persons.router)
    api.add_router("", consents.router)
    api.add_router("/organisations", organisations.router)
    api.add_router("/enquiries", enquiries.router)
    api.add_router("/opportunities", opportunities.router)
    api.add_router("/needs", needs.router)
    api.add_router("/quotes", quotes.router)
    api.add_router("/orders", orders.router)
    api.add_router("/offers", offers.router)
    api.add_router("", lists.router)
    api.add_exception_handler(Problem, on_problem)
    api.add_exception_handler(Refused, on_refused)
    api.add_exception_handler(PermissionDenied, on_denied)
    api.add_exception_handler(ValidationError, on_mistakes)
    api.add_exception_handler(HttpError, on_http_error)
    return api


def on_problem(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status, error.sentence, **error.more)


def on_refused(request: HttpRequest, error: Any) -> HttpResponse:
    mistakes = [{"field": error.field, "sentence": error.sentence}] if error.field else []
    return problem(422, error.sentence, errors=mistakes)


def on_denied(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(403)


def on_mistakes(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, errors=field_mistakes(error.errors))


def on_http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code)


api = made()
EVERY_PATTERN: list[Any] = api.urls[0]
PATTERNS = [pattern for pattern in EVERY_PATTERN if pattern.name != "api-root"]
VIEWS: dict[str, Callable[..., HttpResponse]] = {pattern.name: pattern.callback for pattern in PATTERNS}


def routes() -> set[tuple[str, str]]:
    """Address and name of everything here, for the table in urls.py."""
    return {(str(pattern.pattern), pattern.name) for pattern in PATTERNS}
