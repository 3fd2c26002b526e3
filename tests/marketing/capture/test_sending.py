"""What a phone hands in: each capture once, each answered by itself, and nothing lost where it is refused."""

import datetime
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tandem.marketing.capture.actions import sign_in_phone, sign_out_phone
from tandem.marketing.capture.models import CapturePhone, Caught
from tandem.marketing.capture.words import LARGEST_POST
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.tokens.models import PublicToken
from tandem.people.consent.models import ConsentEvent
from tests.handover.desks import days, hours
from tests.marketing.capture.stand import a_capture, a_fair, a_token, post, said, send


def test_a_capture_becomes_an_enquiry(maya: User) -> None:
    # given a phone at the fair, where somebody was met two hours ago
    fair = a_fair(maya)
    token = a_token(fair, maya)
    met = timezone.now() - hours(2)
    capture = a_capture(at=said(met), about="Wing chairs", words="Springs gone", newsletter=True)

    # when the phone sends it
    assert send(fair, token, capture) == [{"id": capture["id"], "is": "accepted"}]

    # then it is one enquiry of the campaign, with the time of the fair
    enquiry = Enquiry.objects.get()
    phone = CapturePhone.objects.get()
    assert (enquiry.person.name, enquiry.person.phones.get().number) == ("Priya Shah", "+447700900123")
    assert (enquiry.door, enquiry.campaign, enquiry.interest, enquiry.words) == (
        "event",
        fair,
        "Wing chairs",
        "Springs gone",
    )
    assert (enquiry.external_system, enquiry.external_key) == (f"phone:{phone.pk}", capture["id"])
    assert abs(enquiry.heard_at - met) < datetime.timedelta(milliseconds=1)
    assert JournalLine.objects.get(verb="marketing.enquiry.heard").by == maya
    consent = ConsentEvent.objects.get()
    assert (consent.use, consent.given, consent.at) == ("newsletter", True, enquiry.heard_at)
    assert phone.last_sent_at is not None


def test_the_same_capture_again_is_known(maya: User, joe: User) -> None:
    # given a capture that arrived, but whose answer was lost
    fair = a_fair(maya)
    capture, token = a_capture(), a_token(fair, maya)
    send(fair, token, capture)

    # when it comes again: twice in one go, from another tab, and with the token of another sign-in
    assert send(fair, token, capture, capture) == [{"id": capture["id"], "is": "known"}] * 2
    assert send(fair, a_token(fair, joe), capture) == [{"id": capture["id"], "is": "known"}]

    # then it is still one enquiry; also after that was taken out again by hand
    assert Enquiry.objects.count() == 1
    undo(line_id=JournalLine.objects.get(verb="marketing.enquiry.heard").pk, by=maya, at=timezone.now())
    assert send(fair, a_token(fair, maya), capture) == [{"id": capture["id"], "is": "known"}]
    assert (Enquiry.objects.count(), Caught.objects.get().enquiry) == (0, None)


def test_a_phone_that_signs_in_again_stays_one_phone(maya: User, joe: User) -> None:
    fair = a_fair(maya)
    now = timezone.now()
    phone, first = sign_in_phone(campaign=fair, device="Chrome on Android", by=maya, at=now)
    again, second = sign_in_phone(
        campaign=fair, device="Chrome on Android", by=maya, at=now, known_as=phone.pk
    )
    other, _token = sign_in_phone(
        campaign=fair, device="Chrome on Android", by=joe, at=now, known_as=phone.pk
    )
    assert (again.pk, other.pk != phone.pk) == (phone.pk, True)
    assert post(fair, first, {"items": []}).status_code == 401
    assert post(fair, second, {"items": []}).status_code == 200
    assert not PublicToken.objects.filter(digest__in=[first, second]).exists()


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"who": "", "words": " "}, "Write a name, a phone number"),
        ({"who": "--"}, "Write a name, a phone number"),
        ({"who": "x" * 401}, "more than 400 letters"),
        ({"words": "x" * 10_001}, "more than 10,000 letters"),
        ({"about": "x" * 201}, "more than 200 letters"),
        ({"who": {"name": "Priya"}}, "could not be read"),
        ({"who": "Priya\0Shah"}, "nobody can see"),
        ({"id": "7"}, "no number of its own"),
        ({"id": None}, "no number of its own"),
        ({"id": {"a": 1}}, "no number of its own"),
    ],
)
def test_one_that_is_refused_holds_up_no_other(maya: User, columns: dict[str, Any], reason: str) -> None:
    fair = a_fair(maya)
    wrong, right = a_capture(**columns), a_capture("Tom Ellery")
    answers = send(fair, a_token(fair, maya), wrong, right)
    assert [answer["is"] for answer in answers] == ["refused", "accepted"]
    assert reason in answers[0]["reason"]
    assert [str(enquiry) for enquiry in Enquiry.objects.all()] == ["Tom Ellery"]
    assert Caught.objects.count() == 1


def test_one_that_was_refused_is_mended_and_sent_again(maya: User) -> None:
    fair = a_fair(maya)
    token, capture = a_token(fair, maya), a_capture("--")
    assert send(fair, token, capture)[0]["is"] == "refused"
    assert send(fair, token, {**capture, "who": "Una Field"})[0]["is"] == "accepted"
    assert str(Enquiry.objects.get()) == "Una Field"


@pytest.mark.parametrize("item", [None, 7, "Priya", [], [[]], {}, {"who": "Priya"}])
def test_what_is_no_capture_is_refused_by_itself(maya: User, item: Any) -> None:
    fair = a_fair(maya)
    answers = send(fair, a_token(fair, maya), item, a_capture())
    assert [answer["is"] for answer in answers] == ["refused", "accepted"]


def test_half_a_character_and_markup_are_kept_as_text(maya: User) -> None:
    fair = a_fair(maya)
    body = json.dumps({"items": [a_capture("Ann <b>Field</b> \ud83d", at="\ud83d\0", words="=1+1")]})
    answer = post(fair, a_token(fair, maya), body.encode())
    assert answer.json()["answers"][0]["is"] == "accepted"
    enquiry = Enquiry.objects.get()
    assert (enquiry.person.name, enquiry.words) == ("Ann <b>Field</b> ?", "=1+1")
    assert Caught.objects.get().clamped == "unreadable"


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"", 400, "could not be read"),
        (b"{", 400, "could not be read"),
        (b"\xff\xfe", 400, "could not be read"),
        (b"[]", 400, "could not be read"),
        (b'{"items": 7}', 400, "could not be read"),
        (b"[" * 100_000, 400, "could not be read"),
        (b'{"items": [' + b"9" * 5000 + b"]}", 400, "could not be read"),
        (json.dumps({"items": [a_capture()] * 10_000}).encode(), 413, "At most 100 at once"),
        (json.dumps({"items": [{}] * 10_000}).encode(), 413, "At most 100 at once"),
        (json.dumps({"items": [{"words": "x" * LARGEST_POST}]}).encode(), 413, "fits into one go"),
        (b'{"items": ["' + b"x" * 12 * 1024 * 1024 + b'"]}', 413, "fits into one go"),
    ],
)
def test_a_post_that_cannot_be_looked_into(maya: User, body: bytes, status: int, sentence: str) -> None:
    fair = a_fair(maya)
    answer = post(fair, a_token(fair, maya), body)
    assert answer.status_code == status
    assert sentence in answer.json()["sentence"]
    assert Enquiry.objects.count() == 0


def test_a_hundred_at_once_are_taken(maya: User) -> None:
    fair = a_fair(maya)
    captures = [a_capture(f"Person {chr(65 + number % 26)}{chr(97 + number // 26)}") for number in range(100)]
    answers = send(fair, a_token(fair, maya), *captures)
    assert {answer["is"] for answer in answers} == {"accepted"}
    assert Enquiry.objects.count() == 100


def test_a_token_that_is_wrong_old_or_taken_away(maya: User, joe: User, anna: User) -> None:
    # given a phone of Maya's and one of Joe's
    fair, other = a_fair(maya), a_fair(maya, "Spring Fair")
    now = timezone.now()
    phone, token = sign_in_phone(campaign=fair, device="Chrome on Android", by=maya, at=now)
    _old, expired = sign_in_phone(campaign=fair, device="Safari on iPhone", by=maya, at=now - days(31))
    joes = a_token(fair, joe)

    # then only a live token of this campaign opens the door, whatever else is sent along
    def status(of: Any, key: str) -> int:
        return int(post(of, key, {"items": [a_capture()]}).status_code)

    assert [status(fair, key) for key in ("", "x" * 43, expired)] == [401, 401, 401]
    assert status(other, token) == 403
    assert status(fair, joes) == 200
    assert Client().post(f"/c/{fair.pk}/send/", data={}).status_code == 401

    # and none of somebody who may not write down enquiries any more
    User.objects.filter(pk=joe.pk).update(role="read_only")
    assert status(fair, joes) == 401
    User.objects.filter(pk=joe.pk).update(role="sales", is_active=False)
    assert status(fair, joes) == 401

    # and none that an owner took away
    sign_out_phone(phone=phone, by=anna, at=now)
    answer = post(fair, token, {"items": [a_capture()]})
    assert answer.status_code == 401
    assert "Sign in again" in answer.json()["sentence"]
    assert Enquiry.objects.count() == 1


def test_a_phone_gives_its_token_back(maya: User) -> None:
    fair = a_fair(maya)
    token = a_token(fair, maya)
    headers = {"Authorization": f"Bearer {token}"}
    url = f"/c/{fair.pk}/sign-out/"
    assert [Client().post(url, headers=headers).status_code for _time in range(2)] == [200, 401]
    assert CapturePhone.objects.get().signed_out_at is not None


@pytest.mark.parametrize(
    ("ago", "clamped", "sentence"),
    [(-hours(3), "late", "was ahead"), (days(90), "early", "longer than 30 days ago"), (hours(3), "", "")],
)
def test_what_the_phone_said_is_kept_and_shown(
    maya: User, client: Client, ago: datetime.timedelta, clamped: str, sentence: str
) -> None:
    # given a phone with a clock that is right only in the last case
    fair = a_fair(maya)
    when = said(timezone.now() - ago)

    # when it sends what it caught
    send(fair, a_token(fair, maya), a_capture(at=when))

    # then what its clock said is kept, and the enquiry's page says what was made of it
    caught = Caught.objects.get()
    assert (caught.said_at, caught.clamped) == (when, clamped)
    client.force_login(maya)
    told = client.get(f"/marketing/enquiries/{caught.enquiry_id}/").content.decode()
    local = datetime.datetime.fromisoformat(when)
    assert f"{local:%Y}, {local.hour}:{local:%M} (UTC+01:00)" in told
    assert sentence in told


def test_a_wrong_clock_that_says_so_is_put_right(maya: User, client: Client) -> None:
    fair = a_fair(maya)
    phone_now = timezone.now() - days(365)
    capture = a_capture(at=said(phone_now - hours(2)))
    send(fair, a_token(fair, maya), capture, sent_at=said(phone_now))
    caught = Caught.objects.get()
    assert caught.enquiry is not None
    assert abs(timezone.now() - hours(2) - caught.enquiry.heard_at) < datetime.timedelta(seconds=10)
    assert (caught.clamped, abs(caught.behind_seconds - 365 * 86400) < 10) == ("", True)
    client.force_login(maya)
    told = client.get(f"/marketing/enquiries/{caught.enquiry_id}/").content.decode()
    assert "Its clock was 365 days behind, and is put right." in told


def test_what_is_asked_about_comes_back_as_buttons(maya: User) -> None:
    fair, other = a_fair(maya), a_fair(maya, "Spring Fair")
    here, there = a_token(fair, maya), a_token(other, maya)
    send(other, there, *[a_capture(about="Cushions") for _ in range(3)])
    send(
        fair, here, a_capture(about="Curtains"), a_capture(about="Wing chairs"), a_capture(about="Curtains ")
    )
    told = post(fair, here, {"items": []}).json()["told"]
    assert told["interests"] == ["Curtains", "Wing chairs", "Cushions"]
    assert (told["so_far"], told["goal"], told["goal_words"]) == (3, 30, "of 30 enquiries")


def test_a_number_of_a_capture_is_a_uuid_however_it_is_written(maya: User) -> None:
    fair = a_fair(maya)
    token, number = a_token(fair, maya), uuid4()
    send(fair, token, a_capture(id=str(number)))
    assert send(fair, token, a_capture(id=number.hex.upper()))[0]["is"] == "known"
    assert Caught.objects.get().capture_id == UUID(str(number))
