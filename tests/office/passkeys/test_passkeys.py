"""Passkeys: added, named, removed, and the way in with one; and whatever else may be sent in their place."""

import json
import time
from dataclasses import replace
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client
from fido2.utils import websafe_decode, websafe_encode

from tandem.office.accounts.models import Session, User
from tandem.office.journal.models import JournalLine
from tandem.office.limits.actions import empty
from tandem.office.passkeys import asking
from tandem.office.passkeys.words import ELSEWHERE, KNOWN, NOT_KEPT, NOT_TAKEN, UNREADABLE
from tests.office.passkeys.device import Device
from tests.office.seats import PASSWORD, browser, once, seat, send

pytestmark = pytest.mark.django_db
PASSKEYS = "/office/passkeys/"
ADD, OPTIONS = f"{PASSKEYS}add/", f"{PASSKEYS}add/options/"
SIGN_IN, ASKED = f"{PASSKEYS}sign-in/", f"{PASSKEYS}sign-in/options/"


@pytest.fixture(autouse=True)
def _at_localhost(settings: Any) -> None:
    cache.clear()
    empty()
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "tandem.example.org"]


def at_home(user: User | None = None, **headers: str) -> Client:
    client = browser(user)
    client.defaults["SERVER_NAME"] = "localhost"
    return client


def proven(user: User) -> Client:
    """A browser where `user` has just shown once more who they are."""
    client = at_home(user)
    session = client.session
    # As allauth notes it; hashing a password for each test would take a minute.
    request = HttpRequest()
    request.session = session
    record_authentication(request, user, "password", reauthenticated=True)
    session.save()
    return client


def asked_to_make(client: Client) -> dict[str, Any]:
    return dict(client.post(OPTIONS).json()["publicKey"])


def add(client: Client, device: Device, name: str = "My phone") -> HttpResponse:
    return send(client, ADD, name=name, credential=device.make(asked_to_make(client)))


def sign_in(client: Client, device: Device, **fields: str) -> HttpResponse:
    asked = client.post(ASKED).json()["publicKey"]
    return client.post(SIGN_IN, {"credential": device.sign(asked), **fields})


def is_in(client: Client) -> bool:
    return client.get("/office/profile/").status_code == 200


def with_passkey(user: User) -> Device:
    device = Device()
    assert add(proven(user), device).status_code == 303
    return device


def told(answer: HttpResponse, sentence: Any) -> bool:
    return str(sentence) in answer.content.decode().replace("&#x27;", "'")


def test_a_passkey_is_added_and_signs_in_without_a_name() -> None:
    # given somebody who adds a passkey, for the first time
    maya = seat()
    device = Device()
    added = add(proven(maya), device, "My phone")

    # then there are spare codes, and the journal tells of it
    assert (added.status_code, added["Location"]) == (303, "/account/2fa/recovery-codes/")
    types = set(Authenticator.objects.filter(user=maya).values_list("type", flat=True))
    assert types == {"webauthn", "recovery_codes"}
    line = JournalLine.objects.get()
    assert (line.by, line.verb, line.title) == (maya, "office.passkey.added", "My phone")

    # when another browser signs in with it
    elsewhere = at_home()
    answer = sign_in(elsewhere, device, next="/people/")

    # then it is in, where it wanted to go, and the list says when
    assert (answer.status_code, answer["Location"]) == (302, "/people/")
    page = elsewhere.get(PASSKEYS).content.decode()
    assert "My phone" in page
    assert "last used" in page


def test_who_came_by_a_link_and_has_no_password_sees_the_spare_codes_at_once() -> None:
    # given somebody without a password, who has nothing yet to show who they are
    maya = seat()
    maya.set_unusable_password()
    maya.save()
    client = at_home(maya)
    added = add(client, Device())
    assert (added.status_code, client.get(added["Location"]).status_code) == (303, 200)
    # from the next time on, the passkey shows it
    later = at_home(maya)
    asked = later.get(later.get(ADD)["Location"])
    assert asked["Location"].split("?")[0] == "/account/2fa/webauthn/reauthenticate/"


def test_a_second_passkey_makes_no_other_spare_codes() -> None:
    maya = seat()
    with_passkey(maya)
    codes = Authenticator.objects.get(type="recovery_codes").data
    again = add(proven(maya), Device(), "My laptop")
    assert (again.status_code, again["Location"]) == (303, PASSKEYS)
    assert Authenticator.objects.get(type="recovery_codes").data == codes


def test_the_password_alone_is_not_enough_any_more_but_with_a_spare_code() -> None:
    maya = seat()
    with_passkey(maya)
    client = at_home()
    half = client.post("/account/login/", {"login": maya.email, "password": PASSWORD})
    assert (half.status_code, half["Location"]) == (302, "/account/2fa/authenticate/")
    assert not is_in(client)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert is_in(client)


def test_a_passkey_is_the_second_step_after_the_password() -> None:
    maya = seat()
    device = with_passkey(maya)
    client = at_home()
    client.post("/account/login/", {"login": maya.email, "password": PASSWORD})
    page = client.get("/account/2fa/authenticate/")
    asked = page.context["js_data"]["request_options"]["publicKey"]
    stranger = client.post("/account/2fa/authenticate/", {"credential": Device().sign(asked)})
    assert told(stranger, NOT_TAKEN)
    asked = stranger.context["js_data"]["request_options"]["publicKey"]
    assert client.post("/account/2fa/authenticate/", {"credential": device.sign(asked)}).status_code == 302
    assert is_in(client)


def test_a_passkey_shows_once_more_that_it_is_you() -> None:
    maya = seat()
    device = with_passkey(maya)
    client = at_home(maya)
    url = f"/account/2fa/webauthn/reauthenticate/?next={ADD}"
    asked = client.get(url).context["js_data"]["request_options"]["publicKey"]
    wrong = client.post(url, {"credential": Device().sign(asked), "next": ADD})
    assert wrong.status_code == 422
    assert told(wrong, NOT_TAKEN)
    asked = wrong.context["js_data"]["request_options"]["publicKey"]
    right = client.post(url, {"credential": device.sign(asked), "next": ADD})
    assert (right.status_code, right["Location"]) == (302, ADD)
    assert client.get(ADD).status_code == 200


def test_whoever_only_found_an_open_browser_changes_nothing() -> None:
    maya = seat()
    with_passkey(maya)
    pk = Authenticator.objects.get(type="webauthn").pk
    client = at_home(maya)
    before = JournalLine.objects.count()
    for url in (ADD, f"{PASSKEYS}{pk}/", f"{PASSKEYS}{pk}/remove/"):
        for answer in (client.get(url), send(client, url, name="Mine now", credential="{}")):
            assert (answer.status_code, answer["Location"].split("?")[0]) == (303, "/account/reauthenticate/")
    assert client.post(OPTIONS).status_code == 422
    assert JournalLine.objects.count() == before


def test_showing_who_one_is_lasts_a_few_minutes_only(monkeypatch: pytest.MonkeyPatch) -> None:
    client = at_home(seat())
    shown = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": ADD})
    assert (shown.status_code, shown["Location"]) == (302, ADD)
    assert client.get(ADD).status_code == 200
    later = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.get(ADD).status_code == 303


def test_a_passkey_gets_another_name() -> None:
    maya = seat()
    with_passkey(maya)
    row = Authenticator.objects.get(type="webauthn")
    client = proven(maya)
    assert send(client, f"{PASSKEYS}{row.pk}/", name="  The old\nphone ").status_code == 303
    row.refresh_from_db()
    assert row.data["name"] == "The old phone"
    line = JournalLine.objects.get(verb="office.passkey.renamed")
    assert (line.before, line.after) == ({"name": "My phone"}, {"name": "The old phone"})
    for wrong in ("", "x" * 61):
        assert send(client, f"{PASSKEYS}{row.pk}/", name=wrong).status_code == 422


def test_a_removed_passkey_opens_nothing_and_takes_the_spare_codes_along() -> None:
    maya = seat()
    device = with_passkey(maya)
    row = Authenticator.objects.get(type="webauthn")
    client = proven(maya)
    url = f"{PASSKEYS}{row.pk}/remove/"
    assert "your last one" in client.get(url).content.decode()
    key = once()
    assert send(client, url, key).status_code == 303
    assert send(client, url, key).status_code == 303
    assert not Authenticator.objects.exists()
    assert JournalLine.objects.filter(verb="office.passkey.removed").count() == 1
    stranger = at_home()
    refused = sign_in(stranger, device)
    assert refused.status_code == 422
    assert not is_in(stranger)


def test_beside_an_app_a_passkey_is_enough_and_leaves_the_spare_codes() -> None:
    # given somebody with an app that shows six digits, too
    maya = seat()
    device = with_passkey(maya)
    Authenticator.objects.create(user=maya, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    client = at_home()

    # then the passkey asks for no code
    assert sign_in(client, device)["Location"] == "/"
    assert is_in(client)

    # and when it goes, app and spare codes stay
    pk = Authenticator.objects.get(type="webauthn").pk
    mine = proven(maya)
    assert "your last one" not in mine.get(f"{PASSKEYS}{pk}/remove/").content.decode()
    assert send(mine, f"{PASSKEYS}{pk}/remove/").status_code == 303
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_the_pages_of_allauth_for_it_are_shut() -> None:
    client = proven(seat())
    for path in ("", "add/", "keys/1/edit/", "keys/1/remove/"):
        assert client.get(f"/account/2fa/webauthn/{path}").status_code == 404


def test_the_passkeys_of_others_are_not_there() -> None:
    with_passkey(seat())
    pk = Authenticator.objects.get(type="webauthn").pk
    joe = proven(seat("sales", "Joe Bly"))
    assert joe.get(f"{PASSKEYS}{pk}/").status_code == 404
    assert joe.get(f"{PASSKEYS}{pk}/remove/").status_code == 404
    assert send(joe, f"{PASSKEYS}{pk}/remove/").status_code == 422
    assert Authenticator.objects.filter(pk=pk).exists()
    assert "My phone" not in joe.get(PASSKEYS).content.decode()


def test_adding_twice_keeps_one() -> None:
    client, device = proven(seat()), Device()
    credential, key = device.make(asked_to_make(client)), once()
    for _time in range(2):
        assert send(client, ADD, key, name="My phone", credential=credential).status_code == 303
    # what was asked is good once
    again = send(client, ADD, name="My phone", credential=credential)
    assert again.status_code == 422
    assert told(again, NOT_KEPT)
    # and the same device, asked anew, is known
    known = send(client, ADD, name="Once more", credential=device.make(asked_to_make(client)))
    assert known.status_code == 422
    assert told(known, KNOWN)
    assert Authenticator.objects.filter(type="webauthn").count() == 1


@pytest.mark.parametrize(
    ("device", "sentence"),
    [
        (Device(origin="https://tandem.example.evil"), ELSEWHERE),
        (Device(origin="http://evil.localhost"), ELSEWHERE),
        (Device(origin="http://localhost:9000"), ELSEWHERE),
        (Device(verified=False), NOT_KEPT),
    ],
)
def test_a_passkey_made_elsewhere_or_without_the_person_is_not_kept(device: Device, sentence: Any) -> None:
    answer = add(proven(seat()), device)
    assert answer.status_code == 422
    assert told(answer, sentence)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"origin": "https://tandem.example.evil"}, ELSEWHERE),
        ({"verified": False}, NOT_TAKEN),
        ({"user": b"1z141z3"}, NOT_TAKEN),
        ({"user": b"zzzzzzzzzzzzz"}, NOT_TAKEN),
        ({"user": b"\xff\xfe"}, NOT_TAKEN),
        ({"user": b""}, NOT_TAKEN),
        ({"id": b"another credential"}, NOT_TAKEN),
        ({"key": Device().key}, NOT_TAKEN),
    ],
)
def test_nobody_is_let_in_with_something_else(wrong: dict[str, Any], sentence: Any) -> None:
    device = with_passkey(seat())
    for name, value in wrong.items():
        setattr(device, name, value)
    client = at_home()
    answer = sign_in(client, device, next="https://evil.example/")
    assert answer.status_code == 422
    assert told(answer, sentence)
    assert "evil.example/" not in answer.content.decode()
    assert not is_in(client)


def test_what_was_signed_opens_once_and_only_where_it_was_asked() -> None:
    device = with_passkey(seat())
    client = at_home()
    signed = device.sign(client.post(ASKED).json()["publicKey"])
    assert at_home().post(SIGN_IN, {"credential": signed}).status_code == 422
    assert client.post(SIGN_IN, {"credential": signed}).status_code == 302
    client.post("/account/logout/")
    assert client.post(SIGN_IN, {"credential": signed}).status_code == 422


def later(minutes: float, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = time.time() + minutes * 60
    monkeypatch.setattr(time, "time", lambda: moment)


def test_what_is_to_be_signed_is_good_for_one_try() -> None:
    device = with_passkey(seat())
    client = at_home()
    asked = client.post(ASKED).json()["publicKey"]
    # a stranger's device, a browser at another address, or bytes that nobody can read use it up
    for wrong in (Device().sign(asked), replace(device, origin="http://evil.example").sign(asked), "{}"):
        asked = client.post(ASKED).json()["publicKey"]
        assert client.post(SIGN_IN, {"credential": wrong}).status_code == 422
        assert told(client.post(SIGN_IN, {"credential": device.sign(asked)}), NOT_TAKEN)
    assert not is_in(client)
    assert sign_in(client, device).status_code == 302


@pytest.mark.parametrize(("minutes", "status"), [(4.9, 302), (5.1, 422), (-1, 422)])
def test_what_is_to_be_signed_is_good_for_five_minutes(
    minutes: float, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = with_passkey(seat())
    client = at_home()
    asked = client.post(ASKED).json()["publicKey"]
    later(minutes, monkeypatch)
    assert client.post(SIGN_IN, {"credential": device.sign(asked)}).status_code == status


def test_the_second_step_and_once_more_ask_anew_after_five_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    # given somebody who looked at a page that asks for their passkey, and went for tea
    maya = seat()
    device = with_passkey(maya)
    second, again = at_home(), at_home(maya)
    second.post("/account/login/", {"login": maya.email, "password": PASSWORD})
    steps = [
        (second, "/account/2fa/authenticate/"),
        (again, f"/account/2fa/webauthn/reauthenticate/?next={ADD}"),
    ]
    asked = [client.get(url).context["js_data"]["request_options"]["publicKey"] for client, url in steps]
    later(6, monkeypatch)
    for (client, url), old in zip(steps, asked, strict=True):
        # when they answer what was asked then, it counts no more, and what the page asks now does
        late = client.post(url, {"credential": device.sign(old), "next": ADD})
        assert told(late, NOT_TAKEN)
        new = late.context["js_data"]["request_options"]["publicKey"]
        assert client.post(url, {"credential": device.sign(new), "next": ADD}).status_code == 302


def test_a_new_passkey_that_took_too_long_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    client, device = proven(seat()), Device()
    asked = asked_to_make(client)
    monkeypatch.setattr(asking, "GOOD_FOR", 0)
    assert told(send(client, ADD, name="My phone", credential=device.make(asked)), NOT_KEPT)
    assert not Authenticator.objects.exists()


def test_who_is_switched_off_is_not_let_in() -> None:
    joe = seat("sales", "Joe Bly")
    device = with_passkey(joe)
    User.objects.filter(pk=joe.pk).update(is_active=False)
    client = at_home()
    assert sign_in(client, device)["Location"] == "/account/inactive/"
    assert not is_in(client)


JUNK = [
    "",
    "null",
    "[]",
    "1e999",
    "{}",
    "[" * 9_000,
    "x" * 40_000,
    '{"rawId": 1}',
    '{"id": "AA", "rawId": "AB", "response": {}}',
    '{"id": "AA", "rawId": "AA", "response": []}',
    '{"id": "AA", "rawId": "AA", "response": {"clientDataJSON": "AA", "attestationObject": "AA"}}',
    '{"id": "AA", "rawId": "AA", "response": {"clientDataJSON": null, "userHandle": {"a": 1}}}',
    json.dumps({"id": "AA", "rawId": "AA", "response": {"clientDataJSON": "bnVsbA", "signature": "AA"}}),
    "\x00\ud7ff",
]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_whatever_is_sent_gets_a_sentence(junk: str) -> None:
    client = proven(seat())
    asked_to_make(client)
    added = send(client, ADD, name="My phone", credential=junk)
    stranger = at_home()
    stranger.post(ASKED)
    refused = stranger.post(SIGN_IN, {"credential": junk})
    assert (added.status_code, refused.status_code) == (422, 422)
    assert told(added, UNREADABLE)
    assert told(refused, UNREADABLE)
    assert not Authenticator.objects.exists()


def test_a_key_that_nobody_can_check_is_not_kept() -> None:
    client, device = proven(seat()), Device()
    made = json.loads(device.make(asked_to_make(client)))
    whole = websafe_decode(made["response"]["attestationObject"])
    # its algorithm, of which -7 is written as the byte 26, is said to be one that nobody knows
    for odd in (whole.replace(b"\x03\x26", b"\x03\x37"), whole[: len(whole) // 2]):
        assert odd != whole
        made["response"]["attestationObject"] = websafe_encode(odd)
        answer = send(client, ADD, name="My phone", credential=json.dumps(made))
        assert answer.status_code == 422
        assert told(answer, UNREADABLE)
    assert not Authenticator.objects.exists()


def test_trying_without_end_is_slowed_down() -> None:
    with_passkey(seat())
    client = at_home()
    answers = [client.post(SIGN_IN, {"credential": "{}"}) for _try in range(21)]
    assert [answer.status_code for answer in answers] == [422] * 20 + [429]
    assert int(answers[-1]["Retry-After"]) >= 1
    assert client.post(ASKED).status_code == 429
    assert Session.objects.filter(user=None).count() == 0


def test_where_nobody_has_one_the_door_says_nothing_of_passkeys() -> None:
    seat()
    assert "passkey" not in at_home().get("/account/login/").content.decode()


def test_without_a_script_the_sentence_stands_and_the_password_stays() -> None:
    with_passkey(seat())
    html = at_home().get("/account/login/?next=/people/").content.decode()
    assert "Here it is the password." in html
    assert "data-with hidden" in html
    assert html.count('name="next" value="/people/"') == 2


@pytest.mark.parametrize(
    ("public_url", "server", "sentence"),
    [
        ("", "127.0.0.1", "Open Tandem at http://localhost instead."),
        ("https://tandem.example.org", "localhost", "Passkeys work at https://tandem.example.org only."),
        ("http://tandem.example.org", "tandem.example.org", "an address that begins with https"),
        ("http://192.168.1.5:8000", "localhost", "192.168.1.5 is a number"),
        ("https://[2001:db8::1]", "localhost", "2001:db8::1 is a number"),
    ],
)
def test_an_address_that_can_have_none_says_so(
    settings: Any, public_url: str, server: str, sentence: str
) -> None:
    settings.PUBLIC_URL = public_url
    client = proven(seat())
    client.defaults["SERVER_NAME"] = server
    for url in (PASSKEYS, ADD):
        assert sentence in client.get(url).content.decode()
    assert sentence in client.post(OPTIONS).json()["sentence"]
    assert sentence in send(client, ADD, name="x", credential="{}").content.decode()
    assert sentence in client.post(ASKED).json()["sentence"]


def test_behind_a_proxy_the_passkey_is_for_the_public_name(settings: Any) -> None:
    settings.PUBLIC_URL = "https://tandem.example.org"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client = proven(seat())
    client.defaults |= {"HTTP_HOST": "tandem.example.org", "HTTP_X_FORWARDED_PROTO": "https"}
    asked = asked_to_make(client)
    assert asked["rp"] == {"id": "tandem.example.org", "name": "Tandem"}
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    device = Device(origin="https://tandem.example.org")
    added = send(client, ADD, name="My phone", credential=device.make(asked))
    assert added.status_code == 303


def test_a_page_about_passkeys_that_is_only_looked_at_writes_no_session() -> None:
    client = proven(seat())
    before = Session.objects.get(user__isnull=False).session_data
    for url in (PASSKEYS, ADD):
        assert client.get(url).status_code == 200
    assert Session.objects.get(user__isnull=False).session_data == before
