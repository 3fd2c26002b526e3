"""The customer says yes, no, or asks: once each, of what they saw, and everybody hears of it."""

import datetime
from dataclasses import replace

import pytest

from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.office.outbox.models import OutboxRow
from tandem.people.timeline.models import Entry
from tandem.people.unanswered.queries import wait_of
from tandem.sales.opportunities.actions import lose, plan_step, reopen
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.models import Order
from tandem.sales.paper.actions import set_paper
from tandem.sales.quotes.actions import new_version
from tandem.sales.quotes.answering import (
    accept_quote,
    answer_question,
    ask_question,
    decline_quote,
    note_opened,
)
from tandem.sales.quotes.jobs import watch_quotes
from tandem.sales.quotes.models import Acceptance, QuoteQuestion
from tandem.sales.quotes.sending import send_quote, withdraw_quote
from tandem.sales.quotes.sheet import hash_of
from tandem.sales.quotes.words import NotStanding, QuoteState, SentBy
from tests.sales.quotes.desk import a_yes, fresh, fresh_version, sent_quote, tom
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _business() -> None:
    a_business()


def kinds_of_mail() -> list[str]:
    return sorted(row.effect_key.split(":")[0] for row in OutboxRow.objects.all())


def test_a_yes_wins_the_opportunity_and_makes_the_order_with_its_lines() -> None:
    # given a quote with Tom, of an opportunity of Joe's
    joe = a_user("Joe", role="sales")
    quote = sent_quote(an_opportunity(tom(), owner=joe), by=joe)

    # when he says yes, with the new webbing
    accepted = accept_quote(quote=quote, yes=a_yes(quote, chosen=frozenset({4})), by=None, at=NOW)

    # then there is one order with four lines and their tax, and revenue is net
    order = Order.objects.get()
    assert (order.net_minor, order.tax_minor, order.gross_minor, order.revenue_minor) == (
        117_500,
        23_500,
        141_000,
        117_500,
    )
    assert [(line.words, line.net_minor, line.tax_minor) for line in order.lines.all()] == [
        ("Dining chair, seat and back", 84_000, 16_800),
        ("Wool, stain-guarded", 24_000, 4_800),
        ("Collect and deliver", 6_000, 1_200),
        ("New webbing", 3_500, 700),
    ]
    # and the opportunity is won at that
    opportunity = Opportunity.objects.get(pk=quote.opportunity_id)
    assert (opportunity.won_at, opportunity.amount_minor) == (NOW, 117_500)
    # and what he agreed to is kept whole, with who, when and from where
    assert (accepted.name, accepted.address, accepted.at) == ("Tom Ellery", "192.0.2.7", NOW)
    assert accepted.text_hash == hash_of(accepted.text)
    assert [line["words"] for line in accepted.text["lines"]][-1] == "New webbing"
    assert accepted.text["totals"]["gross"] == "£1,410.00"
    # and one mail goes to each
    assert kinds_of_mail() == ["sales.quote.agreed", "sales.quote.news"]
    assert Entry.objects.filter(title="Accepted Q-1001, £1,410.00").count() == 1


def test_a_second_yes_changes_nothing() -> None:
    quote = sent_quote()
    yes = a_yes(quote)
    accept_quote(quote=quote, yes=yes, by=None, at=NOW)
    with pytest.raises(NotStanding):
        accept_quote(quote=quote, yes=yes, by=None, at=NOW)
    assert (Order.objects.count(), Acceptance.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "wrong", [{"gross_minor": 136_799}, {"text_hash": "0" * 64}, {"version_id": 999_999}]
)
def test_only_what_was_shown_is_agreed_to(wrong: dict[str, object]) -> None:
    quote = sent_quote()
    with pytest.raises(NotStanding):
        accept_quote(quote=quote, yes=replace(a_yes(quote), **wrong), by=None, at=NOW)  # type: ignore[arg-type]
    assert Order.objects.count() == 0


def test_nobody_chooses_what_was_not_left_to_them() -> None:
    # given that somebody ticks the first line, which is not theirs to tick, and one that is not there
    quote = sent_quote()
    accepted = accept_quote(
        quote=quote, yes=replace(a_yes(quote), chosen=frozenset({1, 77})), by=None, at=NOW
    )
    assert (accepted.chosen, accepted.gross_minor) == ([], 136_800)


def test_a_yes_needs_a_name() -> None:
    quote = sent_quote()
    with pytest.raises(Refused, match="write your name"):
        accept_quote(quote=quote, yes=a_yes(quote, name="  "), by=None, at=NOW)


def test_the_old_version_cannot_be_agreed_to_any_more() -> None:
    quote = sent_quote()
    yes = a_yes(quote)
    draft = new_version(quote=quote, by=None, at=NOW)
    send_quote(version=fresh_version(draft), expected_version=1, how=SentBy.HAND, by=None, at=NOW)
    with pytest.raises(NotStanding):
        accept_quote(quote=quote, yes=yes, by=None, at=NOW)
    accept_quote(quote=quote, yes=a_yes(fresh(quote)), by=None, at=NOW)
    assert Acceptance.objects.get().version_id == draft.pk


def test_it_is_good_to_the_end_of_its_last_day_and_no_longer() -> None:
    # given a quote good until the 20th, in London
    last = datetime.datetime(2026, 11, 20, 23, 59, tzinfo=datetime.UTC)
    quote = sent_quote()
    with pytest.raises(NotStanding):
        accept_quote(quote=quote, yes=a_yes(quote), by=None, at=last + datetime.timedelta(minutes=1))
    accept_quote(quote=quote, yes=a_yes(quote), by=None, at=last)


def test_a_seller_may_take_a_late_yes() -> None:
    joe = a_user("Joe", role="sales")
    quote = sent_quote()
    watch_quotes(at=NOW + days(18))
    quote = fresh(quote)
    assert quote.state == QuoteState.EXPIRED
    accepted = accept_quote(quote=quote, yes=a_yes(quote), by=joe, at=NOW + days(19))
    assert accepted.by == joe


@pytest.mark.parametrize("end", ["withdrawn", "lost"])
def test_what_is_over_cannot_be_agreed_to(end: str) -> None:
    quote = sent_quote()
    yes = a_yes(quote)
    if end == "withdrawn":
        withdraw_quote(quote=quote, expected_version=quote.version, by=None, at=NOW)
    else:
        row = Opportunity.objects.get(pk=quote.opportunity_id)
        lose(opportunity=row, expected_version=row.version, reason="price", by=None, at=NOW)
    with pytest.raises(NotStanding):
        accept_quote(quote=quote, yes=yes, by=None, at=NOW)
    assert Order.objects.count() == 0


def test_opened_again_and_agreed_anew() -> None:
    # given a quote that was agreed to, too early
    quote = sent_quote()
    accept_quote(quote=quote, yes=a_yes(quote), by=None, at=NOW)
    row = Opportunity.objects.get(pk=quote.opportunity_id)
    # when the opportunity is opened again, and a new version sent and agreed to
    reopen(opportunity=row, expected_version=row.version, by=None, at=NOW)
    draft = new_version(quote=fresh(quote), by=None, at=NOW)
    send_quote(version=fresh_version(draft), expected_version=1, how=SentBy.HAND, by=None, at=NOW)
    accept_quote(quote=quote, yes=a_yes(fresh(quote)), by=None, at=NOW)
    # then both yeses are kept, and one order counts
    assert Acceptance.objects.count() == 2
    assert Order.objects.filter(taken_back_at=None).count() == 1


def test_a_no_tells_the_seller_and_leaves_the_opportunity_open() -> None:
    quote = sent_quote()
    version = quote.standing_id or 0
    decline_quote(quote=quote, version_id=version, reason="price", words="Too dear", by=None, at=NOW)
    quote = fresh(quote)
    assert (quote.state, quote.declined_reason, quote.declined_words) == ("declined", "price", "Too dear")
    row = Opportunity.objects.get(pk=quote.opportunity_id)
    assert (row.lost_at, row.next_step_on) == (None, NOW.date())
    assert row.next_step.startswith("Ask why they said no to Q-1001")
    with pytest.raises(NotStanding):
        decline_quote(quote=quote, version_id=version, reason="price", words="", by=None, at=NOW)
    assert kinds_of_mail() == ["sales.quote.news"] * OutboxRow.objects.count()


def test_a_question_waits_for_an_answer_and_a_decision_does_not() -> None:
    # given a question about a quote, answered, and a no after that
    quote = sent_quote()
    version, later = quote.standing_id or 0, NOW + datetime.timedelta(hours=1)
    ask_question(quote=quote, version_id=version, words="Dogs?", key="page", by=None, at=later)
    assert wait_of(quote.person) is not None
    question, later = QuoteQuestion.objects.get(), later + datetime.timedelta(hours=1)
    joe = a_user("Joe", role="sales")
    answer_question(question=question, expected_version=1, words="It does.", by=joe, at=later)
    assert wait_of(quote.person) is None

    # when they say no, then the next step is to ask why, and nobody waits for a letter
    later += datetime.timedelta(hours=1)
    decline_quote(quote=fresh(quote), version_id=version, reason="price", words="", by=None, at=later)
    assert wait_of(quote.person) is None


def test_a_question_lands_with_the_seller_once_and_loses_no_step() -> None:
    # given a step that is planned
    joe = a_user("Joe", role="sales")
    quote = sent_quote(an_opportunity(tom(), owner=joe))
    row = Opportunity.objects.get(pk=quote.opportunity_id)
    common = {"words": "Measure the sofa", "kind": "visit", "on": NOW.date() + days(9), "by": joe, "at": NOW}
    plan_step(opportunity=row, expected_version=row.version, **common)  # type: ignore[arg-type]
    said = {"quote": quote, "version_id": quote.standing_id, "words": "Does it survive a dog?", "by": None}

    # when the same page asks twice
    assert ask_question(key="page", at=NOW, **said)  # type: ignore[arg-type]
    assert not ask_question(key="page", at=NOW, **said)  # type: ignore[arg-type]

    # then it is asked once: on the timeline in their words, and first on the list of the day
    [question] = QuoteQuestion.objects.all()
    assert [(one.words, one.theirs) for one in Entry.objects.filter(title="Asked about Q-1001")] == [
        ("Does it survive a dog?", True)
    ]
    row.refresh_from_db()
    assert row.next_step == "Answer the question about Q-1001 (then: Measure the sofa)"
    assert row.next_step_on == NOW.date()
    # and the answer goes to them by mail, and stands on the timeline
    answer_question(question=question, expected_version=1, words="It does.", by=joe, at=NOW)
    assert kinds_of_mail() == ["sales.quote.answered", "sales.quote.news"]
    with pytest.raises(Refused, match="answered already"):
        answer_question(question=question, expected_version=2, words="Yes", by=joe, at=NOW)


def test_the_clock_ends_and_reminds_once() -> None:
    # given a quote good until the 20th, and an owner who reminds customers too
    owner = a_user("Maya", role="owner")
    set_paper(expected_version=1, by=owner, at=NOW, remind_days=3, remind_customer=True)
    quote = sent_quote(how=SentBy.MAIL, to="tom@example.org")
    row = Opportunity.objects.get(pk=quote.opportunity_id)
    plan_step(opportunity=row, expected_version=row.version, words="", kind="call", on=None, by=None, at=NOW)

    # when the clock comes by on the 16th, the 17th twice, and on the 21st
    for day, state, reminders in ((13, "sent", 0), (14, "sent", 1), (14.5, "sent", 1), (18, "expired", 1)):
        watch_quotes(at=NOW + days(day))
        assert (fresh(quote).state, kinds_of_mail().count("sales.quote.ends")) == (state, reminders)

    # then the seller asks whether they still want it
    row.refresh_from_db()
    assert row.next_step.startswith("Ask whether they still want it: Q-1001 ended")
    assert JournalLine.objects.filter(verb="sales.quote.ended").count() == 1


def test_opened_is_noted_only_where_the_owner_wants_it() -> None:
    quote = sent_quote()
    note_opened(quote=quote, at=NOW)
    assert fresh(quote).state == QuoteState.SENT
    set_paper(expected_version=1, by=a_user("Maya", role="owner"), at=NOW, note_opened=True)
    note_opened(quote=quote, at=NOW + days(1))
    note_opened(quote=fresh(quote), at=NOW + days(2))
    quote = fresh(quote)
    assert (quote.state, quote.standing.opened_at) == ("opened", NOW + days(1))  # type: ignore[union-attr]
    accept_quote(quote=quote, yes=a_yes(quote), by=None, at=NOW + days(2))
