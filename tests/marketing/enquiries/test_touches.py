"""The way to us: the first touch is the person’s first known one, the last is what brought them this time."""

from typing import Any

import pytest

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.enquiries.actions import hear_many
from tandem.marketing.enquiries.touches import touch_words, way_words
from tandem.marketing.enquiries.words import Heard, read_who
from tandem.office.accounts.models import User
from tests.handover.desks import NOW, an_enquiry, days, signed_in

LETTER = {
    "source": "letter",
    "medium": "email",
    "link": 3,
    "link_name": "November newsletter",
    "at": "2026-11-03T09:00:00+00:00",
}


def test_who_came_back_is_told_with_both(maya: User) -> None:
    # given somebody who was met at a stand in spring
    fair = add_campaign(name="Thornbury Fair", kind="event", by=maya, at=NOW)
    at = NOW - days(200)
    stand = {
        "medium": "event",
        "campaign": fair.pk,
        "campaign_name": "Thornbury Fair",
        "place": 7,
        "place_name": "Stand 12",
    }
    first = an_enquiry(at=at, campaign=fair, last_touch={**stand, "at": at.isoformat()})
    assert first.first_touch == first.last_touch

    # when she asks again by a link, and later by phone
    again = an_enquiry(at=NOW, door="form", last_touch=LETTER)
    rang = an_enquiry(at=NOW)

    # then her first touch stays the first, and each has its own last
    assert (again.first_touch, again.last_touch) == (first.last_touch, LETTER)
    assert (rang.first_touch, rang.last_touch) == (first.last_touch, {})
    page = signed_in(maya).get(f"/marketing/enquiries/{again.pk}/").content.decode()
    assert (
        "Found us first at Thornbury Fair, Stand 12 on 17 April; "
        "came back through the link “November newsletter”." in page
    )
    told = signed_in(maya).get(f"/marketing/enquiries/{first.pk}/").content.decode()
    assert "<p>Found us at Thornbury Fair, Stand 12.</p>" in told


def test_by_hand_it_is_told_where_somebody_said_it(maya: User) -> None:
    fair = add_campaign(name="Home Fair", kind="event", by=maya, at=NOW)
    at_fair = an_enquiry("Ada Quist a@x.example", campaign=fair, door="event")
    assert at_fair.last_touch == {
        "source": "",
        "medium": "event",
        "at": NOW.isoformat(),
        "campaign": fair.pk,
        "campaign_name": "Home Fair",
    }
    paper = an_enquiry("Ben Marsh b@x.example", source="The Herald", medium="print")
    assert way_words(paper.first_touch, paper.last_touch) == "Found us through The Herald · print."
    # a call of which nobody knows where it came from has no touch
    assert an_enquiry("Cleo Hart c@x.example").last_touch == {}


def test_what_was_asked_earlier_but_written_down_later_is_not_given_a_later_first(maya: User) -> None:
    an_enquiry(at=NOW, last_touch=LETTER)
    old = an_enquiry(at=NOW - days(30))
    assert old.first_touch == {}


def test_an_import_is_kept_as_its_list_says(maya: User) -> None:
    rows = [
        Heard(
            contact=read_who("Ada a@x.example"),
            heard_at=NOW,
            door="import",
            source="paper",
            external_key=str(n),
        )
        for n in range(2)
    ]
    heard: list[Any] = list(hear_many(rows=rows, by=maya, at=NOW, import_id=4))
    assert [one.last_touch for one in heard] == [{}, {}]


@pytest.mark.parametrize(
    ("touch", "words"),
    [
        ({}, ""),
        ({"page": "/chairs"}, "on our page /chairs"),
        ({"term": "sofa repair"}, "searching for “sofa repair”"),
        ({"source": "the_herald", "medium": "print"}, "through the herald · print"),
        ({"medium": "print", "campaign_name": "Flyer", "place_name": "Library"}, "through Flyer, Library"),
        # whatever another program sends
        ({"campaign_name": {"a": 1}, "place_name": 7, "medium": None, "at": "soon"}, ""),
        ({"page": "x" * 500}, "on our page " + "x" * 120),
    ],
)
def test_a_touch_in_words(touch: dict[str, Any], words: str) -> None:
    assert touch_words(touch) == words


@pytest.mark.parametrize("at", ["", "soon", "2026-99-99T00:00:00", 5])
def test_a_day_that_is_none_is_left_out(at: Any) -> None:
    first = {"campaign_name": "Flyer", "at": at}
    assert way_words(first, LETTER) == (
        "Found us first through Flyer; came back through the link “November newsletter”."
    )
