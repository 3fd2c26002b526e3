"""The permission table is the test: every URL × method × role, from config/access.py."""

import hashlib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tandem.config.access import EVERYBODY, PERMISSIONS
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tests.trust.world import World, arguments_for

pytestmark = pytest.mark.django_db

# URLs of allauth that Tandem keeps shut: people join by invitation, and an owner changes addresses.
SHUT = {
    "account_signup",
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_request_login_code",
}
ROLES = ["anonymous", *Role.values]


def url_names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from url_names(pattern.url_patterns, inner)
        elif pattern.name:
            yield prefix + pattern.name


ALL_NAMES = sorted(set(url_names(get_resolver().url_patterns)))


def fingerprint() -> str:
    """One hash over every row of every table: equal before and after, nothing was changed."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in sorted(apps.get_models(include_auto_created=True), key=lambda one: one._meta.db_table):
            table = connection.ops.quote_name(model._meta.db_table)
            key = connection.ops.quote_name(model._meta.pk.column)
            cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")  # noqa: S608 names of our own tables
            digest.update(repr((model._meta.db_table, cursor.fetchall())).encode())
    return digest.hexdigest()


def test_every_url_has_a_row_or_is_shut() -> None:
    assert [name for name in ALL_NAMES if name not in PERMISSIONS and name not in SHUT] == []


def test_every_row_is_a_url() -> None:
    assert [name for name in PERMISSIONS if name not in ALL_NAMES] == []


def client_of(world: World, role: str) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(world.users[role], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def denied_cells() -> list[tuple[str, str, str]]:
    return [
        (name, method, role)
        for name, row in PERMISSIONS.items()
        for method in ("GET", "POST")
        for role in ROLES
        if method in row and role not in row[method]
    ]


@pytest.mark.parametrize(("name", "method", "role"), denied_cells())
def test_a_role_that_may_not_changes_nothing(world: World, name: str, method: str, role: str) -> None:
    # given somebody whose role the table does not name
    client = client_of(world, role)
    url = reverse(name, kwargs=arguments_for(name, world))
    before = fingerprint()

    # when they try
    answer = client.generic(method, url, data="once=0123456789abcdef0123", content_type="application/x-www-form-urlencoded")

    # then they are sent to sign in or told that they may not, and every table is as it was
    assert answer.status_code == (302 if role == "anonymous" else 403)
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("name", "role"),
    [(name, role) for name, row in PERMISSIONS.items() for role in ROLES if role in row.get("GET", ())],
)
def test_a_role_that_may_opens_the_page(world: World, name: str, role: str) -> None:
    # given somebody whom the table names
    client = client_of(world, role)

    # when they open the page
    answer = client.get(reverse(name, kwargs=arguments_for(name, world)))

    # then it opens or leads on, and it is no error
    assert answer.status_code in {200, 302, 303, 404} if PERMISSIONS[name]["GET"] == EVERYBODY else {200, 302, 303}


@pytest.mark.parametrize(
    ("name", "role"),
    [(name, role) for name, row in PERMISSIONS.items() for role in ROLES if role in row.get("POST", ())],
)
def test_an_empty_form_is_answered_with_a_sentence(world: World, name: str, role: str) -> None:
    # given somebody who may send this form
    client = client_of(world, role)

    # when they send it empty
    answer = client.post(reverse(name, kwargs=arguments_for(name, world)), {"once": "0123456789abcdef0123"})

    # then it is refused or done, never an error page and never "you may not"
    assert answer.status_code < 500
    assert answer.status_code != 403


def test_somebody_switched_off_is_out_with_the_next_request(world: World) -> None:
    # given an owner with an open tab
    client = client_of(world, "owner")
    assert client.get("/").status_code == 200

    # when another owner switches them off
    User.objects.filter(pk=world.users["owner"].pk).update(is_active=False)

    # then the next page asks them to sign in
    assert client.get("/").status_code == 302
