"""What comes off the whole of a quote: typed, shown, held to the limit, and agreed to."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tandem.offers.limits.actions import set_limit
from tandem.office.changes.words import Refused
from tandem.sales.orders.models import OrderLine
from tandem.sales.quotes.actions import new_version, save_draft
from tandem.sales.quotes.answering import accept_quote
from tandem.sales.quotes.models import QuoteVersion
from tandem.sales.quotes.printing import pages_of
from tandem.sales.quotes.sending import send_quote
from tandem.sales.quotes.words import Off, SentBy
from tests.sales.quotes.desk import (
    CHAIRS,
    DELIVERY,
    LETTER,
    LINES,
    a_draft,
    a_yes,
    fresh_version,
    link_to,
    sent_quote,
    stranger,
)
from tests.sales.quotes.test_pages import CHAIR, draft_form
from tests.sales.shop import NOW, a_business, a_user, sent, signed_in

pytestmark = pytest.mark.django_db
TEN = Off(percent=Decimal(10))


@pytest.fixture(autouse=True)
def _business() -> None:
    a_business()


def sums(version: QuoteVersion) -> tuple[int, int, int]:
    return version.net_minor, version.tax_minor, version.gross_minor


def test_a_share_or_an_amount_comes_off_all_lines_before_tax() -> None:
    # given £1,140 without what is left to them, then a tenth or £40 comes off, and the tax is on the rest
    assert sums(a_draft(off=TEN)) == (102_600, 20_520, 123_120)
    assert sums(a_draft(off=Off(minor=4_000))) == (110_000, 22_000, 132_000)
    # and never more than there is
    assert sums(a_draft(off=Off(minor=10**9))) == (0, 0, 0)


def test_each_rate_of_tax_is_on_what_is_left_under_it() -> None:
    books = replace(DELIVERY, words="A book", price_minor=30_000, tax_percent=Decimal(0))
    # given £840 at 20% and £300 at nothing, when £114 comes off, then a tenth of each does
    version = a_draft(lines=[CHAIRS, books], off=Off(minor=11_400))
    assert sums(version) == (102_600, 15_120, 117_720)


def test_the_draft_is_saved_with_it_and_with_it_alone() -> None:
    version = a_draft()
    for off, gross in ((TEN, 123_120), (Off(), 136_800)):
        save_draft(
            version=version,
            expected_version=version.version,
            letter=replace(LETTER, off=off),
            lines=LINES,
            by=None,
            at=NOW,
        )
        version = fresh_version(version)
        assert (version.off, version.gross_minor) == (off, gross)


@pytest.mark.parametrize(
    ("off", "sentence"),
    [
        (Off(percent=Decimal(101)), "between 0 and 100%"),
        (Off(minor=-1), "without a minus"),
        (Off(percent=Decimal(1), minor=1), "a share such as 10%, or an amount"),
        (Off(minor=10**18), "more than a quote holds"),
    ],
)
def test_what_makes_no_sense_is_refused(off: Off, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        a_draft(off=off)


@pytest.mark.parametrize(
    ("lines", "off", "is_sent"),
    [
        ([CHAIRS], TEN, True),
        ([CHAIRS], Off(percent=Decimal("10.01")), False),
        ([CHAIRS], Off(minor=8_400), True),
        ([CHAIRS], Off(minor=8_401), False),
        # 10% of £3.33 is 33.3p: 34p is less than a penny beyond
        ([replace(CHAIRS, quantity=Decimal(1), price_minor=333)], Off(minor=34), True),
        ([replace(CHAIRS, quantity=Decimal(1), price_minor=333)], Off(minor=35), False),
        # 5% off the line and 5% off the whole are 9.75%, and 6% and 5% are 10.7%
        ([replace(CHAIRS, discount_percent=Decimal(5))], Off(percent=Decimal(5)), True),
        ([replace(CHAIRS, discount_percent=Decimal(6))], Off(percent=Decimal(5)), False),
        # An amount weighs most where they choose nothing
        ([CHAIRS, replace(CHAIRS, optional=True)], Off(minor=8_401), False),
        # What costs nothing has no share to give
        ([CHAIRS, replace(CHAIRS, price_minor=0)], Off(minor=8_400), True),
        ([CHAIRS] * 9, Off(minor=9 * 8_400 + 1), False),
    ],
)
def test_it_counts_together_with_what_comes_off_the_lines(lines: Any, off: Off, is_sent: bool) -> None:
    # given that sales may give 10%
    owner, joe = a_user("Maya", role="owner"), a_user("Joe", role="sales")
    set_limit(role="sales", percent=Decimal(10), expected_version=1, by=owner, at=NOW)
    version = a_draft(lines=lines, off=off)
    common: Any = {"version": version, "expected_version": version.version, "how": SentBy.HAND, "at": NOW}
    # when Joe sends it, then he may or is told, and the owner always may
    if is_sent:
        assert send_quote(by=joe, **common)
    else:
        with pytest.raises(Refused, match="at most 10% off"):
            send_quote(by=joe, **common)
        assert send_quote(by=owner, **common)


def test_the_customer_sees_it_and_agrees_to_it_with_what_they_choose() -> None:
    # given a quote with a tenth off the whole, and webbing for £35 left to them
    a_user("Ann", role="owner")
    quote = sent_quote(off=TEN)
    html = stranger().get(link_to(quote)).content.decode()
    assert "Less 10% on the whole" in html
    assert "−£114.00" in html
    assert "£1,231.20" in html
    # when they tick the webbing, then a tenth of it comes off too
    html = stranger().get(link_to(quote) + "?with=4").content.decode()
    assert "−£117.50" in html
    # and the yes makes an order whose lines bear it, to the penny
    acceptance = accept_quote(
        quote=quote, yes=a_yes(quote, chosen=frozenset({4}), gross_minor=126_900), by=None, at=NOW
    )
    assert (acceptance.net_minor, acceptance.gross_minor) == (105_750, 126_900)
    lines = OrderLine.objects.filter(order=acceptance.order).order_by("position")
    assert [line.net_minor for line in lines] == [75_600, 21_600, 5_400, 3_150]
    assert acceptance.text["totals"]["whole"] == "−£117.50"


def test_the_paper_says_it_and_what_was_sent_before_there_was_such_a_thing_stays() -> None:
    standing = sent_quote(off=TEN).standing
    assert standing is not None
    shown = standing.shown
    with_it = pages_of(shown)
    # given a version as it was kept when no quote had such a discount
    old = {name: value for name, value in shown.items() if not name.startswith(("discount", "whole"))}
    old["totals"] = {
        name: value for name, value in shown["totals"].items() if name not in ("whole", "together")
    }
    # then it is set as ever, and without a line for it
    assert len(pages_of(old)) == 1
    assert pages_of(old) != with_it


def test_a_new_version_begins_with_it() -> None:
    draft = new_version(quote=sent_quote(off=TEN), by=None, at=NOW)
    assert (draft.off, draft.gross_minor) == (TEN, 123_120)


def test_it_is_typed_below_the_lines_and_seen_at_once() -> None:
    # given a draft in the editor
    client, draft = signed_in(a_user("Joe", role="sales")), a_draft(lines=[])
    save = reverse("sales:quote_save", args=[draft.quote_id])
    look = reverse("sales:quote_preview", args=[draft.quote_id])
    # when 5% is typed, then the sums say so before it is kept
    typed = draft_form(CHAIR, version=draft.version, discount="5%")
    assert "Less 5% on the whole" in client.post(look, typed).content.decode()
    sent(client, save, **typed)
    assert sums(fresh_version(draft)) == (79_800, 15_960, 95_760)
    html = client.get(reverse("sales:quote", args=[draft.quote_id])).content.decode()
    assert 'value="5%"' in html
    assert "−£42.00" in html
    # and what cannot be read is told at its field
    wrong = sent(client, save, **draft_form(CHAIR, version=3, discount="-5"))
    assert wrong.status_code == 422
    assert "without a minus" in wrong.content.decode()
