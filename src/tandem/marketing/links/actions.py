import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.words import medium_key, source_key
from tandem.marketing.links.models import Place, TrackedLink
from tandem.marketing.links.rules import (
    must_be_a_link,
    must_be_a_place,
    must_be_of,
    must_change_links,
    must_not_be_too_many,
)
from tandem.marketing.links.words import Tags, new_code, tag
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.organisations.words import one_line


@transaction.atomic
def add_link(
    *, campaign: Campaign, name: str, target: str, tags: Tags, by: Actor, at: datetime.datetime
) -> TrackedLink:
    must_change_links(by)
    name, target = one_line(name)[:80], target.strip()
    must_be_a_link(name, target)
    must_not_be_too_many(TrackedLink, campaign)
    columns = columns_of(tags)
    link = TrackedLink.objects.create(
        campaign=campaign, code=free_code(), name=name, target=target, created_at=at, **columns
    )
    # Told of the campaign: one that has a link is not taken out with an import.
    after = {"link": link.pk, "code": link.code, "name": name, "target": target, **columns}
    record(by=by, at=at, verb="marketing.link.added", row=campaign, after=after, note=name)
    return link


@transaction.atomic
def edit_link(
    *,
    link: TrackedLink,
    expected_version: int,
    name: str,
    target: str,
    tags: Tags,
    by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:
    """Also where it leads: what is printed already leads to the new address."""
    must_change_links(by)
    name, target = one_line(name)[:80], target.strip()
    must_be_a_link(name, target)
    columns = {"name": name, "target": target, **columns_of(tags)}
    changed = change(link, expected_version=expected_version, **columns)
    if not changed:
        return None
    return record(
        by=by, at=at, verb="marketing.link.edited", row=link, before=changed.before, after=changed.after
    )


def columns_of(tags: Tags) -> dict[str, str]:
    """Source and medium are compared as those of channels are, so that one link makes one channel."""
    return {
        "source": source_key(tag(tags.source)),
        "medium": medium_key(tag(tags.medium)),
        "tag": tag(tags.campaign),
        "content": tag(tags.content),
        "term": tag(tags.term),
    }


def free_code() -> str:
    """Of one in 887 million; links and places do not share one, as a code is also read aloud."""
    code = new_code()
    while TrackedLink.objects.filter(code=code).exists() or Place.objects.filter(code=code).exists():
        code = new_code()
    return code


@transaction.atomic
def add_place(
    *,
    campaign: Campaign,
    kind: str,
    by: Actor,
    at: datetime.datetime,
    name: str = "",
    sentence: str = "",
    link: TrackedLink | None = None,
) -> Place:
    must_change_links(by)
    columns = {"kind": kind, "name": one_line(name)[:80], "sentence": one_line(sentence)[:120]}
    must_be_a_place(campaign, kind, columns["name"])
    must_be_of(link, campaign)
    must_not_be_too_many(Place, campaign)
    place = Place.objects.create(campaign=campaign, code=free_code(), link=link, created_at=at, **columns)
    after = {"place": place.pk, "code": place.code, **columns}
    record(by=by, at=at, verb="marketing.place.added", row=campaign, after=after, note=str(place))
    return place


@transaction.atomic
def edit_place(
    *,
    place: Place,
    expected_version: int,
    kind: str,
    name: str,
    sentence: str,
    link: TrackedLink | None,
    by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:
    must_change_links(by)
    name = one_line(name)[:80]
    must_be_a_place(place.campaign, kind, name, place)
    must_be_of(link, place.campaign)
    columns: dict[str, Any] = {"kind": kind, "name": name, "sentence": one_line(sentence)[:120]}
    columns["link_id"] = link.pk if link else None
    changed = change(place, expected_version=expected_version, **columns)
    if not changed:
        return None
    return record(
        by=by, at=at, verb="marketing.place.edited", row=place, before=changed.before, after=changed.after
    )


@transaction.atomic
def put_away(
    *, row: Place | TrackedLink, expected_version: int, by: Actor, at: datetime.datetime
) -> JournalLine:
    """Off the list. What was printed or sent goes on leading where it led."""
    must_change_links(by)
    if row.put_away_at is not None:
        raise Refused(_("This one is put away already."))
    changed = change(row, expected_version=expected_version, put_away_at=at)
    if isinstance(row, Place):
        return record(
            by=by, at=at, verb="marketing.place.put_away", row=row, before=changed.before, after=changed.after
        )
    return record(
        by=by, at=at, verb="marketing.link.put_away", row=row, before=changed.before, after=changed.after
    )


def undo_place(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    undo_change(Place.objects.select_related("campaign").get(pk=line.row_id or 0), line, by=by)


def undo_link(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    undo_change(TrackedLink.objects.get(pk=line.row_id or 0), line, by=by)


def undo_change(row: Place | TrackedLink, line: JournalLine, *, by: Actor) -> None:
    """Puts back what was changed, where nobody changed it again since."""
    must_change_links(by)
    fields: dict[str, Any] = {
        name: row._meta.get_field(name.removesuffix("_id") if name == "link_id" else name)
        for name in line.before
    }
    for name, field in fields.items():
        if getattr(row, name) != field.to_python(line.after[name]):
            raise Refused(_("It was changed again since. Nothing was undone."))
    before = {name: field.to_python(line.before[name]) for name, field in fields.items()}
    if isinstance(row, Place):
        kind, name = before.get("kind", row.kind), before.get("name", row.name)
        must_be_a_place(row.campaign, kind, name, row)
    change(row, **before)


UNDO = {
    "marketing.place.edited": undo_place,
    "marketing.place.put_away": undo_place,
    "marketing.link.edited": undo_link,
    "marketing.link.put_away": undo_link,
}
