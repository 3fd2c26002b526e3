"""Why sales said no: by channel and campaign, with counts and a range, and in the sellers' own words."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.handover.passing.actions import decline, pass_on
from tandem.handover.passing.models import Passing
from tandem.handover.reasons.drawing import table_of
from tandem.handover.reasons.queries import heading, more_often, why_not, words_of_sellers
from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.campaigns.models import Campaign
from tandem.office.accounts.models import User
from tandem.sales.needs.models import UnmetNeed
from tests.handover.desks import NOW, an_enquiry, days, hours, sent, signed_in

SINCE, UNTIL = NOW - days(30), NOW + days(1)


@pytest.fixture
def fair(maya: User) -> Campaign:
    return add_campaign(name="Spring fair", kind="event", by=maya, at=NOW)


def decided(number: int, medium: str, reason: str = "", *, words: str = "", **columns: Any) -> None:
    enquiry = an_enquiry(f"{medium} {medium}{Passing.objects.count()}@x.example", medium=medium, **columns)
    said = {"decision": "declined", "declined_reason": reason, "declined_words": words}
    values = {
        "enquiry": enquiry,
        "passed_at": NOW - hours(2),
        "recorded_at": NOW - hours(2),
        "decided_at": NOW - hours(1),
        "decision": "accepted",
        **(said if reason else {}),
    }
    Passing.objects.bulk_create(Passing(**values) for _place in range(number))


def test_counts_by_channel_and_campaign(fair: Campaign) -> None:
    # given two channels, one of them partly by a campaign
    decided(12, "cpc")
    decided(8, "cpc", "Too far away")
    decided(3, "cpc", "Budget too small", campaign=fair)
    decided(5, "referral")
    # and what counts nowhere
    decided(1, "referral", "Too far away")
    Passing.objects.filter(enquiry__channel__medium="referral", decision="declined").update(import_id=4)

    told = why_not(SINCE, UNTIL)

    assert [(one.declined, one.decided) for one in told.channels] == [(11, 23), (0, 5)]
    assert told.channels[0].most_frequent == [("Too far away", 8), ("Budget too small", 3)]
    assert [(one.name, one.declined, one.decided) for one in told.campaigns] == [("Spring fair", 3, 3)]
    assert heading(told) == "Sales said no to 11 of 28. Most often: “Too far away” (8)"


def test_a_share_and_its_range_only_from_twenty_on(maya: User) -> None:
    decided(10, "cpc")
    decided(10, "cpc", "Too far away")
    decided(9, "referral")
    decided(10, "referral", "Too far away")
    told = why_not(SINCE, UNTIL)
    table = table_of(told.channels, told.whole)
    assert table is not None
    assert [(row.said.decided, row.written, row.range) for row in table.rows] == [
        (20, "50%", "32 to 68%"),
        (19, "too few to say", ""),
    ]


def test_a_channel_stands_out_only_with_its_whole_range(maya: User) -> None:
    decided(60, "referral")
    decided(20, "referral", "Too far away")
    decided(12, "cpc")
    decided(10, "cpc", "Too far away")
    assert more_often(why_not(SINCE, UNTIL)) is None
    decided(14, "cpc", "Too far away")
    found = more_often(why_not(SINCE, UNTIL))
    assert found is not None
    assert (found.declined, found.decided) == (24, 36)


def test_the_words_are_the_newest_first_with_their_enquiry(maya: User) -> None:
    decided(1, "cpc", "Too far away", words="Sixty miles.")
    decided(1, "cpc", "Too far away")
    decided(1, "referral", "Budget too small", words="Hoped for £50.")
    found = words_of_sellers(SINCE, UNTIL)
    assert [row.declined_words for row in found] == ["Hoped for £50.", "Sixty miles."]


def test_nobody_decided_is_said(maya: User) -> None:
    assert heading(why_not(SINCE, UNTIL)) == "Sales has not said yes or no to anybody in these months"
    decided(3, "cpc")
    assert heading(why_not(SINCE, UNTIL)) == "Sales said yes to everybody: 3 of 3"


# The page and marketing's desk


def declined_now(who: str, maya: User, joe: User, **more: Any) -> None:
    at = timezone.now()
    enquiry = an_enquiry(who, at=at - hours(1))
    passing = pass_on(enquiry=enquiry, expected_version=1, owner=joe, by=maya, at=at)
    decline(passing=passing, expected_version=1, reason="Not something we do", by=joe, at=at, **more)


def test_the_page_and_the_desk_tell_both(maya: User, joe: User) -> None:
    declined_now("Tom tom@x.example", maya, joe, words="A gate for a garden", unmet_need="Carpentry.")
    declined_now("Zoë zoe@x.example", maya, joe, unmet_need=" carpentry")
    for url in ("/handover/why-not/", "/marketing/"):
        page = signed_in(maya).get(url).content.decode()
        assert "“A gate for a garden”" in page
        assert page.count("What people wanted that we do not offer") == 1
        # written last, it is called so, and both are counted
        assert "carpentry" in page
        assert "2 times" in page
    assert UnmetNeed.objects.values_list("key", flat=True).distinct().get() == "carpentry"


def test_an_empty_page_says_what_comes_here(maya: User) -> None:
    page = signed_in(maya).get("/handover/why-not/").content.decode()
    assert "When sales declines, the reason comes here" in page
    assert "Nothing was noted yet." in page


def test_what_was_typed_stays_words(maya: User, joe: User) -> None:
    declined_now("Tom tom@x.example", maya, joe, words="<b>60</b> miles", unmet_need="<i>gates</i>")
    page = signed_in(maya).get("/handover/why-not/").content.decode()
    assert "&lt;b&gt;60&lt;/b&gt; miles" in page
    assert "&lt;i&gt;gates&lt;/i&gt;" in page


@pytest.mark.parametrize("url", ["/handover/why-not/", "/marketing/"])
def test_as_many_queries_for_many_as_for_few(url: str, maya: User, joe: User) -> None:
    client = signed_in(maya)

    def fill(number: int, start: int) -> None:
        for place in range(start, start + number):
            need = f"need {place}"
            declined_now(f"N{place} n{place}@x.example", maya, joe, words="Far", unmet_need=need)

    def asked() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    fill(2, 0)
    few = asked()
    fill(12, 100)
    assert asked() == few <= 30


def test_read_only_may_read_it(ann: User) -> None:
    assert signed_in(ann).get("/handover/why-not/").status_code == 200
    assert sent(signed_in(ann), "/handover/why-not/").status_code == 405
