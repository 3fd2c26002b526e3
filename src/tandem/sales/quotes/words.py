import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.sales.opportunities.words import LostReason

PURPOSE = "sales.quote"
FIRST_NUMBER = 1001
MOST_LINES = 300
LONGEST_WORDS = 500
LONGEST_TEXT = 4000
LONGEST_NAME = 120
LONGEST_QUESTION = 2000
LONGEST_ADDRESS = 64
LARGEST_QUANTITY = Decimal(999_999)
# Of one; and of a line and of the whole, so that orders and sums of them stay inside a column.
LARGEST_PRICE_MINOR = 10**13
LARGEST_AMOUNT_MINOR = 10**17
LARGEST_KEY = 2**63 - 1


class QuoteState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    OPENED = "opened", _("Opened")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Ended")


# The customer may still say yes.
STANDING = (QuoteState.SENT, QuoteState.OPENED)
STATE_KINDS = {
    QuoteState.DRAFT: "mute",
    QuoteState.SENT: "sales",
    QuoteState.OPENED: "sales",
    QuoteState.ACCEPTED: "ok",
    QuoteState.DECLINED: "bad",
    QuoteState.WITHDRAWN: "mute",
    QuoteState.EXPIRED: "warn",
}


class SentBy(models.TextChoices):
    MAIL = "mail", _("By e-mail, from here")
    HAND = "hand", _("I hand it over myself")


# Why a customer says no, in words that a customer would say.
WHY_NOT = [
    (LostReason.PRICE.value, _("It costs more than we want to spend")),
    (LostReason.TIME.value, _("It would take too long")),
    (LostReason.COMPETITOR.value, _("We chose somebody else")),
    (LostReason.NO_NEED.value, _("We do not need it any more")),
    (LostReason.OTHER.value, _("Something else")),
]


@dataclass(frozen=True, kw_only=True)
class LineWritten:
    """One line of a draft. `price_minor` is for one, net or gross as the quote's method says.

    A discount is a share in percent or an amount off the whole line, not both. `offer_id` says which offer
    it came from, if it came from one.
    """

    words: str
    price_minor: int
    quantity: Decimal = Decimal(1)
    unit: str = ""
    tax_percent: Decimal = Decimal(0)
    discount_minor: int = 0
    discount_percent: Decimal = Decimal(0)
    optional: bool = False
    offer_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Off:
    """What comes off the whole: a share in percent of what the lines still cost, or an amount, not both."""

    percent: Decimal = Decimal(0)
    minor: int = 0

    @property
    def kept_percent(self) -> Decimal:
        """As the column keeps it, so that nothing counts as changed that was not."""
        return self.percent.quantize(Decimal("0.01"))


NOTHING_OFF = Off()


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a version says around its lines, and what comes off the whole of them."""

    title: str
    intro: str = ""
    closing: str = ""
    valid_until: datetime.date | None = None
    ready_by: datetime.date | None = None
    off: Off = NOTHING_OFF


@dataclass(frozen=True, kw_only=True)
class Yes:
    """What a customer agreed to, as it stood before them."""

    version_id: int
    text_hash: str
    gross_minor: int
    name: str
    address: str = ""
    chosen: frozenset[int] = field(default_factory=frozenset)


class NotStanding(Exception):
    """What the customer answered to is not what stands now; the page shows what does."""
