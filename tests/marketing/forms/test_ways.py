"""A form learns the way by a signed token: the code of a place, a link of ours."""

from typing import Any

import pytest
from django.test import Client

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.forms.actions import add_form, switch
from tandem.marketing.forms.models import PublicForm
from tandem.marketing.links.actions import add_link, add_place
from tandem.marketing.links.models import Place
from tandem.marketing.links.words import Tags
from tandem.office.accounts.models import User
from tests.handover.desks import NOW
from tests.marketing.forms.strangers import ask


@pytest.fixture
def fair(maya: User) -> Campaign:
    return add_campaign(name="Thornbury Fair", kind="event", by=maya, at=NOW)


@pytest.fixture
def stand(fair: Campaign, maya: User) -> Place:
    return add_place(campaign=fair, kind="stand", name="Stand 12", by=maya, at=NOW)


def a_form(fair: Campaign, maya: User, slug: str = "fair") -> PublicForm:
    return add_form(name=slug.title(), slug=slug, campaign=fair, by=maya, at=NOW)


def scanned(stand: Place) -> Any:
    return Client().get(f"/q/{stand.code}")


def test_a_scan_opens_the_form_and_the_enquiry_knows_the_place(
    stand: Place, fair: Campaign, maya: User
) -> None:
    # given an open form of the campaign; when somebody scans and asks
    a_form(fair, maya)
    there = scanned(stand)
    assert there.status_code == 302
    path, _question, query = there["Location"].partition("?")
    assert (path, query[:2]) == ("/f/fair", "t=")
    ask(slug="fair", query=f"?{query}")

    # then the code is the door, the campaign the channel, and the place the way
    enquiry = Enquiry.objects.select_related("channel").get()
    assert (enquiry.door, enquiry.campaign, enquiry.channel.name) == ("qr", fair, "Fairs and events")
    assert (enquiry.last_touch["place"], enquiry.last_touch["place_name"]) == (stand.pk, "Stand 12")
    assert enquiry.first_touch == enquiry.last_touch


def test_of_several_forms_the_newest_open_one(stand: Place, fair: Campaign, maya: User) -> None:
    older, newer = a_form(fair, maya, "older"), a_form(fair, maya, "newer")
    assert scanned(stand)["Location"].startswith("/f/newer?t=")
    switch(form=newer, is_open=False, by=maya, at=NOW)
    assert scanned(stand)["Location"].startswith("/f/older?t=")
    switch(form=older, is_open=False, by=maya, at=NOW)
    assert scanned(stand).status_code == 200


def test_a_link_to_the_form_is_surer_than_what_the_address_says(
    form: PublicForm, fair: Campaign, maya: User, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://tandem.wren.example"
    link = add_link(
        campaign=fair,
        name="November newsletter",
        target="https://tandem.wren.example/f/visit?utm_source=herald&utm_medium=print",
        tags=Tags(source="newsletter", medium="email"),
        by=maya,
        at=NOW,
    )
    there = Client().get(f"/l/{link.code}")["Location"]
    assert there.startswith(link.target + "&t=")
    ask(query="?" + there.partition("?")[2])
    enquiry = Enquiry.objects.select_related("channel").get()
    assert (enquiry.door, enquiry.campaign) == ("form", fair)
    assert (enquiry.channel.source, enquiry.channel.medium) == ("newsletter", "email")
    assert enquiry.last_touch["link_name"] == "November newsletter"


@pytest.mark.parametrize("token", ["p-1-1.made-up", "", "x" * 300])
def test_a_made_up_way_is_no_way(token: str, form: PublicForm, stand: Place) -> None:
    ask(query=f"?t={token}&utm_source=herald")
    enquiry = Enquiry.objects.get()
    assert (enquiry.door, enquiry.campaign, enquiry.last_touch) == ("form", None, {"source": "herald"})
