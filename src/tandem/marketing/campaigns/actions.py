import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.campaigns.queries import document_of
from tandem.marketing.campaigns.rules import must_be_sound, must_change_campaigns
from tandem.marketing.campaigns.words import CampaignKind
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import index
from tandem.people.organisations.words import one_line

COLUMNS = {"name", "kind", "starts_on", "ends_on", "what_for", "goal_enquiries", "about"}
LONGEST_NAME, LONGEST_WHAT_FOR = 120, 200


@transaction.atomic
def add_campaign(
    *,
    name: str,
    by: Actor,
    at: datetime.datetime,
    kind: str = CampaignKind.OTHER,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
    goal_enquiries: int | None = None,
    about: str = "",
    what_for: str = "",
) -> Campaign:
    must_change_campaigns(by)
    columns = {
        "name": " ".join(name.split()),
        "kind": kind,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "goal_enquiries": goal_enquiries,
        "about": about.strip(),
        "what_for": one_line(what_for)[:LONGEST_WHAT_FOR],
    }
    must_be_sound(columns)
    campaign = Campaign.objects.create(**columns, created_at=at)
    record(by=by, at=at, verb="marketing.campaign.added", row=campaign)
    index([document_of(campaign)])
    return campaign


@transaction.atomic
def edit_campaign(
    *, campaign: Campaign, expected_version: int, by: Actor, at: datetime.datetime, **columns: Any
) -> JournalLine | None:
    must_change_campaigns(by)
    if unknown := set(columns) - COLUMNS:
        raise TypeError(f"edit_campaign does not change {sorted(unknown)}")
    if "name" in columns:
        columns["name"] = " ".join(columns["name"].split())
    must_be_sound(columns, campaign)
    changed = change(campaign, expected_version=expected_version, **columns)
    if not changed:
        return None
    index([document_of(campaign)])
    verb = "marketing.campaign.edited"
    return record(by=by, at=at, verb=verb, row=campaign, before=changed.before, after=changed.after)


@transaction.atomic
def campaigns_for_many(
    *, names: Iterable[str], at: datetime.datetime, import_id: int | None = None
) -> dict[str, Campaign]:
    """The campaign of each name as typed, made where it is new (an import). Case makes no other campaign."""
    keys = {name: " ".join(name.split())[:LONGEST_NAME] for name in names if name.strip()}
    known = {campaign.name.casefold(): campaign for campaign in Campaign.objects.all()}
    fresh: dict[str, Campaign] = {}
    for key in keys.values():
        if key.casefold() not in known:
            fresh.setdefault(key.casefold(), Campaign(name=key, created_at=at, import_id=import_id))
    if fresh:
        Campaign.objects.bulk_create(fresh.values())
        index(map(document_of, fresh.values()))
    known |= fresh
    return {name: known[key.casefold()] for name, key in keys.items()}


def undo_edited(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    campaign = Campaign.objects.get(pk=line.row_id or 0)
    fields: dict[str, Any] = {name: Campaign._meta.get_field(name) for name in line.before}
    before = {name: field.to_python(line.before[name]) for name, field in fields.items()}
    edit_campaign(campaign=campaign, expected_version=campaign.version, by=by, at=at, **before)
