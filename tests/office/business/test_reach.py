"""Whether a stranger's phone gets to the address that stands on a printed code."""

import pytest

from tandem.office.business.reach import unreachable


@pytest.mark.parametrize(
    "address",
    [
        "https://tandem.wren.example",
        "http://wren-and-rowe.co.uk:8443",
        "https://8.8.8.8",
        "https://[2a00:1450:4009:81f::200e]/",
        "https://TANDEM.Wren.Example.",
    ],
)
def test_an_address_that_others_reach(address: str) -> None:
    assert unreachable(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000",
        "http://LOCALHOST",
        "http://tandem.localhost",
        "http://127.0.0.1:8000",
        "http://[::1]:8000",
        "http://0.0.0.0",
        "http://192.168.1.20",
        "http://10.1.2.3",
        "http://169.254.3.4",
        "http://[fd00::1]",
        "https://tandem",
        "https://tandem.local",
        "https://nas.fritz.box.lan",
        "https://tandem.home.arpa",
    ],
)
def test_an_address_of_this_room_only(address: str) -> None:
    assert "can be reached from here only" in unreachable(address)
    assert "TANDEM_PUBLIC_URL" in unreachable(address)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "does not know its address"),
        ("tandem.wren.example", "no address"),
        ("ftp://wren.example", "no address"),
    ],
)
def test_no_address(address: str, words: str) -> None:
    assert words in unreachable(address)
