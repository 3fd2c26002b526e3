"""Taking back what a journal line of sales tells, where nobody changed it since."""

import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change, plain
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import Refused
from tandem.office.followers import announce
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import index
from tandem.people.timeline.actions import take_back_entry
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.actions import log_owner, log_stage, reopen
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import documents
from tandem.sales.opportunities.rules import must_be_open
from tandem.sales.opportunities.words import NO_STEP
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.rules import must_take_in


def told_of(line: JournalLine) -> Opportunity:
    row = Opportunity.objects.filter(pk=line.row_id or 0).first()
    if row is None:
        raise Refused(_("It is not there any more."))
    return row


def column(name: str) -> models.Field[Any, Any]:
    found = Opportunity._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{name} is no column")
    return found


def undo_columns(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """Puts the columns of one journal line back, if nobody changed them since."""
    must_change_sales(by)
    put_back(told_of(line), line.before, line.after, by=by, at=at)


def put_back(
    opportunity: Opportunity,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    by: Actor,
    at: datetime.datetime,
) -> None:
    fields = [column(name) for name in after]
    stands = {field.name: plain(getattr(opportunity, field.attname)) for field in fields}
    if stands != after:
        raise Refused(_("It was changed again since. Nothing was undone."))
    if "stage" in stands:
        take_turn(Turn.ARRANGING_STAGES)
        must_take_in(Stage.objects.select_related("pipeline").get(pk=before["stage"]))
    change(opportunity, **{field.attname: field.to_python(before[field.name]) for field in fields})
    if "stage" in stands:
        log_stage(opportunity, by=by, at=at, happened_at=at)
    if "owner" in stands:
        log_owner(opportunity, by=by, at=at, happened_at=at)
        announce("sales.assigned", opportunity_ids=[opportunity.pk], at=at)
    index(documents([opportunity]))


def undo_done(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The step stands again, and what was written down about it is off the timeline. The journal keeps that,
    as anything that is taken back.
    """
    must_change_sales(by)
    opportunity = told_of(line)
    must_be_open(opportunity)
    after = {name: value for name, value in line.after.items() if name != "entry"}
    put_back(opportunity, line.before, after, by=by, at=at)
    entry = Entry.objects.select_related("person").filter(pk=line.after.get("entry") or 0).first()
    if entry is not None:
        take_back_entry(entry=entry, expected_version=entry.version, by=by, at=at)


def undo_end(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """Takes a win or a loss back; the next step that stood before stands again."""
    opportunity = told_of(line)
    reopen(opportunity=opportunity, expected_version=opportunity.version, by=by, at=at)
    names = [name for name in NO_STEP if name in line.before]
    kept = {name: column(name).to_python(line.before[name]) for name in names}
    change(opportunity, **kept)
