"""Lines that come from what is sold, and how much may come off them."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from tandem.offers.bundles.models import BundlePart
from tandem.offers.catalogue.actions import add_offer, retire
from tandem.offers.catalogue.models import Offer
from tandem.offers.limits.actions import set_limit
from tandem.offers.prices.actions import set_price
from tandem.office.changes.words import Refused
from tandem.sales.quotes.offering import lines_of_offer, to_pick_from
from tandem.sales.quotes.sending import send_quote
from tandem.sales.quotes.words import LineWritten, SentBy
from tests.sales.quotes.conftest import an_offer
from tests.sales.quotes.desk import CHAIRS, a_draft, tom
from tests.sales.shop import NOW, a_business, a_user, an_opportunity

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_a_price_with_tax_is_taken_without_where_the_quote_wants_that(offer: Offer) -> None:
    # given that from today on the price is told with tax
    set_price(offer=offer, price_minor=60_000, valid_from=TODAY, meant="gross", by=None, at=NOW)
    version = a_draft(lines=[])
    # when it becomes a line of a quote without tax
    [line] = lines_of_offer(offer.pk, version, TODAY)
    # then it is what is left without the 20%, and the day before it was the old price
    assert (line.price_minor, line.tax_percent) == (50_000, 20)
    [before] = lines_of_offer(offer.pk, version, TODAY - datetime.timedelta(days=1))
    assert before.price_minor == 48_000


def test_a_bundle_becomes_its_parts_and_what_goes_along_is_left_to_them(offer: Offer) -> None:
    # given a bundle that adds up: two chairs, and a footstool if they like
    stool = an_offer("Footstool", 90)
    bundle = add_offer(name="Two and a stool", kind="bundle", adds_up=True, by=None, at=NOW)
    for part, quantity, optional in ((offer, 2, False), (stool, 1, True)):
        BundlePart.objects.create(bundle=bundle, part=part, quantity=quantity, optional=optional)
    version = a_draft(lines=[])
    # when it is added
    lines = lines_of_offer(bundle.pk, version, TODAY)
    # then each part is a line
    assert [(one.words, one.quantity, one.price_minor, one.optional) for one in lines] == [
        ("Wing chair\nNew springs", 2, 48_000, False),
        ("Footstool", 1, 9_000, True),
    ]


def test_what_has_no_price_or_is_not_sold_any_more_is_refused(offer: Offer) -> None:
    version = a_draft(lines=[])
    free = add_offer(name="No price yet", by=None, at=NOW)
    with pytest.raises(Refused, match="has no price"):
        lines_of_offer(free.pk, version, TODAY)
    retire(offer=offer, expected_version=offer.version, by=None, at=NOW)
    with pytest.raises(Refused, match="not sold any more"):
        lines_of_offer(offer.pk, version, TODAY)
    assert to_pick_from(version, TODAY) == []


@pytest.mark.parametrize(
    ("change", "is_sent"),
    [
        ({"discount_percent": Decimal(10)}, True),
        ({"discount_percent": Decimal("10.01")}, False),
        ({"discount_minor": 8_400}, True),
        ({"discount_minor": 8_401}, False),
        ({"price_minor": 1}, True),
        # 10% of £3.33 is 33.3p, and of £0.05 half a penny: what is left was rounded down, or the amount up
        ({"quantity": Decimal(1), "price_minor": 333, "discount_percent": Decimal(10)}, True),
        ({"quantity": Decimal(1), "price_minor": 5, "discount_percent": Decimal(10)}, True),
        ({"quantity": Decimal(1), "price_minor": 333, "discount_minor": 34}, True),
        ({"quantity": Decimal(1), "price_minor": 333, "discount_minor": 35}, False),
        ({"quantity": Decimal(1), "price_minor": 5, "discount_percent": Decimal("10.01")}, False),
    ],
)
def test_nobody_gives_more_off_than_their_role_may(change: dict[str, object], is_sent: bool) -> None:
    # given that sales may give 10%, and a line of £840
    a_business()
    owner, joe = a_user("Maya", role="owner"), a_user("Joe", role="sales")
    set_limit(role="sales", percent=Decimal(10), expected_version=1, by=owner, at=NOW)
    version = a_draft(an_opportunity(tom()), lines=[replace(CHAIRS, **change)])  # type: ignore[arg-type]
    common = {"version": version, "expected_version": version.version, "how": SentBy.HAND, "at": NOW}
    # when Joe sends it, then he may or is told, and the owner always may
    if is_sent:
        assert send_quote(by=joe, **common)  # type: ignore[arg-type]
    else:
        with pytest.raises(Refused, match="at most 10% off, and “Dining chair"):
            send_quote(by=joe, **common)  # type: ignore[arg-type]
        assert send_quote(by=owner, **common)  # type: ignore[arg-type]


def test_a_lower_price_than_the_offers_is_a_discount_too(offer: Offer) -> None:
    owner, joe = a_user("Maya", role="owner"), a_user("Joe", role="sales")
    set_limit(role="sales", percent=Decimal(10), expected_version=1, by=owner, at=NOW)
    line = LineWritten(words="Wing chair", price_minor=40_000, tax_percent=Decimal(20), offer_id=offer.pk)
    version = a_draft(lines=[line])
    with pytest.raises(Refused, match="at most 10% off"):
        send_quote(version=version, expected_version=version.version, how=SentBy.HAND, by=joe, at=NOW)


def test_a_made_up_offer_is_no_offer(offer: Offer) -> None:
    version = a_draft(lines=[replace(CHAIRS, offer_id=999_999), replace(CHAIRS, offer_id=offer.pk)])
    assert [line.offer_id for line in version.lines.all()] == [None, offer.pk]
