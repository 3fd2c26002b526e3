"""Tax rates by day: those of the country to begin with, and what changes about them."""

import datetime
from decimal import Decimal

import pytest

from tandem.offers.tax.actions import add_code, begin_with_country, rename_code, set_rate, withdraw_rate
from tandem.offers.tax.models import TaxCode, TaxRate
from tandem.offers.tax.queries import rate_on, tax_choices
from tandem.offers.tax.starter import _EU, _OTHERS, AS_OF, starter_codes
from tandem.office.accounts.words import Role
from tandem.office.business.places import countries
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import undo
from tests.offers.shop import NOW, TODAY, a_business, a_tax, a_user

pytestmark = pytest.mark.django_db


def day(year: int, month: int, number: int = 1) -> datetime.date:
    return datetime.date(year, month, number)


@pytest.mark.parametrize("country", sorted({*_EU, *_OTHERS}))
def test_every_starter_table_is_sound(country: str) -> None:
    codes = starter_codes(country)
    assert country in countries()
    assert (codes[0].key, codes[-1].key) == ("standard", "zero")
    for code in codes:
        days = [on for on, _rate in code.rates]
        assert code.source
        assert days == sorted(set(days))
        assert days[-1] <= AS_OF
        assert all(0 <= rate <= Decimal(27) for _on, rate in code.rates)


@pytest.mark.parametrize(
    ("country", "key", "on", "rate"),
    [
        ("GB", "standard", day(2026, 11), "20"),
        ("DE", "standard", day(2020, 8), "16"),
        ("DE", "reduced", day(2026, 11), "7"),
        ("EE", "standard", day(2025, 6, 30), "22"),
        ("EE", "standard", day(2025, 7), "24"),
        ("FI", "standard", day(2024, 8, 31), "24"),
        ("FI", "standard", day(2024, 9), "25.5"),
        ("CH", "reduced", day(2024, 1), "2.6"),
        ("RO", "standard", day(2025, 8), "21"),
        ("SK", "reduced", day(2025, 1), "19"),
        ("EC", "standard", day(2024, 3, 31), "12"),
        ("EC", "standard", day(2024, 4), "15"),
        ("DO", "standard", day(2026, 11), "18"),
        ("PA", "standard", day(2026, 11), "7"),
        ("PR", "standard", day(2026, 11), "11.5"),
        ("UY", "reduced", day(2026, 11), "10"),
    ],
)
def test_rates_as_the_tax_offices_publish_them(country: str, key: str, on: datetime.date, rate: str) -> None:
    a_business(country=country)
    assert rate_on(a_tax(key), on) == Decimal(rate)


def test_rates_are_put_in_once_and_offered_before() -> None:
    a_business(country="IE")
    before = tax_choices(TODAY)
    begin_with_country(by=a_user(role=Role.OWNER), at=NOW)
    begin_with_country(by=None, at=NOW)
    assert before == tax_choices(TODAY)
    assert before[0] == ("standard", "Standard rate, 23%")
    assert TaxCode.objects.count() == 4


def test_a_country_without_a_table_is_told_so() -> None:
    a_business(country="US")
    with pytest.raises(Refused, match="no table for your country"):
        begin_with_country(by=None, at=NOW)
    row = add_code(name="Sales tax", percent=Decimal("8.875"), valid_from=day(2020, 1), by=None, at=NOW)
    assert (row.key, rate_on(row, TODAY)) == ("sales-tax", Decimal("8.875"))
    assert rate_on(row, day(2019, 12, 31)) is None


def test_a_new_rate_begins_on_its_day_and_is_undone() -> None:
    a_business()
    code = a_tax()
    line = set_rate(code=code, percent=Decimal(22), valid_from=day(2027, 1), by=None, at=NOW)
    assert (rate_on(code, day(2026, 12, 31)), rate_on(code, day(2027, 1))) == (Decimal(20), Decimal(22))
    assert line is not None
    undo(line_id=line.pk, by=None, at=NOW)
    assert rate_on(code, day(2027, 1)) == Decimal(20)


def test_only_a_rate_to_come_is_withdrawn() -> None:
    a_business()
    code = a_tax()
    set_rate(code=code, percent=Decimal(22), valid_from=day(2027, 1), by=None, at=NOW)
    now, later = TaxRate.objects.filter(code=code).order_by("valid_from")
    with pytest.raises(Refused, match="has begun"):
        withdraw_rate(rate=now, today=TODAY, by=None, at=NOW)
    withdraw_rate(rate=later, today=TODAY, by=None, at=NOW)
    assert rate_on(code, day(2027, 1)) == Decimal(20)


def test_what_is_no_rate_is_refused() -> None:
    a_business()
    code = a_tax()
    for percent, on, sentence in (
        (Decimal(101), TODAY, "between 0 and 100"),
        (Decimal(-1), TODAY, "between 0 and 100"),
        (Decimal(5), day(1066, 1), "Check the year"),
    ):
        with pytest.raises(Refused, match=sentence):
            set_rate(code=code, percent=percent, valid_from=on, by=None, at=NOW)
    with pytest.raises(Refused, match="of that name already"):
        rename_code(code=code, expected_version=1, name="zero RATE", by=None, at=NOW)


@pytest.mark.parametrize("role", [Role.BOTH, Role.SALES, Role.MARKETING, Role.READ_ONLY])
def test_only_the_owner_changes_tax(role: str) -> None:
    a_business()
    with pytest.raises(NotAllowed):
        set_rate(code=a_tax(), percent=Decimal(1), valid_from=TODAY, by=a_user(role=role), at=NOW)
