"""Somebody written down by hand arrives as at every other door."""

import pytest

from tandem.marketing.arrivals.models import Arrival
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.people.consent.models import ConsentEvent
from tests.handover.desks import sent, signed_in

CAPTURE = "/marketing/capture/"


def test_what_was_typed_stands_in_the_arrival(maya: User) -> None:
    # given somebody on the telephone
    client = signed_in(maya)
    answer = sent(
        client, CAPTURE, who="Una Field una@example.org", door="phone", words="Two chairs",
        source="Herald", newsletter="on",
    )  # fmt: skip

    # then there is one enquiry, and what was typed for it
    assert answer.status_code == 303
    enquiry, arrival = Enquiry.objects.get(), Arrival.objects.get()
    assert (arrival.enquiry, arrival.door, arrival.outcome) == (enquiry, "phone", "heard")
    assert (arrival.heard_at, arrival.received_at) == (enquiry.heard_at, enquiry.recorded_at)
    assert arrival.received == {
        "who": "Una Field una@example.org",
        "door": "phone",
        "words": "Two chairs",
        "source": "Herald",
        "newsletter": True,
    }
    allowed = ConsentEvent.objects.get()
    assert (allowed.person, allowed.use, allowed.source) == (enquiry.person, "newsletter", "Phone")
    assert allowed.at == enquiry.heard_at


@pytest.mark.parametrize("who", ["", "  "])
def test_what_is_refused_arrived_nowhere(maya: User, who: str) -> None:
    assert sent(signed_in(maya), CAPTURE, who=who, door="phone").status_code == 422
    assert not Arrival.objects.exists()
