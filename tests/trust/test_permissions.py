"""The permission table is the test: every URL × method × role, from config/permissions.py."""

import hashlib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tandem.config.permissions import EVERYBODY, PERMISSIONS, with_key
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.keys.actions import make_key
from tandem.office.keys.words import Scope
from tests.trust.world import World, arguments_for

pytestmark = pytest.mark.django_db

# URLs of allauth that Tandem keeps shut: people join by invitation, an owner changes addresses, and passkeys
# have a room of their own.
SHUT = {
    "account_signup",
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_request_login_code",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_list_webauthn",
    "mfa_remove_webauthn",
}
ROLES = ["anonymous", *Role.values]
# Below the API a program with a key asks, and a browser that is signed in counts for nothing.
KEYS = sorted(with_key(Scope.values, Role.values))
# What these open is not there in the small business of these tests, or is another person's, which looks the
# same: a stored file, a job of somebody else, a second step that nobody has switched on.
NOT_THERE = {
    "exchange:export_file",
    "exchange:import_check",
    "exchange:import_columns",
    "exchange:import_matching",
    "exchange:import_values",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_view_recovery_codes",
    "office:backup",
    "office:file",
    "office:job",
    "together:hours_change",
    "office:passkey",
    "office:passkey_remove",
    # Without a logo on the letterhead.
    "sales:paper_logo",
    "document:logo",
}
# Refused while Tandem does not know its address on the net, as in these tests.
NOT_PRINTED = {"marketing:place_a4", "marketing:place_a6"}
# allauth refuses to ask again for a password that nobody has here: these people come by a link.
NO_PASSWORD = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


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


def is_api(name: str) -> bool:
    return name.startswith("api:")


def seats_at(name: str) -> list[str]:
    """Everybody who may try a URL."""
    return [*ROLES, *KEYS] if is_api(name) else ROLES


@pytest.fixture(scope="module")
def passes(kept_world: World, django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """What lets each seat in: the cookie of a session or the token of a key, made once for all tests."""
    users = kept_world.users
    with django_db_blocker.unblock():
        return {
            **{role: session_of(users[role]) for role in Role.values},
            **{role: token_of(role, users) for role in KEYS},
        }


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def token_of(role: str, users: dict[str, User]) -> str:
    scope, _of, whose = role.partition(" key of ")
    user = users[whose]
    _key, token = make_key(name="Website", scope=scope, user=user, by=user, at=timezone.now())
    return token


def client_of(passes: dict[str, str], role: str) -> Client:
    if role in KEYS:
        return Client(headers={"Authorization": f"Bearer {passes[role]}"})
    client = Client()
    if role != "anonymous":
        client.cookies[settings.SESSION_COOKIE_NAME] = passes[role]
    return client


@pytest.fixture(scope="module")
def untouched(passes: dict[str, str], django_db_blocker: DjangoDbBlocker) -> str:
    """The fingerprint with which every test begins, as nothing stays of one."""
    with django_db_blocker.unblock():
        return fingerprint()


DENIED = [
    name
    for name, row in PERMISSIONS.items()
    if any(set(seats_at(name)) - allowed for allowed in row.values())
]


def denied(name: str, role: str) -> int:
    """How somebody is told that they may not."""
    if is_api(name):
        return 403 if role in KEYS else 401
    return 302 if role == "anonymous" else 403


@pytest.mark.parametrize("name", DENIED)
def test_who_may_not_changes_nothing(world: World, passes: dict[str, str], untouched: str, name: str) -> None:
    # given everybody whom the table does not name, for each method
    url = reverse(name, kwargs=arguments_for(name, world))
    cells = [
        (method, role)
        for method, allowed in PERMISSIONS[name].items()
        for role in seats_at(name)
        if role not in allowed
    ]
    clients = {role: client_of(passes, role) for role in seats_at(name)}

    # when they try
    answers = {(method, role): attempt(clients[role], method, url) for method, role in cells}

    # then they are sent to sign in or told that they may not, and every table is as it was
    assert answers == {(method, role): denied(name, role) for method, role in cells}
    assert fingerprint() == untouched


def attempt(client: Client, method: str, url: str) -> int:
    body = "once=0123456789abcdef0123"
    return client.generic(
        method, url, data=body, content_type="application/x-www-form-urlencoded"
    ).status_code


@pytest.mark.parametrize("name", [name for name, row in PERMISSIONS.items() if "GET" in row])
def test_who_may_opens_the_page(world: World, passes: dict[str, str], name: str) -> None:
    # given everybody whom the table names
    row = PERMISSIONS[name]["GET"]
    url = reverse(name, kwargs=arguments_for(name, world))

    # when they open the page
    answers = {role: client_of(passes, role).get(url).status_code for role in seats_at(name) if role in row}

    # then it opens or leads on; only what wants a token or a file that is not there is not found
    good = {200, 302, 303}
    if name in NOT_THERE:
        good |= {404}
    if name in NOT_PRINTED:
        good = {422}
    if row >= EVERYBODY:
        # A link that was used up, or never was.
        good |= {404, 410}
    if name in NO_PASSWORD:
        good = {403}
    assert {role: status for role, status in answers.items() if status not in good} == {}


@pytest.mark.parametrize("name", [name for name, row in PERMISSIONS.items() if "POST" in row])
def test_an_empty_form_is_answered_with_a_sentence(world: World, passes: dict[str, str], name: str) -> None:
    # given everybody who may send this form
    row = PERMISSIONS[name]["POST"]
    url = reverse(name, kwargs=arguments_for(name, world))
    clients = {role: client_of(passes, role) for role in seats_at(name) if role in row}

    # when each of them sends it empty
    answers = {}
    for role, client in clients.items():
        with transaction.atomic():
            answers[role] = client.post(url, {"once": "0123456789abcdef0123"}).status_code
            transaction.set_rollback(True)

    # then it is refused or done, never an error page and never "you may not"
    refused = {500, 502, 503} if name in NO_PASSWORD else {403, 500, 502, 503}
    assert {role: status for role, status in answers.items() if status in refused} == {}


def test_somebody_switched_off_is_out_with_the_next_request(world: World, passes: dict[str, str]) -> None:
    # given an owner with an open tab
    client = client_of(passes, "owner")
    assert client.get("/").status_code == 200

    # when another owner switches them off
    User.objects.filter(pk=world.users["owner"].pk).update(is_active=False)

    # then the next page asks them to sign in
    assert client.get("/").status_code == 302
