"""The doctor on the address that phones need: https, and not this machine itself."""

import pytest
from django.conf import LazySettings

from tandem.config.cli.checks import phones


@pytest.mark.parametrize(
    ("address", "state", "words"),
    [
        ("", "warning", "TANDEM_PUBLIC_URL is not set"),
        ("https://localhost", "warning", "is this machine itself"),
        ("https://127.0.0.1:8443", "warning", "is this machine itself"),
        ("http://tandem.example.org", "warning", "has no https"),
        ("https://tandem.example.org", "good", "works without a signal on https://tandem.example.org"),
    ],
)
def test_event_mode_needs_an_address_that_a_phone_can_open_and_trust(
    settings: LazySettings, address: str, state: str, words: str
) -> None:
    settings.PUBLIC_URL, settings.SECURE = address, address.startswith("https://")
    found = phones()
    assert (found.name, found.state) == ("phones", state)
    assert words in found.words
