"""Channels are made by what people tell of where they heard of us; a person may only name them better."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.marketing.channels.models import Channel
from tandem.marketing.channels.queries import channels_of
from tandem.marketing.channels.words import LONGEST_NAME, channel_icon, channel_name, medium_key, source_key
from tandem.office.accounts.rules import Actor, can_change_marketing
from tandem.office.changes.actions import change
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine

Key = tuple[str, str]


def channel_for(*, source: str, medium: str) -> Channel:
    """The channel of a source and a medium, made where it is new."""
    return channels_for_many(pairs=[(source, medium)])[source, medium]


# No savepoint of its own: nobody goes on where a part of an action failed.
@transaction.atomic(savepoint=False)
def channels_for_many(*, pairs: Iterable[Key], import_id: int | None = None) -> dict[Key, Channel]:
    """The channel of each pair as typed, with three queries however many there are."""
    typed = {pair: (source_key(pair[0]), medium_key(pair[1])) for pair in pairs}
    found = _found(set(typed.values()))
    new: dict[Key, Channel] = {}
    for (source, medium), key in typed.items():
        if key not in found and key not in new:
            name, icon = channel_name(source, medium), channel_icon(source, medium)
            new[key] = Channel(source=key[0], medium=key[1], name=name, icon=icon, import_id=import_id)
    if new:
        Channel.objects.bulk_create(new.values(), ignore_conflicts=True)
        found |= _found(set(new))
    return {pair: found[key] for pair, key in typed.items()}


def _found(keys: set[Key]) -> dict[Key, Channel]:
    sources = {source for source, _medium in keys}
    return {
        (channel.source, channel.medium): channel
        for channel in channels_of(sources=sources)
        if (channel.source, channel.medium) in keys
    }


@transaction.atomic
def rename(
    *, channel: Channel, expected_version: int, name: str, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """Gives a channel the name that the business uses for it; where it came from stays."""
    if not can_change_marketing(by):
        raise NotAllowed
    if not channel.is_known:
        raise Refused(_("Nobody knows where these heard of us, so this one keeps its name."), field="name")
    name = " ".join(name.split())
    if not name:
        raise Refused(_("A channel needs a name."), field="name")
    if len(name) > LONGEST_NAME:
        raise Refused(_("That name is too long. Try one with fewer words."), field="name")
    changed = change(channel, expected_version=expected_version, name=name)
    if not changed:
        return None
    line = record(
        by=by,
        at=at,
        verb="marketing.channel.renamed",
        row=channel,
        before=changed.before,
        after=changed.after,
    )
    announce("marketing.renamed", at=at, channel_id=channel.pk)
    return line


def undo_rename(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    channel = Channel.objects.get(pk=line.row_id or 0)
    if channel.name != line.after["name"]:
        raise Refused(_("The channel was named anew since then, so it keeps its name."))
    rename(channel=channel, expected_version=channel.version, name=line.before["name"], by=by, at=at)
