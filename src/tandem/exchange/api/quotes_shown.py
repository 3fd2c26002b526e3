"""What is shown of a quote over the API: every version of it, its lines and sums, and the customer's yes."""

import datetime
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from pydantic import Field

from tandem.exchange.api.fields import Shown, plain_decimal
from tandem.exchange.api.words import Problem
from tandem.sales.quotes.models import Acceptance, Quote, QuoteLine, QuoteVersion
from tandem.sales.quotes.queries import agreed_for


class QuoteLineShown(Shown):
    position: int
    words: str
    quantity: str
    unit: str
    price_minor: Annotated[int, Field(description="For one, without tax or with it as `prices` says")]
    tax_percent: str
    discount_minor: int
    discount_percent: str
    optional: Annotated[bool, Field(description="Left to the customer, and not in the sums")]
    offer_id: int | None


class QuoteVersionShown(Shown):
    number: int
    version: Annotated[int, Field(description="Of a draft: send it as `draft_version`")]
    title: str
    intro: str
    closing: str
    valid_until: datetime.date | None
    ready_by: datetime.date | None
    price_list_id: Annotated[int | None, Field(description="Null for the usual prices")]
    discount_minor: Annotated[int, Field(description="Off the whole")]
    discount_percent: str
    created_at: datetime.datetime
    sent_at: Annotated[datetime.datetime | None, Field(description="Null while it is a draft")]
    sent_how: str
    text_hash: Annotated[str, Field(description="SHA-256 of what was sent")]
    net_minor: int
    tax_minor: int
    gross_minor: int
    lines: list[QuoteLineShown]


class AcceptanceShown(Shown):
    """What the customer agreed to. Nothing but their yes makes one."""

    number: Annotated[int, Field(description="Which version")]
    name: str
    at: datetime.datetime
    chosen: Annotated[list[int], Field(description="Positions of optional lines that they took")]
    text_hash: str
    net_minor: int
    tax_minor: int
    gross_minor: int
    order_id: int


class QuoteShown(Shown):
    id: int
    version: int
    number: Annotated[str, Field(description="Such as Q-1001")]
    opportunity_id: int
    person_id: int
    organisation_id: int | None
    state: str
    currency: str
    prices: Annotated[Literal["net", "gross"], Field(description="Prices without tax, or with it")]
    rounded_per: str
    language: str
    valid_until: datetime.date | None
    created_at: datetime.datetime
    ended_at: datetime.datetime | None
    declined_reason: str
    declined_words: str
    standing: Annotated[int | None, Field(description="The number of the version that the customer sees")]
    accepted: AcceptanceShown | None
    versions: list[QuoteVersionShown]
    link: Annotated[
        str | None,
        Field(description="The customer’s page: only in the answer that made it"),
    ] = None


def shown(rows: Sequence[Quote]) -> list[QuoteShown]:
    return [shown_row(row) for row in rows]


def shown_row(row: Quote, link: str | None = None) -> QuoteShown:
    worked_out = ("number", "standing", "accepted", "versions", "link")
    names = [name for name in QuoteShown.model_fields if name not in worked_out]
    every = list(row.versions.all())
    agreed = next((found for one in reversed(every) if (found := agreed_for(one))), None)
    return QuoteShown(
        **{name: getattr(row, name) for name in names},
        number=row.name,
        standing=next((one.number for one in every if one.pk == row.standing_id), None),
        accepted=accepted_shown(agreed) if agreed else None,
        versions=[version_shown(one) for one in every],
        link=link,
    )


def accepted_shown(agreed: Acceptance) -> AcceptanceShown:
    names = [name for name in AcceptanceShown.model_fields if name != "number"]
    return AcceptanceShown(**{name: getattr(agreed, name) for name in names}, number=agreed.version.number)


def version_shown(row: QuoteVersion) -> QuoteVersionShown:
    names = [name for name in QuoteVersionShown.model_fields if name not in ("discount_percent", "lines")]
    return QuoteVersionShown(
        **{name: getattr(row, name) for name in names},
        discount_percent=plain_decimal(row.discount_percent),
        lines=[line_shown(line) for line in row.lines.all()],
    )


def line_shown(row: QuoteLine) -> QuoteLineShown:
    decimals = ("quantity", "tax_percent", "discount_percent")
    names = [name for name in QuoteLineShown.model_fields if name not in decimals]
    told: dict[str, Any] = {name: plain_decimal(getattr(row, name)) for name in decimals}
    return QuoteLineShown(
        **{name: getattr(row, name) for name in names},
        **told,
    )


def whole() -> QuerySet[Quote]:
    """Quotes with all that is shown of them: two questions more, however many."""
    versions = QuoteVersion.objects.select_related("acceptance__version").order_by("number")
    return Quote.objects.prefetch_related(Prefetch("versions", versions.prefetch_related("lines")))


def the_quote(pk: int) -> Quote:
    row = whole().filter(pk=pk).first()
    if row is None:
        raise Problem(404, _("There is no such quote."))
    return row


def show(pk: int) -> QuoteShown:
    return shown_row(the_quote(pk))
