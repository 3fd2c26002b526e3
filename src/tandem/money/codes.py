"""The currencies in use by ISO 4217: how many decimals each has, and the signs they are written with.

Source: ISO 4217 list one, as amended to 2026 (the euro in Bulgaria, the Caribbean guilder, Zimbabwe Gold).
Metals, testing codes and units of account of banks are left out: nobody sells for them.
"""

from functools import lru_cache
from typing import Final

_TWO: Final = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF
IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG
YER ZAR ZMW ZWG
"""
_NONE: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE: Final = "BHD IQD JOD KWD LYD OMR TND"
_FOUR: Final = "CLF UYW"

ACTIVE: Final[dict[str, int]] = {
    code: digits
    for digits, codes in ((2, _TWO), (0, _NONE), (3, _THREE), (4, _FOUR))
    for code in codes.split()
}
# Papers of earlier years are still read and written in them; a new document is not.
WITHDRAWN: Final[dict[str, int]] = {"ANG": 2, "BGN": 2, "CUC": 2, "HRK": 2, "SLL": 2, "ZWL": 2}

# Written before the number without a space. Every sign here stands for one currency only, so that what is
# written can be read back; the other currencies are written with their code.
SIGNS: Final[dict[str, str]] = {
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "CA$",
    "CNY": "CN¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "MXN": "MX$",
    "NGN": "₦",
    "NZD": "NZ$",
    "PHP": "₱",
    "SGD": "S$",
    "TRY": "₺",
    "TWD": "NT$",
    "UAH": "₴",
    "USD": "$",
    "VND": "₫",
}

# What people type for their own currency, though others use the same sign.
_TYPED: Final = {
    "$": "ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD"
    " TWD USD UYU XCD",
    "£": "EGP FKP GBP GIP LBP SDG SHP SSP SYP",
    "¥": "CNY JPY",
    "￥": "CNY JPY",
    "￡": "GBP",
    "元": "CNY",
    "円": "JPY",
    "฿": "THB",
    "₸": "KZT",
    "₽": "RUB",
    "₾": "GEL",
    "au$": "AUD",
    "c$": "CAD",
    "fr.": "CHF",
    "ft": "HUF",
    "kr": "DKK ISK NOK SEK",
    "kr.": "DKK ISK NOK SEK",
    "kč": "CZK",
    "lei": "MDL RON",
    "r": "ZAR",
    "rs": "INR LKR MUR NPR PKR",
    "rs.": "INR LKR MUR NPR PKR",
    "sfr.": "CHF",
    "us$": "USD",
    "zł": "PLN",
}


def digits_of(currency: str) -> int:
    """How many decimals the currency has. A code nobody knows raises a ValueError with a sentence."""
    for known in (ACTIVE, WITHDRAWN):
        if currency in known:
            return known[currency]
    raise ValueError(f"We do not know the currency {currency!r}. Use its three-letter code, such as GBP.")


@lru_cache(maxsize=1024)
def currency_of_sign(sign: str) -> frozenset[str]:
    """The currencies a sign or code may stand for; nothing when it is no such sign."""
    code = sign.upper()
    if code in ACTIVE or code in WITHDRAWN:
        return frozenset({code})
    meant = {code for code, known in SIGNS.items() if known.casefold() == sign.casefold()}
    return frozenset(meant).union(_TYPED.get(sign.casefold(), "").split())
