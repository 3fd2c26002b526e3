"""A list of enquiries straight into the facts that answers are made from.

Rows, persons, passings and cells are found by the application's own functions. What no answer asks for is not
written: timelines, search, opportunities, orders, the journal. That takes a quarter of the time of an import,
and a test holds the facts of both to be the same.
"""

import datetime
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction

from tandem.exchange.analyse.words import CURRENCY_WHERE_NONE_IS_NAMED
from tandem.exchange.imports.enquiries import Names, heard_of, history_of, minor_units
from tandem.exchange.reading.rows import TypedRow
from tandem.handover.passing.history import ENDED, Past, ended_at
from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import History
from tandem.marketing.channels.actions import channels_for_many
from tandem.marketing.enquiries.actions import LINES, channel_pair, stand_as
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Became, Heard, Outcome
from tandem.office.changes.inserting import new_row, update_many
from tandem.office.search.actions import left_out
from tandem.people.organisations.words import one_line
from tandem.people.persons.actions import match_or_add_many
from tandem.together.statistics.actions import write_enquiry_facts
from tandem.together.statistics.models import EnquiryFact
from tandem.together.statistics.queries import NEVER_PASSED, enquiry_cell, in_batches, told_by
from tandem.together.statistics.words import CountedAs, Decided, EnquiryCell

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
Pair = tuple[str, str]


def microseconds(moment: datetime.datetime) -> int:
    """Eight bytes each: of a million rows all are kept until the end."""
    return (moment - EPOCH) // MICROSECOND


@dataclass(frozen=True, slots=True, order=True)
class Sale:
    """What an enquiry led to. Of the sales of one person the least is the first, as of orders."""

    at: int
    enquiry: int
    amount: Decimal | None = field(compare=False)


@dataclass
class Counting:
    """Facts of the rows so far; what depends on other rows of the list is put right by `settle`.

    The key of an enquiry is the place of its row among those that came in, from 1.
    """

    zone: ZoneInfo
    names: Names = field(default_factory=Names)
    duplicates: int = 0
    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    channels: dict[Pair, int] = field(default_factory=dict)
    # Of each enquiry, in their order.
    persons: "array[int]" = field(default_factory=lambda: array("q"))
    moments: "array[int]" = field(default_factory=lambda: array("q"))
    # Of each person who bought.
    sales: dict[int, list[Sale]] = field(default_factory=dict)

    @transaction.atomic
    def take(self, rows: Sequence[TypedRow], *, at: datetime.datetime) -> None:
        """One batch, in the order of the list."""
        heard = [heard_of(row, system="list", campaign=None) for row in rows]
        new = [(row, one) for row, one in zip(rows, heard, strict=True) if self.is_new(one)]
        self.duplicates += len(rows) - len(new)
        enquiries = self.enquiries_of([one for _row, one in new], at=at)
        told = [self.history_of(row, enquiry) for (row, _heard), enquiry in zip(new, enquiries, strict=True)]
        past = Past(list(filter(None, told)), at=at, import_id=None)
        for history in past.taken_on:
            self.conclude(history)
        passings = {passing.enquiry_id: passing for passing in past.passings}
        write_enquiry_facts({one.pk: self.cell_of(one, passings.get(one.pk)) for one in enquiries})

    def is_new(self, heard: Heard) -> bool:
        known = self.keys[heard.external_system]
        before = len(known)
        known.add(heard.external_key)
        return len(known) > before

    def enquiries_of(self, heard: Sequence[Heard], *, at: datetime.datetime) -> list[Enquiry]:
        """Rows that are never written, of which only what is counted is filled in."""
        with left_out():
            matched = match_or_add_many(contacts=[one.contact for one in heard], by=None, at=at)
        first = len(self.persons) + 1
        self.persons.extend(one.person.pk for one in matched)
        self.moments.extend(microseconds(one.heard_at) for one in heard)
        channels = self.channels_of([channel_pair(one) for one in heard])
        return [
            new_row(
                Enquiry,
                id=key,
                person_id=self.persons[key - 1],
                channel_id=channel,
                heard_at=one.heard_at,
                segment=one_line(one.segment)[: LINES["segment"]],
            )
            for key, (one, channel) in enumerate(zip(heard, channels, strict=True), start=first)
        ]

    def channels_of(self, pairs: Sequence[Pair]) -> list[int]:
        if new := [pair for pair in dict.fromkeys(pairs) if pair not in self.channels]:
            found = channels_for_many(pairs=new)
            self.channels |= {pair: channel.pk for pair, channel in found.items()}
        return [self.channels[pair] for pair in pairs]

    def history_of(self, row: TypedRow, enquiry: Enquiry) -> History | None:
        """Without the amount: in which currency it is, is known when all rows were read."""
        owner = self.names.seller(row.get("owner"))
        history = history_of(row, enquiry, owner=owner, currency=CURRENCY_WHERE_NONE_IS_NAMED)
        if history and history.outcome == Outcome.WON and (bought_at := ended_at(history)):
            sale = Sale(microseconds(bought_at), enquiry.pk, row.get("amount"))
            self.sales.setdefault(enquiry.person_id, []).append(sale)
        return history

    @staticmethod
    def conclude(history: History) -> None:
        """The last thing known of an end without a date stands for it among sales, and nowhere else."""
        if history.outcome in ENDED:
            stand_as(history.enquiry, Became(history.outcome, history.closed_at))

    def cell_of(self, enquiry: Enquiry, passing: Passing | None) -> EnquiryCell:
        row = {**enquiry.__dict__, "bought_before": False, "joined": False}
        return enquiry_cell(
            row, told_by([handed_over(passing)]) if passing else NEVER_PASSED, None, self.zone
        )

    @transaction.atomic
    def settle(self, *, currency: str) -> None:
        """All rows are here: what each person bought first, and which enquiries came from customers."""
        firsts = [min(sales) for sales in self.sales.values()]
        # A list may tell of a win and not of its amount; that is no sale for nothing.
        facts = [first_sale(one, one.amount, currency) for one in firsts if one.amount is not None]
        update_many(facts, ["first_sales", "amount_minor"])
        for keys in in_batches(self.repeated()):
            EnquiryFact.objects.filter(pk__in=keys).update(
                state=CountedAs.REPEAT,
                first_sales=0,
                amount_minor=0,
                decided=Decided.NOT_SAID,
                answer_minutes=None,
            )

    def most_of_one_person(self) -> int:
        """Enquiries of the person who asked most often."""
        return max(Counter(self.persons).values(), default=0)

    def repeated(self) -> Iterator[int]:
        """Asked by somebody who had bought before; what the enquiry led to itself does not count."""
        for key, (person, heard_at) in enumerate(zip(self.persons, self.moments, strict=True), start=1):
            bought = self.sales.get(person, ())
            if any(sale.at < heard_at and sale.enquiry != key for sale in bought):
                yield key


def handed_over(passing: Passing) -> tuple[object, ...]:
    """As `told_by` reads it."""
    return (
        passing.owner_id,
        passing.passed_at,
        passing.decision,
        passing.decided_at,
        passing.first_answered_at,
    )


def first_sale(sale: Sale, amount: Decimal, currency: str) -> EnquiryFact:
    return new_row(
        EnquiryFact,
        enquiry_id=sale.enquiry,
        first_sales=1,
        amount_minor=minor_units(amount, currency),
    )
