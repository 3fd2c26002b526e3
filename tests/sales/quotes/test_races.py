"""Many at once: one yes, one order, one mail to each, at the total of the version shown."""

import datetime
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from tandem.office.changes.words import Refused, Stale
from tandem.office.outbox.models import OutboxRow
from tandem.sales.opportunities.actions import edit_opportunity, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.models import Order
from tandem.sales.quotes.actions import new_version
from tandem.sales.quotes.answering import accept_quote, decline_quote
from tandem.sales.quotes.jobs import watch_quotes
from tandem.sales.quotes.models import Acceptance, Quote
from tandem.sales.quotes.sending import send_quote, withdraw_quote
from tandem.sales.quotes.words import NotStanding, QuoteState, SentBy, Yes
from tests.sales.quotes.desk import LAST_DAY, a_yes, fresh, fresh_version, sent_quote, tom
from tests.sales.shop import NOW, a_business, an_opportunity
from tests.trust.grounds import new_database

pytestmark = [pytest.mark.django_db(transaction=True)]
MANY = pytest.mark.parametrize(
    ("clients", "rounds"), [(2, 1), pytest.param(32, 5, marks=pytest.mark.long)], ids=["two", "many"]
)
LAST_SECOND = datetime.datetime.combine(LAST_DAY, datetime.time(23, 59, 59), datetime.UTC)


def at_once(*acts: Callable[[], object]) -> Counter[str]:
    """All of them together; how each ended: done, or told that it was too late."""
    start, ends = threading.Barrier(len(acts)), Counter[str]()
    lock = threading.Lock()

    def one(act: Callable[[], object]) -> None:
        start.wait(timeout=60)
        try:
            act()
            end = "done"
        except (NotStanding, Stale, Refused):
            end = "told"
        finally:
            connection.close()
        with lock:
            ends[end] += 1

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def saying_yes(quote: Quote, yes: Yes, at: datetime.datetime = NOW) -> Callable[[], object]:
    return lambda: accept_quote(quote=Quote.objects.get(pk=quote.pk), yes=yes, by=None, at=at)


def the_clock_comes_by() -> None:
    """A second after the last one that a quote is good for."""
    watch_quotes(at=LAST_SECOND + datetime.timedelta(seconds=1))


def must_hold_together(quote: Quote) -> bool:
    """One yes with one order and one mail to each, or nothing of them; says which."""
    accepted = list(Acceptance.objects.filter(version__quote=quote))
    orders = list(Order.objects.filter(opportunity=quote.opportunity_id, taken_back_at=None))
    mails = OutboxRow.objects.filter(effect_key__startswith="sales.quote.agreed").count()
    state = Quote.objects.get(pk=quote.pk).state
    opportunity = Opportunity.objects.get(pk=quote.opportunity_id)
    if not accepted:
        assert state != QuoteState.ACCEPTED
        assert mails == 0
        return False
    assert len(accepted) == len(orders) == mails == 1
    assert orders[0] == accepted[0].order
    assert (orders[0].net_minor, opportunity.amount_minor) == (accepted[0].net_minor,) * 2
    assert accepted[0].gross_minor == accepted[0].version.gross_minor
    assert (state, opportunity.won_at is not None) == (QuoteState.ACCEPTED, True)
    return True


def a_round() -> Quote:
    a_business()
    OutboxRow.objects.all().delete()
    return sent_quote(an_opportunity(tom()), how=SentBy.MAIL, to="tom@example.org")


@MANY
def test_all_of_them_say_yes(clients: int, rounds: int) -> None:
    for _round in range(rounds):
        quote = a_round()
        ends = at_once(*[saying_yes(quote, a_yes(quote))] * clients)
        assert ends == {"done": 1, "told": clients - 1}
        assert must_hold_together(quote)


@MANY
def test_a_yes_against_taking_it_back(clients: int, rounds: int) -> None:
    for _round in range(rounds):
        quote = a_round()

        def take_back(quote: Quote = quote) -> None:
            withdraw_quote(
                quote=Quote.objects.get(pk=quote.pk), expected_version=quote.version, by=None, at=NOW
            )

        half = clients // 2
        ends = at_once(*[saying_yes(quote, a_yes(quote))] * half, *[take_back] * half)
        assert ends["done"] == 1
        if not must_hold_together(quote):
            assert Quote.objects.get(pk=quote.pk).state == QuoteState.WITHDRAWN


@MANY
def test_a_yes_against_the_end_of_its_day(clients: int, rounds: int) -> None:
    for _round in range(rounds):
        quote = a_round()
        half = clients // 2
        yes = saying_yes(quote, a_yes(quote), LAST_SECOND)
        at_once(*[yes] * half, *[the_clock_comes_by] * half)
        if not must_hold_together(quote):
            assert Quote.objects.get(pk=quote.pk).state == QuoteState.EXPIRED


@MANY
def test_a_yes_against_a_new_version(clients: int, rounds: int) -> None:
    for _round in range(rounds):
        quote = a_round()
        yes = saying_yes(quote, a_yes(quote))
        draft = fresh_version(new_version(quote=quote, by=None, at=NOW))

        def send(draft: object = draft) -> None:
            send_quote(version=draft, expected_version=1, how=SentBy.HAND, by=None, at=NOW)  # type: ignore[arg-type]

        half = clients // 2
        ends = at_once(*[yes] * half, *[send] * half)
        assert ends["done"] == 1
        if not must_hold_together(quote):
            # The new one stands, and it can be agreed to.
            accept_quote(quote=quote, yes=a_yes(fresh(quote)), by=None, at=NOW)
            assert must_hold_together(quote)


@MANY
def test_a_yes_against_a_no_a_win_by_hand_and_an_edit(clients: int, rounds: int) -> None:
    for _round in range(rounds):
        quote = a_round()
        version = quote.standing_id or 0

        def say_no(quote: Quote = quote, version: int = version) -> None:
            row = Quote.objects.get(pk=quote.pk)
            decline_quote(quote=row, version_id=version, reason="price", words="", by=None, at=NOW)

        def win_by_hand(quote: Quote = quote) -> None:
            row = Opportunity.objects.get(pk=quote.opportunity_id)
            win(opportunity=row, expected_version=row.version, amount_minor=99, by=None, at=NOW)

        def edit(quote: Quote = quote) -> None:
            row = Opportunity.objects.get(pk=quote.opportunity_id)
            edit_opportunity(opportunity=row, expected_version=row.version, title="Chairs", by=None, at=NOW)

        share = max(1, clients // 4)
        yes = saying_yes(quote, a_yes(quote))
        at_once(*[yes] * share, *[say_no] * share, *[win_by_hand] * share, *[edit] * share)
        must_hold_together(quote)
        assert Order.objects.filter(opportunity=quote.opportunity_id, taken_back_at=None).count() <= 1


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor == "postgresql", reason="this is that run")
def test_the_same_on_postgresql() -> None:
    # given a database of its own on a PostgreSQL server, where writers do not wait in one queue
    address = new_database(f"tandem_quotes_{os.getpid()}")
    # when all of these races are run there
    done = subprocess.run(
        [sys.executable, "-m", "pytest", __file__, "-q", "-p", "no:cacheprovider"],
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        text=True,
        timeout=900,
    )
    # then none is lost
    assert done.returncode == 0, done.stdout
