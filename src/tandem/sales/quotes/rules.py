import datetime
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tandem.office.changes.words import Refused
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.words import (
    LARGEST_AMOUNT_MINOR,
    LARGEST_PRICE_MINOR,
    LARGEST_QUANTITY,
    LONGEST_TEXT,
    LONGEST_WORDS,
    MOST_LINES,
    STANDING,
    Letter,
    LineWritten,
    Off,
)


def must_be_draft(version: QuoteVersion) -> None:
    if version.sent_at is not None:
        raise Refused(_("This version was sent, so it stays as it is. Begin a new version."))


def must_stand(quote: Quote) -> None:
    if quote.state not in STANDING:
        raise Refused(_("This quote is not with them just now. Nothing was changed."))


def stands(quote: Quote) -> bool:
    """Whether the customer may still answer to it, as far as it was not closed by us."""
    opportunity = quote.opportunity
    return quote.state in STANDING and opportunity.won_at is None and opportunity.lost_at is None


def checked_letter(letter: Letter) -> Letter:
    if not letter.title.strip():
        raise Refused(_("Say in a headline what it is about."), field="title")
    for name in ("intro", "closing"):
        if len(getattr(letter, name)) > LONGEST_TEXT:
            raise Refused(_("That is more than a quote holds. Please shorten it."), field=name)
    must_make_sense(letter.off)
    return letter


def must_make_sense(off: Off) -> None:
    """What comes off the whole is a share or an amount, as what comes off a line."""
    if not 0 <= off.percent <= 100:
        raise Refused(_("A share lies between 0 and 100%."), field="discount")
    if off.minor < 0 or (off.minor and off.percent):
        raise Refused(_("A discount is a share such as 10%, or an amount without a minus."), field="discount")
    if off.minor > LARGEST_AMOUNT_MINOR:
        raise Refused(_("That is more than a quote holds."), field="discount")


def checked_lines(lines: Sequence[LineWritten]) -> list[LineWritten]:
    if len(lines) > MOST_LINES:
        raise Refused(
            _("A quote has at most %(most)d lines. Put some of them together.") % {"most": MOST_LINES}
        )
    for line in lines:
        if not line.words.strip() or len(line.words) > LONGEST_WORDS:
            raise Refused(_("Say in each line what it is, in at most 500 letters."))
        if not 0 < line.quantity <= LARGEST_QUANTITY:
            raise Refused(_("How many is a number above nought, up to 999,999."))
        if line.price_minor < 0:
            raise Refused(_("A price is nought or more. What comes off is a discount."))
        if not (0 <= line.tax_percent <= 100 and 0 <= line.discount_percent <= 100):
            raise Refused(_("A share lies between 0 and 100%."))
        if line.discount_minor < 0 or (line.discount_minor and line.discount_percent):
            raise Refused(_("A discount is a share such as 10%, or an amount without a minus."))
    must_be_payable(lines)
    return list(lines)


def must_be_payable(lines: Sequence[LineWritten]) -> None:
    """No line and no whole, before discounts, with its tax and all that is left to them, is larger than what
    an order keeps.
    """
    whole = Fraction(0)
    for line in lines:
        amount = line.price_minor * Fraction(line.quantity)
        is_too_dear = line.price_minor > LARGEST_PRICE_MINOR
        if is_too_dear or max(amount, Fraction(line.discount_minor)) > LARGEST_AMOUNT_MINOR:
            raise Refused(
                _("“%(what)s” comes to more than a quote holds. Check its price and how many.")
                % {"what": line.words.split("\n")[0][:80]}
            )
        whole += amount * (1 + Fraction(line.tax_percent) / 100)
    if whole > LARGEST_AMOUNT_MINOR:
        raise Refused(_("The whole comes to more than a quote holds. Make two of it."))


def must_be_ready(version: QuoteVersion, lines: Sequence[LineWritten], *, today: datetime.date) -> None:
    """What a quote needs before a customer sees it."""
    if not lines:
        raise Refused(_("There is no line in it yet. Add what you offer, and its price."))
    if all(line.optional for line in lines):
        raise Refused(_("Every line is left to them. At least one has to be what you offer."))
    if version.valid_until is None:
        raise Refused(_("Say until when it is good."), field="valid_until")
    if version.valid_until < today:
        raise Refused(_("The day until which it is good is over. Pick a later one."), field="valid_until")


def plain_words(text: str) -> str:
    """What somebody typed, without the control characters that no page, mail or database takes: only the ends
    of lines and tabs stay.
    """
    text = text.replace("\r\n", "\n")
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs"))


def today_of(at: datetime.datetime, zone: ZoneInfo) -> datetime.date:
    """The day of the business: a quote is good to the end of its last one."""
    return at.astimezone(zone).date()
