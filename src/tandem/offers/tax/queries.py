import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tandem.offers.tax.models import TaxCode, TaxRate

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


def tax_codes() -> list[TaxCode]:
    return list(TaxCode.objects.all())


def codes_by_key(keys: Iterable[str]) -> dict[str, TaxCode]:
    return {code.key: code for code in TaxCode.objects.filter(key__in=set(keys))}
