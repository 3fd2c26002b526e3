"""All that a version of a quote says, as plain data: what the paper, the page and the mail are made of.

It is put together once and kept with the version when that is sent, so that nothing typed later changes it.
Amounts stand in it twice: as they are read, and in minor units, to be worked out anew.
"""

import datetime
import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from tandem.money.amount import Amount
from tandem.money.manners import tongue
from tandem.money.rounding import RoundedPer, Rounding
from tandem.money.tax import Method, Prices, Taxed
from tandem.office.business.queries import the_business
from tandem.office.languages.words import one_of_ours
from tandem.sales.paper.models import OurPaper
from tandem.sales.paper.numbers import exact, plain_number, written_day, written_number, written_percent
from tandem.sales.paper.queries import spoken
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.sums import amount_of, left_of, off_whole, sums_of, taken
from tandem.sales.quotes.words import LineWritten, Off

FORMAT = 1


def sheet_of(
    quote: Quote,
    version: QuoteVersion,
    lines: Sequence[LineWritten],
    *,
    paper: OurPaper,
    on: datetime.date,
) -> dict[str, Any]:
    """What a version says if it is dated `on`."""
    language = one_of_ours(quote.language, paper.language)
    speaks = tongue(language, the_business().country)
    paper = spoken(paper, language).paper
    with translation.override(speaks):
        data: dict[str, Any] = {
            "format": FORMAT,
            "language": language,
            "tongue": speaks,
            "number": quote.name,
            "version": version.number,
            "currency": quote.currency,
            "prices": quote.prices,
            "rounded_per": quote.rounded_per,
            "rounding": quote.rounding,
            "tax_name": paper.tax_name,
            "firm": firm_of(paper),
            "customer": customer_of(quote),
            "dated": written_day(on),
            "dated_on": on.isoformat(),
            "title": version.title,
            "intro": paragraphs(version.intro),
            "closing": paragraphs(version.closing),
            "lines": [line_shown(line, quote.currency, quote.method) for line in lines],
            "discount_minor": version.discount_minor,
            "discount_percent": plain_number(version.discount_percent),
            "whole_words": whole_words(version.off),
            "valid_until": version.valid_until.isoformat() if version.valid_until else "",
            "valid_words": promised(version.valid_until, _("Good until %(day)s.")),
            "ready_words": promised(version.ready_by, _("Ready by %(day)s.")),
            "words": labels(),
        }
        return data | {"totals": totals_of(data, lines)}


def firm_of(paper: OurPaper) -> dict[str, Any]:
    reached = [one for one in (paper.phone, paper.email, paper.website) if one]
    return {
        "name": str(the_business()),
        "tagline": paper.tagline,
        "address": [line.strip() for line in paper.address.splitlines() if line.strip()],
        "reached": reached,
        "foot": [line.strip() for line in paper.foot.splitlines() if line.strip()],
        "colour": paper.colour,
        "logo": paper.logo_id,
    }


def customer_of(quote: Quote) -> list[str]:
    person, organisation = quote.person, quote.organisation
    place = " ".join(part for part in (person.postcode, person.place) if part)
    return [part for part in (str(organisation) if organisation else "", str(person), place) if part]


def paragraphs(text: str) -> list[str]:
    """What was typed, by paragraph; single line ends stay."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    return [block for block in blocks if block]


def promised(day: datetime.date | None, sentence: str) -> str:
    return sentence % {"day": written_day(day)} if day else ""


def line_shown(line: LineWritten, currency: str, method: Method) -> dict[str, Any]:
    amount, left = amount_of(line, currency, method), left_of(line, currency, method)
    return {
        "words": line.words,
        "quantity": plain_number(line.quantity),
        "how_many": " ".join(part for part in (written_number(line.quantity), line.unit) if part),
        "unit": line.unit,
        "price_minor": line.price_minor,
        "each": exact(Amount(line.price_minor, currency)),
        "tax_percent": plain_number(line.tax_percent),
        "tax": written_percent(line.tax_percent),
        "discount_minor": line.discount_minor,
        "discount_percent": plain_number(line.discount_percent),
        "off": off_words(line, amount - left),
        "optional": line.optional,
        "amount": exact(left),
    }


def off_words(line: LineWritten, off: Amount) -> str:
    """“less 10%, £84.00”; nothing without a discount."""
    if off.is_zero:
        return ""
    if line.discount_percent:
        said = {"share": written_percent(line.discount_percent), "amount": exact(off)}
        return _("less %(share)s, %(amount)s") % said
    return _("less %(amount)s") % {"amount": exact(off)}


def whole_words(off: Off) -> str:
    """What stands beside the amount that comes off the whole."""
    if off.percent:
        return _("Less %(share)s on the whole") % {"share": written_percent(off.percent)}
    return _("Less on the whole") if off.minor else ""


def off_in(shown: dict[str, Any]) -> Off:
    """What comes off the whole of a version as it was sent; the oldest say nothing of it."""
    return Off(percent=Decimal(shown.get("discount_percent", 0)), minor=shown.get("discount_minor", 0))


def lines_in(shown: dict[str, Any]) -> list[LineWritten]:
    """The lines of a version as it was sent, to be worked out again."""
    return [
        LineWritten(
            words=one["words"],
            quantity=Decimal(one["quantity"]),
            unit=one["unit"],
            price_minor=one["price_minor"],
            tax_percent=Decimal(one["tax_percent"]),
            discount_minor=one["discount_minor"],
            discount_percent=Decimal(one["discount_percent"]),
            optional=one["optional"],
        )
        for one in shown["lines"]
    ]


def method_in(shown: dict[str, Any]) -> Method:
    return Method(Prices(shown["prices"]), RoundedPer(shown["rounded_per"]), Rounding(shown["rounding"]))


def sums_in(
    shown: dict[str, Any], lines: Sequence[LineWritten], chosen: frozenset[int] = frozenset()
) -> Taxed:
    counted = taken(lines, chosen)
    return sums_of(counted, currency=shown["currency"], method=method_in(shown), off=off_in(shown))


def totals_of(
    shown: dict[str, Any], lines: Sequence[LineWritten], chosen: frozenset[int] = frozenset()
) -> dict[str, Any]:
    """What the lines come to that count, written as the language does that is spoken just now."""
    sums = sums_in(shown, lines, chosen)
    counted, how = taken(lines, chosen), method_in(shown)
    whole = off_whole(counted, off_in(shown), currency=shown["currency"], method=how)
    of_lines = sums.discount - whole
    return {
        "net": exact(sums.net),
        "taxes": taxes_of(shown, sums),
        "gross": exact(sums.gross),
        "net_minor": sums.net.minor,
        "tax_minor": sums.tax.minor,
        "gross_minor": sums.gross.minor,
        "off": exact(of_lines) if not of_lines.is_zero else "",
        "together": exact(sums.amount - of_lines) if not whole.is_zero else "",
        "whole": exact(-whole) if not whole.is_zero else "",
        "whole_minor": whole.minor,
    }


def taxes_of(shown: dict[str, Any], sums: Taxed) -> list[dict[str, str]]:
    """The tax of each rate; nothing where nothing is taxed, as a firm without tax names none."""
    if not any(rate.rate for rate in sums.rates):
        return []
    return [
        {
            "words": f"{shown['tax_name']} {percent_of(rate.rate)}",
            "on": exact(rate.net),
            "amount": exact(rate.tax),
        }
        for rate in sums.rates
    ]


def percent_of(share: Fraction) -> str:
    """A rate of a total as it is read: an exact share with at most five decimals."""
    percent = share * 100
    return written_percent(Decimal(percent.numerator) / Decimal(percent.denominator))


def hash_of(text: dict[str, Any]) -> str:
    """The SHA-256 of plain data, in one order of its names."""
    plain = json.dumps(text, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def labels() -> dict[str, str]:
    """The words of the paper, which has none of its own."""
    return {
        "quote": _("Quote"),
        "what": _("What"),
        "how_many": _("How many"),
        "each": _("Each"),
        "amount": _("Amount"),
        "net": _("Before tax"),
        "off": _("Taken off already"),
        "together": _("The lines together"),
        "total": _("Total"),
        "includes": _("Includes"),
        "optional": _("Only if you want it"),
        "optional_note": _("Not in the total. Tick it on the page, or tell us."),
        "say_yes": _("Say yes on the page, or just ring us."),
        "page": _("Page {} of {}"),
        "version": _("version {}"),
    }
