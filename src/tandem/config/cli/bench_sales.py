"""What the sales desk asks most of the machine for: an offer for each need, and a quote on paper."""

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tandem.config.cli.bench_pages import told
from tandem.config.cli.bench_stages import EMAIL
from tandem.config.server import keep_what_was_loaded
from tandem.offers.catalogue.actions import add_offer
from tandem.offers.needs.actions import needs_for_many, set_needs
from tandem.offers.prices.actions import set_price
from tandem.office.accounts.models import User
from tandem.people.persons.models import Person
from tandem.sales.hearing.actions import hear_need
from tandem.sales.hearing.queries import needs_of
from tandem.sales.hearing.words import Weight
from tandem.sales.matching.queries import asked_of, shop_for
from tandem.sales.matching.rules import matches
from tandem.sales.opportunities.actions import open_opportunity
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.actions import begin_quote, save_draft
from tandem.sales.quotes.printing import pages_of, pdf_of
from tandem.sales.quotes.showing import sheet_of_version
from tandem.sales.quotes.words import Letter, LineWritten

OFFERS, NEEDS, KINDS = 200, 50, 40


@dataclass(frozen=True)
class Desk:
    """One opportunity of a shop that sells 200 things, by somebody who needs 50."""

    owner: User
    at: datetime.datetime
    opportunity: Opportunity


def measured(*, repeats: int) -> dict[str, dict[str, float]]:
    desk = opened_desk()
    keep_what_was_loaded()
    return {"matching": matching_times(desk, repeats), **quote_times(desk, repeats)}


def opened_desk() -> Desk:
    owner, person = User.objects.get(email=EMAIL), Person.objects.order_by("pk").first()
    if person is None:
        raise SystemExit("There is nobody to sell to.")
    at = datetime.datetime.now(datetime.UTC)
    kinds = list(needs_for_many(words=[f"need {place}" for place in range(KINDS)], by=owner, at=at).values())
    for number in range(OFFERS):
        offer = add_offer(name=f"Offer {number}", by=owner, at=at)
        set_price(offer=offer, price_minor=10_00 + number * 97, valid_from=at.date(), by=owner, at=at)
        meets = {number * step % KINDS for step in range(1, 7)}
        set_needs(offer=offer, needs=[kinds[place] for place in sorted(meets)], by=owner, at=at)
    opportunity = open_opportunity(person=person, title="A bench", owner=owner, by=owner, at=at)
    for number in range(NEEDS):
        hear_need(
            opportunity=opportunity,
            words=f"need {number} of theirs",
            weight=Weight.values[number % len(Weight.values)],
            kind=kinds[number % KINDS] if number % 6 else None,
            wanted_on=at.date() + datetime.timedelta(days=20) if number % 5 == 0 else None,
            budget_minor=300_00 if number % 6 == 0 else None,
            by=owner,
            at=at,
        )
    return Desk(owner, at, opportunity)


def matching_times(desk: Desk, repeats: int) -> dict[str, float]:
    today, currency = desk.at.date(), desk.opportunity.currency
    asked = [asked_of(need, currency) for need in needs_of(desk.opportunity)]
    offers = list(shop_for(asked, today, currency=currency))
    if (len(asked), len(offers)) != (NEEDS, OFFERS):
        raise SystemExit(f"{len(offers)} offers and {len(asked)} needs are held against each other.")
    return times_of(repeats, lambda _place: matches(asked, offers, today=today))


def quote_times(desk: Desk, repeats: int) -> dict[str, dict[str, float]]:
    """A quote of a page, each time with another title: nothing is shown that was set before."""
    quote = begin_quote(opportunity=desk.opportunity, by=desk.owner, at=desk.at)
    version = quote.versions.get()
    lines = [
        LineWritten(words=f"Chair {place}, seat and back", quantity=Decimal(6), price_minor=140_00)
        for place in range(4)
    ]
    save_draft(
        version=version,
        expected_version=version.version,
        letter=Letter(title="Six dining chairs"),
        lines=lines,
        by=desk.owner,
        at=desk.at,
    )
    version.refresh_from_db()
    shown = sheet_of_version(quote, version)
    return {
        "quote_preview": times_of(repeats, lambda place: pages_of({**shown, "title": f"Preview {place}"})),
        "quote_pdf": times_of(repeats, lambda place: pdf_of({**shown, "title": f"Paper {place}"})),
    }


def times_of(repeats: int, work: Callable[[int], object]) -> dict[str, float]:
    """Of so many times; the first one, which reads fonts, comes before."""
    work(0)
    times = []
    for place in range(1, repeats + 1):
        began = time.perf_counter()
        work(place)
        times.append(time.perf_counter() - began)
    return told(times, 0)
