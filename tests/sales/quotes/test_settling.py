"""What is decided without a quote takes the quote from its customer."""

import pytest
from django.utils import timezone

from tandem.office.journal.models import JournalLine
from tandem.office.limits.actions import empty
from tandem.office.mail.composing import composed
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import Withdrawn
from tandem.people.privacy.actions import erase
from tandem.sales.merging.actions import merge_opportunities
from tandem.sales.opportunities.actions import lose, reopen, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.actions import new_version
from tandem.sales.quotes.answering import accept_quote, decline_quote
from tandem.sales.quotes.models import Quote
from tandem.sales.quotes.queries import listed
from tandem.sales.quotes.sending import send_quote
from tandem.sales.quotes.words import NotStanding, SentBy
from tests.sales.quotes.desk import a_yes, fresh, fresh_version, link_to, sent_quote, stranger, tom
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, signed_in

pytestmark = pytest.mark.django_db
LATE = NOW.date().replace(year=2100)


@pytest.fixture(autouse=True)
def _business() -> None:
    empty()
    a_business()
    # Until somebody is at home, every door is shut.
    a_user("Ann", role="owner")


def end(quote: Quote, how: str) -> None:
    row = Opportunity.objects.get(pk=quote.opportunity_id)
    if how == "won":
        win(opportunity=row, expected_version=row.version, amount_minor=99, by=None, at=NOW)
    else:
        lose(opportunity=row, expected_version=row.version, reason="price", by=None, at=NOW)


@pytest.mark.parametrize(
    ("how", "sentence"), [("won", "We have agreed on something else"), ("lost", "no longer open")]
)
def test_the_end_of_an_opportunity_takes_its_quotes_from_them(how: str, sentence: str) -> None:
    # given a quote that is to leave by mail
    quote = sent_quote(how=SentBy.MAIL, to="tom@example.org", valid_until=LATE)
    # when its opportunity ends by hand
    end(quote, how)
    # then it is taken back, told in the journal and on the page, and no mail leaves
    quote = fresh(quote)
    assert (quote.state, quote.ended_at) == ("withdrawn", NOW)
    assert JournalLine.objects.get(verb="sales.quote.withdrawn").note == "Settled otherwise"
    assert sentence in stranger().get(link_to(quote)).content.decode()
    row = OutboxRow.objects.get(effect_key__startswith="sales.quote.sent")
    assert isinstance(composed(row.payload["composer"], row.payload["about"], timezone.now()), Withdrawn)
    # and a no finds that it does not stand
    with pytest.raises(NotStanding):
        decline_quote(
            quote=quote, version_id=quote.standing_id or 0, reason="price", words="", by=None, at=NOW
        )


def test_the_accepted_one_stays_and_the_others_go() -> None:
    # given two quotes of one opportunity
    row = an_opportunity(tom())
    first = sent_quote(row)
    row.refresh_from_db()
    other = sent_quote(row)
    # when one is accepted
    accept_quote(quote=first, yes=a_yes(first), by=None, at=NOW)
    # then the other is with them no longer
    assert (fresh(first).state, fresh(other).state) == ("accepted", "withdrawn")


def test_opened_again_it_stays_taken_back_until_a_new_version_is_sent() -> None:
    quote = sent_quote()
    end(quote, "lost")
    row = Opportunity.objects.get(pk=quote.opportunity_id)
    reopen(opportunity=row, expected_version=row.version, by=None, at=NOW)
    assert fresh(quote).state == "withdrawn"
    draft = new_version(quote=fresh(quote), by=None, at=NOW)
    send_quote(version=fresh_version(draft), expected_version=1, how=SentBy.HAND, by=None, at=NOW)
    assert fresh(quote).state == "sent"


def test_a_merge_into_what_was_sold_takes_it_too() -> None:
    # given something sold to Tom, and a quote of another opportunity with him
    sold = an_opportunity(tom(), title="A footstool")
    win(opportunity=sold, expected_version=1, amount_minor=99, by=None, at=NOW)
    quote = sent_quote(an_opportunity(tom()))
    gone = quote.opportunity
    # when they become one
    merge_opportunities(
        kept=sold, gone=gone, kept_version=sold.version, gone_version=gone.version, by=None, at=NOW
    )
    assert fresh(quote).state == "withdrawn"


def test_an_order_taken_back_is_told_on_the_page_and_counts_as_over() -> None:
    # given a quote that was agreed to too early, and opened again
    joe = a_user("Joe", role="sales")
    quote = sent_quote(an_opportunity(tom(), owner=joe), valid_until=LATE)
    accept_quote(quote=quote, yes=a_yes(quote), by=None, at=NOW)
    assert [row.pk for row in listed("accepted")] == [quote.pk]
    row = Opportunity.objects.get(pk=quote.opportunity_id)
    reopen(opportunity=row, expected_version=row.version, by=None, at=NOW)
    # then the page says so, and whom to ring
    html = stranger().get(link_to(quote)).content.decode()
    assert "was taken back" in html
    assert "please ring Joe" in html
    assert "Agreed:" not in html
    # and it is among those that are over
    assert (list(listed("accepted")), [row.pk for row in listed("over")]) == ([], [quote.pk])
    assert "The order was taken back" in signed_in(joe).get("/sales/quotes/?show=over").content.decode()
    # and a new version can be sent and agreed to
    draft = new_version(quote=fresh(quote), by=None, at=NOW)
    send_quote(version=fresh_version(draft), expected_version=1, how=SentBy.HAND, by=None, at=NOW)
    accept_quote(quote=quote, yes=a_yes(fresh(quote)), by=None, at=NOW)
    assert "Agreed:" in stranger().get(link_to(quote)).content.decode()


def test_an_erasure_takes_the_quote_from_them_and_every_word_from_the_outbox() -> None:
    # given two quotes to an office, one of them accepted by somebody else in Tom's name
    owner = a_user("Maya", role="owner")
    agreed = sent_quote(an_opportunity(tom()), how=SentBy.MAIL, to="desk@ellery.example", valid_until=LATE)
    accept_quote(quote=agreed, yes=a_yes(agreed, name="Rosalind Ellery-Moss"), by=None, at=NOW)
    row = an_opportunity(tom(), title="A footstool")
    quote = sent_quote(row, how=SentBy.MAIL, to="desk@ellery.example", valid_until=LATE)
    mails = OutboxRow.objects.filter(effect_key__startswith="sales.quote.")
    about = mails.get(effect_key=f"sales.quote.sent:{quote.standing_id}").payload["about"]
    # when Tom is erased
    erase(person=quote.person, by=owner, at=NOW)
    # then the quote is with nobody, and the accepted one keeps its state
    quote = fresh(quote)
    assert (quote.state, quote.ended_at, fresh(agreed).state) == ("withdrawn", NOW, "accepted")
    # and the outbox says neither the address nor the name, and what is made anew is withdrawn
    said = " ".join(str(row.payload) for row in mails)
    assert "ellery" not in said.lower()
    Quote.objects.filter(pk=quote.pk).update(state="sent")
    for composer in ("sales.quote.sent", "sales.quote.ends"):
        assert isinstance(composed(composer, about, NOW), Withdrawn)
    # and nobody says yes for him at the desk
    assert signed_in(owner).get(f"/sales/quotes/{quote.pk}/yes/").status_code == 404
    assert "Rosalind" not in " ".join(JournalLine.objects.values_list("note", flat=True))
