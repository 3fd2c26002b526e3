"""Countries, their currencies and their time zones, for the forms that ask where a business is.

Names and zones are read from the time zone database (tzdata), which keeps them current; the currencies are
those of ISO 4217.
"""

from functools import lru_cache
from importlib import resources

import holidays

from tandem.money.tax import Prices

_COUNTRIES_BY_CURRENCY = {
    "EUR": "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK",
    "USD": "US EC SV PA PR TL ZW",
    "GBP": "GB GG IM JE",
    "CHF": "CH LI",
    "DKK": "DK FO GL",
    "NOK": "NO",
    "AUD": "AU KI NR TV",
    "NZD": "NZ CK NU",
    "ZAR": "ZA",
    "XOF": "BF BJ CI GW ML NE SN TG",
    "XAF": "CF CG CM GA GQ TD",
    "XCD": "AG DM GD KN LC VC",
}
_CURRENCY_OF = {
    "AE": "AED", "AL": "ALL", "AM": "AMD", "AR": "ARS", "AZ": "AZN", "BA": "BAM", "BB": "BBD", "BD": "BDT",
    "BH": "BHD", "BO": "BOB", "BR": "BRL", "BW": "BWP", "CA": "CAD", "CL": "CLP", "CN": "CNY", "CO": "COP",
    "CR": "CRC", "CZ": "CZK", "DO": "DOP", "DZ": "DZD", "EG": "EGP", "GE": "GEL", "GH": "GHS", "GT": "GTQ",
    "HK": "HKD", "HU": "HUF", "ID": "IDR", "IL": "ILS", "IN": "INR", "IS": "ISK", "JM": "JMD", "JO": "JOD",
    "JP": "JPY", "KE": "KES", "KR": "KRW", "KW": "KWD", "KZ": "KZT", "LB": "LBP", "LK": "LKR", "MA": "MAD",
    "MD": "MDL", "MK": "MKD", "MU": "MUR", "MX": "MXN", "MY": "MYR", "NA": "NAD", "NG": "NGN", "NP": "NPR",
    "OM": "OMR", "PE": "PEN", "PH": "PHP", "PK": "PKR", "PL": "PLN", "PY": "PYG", "QA": "QAR", "RO": "RON",
    "RS": "RSD", "RW": "RWF", "SA": "SAR", "SE": "SEK", "SG": "SGD", "TH": "THB", "TN": "TND", "TR": "TRY",
    "TT": "TTD", "TW": "TWD", "TZ": "TZS", "UA": "UAH", "UG": "UGX", "UY": "UYU", "VN": "VND", "ZM": "ZMW",
}  # fmt: skip


def _rows(name: str) -> list[list[str]]:
    text = resources.files("tzdata.zoneinfo").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Code and name of every country, in the order of the names."""
    found = {row[0]: row[1] for row in _rows("iso3166.tab")}
    found["GB"] = "United Kingdom"
    return dict(sorted(found.items(), key=lambda country: country[1].casefold()))


@lru_cache(maxsize=1)
def zones_by_country() -> dict[str, list[str]]:
    """The time zones of each country; the one most people live in stands first."""
    found: dict[str, list[str]] = {}
    for code, _place, zone, *_rest in _rows("zone.tab"):
        found.setdefault(code, []).append(zone)
    return found


@lru_cache(maxsize=1)
def zones() -> list[str]:
    return sorted({zone for found in zones_by_country().values() for zone in found} | {"UTC"})


def usual_zone(country: str) -> str:
    return next(iter(zones_by_country().get(country, ())), "UTC")


@lru_cache(maxsize=1)
def _currencies() -> dict[str, str]:
    by_group = {code: name for name, codes in _COUNTRIES_BY_CURRENCY.items() for code in codes.split()}
    return by_group | _CURRENCY_OF


def usual_currency(country: str) -> str:
    """The currency of a country; US dollars where we do not know."""
    return _currencies().get(country, "USD")


# Where a shop tells its prices without the tax that comes on top. Elsewhere who buys for themselves is told
# what they pay, as most laws on prices ask.
_TAX_ON_TOP = frozenset(["US", "PR", "GU", "VI", "AS", "MP", "CA"])


def usual_prices(country: str) -> Prices:
    """How prices are said in a country to whoever buys for themselves."""
    return Prices.NET if country in _TAX_ON_TOP else Prices.GROSS


@lru_cache(maxsize=32)
def subdivisions(country: str) -> dict[str, str]:
    """Parts of a country with holidays of their own: code and name (the code where it has no other name)."""
    if country not in holidays.list_supported_countries(include_aliases=False):
        return {}
    calendar = holidays.country_holidays(country)
    named = {code: name for name, code in getattr(calendar, "subdivisions_aliases", {}).items()}
    return {code: named.get(code, code) for code in calendar.subdivisions}


def usual_subdivision(country: str) -> str:
    """Where a country's holidays mean little without its parts: the part most people live in."""
    return {"GB": "ENG"}.get(country, "")
