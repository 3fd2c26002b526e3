"""Every counted enquiry as a row of one list, for other tools and for `tandem analyse`, which reads it back.

Nobody's name or address is in it but those of sellers: a coach may have it.
"""

import csv
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tandem.exchange.exports.cells import defused
from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import Decision
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.models import Channel
from tandem.marketing.enquiries.models import Enquiry
from tandem.money.currency import digits_of
from tandem.office.accounts.models import User
from tandem.together.statistics.models import EnquiryFact
from tandem.together.statistics.words import COUNTED, CountedAs, Decided

FILE = "enquiries.csv"
AT_ONCE = 1000
HEADERS = (
    "id",
    "heard_at",
    "channel",
    "campaign",
    "segment",
    "owner",
    "passed_at",
    "first_response_at",
    "accepted_at",
    "declined_at",
    "decline_reason",
    "outcome",
    "closed_at",
    "amount",
    "currency",
)
NOT_FOR_US = "Not for us"


@dataclass(frozen=True)
class Names:
    """Of channels, campaigns and sellers, by key; no two of a kind share one."""

    channels: Mapping[int, str]
    campaigns: Mapping[int, str]
    sellers: Mapping[int, str]

    @classmethod
    def read(cls, alias: str) -> "Names":
        channels, campaigns, sellers = (told_apart(model, alias) for model in (Channel, Campaign, User))
        # Where nobody knows it, the cell stays empty: brought in again, it is not known again.
        for pk in Channel.objects.using(alias).filter(source="", medium="").values_list("pk", flat=True):
            channels[pk] = ""
        return cls(channels, campaigns, sellers)


def told_apart(model: Any, alias: str) -> dict[int, str]:
    """Two that a reader would take for one get a number."""
    found: dict[int, str] = {}
    seen: dict[str, int] = {}
    for pk, name in model._default_manager.using(alias).order_by("pk").values_list("pk", "name"):
        key = " ".join(name.split()).casefold()
        seen[key] = seen.get(key, 0) + 1
        found[pk] = name if seen[key] == 1 else f"{name} ({seen[key]})"
    return found


def write_list(folder: Path, *, alias: str, currency: str, zone: ZoneInfo) -> int:
    """Writes the file; how many rows it has."""
    names, count = Names.read(alias), 0
    # The mark at the beginning tells a spreadsheet that this is UTF-8.
    with (folder / FILE).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for batch in batches(alias):
            rows = [told(fact, names, currency, zone) for fact in batch]
            writer.writerows([defused(cell) for cell in row] for row in rows)
            count += len(rows)
    return count


@dataclass(frozen=True)
class Told:
    """One enquiry as it is counted, with the moments behind the days of its fact."""

    fact: EnquiryFact
    enquiry: Enquiry
    passings: list[dict[str, Any]]


def batches(alias: str) -> Iterator[list[Told]]:
    """By key; three queries each."""
    facts = EnquiryFact.objects.using(alias).filter(state__in=COUNTED).order_by("pk")
    last = 0
    while found := list(facts.filter(pk__gt=last)[:AT_ONCE]):
        last = found[-1].pk
        ids = [fact.pk for fact in found]
        heard = Enquiry.objects.using(alias).in_bulk(ids)
        passings: dict[int, list[dict[str, Any]]] = {}
        for row in passings_of(ids, alias):
            passings.setdefault(row["enquiry_id"], []).append(row)
        yield [Told(fact, heard[fact.pk], passings.get(fact.pk, [])) for fact in found]


def passings_of(ids: list[int], alias: str) -> Any:
    standing = Passing.objects.using(alias).filter(enquiry__in=ids).exclude(decision=Decision.TAKEN_BACK)
    names = ("enquiry_id", "passed_at", "decision", "decided_at", "declined_reason")
    return standing.order_by("passed_at", "pk").values(*names)


def told(one: Told, names: Names, currency: str, zone: ZoneInfo) -> list[object]:
    fact = one.fact
    passed_at = one.passings[0]["passed_at"].replace(second=0, microsecond=0) if one.passings else None
    waited = fact.answer_minutes
    answered_at = passed_at + datetime.timedelta(minutes=waited) if passed_at and waited is not None else None
    declined = fact.state in (CountedAs.DECLINED, CountedAs.NOT_FOR_US)
    amount = Decimal(fact.amount_minor).scaleb(-digits_of(currency)) if fact.first_sales else ""
    return [
        fact.pk,
        written(one.enquiry.heard_at, zone),
        names.channels.get(fact.channel_id, ""),
        names.campaigns.get(fact.campaign_id or 0, ""),
        fact.segment,
        names.sellers.get(fact.owner_id or 0, ""),
        written(passed_at, zone),
        written(answered_at, zone),
        written(accepted_at(one), zone) if fact.decided == Decided.ACCEPTED else "",
        fact.day_closed if declined else "",
        reason_of(one) if declined else "",
        fact.state if fact.state in (CountedAs.WON, CountedAs.LOST) else CountedAs.OPEN.value,
        (fact.day_closed or "") if not declined else "",
        amount,
        currency,
    ]


def written(moment: datetime.datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}" if moment else ""


def accepted_at(one: Told) -> datetime.datetime | None:
    said = [row["decided_at"] for row in one.passings if row["decision"] == Decision.ACCEPTED]
    return next(filter(None, reversed(said)), None)


def reason_of(one: Told) -> str:
    if one.fact.state == CountedAs.NOT_FOR_US:
        return NOT_FOR_US
    said = [row["declined_reason"] for row in one.passings if row["decision"] == Decision.DECLINED]
    return one.enquiry.declined_reason or next(filter(None, reversed(said)), "")
