"""A quote while it is written, sent, given a new version and taken back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.models import JournalLine
from tandem.office.outbox.models import OutboxRow
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.actions import edit_opportunity, lose, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.actions import begin_quote, new_version, save_draft, throw_away
from tandem.sales.quotes.models import Quote, QuoteLine, QuoteVersion
from tandem.sales.quotes.queries import quotes_of, written_lines
from tandem.sales.quotes.sending import send_quote, withdraw_quote
from tandem.sales.quotes.sheet import hash_of
from tandem.sales.quotes.words import QuoteState, SentBy
from tests.sales.quotes.desk import (
    CHAIRS,
    DELIVERY,
    LETTER,
    LINES,
    WEBBING,
    a_draft,
    fresh,
    fresh_version,
    sent_quote,
    tom,
)
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _business() -> None:
    a_business()


def test_a_draft_begins_with_the_opportunity_and_the_next_number() -> None:
    # given two opportunities
    first, second = an_opportunity(tom()), an_opportunity(title="A footstool")

    # when a quote is begun for each
    one, two = (begin_quote(opportunity=row, by=None, at=NOW) for row in (first, second))

    # then they are numbered, in the currency and by the settings of the day, good for thirty days
    assert (one.name, two.name) == ("Q-1001", "Q-1002")
    assert (one.state, one.currency, one.prices, one.rounded_per) == ("draft", "GBP", "net", "document")
    version = one.versions.get()
    assert (version.title, str(version.valid_until)) == ("Six dining chairs", "2026-12-03")
    # and who undoes an import sees that somebody works on it
    first.refresh_from_db()
    assert first.version == 2


def test_a_draft_is_saved_whole_with_what_it_comes_to() -> None:
    version = a_draft()
    assert written_lines(version) == LINES
    assert (version.net_minor, version.tax_minor, version.gross_minor) == (114_000, 22_800, 136_800)
    assert JournalLine.objects.filter(verb="sales.quote.written").count() == 1


def test_who_saves_over_somebody_elses_lines_is_told() -> None:
    # given a draft that two have open
    version = a_draft()
    seen = version.version
    common = {"version": version, "letter": LETTER, "by": None, "at": NOW}
    save_draft(expected_version=seen, lines=[CHAIRS], **common)

    # when the second saves, then they are told and the lines of the first stand
    with pytest.raises(Stale):
        save_draft(expected_version=seen, lines=[DELIVERY], **common)
    assert written_lines(version) == [CHAIRS]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (replace(CHAIRS, words=" "), "what it is"),
        (replace(CHAIRS, quantity=Decimal(0)), "above nought"),
        (replace(CHAIRS, price_minor=-1), "nought or more"),
        (replace(CHAIRS, tax_percent=Decimal(101)), "between 0 and 100%"),
        (replace(CHAIRS, discount_minor=1, discount_percent=Decimal(1)), "A discount is a share"),
        (replace(CHAIRS, price_minor=10**13 + 1, quantity=Decimal(1)), "more than a quote holds"),
        (replace(CHAIRS, price_minor=10**13, quantity=Decimal(999_999)), "more than a quote holds"),
        (replace(CHAIRS, discount_minor=10**30), "more than a quote holds"),
        (replace(CHAIRS, price_minor=10**13, quantity=Decimal(10_000)), "The whole comes to more"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_with_a_sentence(line: object, sentence: str) -> None:
    version = a_draft()
    with pytest.raises(Refused, match=sentence):
        save_draft(
            version=version,
            expected_version=version.version,
            letter=LETTER,
            lines=[line],  # type: ignore[list-item]
            by=None,
            at=NOW,
        )
    assert written_lines(version) == LINES


def test_sending_keeps_what_is_said_and_tells_everybody() -> None:
    # given a draft of an opportunity of Joe's
    joe = a_user("Joe", role="sales")
    version = a_draft(an_opportunity(tom(), owner=joe), by=joe)

    # when it is sent by mail
    token = send_quote(
        version=version,
        expected_version=version.version,
        how=SentBy.MAIL,
        to="tom@example.org",
        message="Hello Tom",
        by=joe,
        at=NOW,
    )

    # then it stands, word for word and with its fingerprint
    quote = fresh(version.quote)
    assert (quote.state, quote.standing_id, quote.valid_until) == ("sent", version.pk, LETTER.valid_until)
    kept = fresh_version(version)
    assert kept.shown["totals"]["gross"] == "£1,368.00"
    assert kept.text_hash == hash_of(kept.shown)
    # and one mail waits, with a link that is nowhere kept in the open
    [mail] = OutboxRow.objects.all()
    assert (mail.payload["to"], mail.payload["reply_to"]) == ("tom@example.org", "joe@wren.example")
    assert mail.payload["about"]["token"] == token
    assert mail.payload["forget_when_sent"]
    # and it is on the timeline, in the worth of the opportunity, and on Joe's list
    assert Entry.objects.get(origin="sales.quote").title.startswith("Sent Q-1001: Six dining chairs")
    opportunity = Opportunity.objects.get(pk=quote.opportunity_id)
    assert (opportunity.amount_minor, opportunity.next_step) == (
        114_000,
        "Ask what they think of Q-1001",
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"lines": []}, "no line in it"),
        ({"lines": [WEBBING]}, "At least one"),
        ({"valid_until": None}, "until when"),
        ({"valid_until": NOW.date() - days(1)}, "is over"),
    ],
)
def test_what_is_not_ready_is_not_sent(change: dict[str, object], sentence: str) -> None:
    version = a_draft(**change)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=sentence):
        send_quote(version=version, expected_version=version.version, how=SentBy.HAND, by=None, at=NOW)
    assert fresh(version.quote).state == QuoteState.DRAFT


def test_a_wrong_address_sends_nothing() -> None:
    version = a_draft()
    with pytest.raises(Refused, match="not one e-mail address") as refused:
        send_quote(
            version=version, expected_version=version.version, to="tom@example.org, ada@x.y", by=None, at=NOW
        )
    assert refused.value.field == "to"
    assert OutboxRow.objects.count() == 0


def test_what_was_sent_is_never_changed() -> None:
    quote = sent_quote()
    with pytest.raises(Refused, match="it stays as it is"):
        save_draft(
            version=quote.versions.get(), expected_version=3, letter=LETTER, lines=[CHAIRS], by=None, at=NOW
        )


def test_a_new_version_takes_the_place_of_the_one_before_when_it_is_sent() -> None:
    # given a quote that is with its customer
    quote = sent_quote()
    old = quote.standing
    # when a new version is begun
    draft = new_version(quote=quote, by=None, at=NOW)
    # then it has the same lines, and they keep the one before
    assert written_lines(draft) == LINES
    assert fresh(quote).standing == old
    with pytest.raises(Refused, match="begun already"):
        new_version(quote=quote, by=None, at=NOW)
    # and when it is sent, it stands
    send_quote(version=fresh_version(draft), expected_version=1, how=SentBy.HAND, by=None, at=NOW)
    assert fresh(quote).standing_id == draft.pk
    assert [(row.number, row.sent_at is not None) for row in quote.versions.all()] == [(1, True), (2, True)]


def test_a_quote_begins_like_another() -> None:
    other = an_opportunity(title="Eight chairs")
    like = sent_quote().standing
    quote = begin_quote(opportunity=other, like=like, by=None, at=NOW)
    version = quote.versions.get()
    assert (version.title, written_lines(version)) == (LETTER.title, LINES)
    assert quote.person == other.person


def test_taken_back_and_sent_anew() -> None:
    quote = sent_quote()
    withdraw_quote(quote=quote, expected_version=quote.version, by=None, at=NOW)
    quote = fresh(quote)
    assert (quote.state, quote.ended_at) == ("withdrawn", NOW)
    with pytest.raises(Refused, match="not with them"):
        withdraw_quote(quote=quote, expected_version=quote.version, by=None, at=NOW)
    draft = new_version(quote=quote, by=None, at=NOW)
    send_quote(version=fresh_version(draft), expected_version=1, how=SentBy.HAND, by=None, at=NOW)
    assert fresh(quote).state == QuoteState.SENT


def test_a_draft_is_thrown_away() -> None:
    # given a quote that was never sent, and one with a new version begun
    version = a_draft()
    sent = sent_quote(an_opportunity(title="A footstool"))
    draft = new_version(quote=sent, by=None, at=NOW)
    # when both drafts are thrown away, then one quote is gone and the other stands as before
    assert not throw_away(version=version, expected_version=version.version, by=None, at=NOW)
    assert throw_away(version=fresh_version(draft), expected_version=1, by=None, at=NOW)
    assert [row.pk for row in Quote.objects.all()] == [sent.pk]
    assert QuoteLine.objects.count() == len(LINES)


def test_no_quote_for_what_is_over() -> None:
    row = an_opportunity()
    lose(opportunity=row, expected_version=1, reason="price", by=None, at=NOW)
    with pytest.raises(Refused, match="was lost"):
        begin_quote(opportunity=row, by=None, at=NOW)


def test_a_sale_by_hand_still_makes_one_line_and_says_nothing_of_tax() -> None:
    order = win(opportunity=an_opportunity(), expected_version=1, amount_minor=5_000, by=None, at=NOW)
    [line] = order.lines.all()
    assert (line.net_minor, line.tax_minor, line.tax_percent, order.tax_minor) == (5_000, None, None, None)


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_only_who_sells_writes_quotes(role: str) -> None:
    max_ = a_user("Max", role=role)
    row = an_opportunity()
    version = a_draft()
    quote = version.quote
    attempts = [
        lambda: begin_quote(opportunity=row, by=max_, at=NOW),
        lambda: save_draft(version=version, expected_version=2, letter=LETTER, lines=[], by=max_, at=NOW),
        lambda: send_quote(version=version, expected_version=2, to="a@b.cd", by=max_, at=NOW),
        lambda: new_version(quote=quote, by=max_, at=NOW),
        lambda: withdraw_quote(quote=quote, expected_version=1, by=max_, at=NOW),
        lambda: throw_away(version=version, expected_version=2, by=max_, at=NOW),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()


def test_a_list_takes_the_same_queries_for_many(django_assert_num_queries: object) -> None:
    row = an_opportunity(tom())
    for _number in range(3):
        a_draft(row)
        row.refresh_from_db()
    with django_assert_num_queries(3):  # type: ignore[operator]
        found = quotes_of(row)
    assert [(one.gross_minor, one.title) for one in found] == [(136_800, LETTER.title)] * 3
    assert QuoteVersion.objects.count() == 3


def test_a_draft_that_was_sent_meanwhile_is_not_thrown_away() -> None:
    # given a draft that two have open
    version = a_draft()
    seen = fresh_version(version)
    send_quote(version=version, expected_version=version.version, how=SentBy.HAND, by=None, at=NOW)
    # when the one throws away what the other sent, then it stays
    with pytest.raises(Refused, match="was sent"):
        throw_away(version=seen, expected_version=version.version, by=None, at=NOW)
    assert fresh(version.quote).standing_id == version.pk


@pytest.mark.parametrize("is_anew", [False, True])
def test_a_draft_that_was_thrown_away_meanwhile_is_not_sent(is_anew: bool) -> None:
    version = new_version(quote=sent_quote(), by=None, at=NOW) if is_anew else a_draft()
    seen, again = fresh_version(version), fresh_version(version)
    throw_away(version=version, expected_version=version.version, by=None, at=NOW)
    with pytest.raises(Refused, match=r"thrown away|not there any more"):
        send_quote(version=seen, expected_version=seen.version, how=SentBy.HAND, by=None, at=NOW)
    with pytest.raises(Refused, match="thrown away"):
        save_draft(version=again, expected_version=again.version, letter=LETTER, lines=[], by=None, at=NOW)


def worth(quote: Quote) -> tuple[int | None, str]:
    row = Opportunity.objects.get(pk=quote.opportunity_id)
    return row.amount_minor, row.valued_by


def test_the_worth_of_an_opportunity_is_what_its_quotes_still_say() -> None:
    # given an opportunity whose amount was typed, and two quotes of it
    row = an_opportunity(tom(), amount_minor=5_000)
    first = sent_quote(row, lines=[CHAIRS])
    assert worth(first) == (84_000, "lines")
    row.refresh_from_db()
    second = sent_quote(row, at=NOW + days(1))
    assert worth(first) == (114_000, "lines")
    # when one after the other is taken back, then what stands says what it is worth
    withdraw_quote(quote=second, expected_version=second.version, by=None, at=NOW + days(1))
    assert worth(first) == (84_000, "lines")
    withdraw_quote(quote=first, expected_version=first.version, by=None, at=NOW + days(1))
    assert worth(first) == (None, "lines")


def test_an_amount_that_was_typed_stays_when_a_quote_is_taken_back() -> None:
    quote = sent_quote()
    row = Opportunity.objects.get(pk=quote.opportunity_id)
    edit_opportunity(opportunity=row, expected_version=row.version, amount_minor=5_000, by=None, at=NOW)
    withdraw_quote(quote=quote, expected_version=quote.version, by=None, at=NOW)
    assert worth(quote) == (5_000, "hand")
