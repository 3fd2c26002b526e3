"""A row that is not taken, and why: short for counting, and as a sentence for the person who must mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Fault(StrEnum):
    MISSING = "missing"
    NOT_A_DATE = "not_a_date"
    DATE_OUT_OF_RANGE = "date_out_of_range"
    NOT_AN_AMOUNT = "not_an_amount"
    AMOUNT_OUT_OF_RANGE = "amount_out_of_range"
    BELOW_ZERO = "below_zero"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_CURRENCY = "not_a_currency"
    TWO_CURRENCIES = "two_currencies"
    TOO_LONG = "too_long"
    TOO_MANY_CELLS = "too_many_cells"
    TEST_LEAD = "test_lead"
    NOBODY = "nobody"
    STILL_TO_COME = "still_to_come"
    OTHER_CURRENCY = "other_currency"
    TOO_FINE = "too_fine"
    UNKNOWN_TAX = "unknown_tax"
    UNKNOWN_PART = "unknown_part"


class BadValue(Exception):
    """Raised by a converter; becomes a Rejection of the row."""

    def __init__(self, fault: Fault, field: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.field = field


@dataclass(frozen=True, slots=True)
class Rejection:
    """`raw` is the whole row as text, header to cell, so that it can be mended and given again."""

    number: int
    fault: Fault
    raw: dict[str, str]
    field: str = ""
    column: str = ""
    value: str = ""

    @property
    def reason(self) -> str:
        """Without the value, so that equal faults can be counted: `heard_at is not a date`."""
        return REASONS[self.fault]() % {"field": self.field}

    @property
    def sentence(self) -> str:
        """For the list of rejected rows: the column as the file names it, the value, what to do."""
        return SENTENCES[self.fault]() % {"column": self.column or self.field, "value": self.value[:80]}


REASONS: dict[Fault, Callable[[], str]] = {
    Fault.MISSING: lambda: _("%(field)s is blank"),
    Fault.NOT_A_DATE: lambda: _("%(field)s is not a date"),
    Fault.DATE_OUT_OF_RANGE: lambda: _("%(field)s is outside the years 1900 to 2100"),
    Fault.NOT_AN_AMOUNT: lambda: _("%(field)s is not an amount"),
    Fault.AMOUNT_OUT_OF_RANGE: lambda: _("%(field)s is too large to be an amount"),
    Fault.BELOW_ZERO: lambda: _("%(field)s is below zero"),
    Fault.NOT_AN_EMAIL: lambda: _("%(field)s is not an e-mail address"),
    Fault.NOT_A_CURRENCY: lambda: _("%(field)s is not a currency"),
    Fault.TWO_CURRENCIES: lambda: _("%(field)s is in another currency than the row"),
    Fault.TOO_LONG: lambda: _("%(field)s is too long"),
    Fault.TOO_MANY_CELLS: lambda: _("the row has more cells than the header"),
    Fault.TEST_LEAD: lambda: _("the row is a test lead"),
    Fault.NOBODY: lambda: _("the row names nobody"),
    Fault.STILL_TO_COME: lambda: _("%(field)s is still to come"),
    Fault.OTHER_CURRENCY: lambda: _("%(field)s is in another currency than the business’s"),
    Fault.TOO_FINE: lambda: _("%(field)s has more decimals than the currency"),
    Fault.UNKNOWN_TAX: lambda: _("%(field)s is no rate that is set here"),
    Fault.UNKNOWN_PART: lambda: _("%(field)s names what is not known here"),
}

SENTENCES: dict[Fault, Callable[[], str]] = {
    Fault.MISSING: lambda: _("The column “%(column)s” is blank here and must not be."),
    Fault.NOT_A_DATE: lambda: _("“%(value)s” in “%(column)s” is not a date. Write it like 2026-05-03."),
    Fault.DATE_OUT_OF_RANGE: lambda: _(
        "“%(value)s” in “%(column)s” is outside the years 1900 to 2100. Check the year."
    ),
    Fault.NOT_AN_AMOUNT: lambda: _("“%(value)s” in “%(column)s” is not an amount. Write it like 1234.50."),
    Fault.AMOUNT_OUT_OF_RANGE: lambda: _("“%(value)s” in “%(column)s” is too large to be an amount."),
    Fault.BELOW_ZERO: lambda: _("“%(value)s” in “%(column)s” is below zero, and a first sale cannot be."),
    Fault.NOT_AN_EMAIL: lambda: _(
        "“%(value)s” in “%(column)s” is not an e-mail address. Correct it or leave it blank."
    ),
    Fault.NOT_A_CURRENCY: lambda: _(
        "“%(value)s” in “%(column)s” is not a currency. Write three letters, such as EUR."
    ),
    Fault.TWO_CURRENCIES: lambda: _(
        "“%(value)s” in “%(column)s” is in another currency than the row says. Correct one of the two."
    ),
    Fault.TOO_LONG: lambda: _("The text in “%(column)s” is too long. It starts: “%(value)s”. Shorten it."),
    Fault.TOO_MANY_CELLS: lambda: _(
        "This row has more cells than the header. The first one too many is “%(value)s”: "
        "a text with a comma may lack its quotation marks."
    ),
    Fault.TEST_LEAD: lambda: _("This is a test lead of the advertising tool, so it was left out."),
    Fault.NOBODY: lambda: _("This row has no name, no e-mail address and no phone number."),
    Fault.STILL_TO_COME: lambda: _("“%(value)s” in “%(column)s” is still to come. Check the date."),
    Fault.OTHER_CURRENCY: lambda: _(
        "“%(value)s” in “%(column)s” is in another currency than the business counts in. Convert it first."
    ),
    Fault.TOO_FINE: lambda: _(
        "“%(value)s” in “%(column)s” has more decimals than the currency. Round it first."
    ),
    Fault.UNKNOWN_TAX: lambda: _(
        "“%(value)s” in “%(column)s” is no tax rate that is set here. Correct it, or set the rate first."
    ),
    Fault.UNKNOWN_PART: lambda: _(
        "“%(value)s” in “%(column)s” names something that is not sold here, or a bundle. Put the rows of the "
        "parts above it."
    ),
}
