from django.test import RequestFactory

from tandem.ui.tables import address_with, ordering

COLUMNS = {"name": "name", "asked": "heard_at"}


def test_a_known_name_sorts_and_the_key_breaks_ties() -> None:
    assert ordering(RequestFactory().get("/?sort=-asked"), COLUMNS, "name") == ["-heard_at", "-pk"]
    assert ordering(RequestFactory().get("/?sort=name"), COLUMNS, "-asked") == ["name", "pk"]


def test_an_unknown_name_means_the_default() -> None:
    assert ordering(RequestFactory().get("/?sort=password"), COLUMNS, "-asked") == ["-heard_at", "-pk"]
    assert ordering(RequestFactory().get("/"), COLUMNS, "name") == ["name", "pk"]


def test_a_change_of_the_address_keeps_the_rest() -> None:
    request = RequestFactory().get("/?q=a%26b&page=2")

    assert address_with(request, page=None, sort="name") == "?q=a%26b&sort=name"
    assert address_with(None, page=2) == ""
