"""Our paper: set by the owner, read by everybody, with a logo that is only a picture."""

import struct
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.sales.paper.actions import set_paper
from tandem.sales.paper.pictures import size_of
from tandem.sales.paper.queries import logo_of, our_paper
from tandem.sales.paper.words import contrast_with_white
from tests.sales.paper.pictures import a_logo
from tests.sales.quotes.desk import sent_quote
from tests.sales.shop import NOW, a_business, a_user, sent, signed_in

pytestmark = pytest.mark.django_db
URL = "/sales/paper/"
FORM = {
    "tagline": "upholstery and curtains", "address": "4 Mill Lane", "phone": "", "email": "", "website": "",
    "foot": "", "colour": "#a8470a", "closing": "", "tax_name": "VAT", "usual_tax": "20",
    "good_for_days": "14", "remind_days": "2",
}  # fmt: skip


def test_the_owner_sets_it_and_the_next_quote_looks_like_it() -> None:
    # given a quote that was sent on the old paper
    a_business()
    old = sent_quote()
    client = signed_in(a_user("Maya", role="owner"))
    # when the paper is set, with a logo
    logo = a_logo(Image.new("RGB", (300, 100), "#a8470a"))
    answer = sent(client, URL, **FORM, version=1, logo=logo)
    # then it is kept, and what was sent keeps the paper of its day
    assert (answer.status_code, answer["Location"]) == (303, URL)
    paper = our_paper()
    assert (paper.tagline, paper.good_for_days, paper.colour) == ("upholstery and curtains", 14, "#a8470a")
    assert client.get(reverse("sales:paper_logo"))["Content-Type"] == "image/png"
    assert old.standing is not None
    assert old.standing.shown["firm"]["tagline"] == ""
    # and without the logo it is gone from the next
    sent(client, URL, **FORM, version=2, without_logo="on")
    assert our_paper().logo_id is None
    assert logo_of(paper.logo_id) is not None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"colour": "#ffee00"}, "hard to read"),
        ({"colour": "red"}, "Pick a colour"),
        ({"usual_tax": "many"}, "read that as a number"),
        ({"usual_tax": "101"}, "between 0 and 100%"),
        ({"usual_tax": "-1"}, "between 0 and 100%"),
        ({"good_for_days": "0"}, "This has to be 1 at least."),
    ],
)
def test_what_cannot_be_is_told(change: dict[str, str], sentence: str) -> None:
    client = signed_in(a_user("Maya", role="owner"))
    answer = sent(client, URL, **{**FORM, **change}, version=1)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert our_paper().tagline == ""


def test_only_the_owner_and_nobody_over_another() -> None:
    with pytest.raises(NotAllowed):
        set_paper(expected_version=1, by=a_user("Joe", role="sales"), at=NOW, tagline="x")
    owner = a_user("Maya", role="owner")
    set_paper(expected_version=1, by=owner, at=NOW, tagline="x")
    with pytest.raises(Stale):
        set_paper(expected_version=1, by=owner, at=NOW, tagline="y")


def test_a_logo_is_a_picture_of_a_sane_size() -> None:
    owner = a_user("Maya", role="owner")
    png = a_logo(Image.new("RGB", (10, 10))).read()
    huge = png[:16] + struct.pack(">II", 100_000, 100_000) + png[24:]
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for content in (huge, drawing, png[:20], b"\xff\xd8\xff\xe0", b""):
        with pytest.raises(Refused):
            set_paper(expected_version=1, by=owner, at=NOW, logo=SimpleUploadedFile("logo.png", content))
    assert our_paper().logo_id is None


def test_how_large_a_picture_is() -> None:
    for kind in ("PNG", "JPEG"):
        assert size_of(a_logo(Image.new("RGB", (321, 123)), kind=kind).read()) == (321, 123)
    assert size_of(b"GIF89a") is None


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("percent", [Decimal(-1), Decimal("100.001")])
def test_a_usual_tax_that_cannot_be_is_refused(percent: Decimal) -> None:
    owner = a_user("Maya", role="owner")
    with pytest.raises(Refused, match="between 0 and 100%") as refused:
        set_paper(expected_version=1, usual_tax_percent=percent, by=owner, at=NOW)
    assert refused.value.field == "usual_tax"
