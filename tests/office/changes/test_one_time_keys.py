"""A form sent twice has one effect; a lost race is told with both versions; bad forms lose nothing."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.business.models import Business, ClosedDay
from tandem.office.changes.inserting import insert_unless_there
from tandem.office.changes.jobs import forget_keys
from tandem.office.changes.middleware import digest_of
from tandem.office.changes.models import OneTimeKey
from tandem.office.journal.models import JournalLine
from tests.office.seats import browser, once, seat, send

CLOSE = "/office/business/closed/"
DAY = {"day": "2026-12-24", "words": "Christmas Eve"}


@pytest.mark.django_db
def test_a_double_click_has_one_effect_and_the_same_answer() -> None:
    client, key = browser(seat()), once()
    first = send(client, CLOSE, key, **DAY)
    second = send(client, CLOSE, key, **DAY)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"] == reverse("office:business")
    assert ClosedDay.objects.count() == 1
    assert JournalLine.objects.filter(verb="office.day.closed").count() == 1


@pytest.mark.django_db
def test_the_repeated_answer_says_the_same_with_its_undo() -> None:
    client, key = browser(seat()), once()
    send(client, CLOSE, key, **DAY)
    client.get(reverse("office:business"))
    send(client, CLOSE, key, **DAY)
    line = JournalLine.objects.get(verb="office.day.closed")
    html = client.get(reverse("office:business")).content.decode()
    assert "That day is off now." in html
    assert reverse("office:undo", args=[line.pk]) in html


@pytest.mark.django_db
def test_a_changed_form_with_the_same_key_is_a_new_form() -> None:
    client, key = browser(seat()), once()
    send(client, CLOSE, key, **DAY)
    send(client, CLOSE, key, day="2026-12-31", words="New Year’s Eve")
    assert set(ClosedDay.objects.values_list("day", flat=True)) == {date(2026, 12, 24), date(2026, 12, 31)}


@pytest.mark.django_db
def test_an_invalid_form_may_be_sent_again() -> None:
    client, key = browser(seat()), once()
    wrong = send(client, CLOSE, key, day="the 32nd", words="A day off")
    assert wrong.status_code == 422
    html = wrong.content.decode()
    assert "the 32nd" in html
    assert "A day off" in html
    assert not OneTimeKey.objects.exists()
    assert send(client, CLOSE, key, day="the 32nd", words="A day off").status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "short", "x" * 101])
def test_a_form_without_a_key_changes_nothing(key: str) -> None:
    client = browser(seat())
    answer = client.post(CLOSE, {"once": key, **DAY})
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.content.decode()
    assert not ClosedDay.objects.exists()


@pytest.mark.django_db
def test_two_people_with_the_same_key_are_two_forms() -> None:
    key = once()
    send(browser(seat(name="Maya")), CLOSE, key, **DAY)
    answer = send(browser(seat(name="Joe")), CLOSE, key, **DAY)
    assert answer.status_code == 422
    assert "That day is in the list already." in answer.content.decode()


@pytest.mark.django_db
def test_htmx_is_sent_to_the_same_page_again() -> None:
    client, key = browser(seat()), once()
    fields = {"once": key, **DAY}
    first = client.post(CLOSE, fields, headers={"HX-Request": "true"})
    second = client.post(CLOSE, fields, headers={"HX-Request": "true"})
    assert first["HX-Redirect"] == second["HX-Redirect"] == reverse("office:business")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_have_one_effect() -> None:
    owner, key = seat(), once()
    start, answers = threading.Barrier(2), []

    def click() -> None:
        try:
            client = browser(owner)
            start.wait(timeout=10)
            answers.append(send(client, CLOSE, key, **DAY).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _click in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert answers == [303, 303]
    assert ClosedDay.objects.count() == 1
    assert JournalLine.objects.filter(verb="office.day.closed").count() == 1


def posted(**fields: object) -> HttpRequest:
    request = RequestFactory().post("/somewhere/", fields)
    request.user = User(pk=1)
    return request


def test_a_file_belongs_to_the_form() -> None:
    digests = {
        digest_of(posted(a="1", file=SimpleUploadedFile(name, content)), "key")
        for name, content in [("a.csv", b"one"), ("a.csv", b"other"), ("b.csv", b"one"), ("a.csv", b"one")]
    }
    assert len(digests) == 3


def test_values_cannot_be_shifted_between_fields() -> None:
    assert digest_of(posted(a=["1", "b"]), "key") != digest_of(posted(a="1", b=""), "key")


@pytest.mark.django_db
def test_keys_are_forgotten_after_a_day() -> None:
    noon = datetime(2026, 11, 3, 12, tzinfo=UTC)
    for hours in (23, 25):
        OneTimeKey.objects.create(digest=str(hours), used_at=noon - timedelta(hours=hours))
    forget_keys(at=noon)
    assert list(OneTimeKey.objects.values_list("digest", flat=True)) == ["23"]


@pytest.mark.django_db
def test_a_lost_race_shows_both_versions_and_can_be_saved_all_the_same() -> None:
    client = browser(seat())
    Business.objects.create(pk=1, name="Wren & Rowe", version=5)
    fields = {
        "name": "Wren and Rowe",
        "trade": "upholstery",
        "country": "GB",
        "subdivision": "",
        "currency": "GBP",
        "zone": "Europe/London",
        "monday": "9 to 17",
    }
    lost = send(client, "/office/business/", version="4", **fields)
    html = lost.content.decode()
    assert lost.status_code == 409
    assert "Wren &amp; Rowe" in html
    assert "Wren and Rowe" in html
    assert '<input type="hidden" name="version" value="5">' in html
    assert Business.objects.get().name == "Wren & Rowe"
    assert send(client, "/office/business/", version="5", **fields).status_code == 303
    assert Business.objects.get().name == "Wren and Rowe"


@pytest.mark.django_db
def test_another_role_gets_the_page_that_says_so() -> None:
    client = browser(seat(Role.SALES))
    answer = send(client, CLOSE, **DAY)
    assert answer.status_code == 403
    assert "This is for somebody else" in answer.content.decode()
    assert not ClosedDay.objects.exists()


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused_in_our_words() -> None:
    owner = seat()
    client = browser()
    client.handler.enforce_csrf_checks = True
    client.force_login(owner)
    answer = client.post(CLOSE, {"once": once(), **DAY})
    assert answer.status_code == 403
    assert "This page was open for a while" in answer.content.decode()


@pytest.mark.django_db
def test_a_row_is_inserted_unless_one_stands_with_its_unique_column() -> None:
    first = OneTimeKey(digest="a" * 64, location="/one/", used_at=datetime(2026, 11, 3, 12, tzinfo=UTC))
    again = OneTimeKey(digest="a" * 64, location="/two/", used_at=datetime(2026, 11, 3, 13, tzinfo=UTC))

    assert insert_unless_there(first, "digest") is True
    assert insert_unless_there(again, "digest") is False

    kept = OneTimeKey.objects.get()
    assert (kept.location, kept.messages, kept.used_at) == ("/one/", [], first.used_at)
