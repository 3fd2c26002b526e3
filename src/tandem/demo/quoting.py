"""The quotes of Wren & Rowe: some still being written, some with their customers, some answered."""

import datetime
from decimal import Decimal

from tandem.demo.asking import ONE_DAY
from tandem.demo.shop import Shop
from tandem.office.accounts.models import User
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.paper.actions import set_paper, set_words
from tandem.sales.quotes.actions import begin_quote, save_draft
from tandem.sales.quotes.answering import accept_quote, decline_quote
from tandem.sales.quotes.jobs import watch_quotes
from tandem.sales.quotes.models import Quote
from tandem.sales.quotes.sending import send_quote
from tandem.sales.quotes.words import NOTHING_OFF, STANDING, Letter, LineWritten, Off, SentBy, Yes

VAT = Decimal(20)
GOOD_FOR = 30 * ONE_DAY
HALVES = "Half when we collect, half when we bring it back."
CHAIRS = (
    LineWritten(
        words="Dining chair, seat and back", quantity=Decimal(6), price_minor=14_000, tax_percent=VAT
    ),
    LineWritten(
        words="Wool, stain-guarded, moss green",
        quantity=Decimal(5),
        unit="m",
        price_minor=4_800,
        tax_percent=VAT,
    ),
    LineWritten(words="Collect and deliver", price_minor=6_000, tax_percent=VAT),
    LineWritten(
        words="New webbing and foam", quantity=Decimal(2), price_minor=3_500, tax_percent=VAT, optional=True
    ),
)
# What the quotes of the pictures say, by the headline of their opportunity.
WORDS = {
    "Six dining chairs, wool": (
        "You asked for chairs that survive the children and the dog. This wool has a stain guard and wipes "
        "clean.",
        CHAIRS,
    ),
}
# Two at once cost a little less.
OFF_WHOLE = {"Two armchairs, wool": Off(percent=Decimal(5))}


def lay_paper(shop: Shop, at: datetime.datetime) -> None:
    set_paper(
        expected_version=1,
        tagline="upholstery and curtains",
        address="4 Mill Lane\nThornbury",
        email="hello@example.org",
        phone="020 7946 0100",
        foot="Wren & Rowe, 4 Mill Lane, Thornbury\nVAT GB 000 0000 00",
        closing=HALVES,
        by=shop.maya,
        at=at,
    )
    set_words(
        language="de",
        expected_version=1,
        tagline="Polsterei und Vorhänge",
        closing="Die Hälfte bei der Abholung, die Hälfte bei der Lieferung.",
        by=shop.maya,
        at=at,
    )


def written(opportunity: Opportunity, *, pounds: int, by: User, at: datetime.datetime) -> Quote:
    """A draft of what this one would cost without tax."""
    one = LineWritten(words=opportunity.title, price_minor=pounds * 100, tax_percent=VAT)
    intro, lines = WORDS.get(opportunity.title, ("", (one,)))
    quote = begin_quote(opportunity=opportunity, by=by, at=at)
    version = quote.versions.get()
    version.quote = quote
    letter = Letter(
        title=opportunity.title,
        intro=intro,
        closing=HALVES,
        valid_until=at.date() + GOOD_FOR,
        off=OFF_WHOLE.get(opportunity.title, NOTHING_OFF),
    )
    save_draft(version=version, expected_version=1, letter=letter, lines=lines, by=by, at=at)
    return quote


def quoted(opportunity: Opportunity, *, pounds: int, by: User, at: datetime.datetime) -> Quote:
    """Written, and handed over. Whoever sells here has no more to do with it until they answer."""
    quote = written(opportunity, pounds=pounds, by=by, at=at)
    version = quote.versions.get()
    version.quote = quote
    send_quote(version=version, expected_version=version.version, how=SentBy.HAND, by=by, at=at)
    opportunity.refresh_from_db()
    return quote


def agreed(opportunity: Opportunity, *, by: User, at: datetime.datetime) -> bool:
    """They say yes to the quote that stands, by word of mouth; False where none does."""
    quote = standing(opportunity, at)
    version = quote.standing if quote else None
    if quote is None or version is None:
        return False
    yes = Yes(
        version_id=version.pk,
        text_hash=version.text_hash,
        gross_minor=version.gross_minor,
        name=str(opportunity.person),
    )
    accept_quote(quote=quote, yes=yes, by=by, at=at)
    opportunity.refresh_from_db()
    return True


def declined(opportunity: Opportunity, *, reason: str, words: str, at: datetime.datetime) -> None:
    """They say no on their page, where a quote stands."""
    if quote := standing(opportunity, at):
        decline_quote(
            quote=quote, version_id=quote.standing_id or 0, reason=reason, words=words, by=None, at=at
        )
        opportunity.refresh_from_db()


def end_quotes(shop: Shop) -> None:
    """What the clock would have done: those that nobody answered end with their last day."""
    watch_quotes(at=shop.ends_at)


def standing(opportunity: Opportunity, at: datetime.datetime) -> Quote | None:
    rows = Quote.objects.select_related("standing").filter(opportunity=opportunity, state__in=STANDING)
    return rows.filter(valid_until__gte=at.date()).first()
