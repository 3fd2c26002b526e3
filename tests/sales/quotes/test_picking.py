"""A quote begins with what was picked for them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tandem.offers.bundles.models import BundlePart
from tandem.offers.catalogue.actions import add_offer, retire
from tandem.offers.catalogue.models import Offer
from tandem.sales.hearing.actions import hear_need
from tandem.sales.matching.actions import pick_offer
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.models import Quote
from tandem.sales.quotes.picking import begin_with_picked
from tandem.sales.quotes.queries import written_lines
from tests.sales.quotes.conftest import an_offer
from tests.sales.quotes.desk import tom
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, sent, signed_in

pytestmark = pytest.mark.django_db


def begun(row: Opportunity) -> tuple[list[tuple[str, Decimal, bool]], list[str]]:
    quote, left_out = begin_with_picked(opportunity=row, by=None, at=NOW)
    lines = written_lines(quote.versions.get())
    return [(one.words.split("\n")[0], one.quantity, one.optional) for one in lines], left_out


def test_what_was_picked_stands_in_it_as_many_as_were_picked(offer: Offer) -> None:
    # given chairs, and two of a bundle of three stools, with a cover if they like
    row, stool, cover = an_opportunity(tom()), an_offer("Footstool", 90), an_offer("Cover", 20)
    bundle = add_offer(name="Stools", kind="bundle", adds_up=True, by=None, at=NOW)
    BundlePart.objects.create(bundle=bundle, part=stool, quantity=3, optional=False)
    BundlePart.objects.create(bundle=bundle, part=cover, quantity=1, optional=True)
    pick_offer(opportunity=row, offer=offer, quantity=Decimal("2.5"), by=None, at=NOW)
    pick_offer(opportunity=row, offer=bundle, quantity=Decimal(2), by=None, at=NOW)
    # when a quote is begun, then each is a line of it
    assert begun(row) == (
        [("Wing chair", Decimal("2.5"), False), ("Footstool", 6, False), ("Cover", 2, True)],
        [],
    )
    version = Quote.objects.get().versions.get()
    assert version.net_minor == 2 * 48_000 + 24_000 + 6 * 9_000


def test_what_has_no_price_or_is_sold_no_more_is_left_out(offer: Offer) -> None:
    row, free, gone = an_opportunity(tom()), add_offer(name="Free", by=None, at=NOW), an_offer("Gone", 9)
    for one in (free, offer, gone):
        pick_offer(opportunity=row, offer=one, by=None, at=NOW)
    retire(offer=gone, expected_version=gone.version, by=None, at=NOW)
    assert begun(row) == (
        [("Wing chair", 1, False)],
        [
            "Free is left out. “Free” has no price or no tax today. See to it under What we sell.",
            "Gone is left out. This is not sold any more.",
        ],
    )


def test_the_button_begins_with_it_and_says_what_is_left_out(offer: Offer) -> None:
    a_business()
    row, client = an_opportunity(tom()), signed_in(a_user("Joe", role="sales"))
    for one in (offer, add_offer(name="Free", by=None, at=NOW)):
        pick_offer(opportunity=row, offer=one, by=None, at=NOW)
    hear_need(opportunity=row, words="A chair", by=None, at=NOW)
    begin = reverse("sales:quote_begin", args=[row.pk])
    assert begin in client.get(reverse("sales:met", args=[row.pk])).content.decode()
    html = client.get(sent(client, begin)["Location"]).content.decode()
    assert "Free is left out. “Free” has no price or no tax today." in html
    first = Quote.objects.get()
    assert [line.words for line in written_lines(first.versions.get())] == ["Wing chair\nNew springs"]
    # and one like another is like that, and no more
    first.versions.get().lines.all().delete()
    sent(client, begin, number=str(first))
    assert written_lines(Quote.objects.latest("number").versions.get()) == []
