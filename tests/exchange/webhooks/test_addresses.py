"""Nothing is sent to addresses inside a house, by whatever name."""

import socket
from typing import Any

import pytest
from django.utils import timezone

from tandem.exchange.webhooks import actions, addresses
from tandem.exchange.webhooks.addresses import is_outside, looked_up, refusal_of, target_of
from tandem.exchange.webhooks.models import Delivery
from tandem.exchange.webhooks.words import AddressRefused
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.outbox.jobs import deliver
from tandem.office.outbox.words import State
from tests.exchange.webhooks.receiver import receiving
from tests.office.seats import seat

INSIDE = [
    "127.0.0.1", "127.1.2.3", "10.0.0.8", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.1", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1",
    "192.88.99.1", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1",
    "2001:db8::1",
]  # fmt: skip
OUTSIDE = ["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_told_from_one_outside(address: str) -> None:
    assert not is_outside(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_outside_is_one(address: str) -> None:
    assert is_outside(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/", "ftp://example.org/", "https://", "https:///hook", "example.org/hook",
        "https://user:secret@example.org/", "https://example.org:99999/", "https://example.org:0/",
        "https://exa mple.org/", "https://example.org/\r\nHost: inside", "https://bücher.example/",
        "file:///etc/passwd", "https://[::1/", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_address_of_another_program_is_refused_with_a_sentence(address: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        target_of(address)
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "0"]
)
def test_this_machine_is_inside_however_it_is_written(host: str) -> None:
    assert refusal_of(f"https://{host}/hook") != ""


def test_a_name_that_leads_inside_is_refused_also_where_it_leads_outside_too(monkeypatch: Any) -> None:
    # given a name with a public and a private address
    leads_to(monkeypatch, "93.184.215.14", "192.168.1.9")

    # when it is looked up
    with pytest.raises(AddressRefused, match="inside a house"):
        looked_up(target_of("https://sneaky.example/hook"))


def leads_to(monkeypatch: Any, *found: str) -> None:
    """Answers of the name server, as the system library gives them."""

    def answers(host: str, port: int, **kwargs: Any) -> list[Any]:
        kinds = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in found]
        return [
            (kind, socket.SOCK_STREAM, 6, "", (one, port)) for kind, one in zip(kinds, found, strict=True)
        ]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", answers)


@pytest.mark.django_db
def test_a_name_that_leads_inside_only_when_it_is_sent_to_is_found_out_then(
    owner: User, monkeypatch: Any
) -> None:
    # given a name that led outside when it was saved
    with receiving() as inside:
        leads_to(monkeypatch, "93.184.215.14")
        address = f"https://rebound.example:{inside.port}/hook"
        assert refusal_of(address) == ""
        webhook, _secret = actions.add_webhook(
            name="Rebound", address=address, facts=["enquiry.heard"], by=owner, at=timezone.now()
        )

        # when it leads to this machine at the time of sending
        leads_to(monkeypatch, "127.0.0.1")
        actions.try_out(webhook=webhook, by=owner, at=timezone.now())
        deliver(timezone.now())

    # then nothing was sent, and it says why
    assert inside.got == []
    row = Delivery.objects.get().outbox_row
    assert row.state == State.BOUNCED
    assert row.last_error.startswith("rebound.example is inside a house")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"name": " "}, "name"),
        ({"address": "http://example.org/"}, "address"),
        ({"facts": ["people.erased"]}, "facts"),
    ],
)
def test_what_is_missing_is_said(owner: User, columns: dict[str, Any], field: str) -> None:
    told = {"name": "Shop", "address": "https://example.org/", "facts": ["enquiry.heard"], **columns}
    with pytest.raises(Refused) as refused:
        actions.add_webhook(by=owner, at=timezone.now(), **told)
    assert refused.value.field == field


@pytest.mark.django_db
def test_only_an_owner_lets_anything_leave_the_house() -> None:
    with pytest.raises(NotAllowed):
        actions.add_webhook(
            name="Shop",
            address="https://example.org/",
            facts=["enquiry.heard"],
            by=seat(Role.BOTH, "Ines Park"),
            at=timezone.now(),
        )
