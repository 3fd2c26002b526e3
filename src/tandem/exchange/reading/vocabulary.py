"""The fields of each kind of file, what their columns are called, and which columns only look like them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from tandem.exchange.reading import enquiry_headers, person_headers
from tandem.exchange.reading.folding import fold, readings

KINDS: dict[str, dict[str, str]] = {
    "enquiries": enquiry_headers.HEADERS,
    "persons": person_headers.PERSONS,
    "organisations": person_headers.ORGANISATIONS,
    "offers": person_headers.OFFERS,
    "sales": person_headers.SALES,
    "spend": person_headers.SPEND,
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "enquiries": ("heard_at",),
    "persons": (),
    "organisations": ("name",),
    "offers": ("name",),
    "sales": ("sold_at",),
    "spend": ("month", "channel", "amount"),
}
DATES = frozenset(
    {"heard_at", "passed_at", "first_response_at", "accepted_at", "declined_at", "closed_at", "lost_at"}
    | {"next_step_on", "sold_at", "month"}
)
AMOUNTS = frozenset({"amount", "price", "unit_price", "quantity", "cost"})
# Of persons and organisations a file may have several columns of these.
SEVERAL = {"persons": frozenset({"email", "phone", "note"}), "organisations": frozenset({"email", "phone"})}
EXACT, CONTAINED = 10_000, 1_000


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A column whose name holds one of these words is not the field, however much it looks like it."""

    field: str
    words: str
    why: Callable[[], str]


EARNINGS = "monthly revenue|annual revenue|yearly revenue|company revenue|annual turnover|jahresumsatz"
EARNINGS_ABROAD = "chiffre d affaires annuel|ingresos anuales|receita anual|jaaromzet"
HOPES = "budget|expected|estimated|forecast|weighted|potential|open deal"
PLANS = "expected|estimated|forecast|planned|target|erwartet|prevue|prevista|verwacht"
OTHER_STATUS = "email status|marketing status|mail status|invoice status|payment status"
CONSENT = "optin|opt in|consent|subscribed at|double opt|confirm time|confirm ip|newsletter|einwilligung"
CONSENT_ABROAD = "consentement|consentimiento|consentimento|toestemming"
LOOKALIKES: dict[str, tuple[Lookalike, ...]] = {
    "enquiries": (
        Lookalike(
            "amount",
            f"{EARNINGS}|{EARNINGS_ABROAD}",
            lambda: _("it says what the enquirer’s own business earns, not what was bought from you"),
        ),
        Lookalike("amount", HOPES, lambda: _("it is a hope or an estimate, not a sale")),
        Lookalike(
            "closed_at",
            PLANS,
            lambda: _("it is a date that somebody hopes for, not one on which anything was closed"),
        ),
        Lookalike("outcome", OTHER_STATUS, lambda: _("it says nothing about whether the person bought")),
    ),
    "persons": (
        Lookalike(
            "opt_out",
            f"{CONSENT}|{CONSENT_ABROAD}",
            lambda: _("consent is never taken from a file, which cannot prove it; an opt-out always is"),
        ),
    ),
}


@cache
def synonyms(kind: str) -> dict[str, dict[str, int]]:
    """Field to its names, each with its rank: 0 is the most telling."""
    return {
        field: {
            " ".join(name.split()): rank
            for rank, name in sorted(enumerate([field.replace("_", " "), *names.split("|")]), reverse=True)
            if name.strip()
        }
        for field, names in KINDS[kind].items()
    }


@cache
def _all_names() -> frozenset[str]:
    return frozenset(name for kind in KINDS for names in synonyms(kind).values() for name in names)


def is_known_header(text: str) -> bool:
    """Any field of any kind goes by this name."""
    return 0 < len(text) <= 80 and any(reading in _all_names() for reading in readings(text))


def likeness(kind: str, field: str, header: str) -> int:
    """How well a header names a field; 0 is not at all."""
    names = synonyms(kind)[field]
    best = 0
    for position, reading in enumerate(readings(header)):
        if reading in names:
            best = max(best, EXACT - names[reading] - 200 * position)
    if best:
        # A source alone is the whole channel; with a medium beside it, it is taken apart later.
        return best - 3000 if field == "source" else best
    padded = f" {fold(header)} "
    ranks = [rank for name, rank in names.items() if " " in name and f" {name} " in padded]
    return CONTAINED - min(ranks) if ranks else 0


def is_called(kind: str, field: str, header: str) -> bool:
    """The header is a name of the field, and does not only hold one."""
    return likeness(kind, field, header) > CONTAINED and lookalike(kind, field, header) is None


def lookalike(kind: str, field: str, header: str) -> Lookalike | None:
    folded = f" {fold(header)} "
    for trap in LOOKALIKES.get(kind, ()):
        if trap.field == field and any(f" {word} " in folded for word in trap.words.split("|")):
            return trap
    return None
