import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tandem.offers.competitors.models import Competitor
from tandem.offers.competitors.queries import competitor_by
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
    other = competitor_by(name)
    if other is not None and other.pk != competitor.pk:
        raise Refused(_("There is a competitor of that name already."), field="name")
    changed = change(competitor, expected_version=expected_version, name=tidy_name(name), key=key)
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
