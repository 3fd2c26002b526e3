import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from tandem.money.tax import Method
from tandem.office.business.queries import the_business
from tandem.office.search.words import Document
from tandem.people.persons.models import Person
from tandem.people.persons.queries import name_all
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.quotes.models import Acceptance, Quote, QuoteLine, QuoteQuestion, QuoteVersion
from tandem.sales.quotes.words import FIRST_NUMBER, STANDING, LineWritten, QuoteState

SEARCH_KIND = "sales.quote"
BATCH = 500
OVER = (QuoteState.DECLINED, QuoteState.WITHDRAWN, QuoteState.EXPIRED)
# An order of a yes that was taken back: what was agreed does not stand any more.
TAKEN_BACK = Q(standing__acceptance__order__taken_back_at__isnull=False)
SHOWN = {
    "": Q(),
    "draft": Q(state=QuoteState.DRAFT),
    "out": Q(state__in=STANDING),
    "accepted": Q(state=QuoteState.ACCEPTED, standing__acceptance__order__taken_back_at=None),
    "over": Q(state__in=(*OVER, QuoteState.ACCEPTED)) & (Q(state__in=OVER) | TAKEN_BACK),
}


def usual_method() -> Method:
    """How the amounts of a new quote are worked out."""
    return the_business().method


def next_number() -> int:
    """Whoever asks holds the turn (`Turn.NUMBERING_QUOTES`)."""
    highest = Quote.objects.aggregate(Max("number"))["number__max"]
    return FIRST_NUMBER if highest is None else highest + 1


def for_page(pk: int) -> QuerySet[Quote]:
    related = ("person", "organisation", "opportunity", "opportunity__owner", "standing")
    return Quote.objects.select_related(*related).filter(pk=pk)


def listed(show: str = "") -> QuerySet[Quote]:
    related = ("person", "opportunity", "standing", "standing__acceptance__order")
    return Quote.objects.select_related(*related).filter(SHOWN.get(show, Q()))


def written_lines(version: QuoteVersion) -> list[LineWritten]:
    return [as_written(line) for line in QuoteLine.objects.filter(version=version).order_by("position", "pk")]


def as_written(line: QuoteLine) -> LineWritten:
    return LineWritten(
        words=line.words,
        quantity=line.quantity,
        unit=line.unit,
        price_minor=line.price_minor,
        tax_percent=line.tax_percent,
        discount_minor=line.discount_minor,
        discount_percent=line.discount_percent,
        optional=line.optional,
        offer_id=line.offer_id,
    )


@dataclass(frozen=True)
class Wordings:
    """The versions of a quote, the newest first: the draft if there is one, and what was said to each."""

    every: list[QuoteVersion]
    draft: QuoteVersion | None
    accepted: Acceptance | None
    questions: list[QuoteQuestion]

    @property
    def newest(self) -> QuoteVersion:
        return self.every[0]

    @property
    def open_questions(self) -> list[QuoteQuestion]:
        return [one for one in self.questions if one.answered_at is None]

    @property
    def answered(self) -> list[QuoteQuestion]:
        return [one for one in self.questions if one.answered_at is not None]


def wordings_of(quote: Quote) -> Wordings:
    every = list(
        quote.versions.select_related("sent_by", "price_list", "acceptance__order").order_by("-number")
    )
    accepted = [one.acceptance for one in every if hasattr(one, "acceptance")]
    return Wordings(
        every=every,
        draft=next((one for one in every if one.sent_at is None), None),
        accepted=accepted[0] if accepted else None,
        questions=list(quote.questions.select_related("answered_by")),
    )


@dataclass(frozen=True)
class Row:
    """A quote in a list: the amount is what was agreed, else that of the version that stands or the draft."""

    quote: Quote
    title: str
    gross_minor: int
    is_drafted: bool
    asked: int
    is_taken_back: bool


def rows_of(quotes: Iterable[Quote]) -> list[Row]:
    """Two queries for what stands beside the quotes themselves."""
    found = list(quotes)
    keys = [one.pk for one in found]
    drafts = {one.quote_id: one for one in QuoteVersion.objects.filter(quote__in=keys, sent_at=None)}
    waiting = QuoteQuestion.objects.filter(quote__in=keys, answered_at=None).order_by().values("quote_id")
    asked = dict(waiting.annotate(count=Count("pk")).values_list("quote_id", "count"))
    rows = []
    for one in found:
        draft = drafts.get(one.pk)
        version = one.standing or draft
        agreed = agreed_for(one.standing)
        rows.append(
            Row(
                quote=one,
                title=version.title if version else "",
                gross_minor=agreed.gross_minor if agreed else version.gross_minor if version else 0,
                is_drafted=draft is not None and one.standing is not None,
                asked=asked.get(one.pk, 0),
                is_taken_back=was_taken_back(one, agreed),
            )
        )
    return rows


def agreed_for(version: QuoteVersion | None) -> Acceptance | None:
    """The yes to a version that was read together with it."""
    return getattr(version, "acceptance", None) if version is not None else None


def was_taken_back(quote: Quote, agreed: Acceptance | None) -> bool:
    """They said yes, and the order of it does not count any more."""
    if quote.state != QuoteState.ACCEPTED or agreed is None:
        return False
    return agreed.order.taken_back_at is not None


def quotes_of(opportunity: Opportunity) -> list[Row]:
    return rows_of(
        Quote.objects.filter(opportunity=opportunity)
        .select_related("standing", "standing__acceptance__order")
        .order_by("-number")
    )


def ending(today: datetime.date) -> QuerySet[Quote]:
    """Those with a customer whose last day is over."""
    return Quote.objects.filter(state__in=STANDING, valid_until__lt=today)


def near_their_end(until: datetime.date) -> QuerySet[Quote]:
    return Quote.objects.filter(state__in=STANDING, valid_until__lte=until, reminded_at=None)


def documents(quotes: Iterable[Quote]) -> Iterator[Document]:
    """What quotes are found by: their number and their headline."""
    found = list(quotes)
    persons = Person.objects.only("name").in_bulk({one.person_id for one in found})
    name_all(persons.values())
    titles = dict(
        QuoteVersion.objects.filter(quote__in=[one.pk for one in found])
        .order_by("number")
        .values_list("quote_id", "title")
    )
    for one in found:
        url = reverse("sales:quote", args=[one.pk])
        title = f"{one.name} {titles.get(one.pk, '')}".strip()
        yield Document(SEARCH_KIND, one.pk, title, url, one.created_at, str(persons[one.person_id]), "")


def every_document() -> Iterator[Document]:
    last = 0
    while batch := list(Quote.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from documents(batch)
        last = batch[-1].pk
