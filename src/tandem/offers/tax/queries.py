import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tandem.offers.tax.models import TaxCode, TaxRate
from tandem.offers.tax.starter import STANDARD, starter_codes
from tandem.office.business.queries import the_business

NO_TAX = Decimal(0)


@dataclass(frozen=True)
class Rates:
    """All rates of all codes, read once, to be asked for any day."""

    by_code: dict[int, list[TaxRate]]

    def on(self, code: int | None, day: datetime.date) -> TaxRate | None:
        """The rate of a code (its key in the table) on a day; None before its first one."""
        begun = [rate for rate in self.by_code.get(code or 0, ()) if rate.valid_from <= day]
        return begun[-1] if begun else None

    def percent_on(self, code: int | None, day: datetime.date) -> Decimal | None:
        """Nought where there is no code, as no tax is put on; None where its first rate has not begun."""
        if code is None:
            return NO_TAX
        rate = self.on(code, day)
        return rate.percent if rate else None


def every_rate() -> Rates:
    by_code: dict[int, list[TaxRate]] = {}
    for rate in TaxRate.objects.order_by("code_id", "valid_from"):
        by_code.setdefault(rate.code_id, []).append(rate)
    return Rates(by_code)


def rate_on(code: TaxCode | None, day: datetime.date) -> Decimal | None:
    """The percentage of a code on a day: nought without a code, None before its first rate.

    `money.tax` takes it divided by 100.
    """
    if code is None:
        return NO_TAX
    begun = TaxRate.objects.filter(code=code, valid_from__lte=day).order_by("-valid_from")
    return begun.values_list("percent", flat=True).first()


def standard_rate_on(day: datetime.date) -> Decimal | None:
    """The percentage of the standard rate: as the owner dated it, else as the country has it; None where we
    know neither.
    """
    begun = TaxRate.objects.filter(code__key=STANDARD, valid_from__lte=day).order_by("-valid_from")
    if (percent := begun.values_list("percent", flat=True).first()) is not None:
        return percent
    starter = starter_codes(the_business().country)
    return starter[0].percent if starter else None


def tax_codes() -> list[TaxCode]:
    return list(TaxCode.objects.all())


@dataclass(frozen=True)
class KnownTax:
    """A code with its rate on a day, to choose from; `percent` is None where none has begun."""

    key: str
    name: str
    percent: Decimal | None

    def __str__(self) -> str:
        """“Standard rate, 20%”."""
        return f"{self.name}, {self.percent.normalize():f}%" if self.percent is not None else self.name


def known_taxes(day: datetime.date) -> list[KnownTax]:
    """The codes of the business; those of its country, where none was put in yet."""
    if codes := tax_codes():
        rates = every_rate()
        return [KnownTax(code.key, code.name, rates.percent_on(code.pk, day)) for code in codes]
    return [KnownTax(one.key, one.name, one.percent) for one in starter_codes(the_business().country)]


def tax_choices(day: datetime.date) -> list[tuple[str, str]]:
    """Key and words of each code, for a form."""
    return [(tax.key, str(tax)) for tax in known_taxes(day)]


@dataclass(frozen=True)
class DatedRate:
    """One rate in the history of a code, as of a day."""

    rate: TaxRate
    is_now: bool
    is_to_come: bool


def dated_rates(rates: Sequence[TaxRate], day: datetime.date) -> list[DatedRate]:
    """The rates of one code, the newest first."""
    now = next((rate for rate in reversed(rates) if rate.valid_from <= day), None)
    return [DatedRate(rate, rate is now, rate.valid_from > day) for rate in reversed(rates)]
