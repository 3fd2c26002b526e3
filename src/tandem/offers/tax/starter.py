"""Tax rates to begin with, by country, as the law stood in January 2026.

A rate that has not changed since is given from 1 January 2020 on, as nobody writes a document for earlier;
what changed since then has its day. Each says who publishes it, and the page says to ask an accountant: which
rate an offer is sold under is not for a program to know.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext_lazy as _

AS_OF = datetime.date(2026, 1, 1)
FIRST_DAY = datetime.date(2020, 1, 1)

STANDARD = "standard"
NAMES = {
    STANDARD: _("Standard rate"),
    "reduced": _("Reduced rate"),
    "reduced-2": _("Second reduced rate"),
    "reduced-3": _("Third reduced rate"),
    "zero": _("Zero rate"),
}
EU = _("European Commission, Taxes in Europe Database")

# Rates in percent in the order of NAMES without zero; then changes, as “day code percent”.
_EU = {
    "AT": "20 10 13",
    "BE": "21 6 12",
    "BG": "20 9",
    "CY": "19 9 5",
    "CZ": "21 15; 2024-01-01 reduced 12",
    "DE": "19 7; 2020-07-01 standard 16; 2020-07-01 reduced 5; 2021-01-01 standard 19; 2021-01-01 reduced 7",
    "DK": "25",
    "EE": "20 9; 2024-01-01 standard 22; 2025-07-01 standard 24; 2025-01-01 reduced-2 13",
    "ES": "21 10 4",
    "FI": "24 14 10; 2024-09-01 standard 25.5; 2026-01-01 reduced 13.5",
    "FR": "20 10 5.5 2.1",
    "GR": "24 13 6",
    "HR": "25 13 5",
    "HU": "27 18 5",
    "IE": "23 13.5 9; 2020-09-01 standard 21; 2021-03-01 standard 23",
    "IT": "22 10 5 4",
    "LT": "21 9 5; 2026-01-01 reduced 12",
    "LU": "17 8 14 3; 2023-01-01 standard 16; 2023-01-01 reduced 7; 2023-01-01 reduced-2 13;"
    "2024-01-01 standard 17; 2024-01-01 reduced 8; 2024-01-01 reduced-2 14",
    "LV": "21 12 5",
    "MC": "20 10 5.5 2.1",
    "MT": "18 7 5",
    "NL": "21 9",
    "PL": "23 8 5",
    "PT": "23 13 6",
    "RO": "19 9; 2025-08-01 standard 21; 2025-08-01 reduced 11",
    "SE": "25 12 6",
    "SI": "22 9.5 5",
    "SK": "20 10; 2025-01-01 standard 23; 2025-01-01 reduced 19; 2025-01-01 reduced-2 5",
}
_SWISS = "7.7 2.5 3.7; 2024-01-01 standard 8.1; 2024-01-01 reduced 2.6; 2024-01-01 reduced-2 3.8"
_OTHERS = {
    "AE": ("5", _("Federal Tax Authority: VAT")),
    "AR": ("21 10.5", _("Agencia de Recaudación y Control Aduanero: IVA")),
    "AU": ("10", _("Australian Taxation Office: GST")),
    "CA": ("5", _("Canada Revenue Agency: GST, without the part of the province")),
    "CH": (_SWISS, _("Swiss Federal Tax Administration: VAT rates")),
    "CL": ("19", _("Servicio de Impuestos Internos: IVA")),
    "CO": ("19 5", _("Dirección de Impuestos y Aduanas Nacionales: IVA")),
    "CR": ("13 4 2 1", _("Ministerio de Hacienda de Costa Rica: IVA")),
    "DO": ("18 16", _("Dirección General de Impuestos Internos: ITBIS")),
    "EC": ("12; 2024-04-01 standard 15", _("Servicio de Rentas Internas: IVA")),
    "GB": ("20 5", _("HM Revenue & Customs: VAT rates")),
    "GT": ("12", _("Superintendencia de Administración Tributaria: IVA")),
    "HN": ("15", _("Servicio de Administración de Rentas: ISV")),
    "IL": ("17; 2025-01-01 standard 18", _("Israel Tax Authority: VAT")),
    "IM": ("20 5", _("Isle of Man Customs and Excise: VAT rates")),
    "IS": ("24 11", _("Iceland Revenue and Customs: VAT")),
    "JE": ("5", _("Revenue Jersey: GST")),
    "JP": ("10 8", _("National Tax Agency: consumption tax")),
    "KR": ("10", _("National Tax Service: VAT")),
    "LI": (_SWISS, _("Swiss Federal Tax Administration: VAT rates")),
    "MX": ("16", _("Servicio de Administración Tributaria: IVA")),
    "NI": ("15", _("Dirección General de Ingresos de Nicaragua: IVA")),
    "NO": (
        "25 15 12; 2020-04-01 reduced-2 6; 2021-10-01 reduced-2 12",
        _("Norwegian Tax Administration: VAT rates"),
    ),
    "NZ": ("15", _("Inland Revenue: GST")),
    "PA": ("7", _("Dirección General de Ingresos de Panamá: ITBMS")),
    "PE": ("18", _("SUNAT: IGV, with the part of the municipality")),
    "PR": ("11.5", _("Departamento de Hacienda de Puerto Rico: IVU, with the part of the municipality")),
    "PY": ("10 5", _("Dirección Nacional de Ingresos Tributarios: IVA")),
    "RS": ("20 10", _("Ministry of Finance of Serbia: VAT")),
    "SA": ("5; 2020-07-01 standard 15", _("Zakat, Tax and Customs Authority: VAT")),
    "SG": (
        "7; 2023-01-01 standard 8; 2024-01-01 standard 9",
        _("Inland Revenue Authority of Singapore: GST"),
    ),
    "SV": ("13", _("Ministerio de Hacienda de El Salvador: IVA")),
    "TR": (
        "18 8 1; 2023-07-10 standard 20; 2023-07-10 reduced 10",
        _("Turkish Revenue Administration: VAT"),
    ),
    "UY": ("22 10", _("Dirección General Impositiva: IVA")),
    "VE": ("16 8", _("SENIAT: IVA")),
    "ZA": ("15", _("South African Revenue Service: VAT")),
}


@dataclass(frozen=True)
class StarterCode:
    """A code to begin with: its key, its name, and its rates with the days on which they began."""

    key: str
    name: str
    source: str
    rates: tuple[tuple[datetime.date, Decimal], ...]

    @property
    def percent(self) -> Decimal:
        return self.rates[-1][1]


def starter_codes(country: str) -> list[StarterCode]:
    """The codes of a country in the language of whoever asks; none where we have no table."""
    told = (_EU[country], EU) if country in _EU else _OTHERS.get(country)
    if told is None:
        return []
    rates, source = told
    return [StarterCode(key, str(NAMES[key]), str(source), dated) for key, dated in _read(rates)]


@cache
def _read(told: str) -> tuple[tuple[str, tuple[tuple[datetime.date, Decimal], ...]], ...]:
    first, *changes = told.split(";")
    names = [name for name in NAMES if name != "zero"]
    found = {name: [(FIRST_DAY, Decimal(rate))] for name, rate in zip(names, first.split(), strict=False)}
    for change in changes:
        day, name, rate = change.split()
        found.setdefault(name, []).append((datetime.date.fromisoformat(day), Decimal(rate)))
    found["zero"] = [(FIRST_DAY, Decimal(0))]
    return tuple((name, tuple(sorted(rates))) for name, rates in found.items())
