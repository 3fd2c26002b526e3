"""The languages that our documents speak; our own pages are in English.

Their words are gettext catalogues: `locale/` in the package whose words they are.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation.trans_real import parse_accept_lang_header

from tandem.office.changes.words import Refused

ENGLISH = "en"
# By what gettext, typst and HTML call them.
LANGUAGES = {
    ENGLISH: gettext_lazy("English"),
    "de": gettext_lazy("German"),
    "fr": gettext_lazy("French"),
    "nl": gettext_lazy("Dutch"),
    "es": gettext_lazy("Spanish"),
    "it": gettext_lazy("Italian"),
}
CHOICES = list(LANGUAGES.items())
# Where nearly all write to customers in one of them. Elsewhere it is English until the owner says otherwise.
OF_COUNTRIES = {
    "AT": "de", "DE": "de", "LI": "de", "FR": "fr", "MC": "fr", "NL": "nl", "SR": "nl", "IT": "it",
    "SM": "it", "AR": "es", "BO": "es", "CL": "es", "CO": "es", "CR": "es", "CU": "es", "DO": "es",
    "EC": "es", "ES": "es", "GT": "es", "HN": "es", "MX": "es", "NI": "es", "PA": "es", "PE": "es",
    "PY": "es", "SV": "es", "UY": "es", "VE": "es",
}  # fmt: skip


def language_of_country(country: str) -> str:
    return OF_COUNTRIES.get(country, ENGLISH)


def one_of_ours(*wished: str) -> str:
    """The first of these that our documents speak, whatever its country; else English."""
    return next((code for code in map(without_country, wished) if code in LANGUAGES), ENGLISH)


def without_country(code: str) -> str:
    return code.replace("_", "-").split("-")[0].lower()


def asked_for(header: str) -> list[str]:
    """What a browser says that its reader speaks, the dearest first."""
    return [code for code, weight in parse_accept_lang_header(header) if weight > 0]


def checked_language(code: str) -> str:
    """A language of ours, or none."""
    if code and code not in LANGUAGES:
        raise Refused(_("Pick one of these languages."), field="language")
    return code
