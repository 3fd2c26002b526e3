"""Rows of a list of enquiries, into the house: who asked, what marketing heard, what became of it."""

import datetime
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from django.utils.text import slugify

from tandem.exchange.imports.models import ImportRun
from tandem.exchange.reading.rows import TypedRow, fingerprint
from tandem.handover.passing.history import record_history_many, stand_as_told
from tandem.handover.passing.words import History
from tandem.marketing.campaigns.actions import campaigns_for_many
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.enquiries.actions import hear_many
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Door, Heard
from tandem.money.currency import digits_of
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.accounts.words import Role
from tandem.office.business.models import Business
from tandem.people.persons.words import Contact
from tandem.together.statistics.actions import gathered

# Rows without a number of their own are known again by what stands in them.
BY_CONTENT = "row"
DOORS = {choice.value: choice for choice in Door}


@dataclass(frozen=True)
class Brought:
    """What became of a batch; the enquiries that came in, in the order of the file."""

    enquiries: list[Enquiry]
    duplicates: int


def contact_of(row: TypedRow) -> Contact:
    get = row.values.get
    return Contact(
        name=get("name") or "",
        emails=several(get("email")),
        phones=several(get("phone")),
        organisation=get("organisation") or "",
    )


def several(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()


@lru_cache(maxsize=512)
def door_of(told: str) -> Door:
    """By our own word for a door; anything else came as a spreadsheet."""
    return DOORS.get(slugify(told).replace("-", "_"), Door.IMPORT)


def heard_of(row: TypedRow, *, system: str, campaign: Campaign | None) -> Heard:
    get = row.values.get
    key = get("id")
    return Heard(
        contact=contact_of(row),
        heard_at=row.values["heard_at"],
        door=door_of(get("door") or ""),
        source=get("source") or get("channel") or "",
        medium=get("medium") or "",
        campaign=campaign,
        words=get("words") or "",
        interest=get("interest") or "",
        segment=get("segment") or "",
        external_system=system if key else BY_CONTENT,
        external_key=str(key) if key else fingerprint(row),
    )


def minor_units(amount: Decimal, currency: str) -> int:
    return int((amount * 10 ** digits_of(currency)).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def history_of(row: TypedRow, enquiry: Enquiry, *, owner: User | None, currency: str) -> History | None:
    get = row.values.get
    outcome = get("outcome") or "open"
    amount = get("amount")
    told = (
        outcome != "open",
        owner,
        *(get(name) for name in ("passed_at", "accepted_at", "declined_at", "first_response_at")),
    )
    if not any(told):
        return None
    return History(
        enquiry=enquiry,
        owner=owner,
        passed_at=get("passed_at"),
        first_answered_at=get("first_response_at"),
        accepted_at=get("accepted_at"),
        declined_at=get("declined_at"),
        declined_reason=get("decline_reason") or "",
        outcome=outcome,
        closed_at=get("closed_at"),
        amount_minor=None if amount is None else minor_units(amount, currency),
    )


def sellers_by_name() -> dict[str, User]:
    """Users by folded name and folded address; those who can sign in come before those who cannot."""
    found: dict[str, User] = {}
    for user in User.objects.order_by("-is_active", "pk"):
        found.setdefault(user.name.casefold(), user)
        found[user.email.casefold()] = user
    return found


class Names:
    """The sellers and campaigns that a file names, found or made once for each name.

    `meant` says which user a name stands for, by the folded name, where a person told it.
    """

    def __init__(self, meant: dict[str, int] | None = None) -> None:
        self.sellers = sellers_by_name()
        by_key = {user.pk: user for user in self.sellers.values()}
        self.sellers |= {name: by_key[key] for name, key in (meant or {}).items() if key in by_key}
        self.campaigns: dict[str, Campaign] = {}

    def seller(self, name: str | None) -> User | None:
        """The user of that address or name, else somebody who is known by name and cannot sign in."""
        if not name:
            return None
        folded = name.casefold()
        if folded not in self.sellers:
            address = f"{slugify(name)[:60] or 'seller'}-{secrets.token_hex(4)}@not-here.invalid"
            self.sellers[folded] = User.objects.create_user(
                email=address, name=name[:120], role=Role.READ_ONLY, is_active=False
            )
        return self.sellers[folded]

    def campaign(
        self, name: str | None, *, at: datetime.datetime, import_id: int | None = None
    ) -> Campaign | None:
        if not name:
            return None
        if name not in self.campaigns:
            self.campaigns.update(campaigns_for_many(names={name}, at=at, import_id=import_id))
        return self.campaigns[name]


def bring_in(
    rows: Sequence[TypedRow],
    *,
    system: str,
    currency: str,
    names: Names,
    by: Actor,
    at: datetime.datetime,
    import_id: int | None,
) -> Brought:
    """One batch; call it in a transaction. The same path serves the application and `tandem analyse`."""
    campaigns = [names.campaign(row.get("campaign"), at=at, import_id=import_id) for row in rows]
    heard = [
        heard_of(row, system=system, campaign=campaign) for row, campaign in zip(rows, campaigns, strict=True)
    ]
    past: list[History] = []

    def stand(place: int, enquiry: Enquiry) -> None:
        row = rows[place]
        owner = names.seller(row.get("owner"))
        if history := history_of(row, enquiry, owner=owner, currency=currency):
            stand_as_told(history)
            past.append(history)

    # Hearing, deciding and ordering each announce the same enquiries: they are counted once, at the end.
    with gathered():
        results = hear_many(rows=heard, by=by, at=at, import_id=import_id, stand=stand)
        if past:
            record_history_many(rows=past, by=by, at=at, import_id=import_id)
    came = [result for result in results if isinstance(result, Enquiry)]
    return Brought(came, len(rows) - len(came))


def system_of(run: ImportRun) -> str:
    """What numbers of rows are told apart by: the list that they are counted in."""
    return f"list:{run.system}"[:40]


def bring_in_enquiries(
    rows: Sequence[TypedRow],
    *,
    run: ImportRun,
    business: Business,
    names: Names,
    by: Actor,
    at: datetime.datetime,
) -> int:
    """Returns how many were new; the others were here already."""
    brought = bring_in(
        rows,
        system=system_of(run),
        currency=business.currency,
        names=names,
        by=by,
        at=at,
        import_id=run.pk,
    )
    return len(brought.enquiries)
