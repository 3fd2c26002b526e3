import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tandem.offers.competitors.models import Competitor
from tandem.offers.competitors.queries import competitor_by, standing_competitors
from tandem.offers.competitors.rules import must_know_competitors
from tandem.offers.competitors.words import name_key, tidy_name
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine


@transaction.atomic
def competitor_named(*, name: str, by: Actor, at: datetime.datetime) -> Competitor | None:
    """The competitor of this name, made where nobody named them before; nothing where nothing was written."""
    must_know_competitors(by)
    if not name_key(name):
        return None
    if known := competitor_by(name):
        return known
    try:
        with transaction.atomic():
            made = Competitor.objects.create(name=tidy_name(name), key=name_key(name))
    except IntegrityError:
        # Of two who name them at once, the second takes what the first made.
        return competitor_by(name)
    record(by=by, at=at, verb="offers.competitor.named", row=made, after={"name": made.name})
    return made


@transaction.atomic
def rename_competitor(
    *, competitor: Competitor, expected_version: int, name: str, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    must_know_competitors(by)
    if not (key := name_key(name)):
        raise Refused(_("Say the name, in a few words."), field="name")
    other = Competitor.objects.select_for_update().filter(key=key).exclude(pk=competitor.pk).first()
    if other is not None and other.joined_into_id != competitor.pk:
        raise Refused(_("There is a competitor of that name already."), field="name")
    names: dict[str, Any] = {"name": competitor.name, "key": competitor.key}
    if other is not None:
        # Its other name becomes the one that it goes by. No two have the same key, not for a moment, and no
        # name goes over two lines.
        change(other, key=f"\n{other.pk}")
    changed = change(competitor, expected_version=expected_version, name=tidy_name(name), key=key)
    if other is not None:
        change(other, **names)
    if "name" not in changed.after:
        return None
    before, after = {"name": changed.before["name"]}, {"name": competitor.name}
    return record(by=by, at=at, verb="offers.competitor.renamed", row=competitor, before=before, after=after)


def undo_rename(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The name before, if nobody gave it a third one since."""
    competitor = Competitor.objects.filter(pk=line.row_id or 0).first()
    if competitor is None or competitor.name != line.after["name"]:
        raise Refused(_("It was changed again since. Nothing was undone."))
    rename_competitor(
        competitor=competitor,
        expected_version=competitor.version,
        name=line.before["name"],
        by=by,
        at=at,
    )


@transaction.atomic
def join_competitor(
    *, gone: Competitor, kept: Competitor, expected_version: int, by: Actor, at: datetime.datetime
) -> JournalLine:
    """`gone` is another name of `kept`: what was lost to either counts as one, whatever it was called."""
    must_know_competitors(by)
    if gone.pk == kept.pk:
        raise Refused(_("Pick another one than itself."), field="kept")
    must_both_stand([gone.pk, kept.pk])
    changed = change(gone, expected_version=expected_version, joined_into=kept)
    came_along = Competitor.objects.filter(joined_into=gone)
    joined = list(came_along.values_list("pk", flat=True))
    Competitor.objects.filter(pk__in=joined).update(joined_into=kept)
    after = {**changed.after, "joined": joined}
    return record(by=by, at=at, verb="offers.competitor.joined", row=gone, before=changed.before, after=after)


def must_both_stand(keys: list[int]) -> None:
    """Held until the end of the transaction, so that no two are joined into each other at once."""
    held = standing_competitors().filter(pk__in=keys).select_for_update().order_by("pk")
    if len(held) != len(set(keys)):
        raise Refused(_("One of them was joined with another already. Look at the list again."))


def undo_joined(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """They are two again, each with its other names."""
    must_know_competitors(by)
    gone = Competitor.objects.select_for_update().filter(pk=line.row_id or 0).first()
    if gone is None or gone.joined_into_id != line.after["joined_into"]:
        raise Refused(_("It was changed again since. Nothing was undone."))
    change(gone, joined_into=None)
    came_along = Competitor.objects.filter(pk__in=line.after["joined"], joined_into=line.after["joined_into"])
    came_along.update(joined_into=gone)
