"""Every address of the OpenAPI document, asked with each key and without: nothing breaks, and nothing is
answered that is not described.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
import schemathesis
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tandem.exchange.api.described import document
from tandem.exchange.webhooks.actions import add_webhook
from tandem.exchange.webhooks.words import Fact
from tandem.office.accounts.words import Role
from tandem.office.limits.actions import empty
from tests.exchange.api.programs import NOON, token_of
from tests.trust.world import World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
pytestmark = pytest.mark.django_db
WRITERS = [("write", role) for role in Role.values]
SEATS = [("", ""), ("read", "owner"), ("enquiries", "owner"), *WRITERS]
METHODS = ("get", "post", "patch")
KEYS_OF_ROWS = {
    "enquiries": "enquiry",
    "persons": "person",
    "organisations": "organisation",
    "orders": "order",
    "quotes": "quote",
}


def operations() -> list[tuple[str, str]]:
    return [
        (address, method)
        for address, told in document()["paths"].items()
        for method in METHODS
        if method in told
    ]


def application() -> Callable[..., list[bytes]]:
    """The house as a server sees it, but within the transaction of the test."""
    house = BaseHandler()
    house.load_middleware()

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        response = house.get_response(WSGIRequest(environ))
        status = f"{response.status_code} {HTTPStatus(response.status_code).phrase}"
        start_response(status, list(response.items()))
        return [response.content]

    return answer


SCHEMA = schemathesis.openapi.from_dict(document())
SCHEMA.app = application()


@pytest.mark.parametrize(("address", "method"), operations())
def test_nothing_is_answered_that_is_not_described(world: World, address: str, method: str) -> None:
    ask_all(world, address, method, examples=2)


@pytest.mark.long
@pytest.mark.parametrize(("address", "method"), operations())
def test_nothing_is_answered_that_is_not_described_at_length(world: World, address: str, method: str) -> None:
    ask_all(world, address, method, examples=40)


def ask_all(world: World, address: str, method: str, *, examples: int) -> None:
    """Each seat asks what the document allows, of a row that is there and of one that is not."""
    add_webhook(
        name="The shop", address="https://example.org/", facts=Fact.values, by=world.users["owner"], at=NOON
    )
    operation = SCHEMA[address][method.upper()]
    tokens = [token_of(world.users[role], scope) if scope else "" for scope, role in SEATS]
    kind = address.removeprefix("/api/v1/").partition("/")[0]
    there = world.rows.get(f"api:{KEYS_OF_ROWS.get(kind, kind)}.pk", world.rows["api.pk"])

    @given(case=operation.as_strategy())
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case) -> None:
        if "id" in case.path_parameters:
            case.path_parameters["id"] = there
        for token in tokens:
            empty()
            headers = {
                "Accept-Encoding": "identity",
                **({"Authorization": f"Bearer {token}"} if token else {}),
            }
            case.call_and_validate(headers=headers, checks=CHECKS)

    ask()
