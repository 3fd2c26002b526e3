"""Codes to scan: what they hold, where they lead, and the sheet that is printed."""

import io
from itertools import product
from typing import Any

import pytest
import segno
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.codes.drawing import EDGE, PNG_SCALE
from tandem.marketing.desk.queries import Result, ways_of
from tandem.marketing.links.actions import add_link, add_place, put_away
from tandem.marketing.links.models import OpenedCount, Place
from tandem.marketing.links.queries import token_for, touch_of
from tandem.marketing.links.words import Tags
from tandem.office.accounts.models import User
from tandem.office.jobs import wishes
from tests.handover.desks import NOW, an_enquiry, sent, signed_in

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
PUBLIC = "https://tandem.wren.example"


@pytest.fixture
def fair(maya: User, settings: Any) -> Campaign:
    settings.PUBLIC_URL = PUBLIC
    return add_campaign(name="Thornbury Fair", kind="event", by=maya, at=NOW)


def a_place(fair: Campaign, **columns: Any) -> Place:
    return add_place(
        **{"campaign": fair, "kind": "stand", "name": "Stand 12", "by": None, "at": NOW, **columns}
    )


def scanned(place: Place) -> Any:
    answer = Client().get(f"/q/{place.code}", headers={"User-Agent": PHONE})
    wishes.grant()
    return answer


def squares(png: bytes) -> list[list[bool]]:
    """Which squares of a code are dark, read from the middle of each in the picture itself."""
    picture = Image.open(io.BytesIO(png)).convert("1")
    middles = [PNG_SCALE * number + PNG_SCALE // 2 for number in range(picture.width // PNG_SCALE)]
    return [[not picture.getpixel((x, y)) for x in middles] for y in middles]


def test_the_picture_holds_the_address_of_the_place(fair: Campaign, joe: User) -> None:
    place = a_place(fair)
    answer = signed_in(joe).get(f"/marketing/places/{place.pk}/code.png?save")
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == 'attachment; filename="thornbury-fair-stand-12.png"'
    expected = segno.make(f"{PUBLIC}/q/{place.code}", error="m", micro=False)
    dark = [[bool(one) for one in row] for row in expected.matrix_iter(border=EDGE)]
    assert squares(answer.content) == dark
    # an edge of four squares belongs to a code
    assert not any(dark[y][x] for y, x in product(range(EDGE), range(len(dark))))


def test_the_drawing_is_no_program(fair: Campaign, joe: User) -> None:
    place = a_place(fair, name="<script>alert(1)</script>")
    answer = signed_in(joe).get(f"/marketing/places/{place.pk}/code.svg")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/svg+xml", "nosniff")
    assert b"script" not in answer.content
    assert b'viewBox="0 0' in answer.content


@pytest.mark.parametrize(("paper", "size"), [("a4", b"595.2"), ("a6", b"297.6")])
def test_a_sheet_is_printed(paper: str, size: bytes, fair: Campaign, joe: User) -> None:
    place = a_place(fair, sentence='Ask us #panic("x") about your chair 木 \U0001f4ba')
    answer = signed_in(joe).get(f"/marketing/places/{place.pk}/{paper}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert b"/MediaBox[0 0 " + size in answer.content
    assert answer["Content-Disposition"] == f'inline; filename="thornbury-fair-stand-12-{paper}.pdf"'


@pytest.mark.parametrize("address", ["", "http://localhost:8000", "http://192.168.1.20"])
def test_a_sheet_that_leads_nobody_anywhere_is_refused(
    address: str, fair: Campaign, joe: User, settings: Any
) -> None:
    settings.PUBLIC_URL = address
    place, client = a_place(fair), signed_in(joe)
    for paper in ("a4", "a6"):
        answer = client.get(f"/marketing/places/{place.pk}/{paper}.pdf")
        assert answer.status_code == 422
        assert "TANDEM_PUBLIC_URL" in answer.content.decode()
    told = client.get(f"/marketing/places/{place.pk}/").content.decode()
    assert "Not to be printed yet." in told
    assert "Print on A4" not in told


def test_a_code_leads_to_its_link(fair: Campaign, maya: User) -> None:
    link = add_link(
        campaign=fair,
        name="Chairs",
        target="https://wren.example/chairs",
        tags=Tags(source="fair"),
        by=maya,
        at=NOW,
    )
    place = a_place(fair, link=link)
    answer = scanned(place)
    assert (answer.status_code, answer["Location"]) == (302, "https://wren.example/chairs?utm_source=fair")
    # counted for the place, and once
    assert list(OpenedCount.objects.values_list("place", "link", "number")) == [(place.pk, None, 1)]
    # put away, it still leads there
    put_away(row=place, expected_version=1, by=maya, at=NOW)
    assert scanned(place)["Location"] == "https://wren.example/chairs?utm_source=fair"


def test_a_code_that_leads_nowhere_yet_is_friendly(fair: Campaign) -> None:
    answer = scanned(a_place(fair))
    told = answer.content.decode()
    assert answer.status_code == 200
    assert "Wren &amp; Rowe" in told
    assert "Thank you for scanning" in told
    assert "Set-Cookie" not in answer
    assert Client().get("/q/nosuch").status_code == 404
    assert Client().post(f"/q/{Place.objects.get().code}").status_code == 405


def test_the_page_of_a_campaign_counts_each_way(fair: Campaign, maya: User, joe: User) -> None:
    # given a stand that was scanned twice and a link opened once, by which three and one asked
    stand, van = a_place(fair), a_place(fair, kind="van", name="")
    link = add_link(
        campaign=fair, name="Letter", target="https://wren.example/", tags=Tags(), by=maya, at=NOW
    )
    scanned(stand)
    scanned(stand)
    Client().get(f"/l/{link.code}", headers={"User-Agent": PHONE})
    wishes.grant()
    for who, row in [
        ("Ada a@x.example", stand),
        ("Ben b@x.example", stand),
        ("Cy c@x.example", stand),
        ("Di d@x.example", link),
    ]:
        an_enquiry(who, campaign=fair, door="qr", last_touch=touch_of(token_for(row, at=NOW)))
    an_enquiry("Else e@x.example", campaign=fair)

    # then each shows its own, and the whole is the campaign’s
    ways = ways_of(fair)
    assert ways.opened == 3
    assert ways.result == Result(asked=5, still_open=5)
    assert [(way.row, way.opened, way.result.asked) for way in ways.places] == [(stand, 2, 3), (van, 0, 0)]
    assert [(way.row, way.opened, way.result.asked) for way in ways.links] == [(link, 1, 1)]
    told = signed_in(joe).get(f"/marketing/campaigns/{fair.pk}/").content.decode()
    assert "Stand 12" in told
    assert "Add a place" not in told


def test_as_many_queries_for_twenty_places_as_for_one(fair: Campaign, maya: User) -> None:
    client, counts = signed_in(maya), []
    for more in (1, 19):
        for _number in range(more):
            place = a_place(fair, name=f"Stand {Place.objects.count()}")
            an_enquiry(
                f"N{place.pk} n{place.pk}@x.example",
                campaign=fair,
                last_touch=touch_of(token_for(place, at=NOW)),
            )
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/marketing/campaigns/{fair.pk}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 30


def test_the_pages_of_a_place(fair: Campaign, maya: User, joe: User) -> None:
    add = f"/marketing/campaigns/{fair.pk}/places/add/"
    assert sent(signed_in(joe), add, kind="stand").status_code == 403
    assert sent(signed_in(maya), add, kind="moon").status_code == 422
    for _twice in range(2):
        answer = sent(signed_in(maya), add, kind="stand", name="Stand 12", sentence="Ask us")
        place = Place.objects.get()
        assert (answer.status_code, answer["Location"]) == (303, f"/marketing/places/{place.pk}/")
    assert sent(signed_in(maya), add, kind="stand", name="stand 12").status_code == 422
    told = signed_in(joe).get(f"/marketing/places/{place.pk}/").content.decode()
    assert f"{PUBLIC}/q/{place.code}</code>" in told
    assert "Change it" not in told
    edit = f"/marketing/places/{place.pk}/edit/"
    assert (
        sent(signed_in(maya), edit, kind="van", name="", version=1)["Location"]
        == f"/marketing/places/{place.pk}/"
    )
    assert sent(signed_in(maya), edit, kind="sign", name="", version=1).status_code == 409
    assert sent(signed_in(joe), f"/marketing/places/{place.pk}/put-away/", version=2).status_code == 403
    assert sent(signed_in(maya), f"/marketing/places/{place.pk}/put-away/", version=2).status_code == 303


def test_the_size_is_for_print(fair: Campaign, maya: User) -> None:
    png = signed_in(maya).get(f"/marketing/places/{a_place(fair).pk}/code.png").content
    width, height = Image.open(io.BytesIO(png)).size
    assert width == height >= 800
