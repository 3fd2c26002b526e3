"""The page at the stand, the phones beside a campaign and an account, and what a phone keeps."""

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.capture.models import CapturePhone
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.journal.models import JournalLine
from tandem.people.consent.models import ConsentEvent
from tests.handover.desks import an_enquiry, hours, sent, signed_in
from tests.marketing.capture.stand import a_fair, a_token, post

ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_plain_form_keeps_the_campaign(joe: User, maya: User) -> None:
    # given the page of a fair, without JavaScript
    fair = a_fair(maya)
    client = signed_in(joe)

    # when somebody is written down who asked about two things
    answer = sent(
        client,
        f"/c/{fair.pk}/",
        who="Priya Shah priya@cafe.example",
        interest=["Curtains", "Wing chairs"],
        other="Cushions",
        newsletter="on",
    )

    # then the next person is asked for, at the same fair
    assert (answer.status_code, answer["Location"]) == (303, f"/c/{fair.pk}/")
    enquiry = Enquiry.objects.get()
    assert (enquiry.campaign, enquiry.door, enquiry.interest) == (
        fair,
        "event",
        "Curtains, Wing chairs, Cushions",
    )
    assert ConsentEvent.objects.get().given is True
    told = text(client.get(f"/c/{fair.pk}/"))
    assert "Written down: Priya Shah." in told
    assert "<b data-so-far>1</b> <span data-goal-words>of 30 enquiries</span>" in told


def test_a_leaflet_is_no_event(maya: User) -> None:
    leaflet = a_fair(maya, "Spring leaflet", kind="print")
    sent(signed_in(maya), f"/c/{leaflet.pk}/", who="Priya Shah")
    assert Enquiry.objects.get().door == "walk_in"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Write a name, a phone number"),
        ({"who": "--", "interest": ["Curtains"]}, "Write a name, a phone number"),
        ({"who": "Ann", "words": "x" * 10_001}, "more than 10,000 letters"),
        ({"who": "Ann", "other": "x" * 201}, "more than 200 letters"),
    ],
)
def test_a_form_that_is_refused_loses_nothing(maya: User, fields: dict[str, Any], sentence: str) -> None:
    fair = a_fair(maya)
    an_enquiry("Tom Ellery", at=timezone.now() - hours(1), campaign=fair, interest="Curtains")
    answer = sent(signed_in(maya), f"/c/{fair.pk}/", **fields)
    assert answer.status_code == 422
    told = text(answer)
    assert sentence in told
    assert f'value="{fields.get("who", "")}"' in told
    assert ('value="Curtains" checked' in told) is ("interest" in fields)
    assert Enquiry.objects.count() == 1


def test_who_opens_the_page(maya: User, ann: User) -> None:
    fair = a_fair(maya)
    assert signed_in(ann).get(f"/c/{fair.pk}/").status_code == 403
    assert signed_in(maya).get("/c/999/").status_code == 404
    answer = Client().get(f"/c/{fair.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next=%2Fc%2F{fair.pk}%2F")


def test_a_phone_signs_in_once_and_is_named(maya: User) -> None:
    # given a phone that is signed in to Tandem
    fair = a_fair(maya)
    client = signed_in(maya)
    client.defaults["HTTP_USER_AGENT"] = ANDROID

    # when its page asks for a key of its own, twice with the same form
    first = sent(client, f"/c/{fair.pk}/sign-in/")
    again = sent(client, f"/c/{fair.pk}/sign-in/")

    # then it gets one, which is kept nowhere and told once
    given = first.json()
    phone = CapturePhone.objects.get()
    assert (first.status_code, first["Cache-Control"], again.status_code) == (200, "no-store", 303)
    assert (given["phone"], given["user"], given["told"]["name"]) == (phone.pk, maya.pk, "Autumn Home Fair")
    assert (phone.device, (phone.expires_at - phone.signed_in_at).days) == ("Chrome on Android", 30)
    assert post(fair, given["token"], {"items": []}).status_code == 200
    line = JournalLine.objects.get(verb="marketing.phone.signed_in")
    assert (line.by, line.after) == (maya, {"campaign": fair.pk})


def test_a_script_of_another_site_gets_no_key(maya: User) -> None:
    fair = a_fair(maya)
    client = Client(enforce_csrf_checks=True)
    client.force_login(maya)
    assert sent(client, f"/c/{fair.pk}/sign-in/").status_code == 403
    assert CapturePhone.objects.count() == 0


def test_phones_stand_beside_their_campaign_and_their_user(maya: User, joe: User, anna: User) -> None:
    # given a phone of Maya's
    fair = a_fair(maya)
    token = a_token(fair, maya)
    phone = CapturePhone.objects.get()
    campaign, forget = f"/marketing/campaigns/{fair.pk}/", f"/c/phones/{phone.pk}/sign-out/"

    # then she and an owner may sign it out, and nobody else
    assert [forget in text(signed_in(one).get(campaign)) for one in (maya, anna, joe)] == [True, True, False]
    assert "Chrome on Android, Maya" in text(signed_in(joe).get(campaign))
    assert [forget in text(signed_in(one).get("/office/profile/")) for one in (maya, joe)] == [True, False]
    assert sent(signed_in(joe), forget).status_code == 404

    # and once it is, its key opens nothing and it is listed nowhere
    assert sent(signed_in(anna), forget)["Location"] == campaign
    assert post(fair, token, {"items": []}).status_code == 401
    assert forget not in text(signed_in(maya).get(campaign))
    assert sent(signed_in(anna), forget, once="another key for this form").status_code == 422


@pytest.mark.parametrize(
    ("address", "code", "sentence"),
    [
        ("https://tandem.example.org", True, ""),
        ("http://192.168.1.20:8000", True, "works with a signal only"),
        ("http://localhost:8000", False, "A phone cannot open this address"),
        ("https://127.0.0.1:8443", False, "A phone cannot open this address"),
    ],
)
def test_the_code_leads_to_the_phone_page_where_a_phone_can_go(
    maya: User, settings: LazySettings, address: str, code: bool, sentence: str
) -> None:
    settings.PUBLIC_URL = address
    fair = a_fair(maya)
    told = text(signed_in(maya).get(f"/marketing/campaigns/{fair.pk}/"))
    assert ('class="segno"' in told) is code
    assert (f"{address}/c/{fair.pk}/" in told) is code
    assert sentence in told


def test_the_number_of_queries_stays_the_same(maya: User) -> None:
    fair = a_fair(maya)
    client = signed_in(maya)
    paths = [f"/c/{fair.pk}/", f"/marketing/campaigns/{fair.pk}/", "/office/profile/"]
    a_token(fair, maya)
    an_enquiry("Tom Ellery", at=timezone.now(), campaign=fair, interest="Curtains")
    few = [queries_of(client, path) for path in paths]
    for number in range(10):
        a_token(fair, maya)
        an_enquiry(f"Tom Ellery {number}", at=timezone.now(), campaign=fair, interest=f"Chair {number}")
    assert [queries_of(client, path) for path in paths] == few


def test_what_a_phone_keeps_names_nobody(maya: User, client: Client) -> None:
    # given a business with a fair and an enquiry
    a_fair(maya)
    an_enquiry("Priya Shah", at=timezone.now())

    # when a stranger asks for the page and the worker
    page, worker = client.get("/c/shell/"), client.get("/c/worker.js")

    # then there is nothing in them but words and files, all of one version
    assert (page["Cache-Control"], worker["Cache-Control"]) == ("no-cache", "no-cache")
    assert worker["Content-Type"] == "text/javascript"
    assert "csrfmiddlewaretoken" not in text(page)
    assert not {"Autumn Home Fair", "Priya", "Maya"} & set(re.findall(r"[A-Z]\w+", text(page)))
    asked_for = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text(page)))
    assert asked_for
    assert all(f'"{path}"' in text(worker) for path in asked_for)
    assert client.get("/c/worker.js").content == worker.content


def test_a_campaign_with_a_phone_is_told_to_its_page_as_data(maya: User) -> None:
    fair = Campaign.objects.get(pk=a_fair(maya, "Fair </script><b>").pk)
    told = text(signed_in(maya).get(f"/c/{fair.pk}/"))
    assert "</script><b>" not in told
    assert "Fair &lt;/script&gt;&lt;b&gt;" in told
