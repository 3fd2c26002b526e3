"""Two opportunities of one person become one, and two again. Nothing is lost: what moved is listed by key."""

import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change, plain
from tandem.office.changes.words import Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import index, remove
from tandem.people.timeline.models import Entry
from tandem.sales.checks.models import CheckMet, StageCheck
from tandem.sales.merging.queries import kept_with_the_row, registered_moving, was_accepted_since
from tandem.sales.merging.rules import must_go_together, must_not_have_ended_since
from tandem.sales.merging.words import Worth
from tandem.sales.opportunities.actions import log_stage, where_it_stood, write_down
from tandem.sales.opportunities.models import Opportunity, OpportunityMerge
from tandem.sales.opportunities.queries import SEARCH_KIND, documents
from tandem.sales.opportunities.words import NO_STEP, ValuedBy
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.pipelines.models import Stage
from tandem.ui.figures import money_words

MERGED = "sales.opportunity.merged"
# What a merge fills; the columns of one line mean something only with each other.
GO_TOGETHER = (tuple(NO_STEP), ("amount_minor", "valued_by"), ("campaign",))


@transaction.atomic
def merge_opportunities(
    *,
    kept: Opportunity,
    gone: Opportunity,
    kept_version: int,
    gone_version: int,
    by: Actor,
    at: datetime.datetime,
    worth: str = Worth.KEPT,
) -> JournalLine:
    """`gone` becomes part of `kept`: its enquiries, timeline and orders move. Stage and owner are those of
    the one that stays, and so is the next step, unless it has none.
    """
    must_change_sales(by)
    # Held from here, so that nothing is hung on the one that goes.
    list(Opportunity.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk"))
    must_go_together(kept, gone)
    columns = what_it_gets(kept, gone, worth)
    words = in_words(kept, gone, columns)
    changed = change(kept, expected_version=kept_version, **columns)
    change(gone, expected_version=gone_version, title=gone.title)
    title, gone_id = gone.title, gone.pk
    moved = {**taken_out(gone, kept), "stood": standing_as(kept)}
    said = _("Put together with: %(title)s") % {"title": title}
    moved["entry"] = write_down(kept, said, by=by, at=at, happened_at=at, words=words).pk
    made = OpportunityMerge.objects.create(
        person_id=kept.person_id,
        kept=kept,
        gone_id=gone_id,
        at=at,
        by=by if isinstance(by, User) else None,
        moved=moved,
    )
    remove(SEARCH_KIND, [gone_id])
    index(documents([kept]))
    after = {**changed.after, "merge": made.pk}
    line = record(by=by, at=at, verb=MERGED, row=kept, before=changed.before, after=after, note=title)
    announce("sales.merged", opportunity_ids=[kept.pk], at=at)
    return line


def standing_as(kept: Opportunity) -> dict[str, Any]:
    """How the one that stays stands after the merge, for its undo to tell what was done since."""
    names = ("won_at", "lost_at", *(name for group in GO_TOGETHER for name in group))
    return {name: plain(getattr(kept, name)) for name in names}


def taken_out(gone: Opportunity, kept: Opportunity) -> dict[str, Any]:
    """Moves what hangs on the one and takes its row out; returns what is needed to bring it back, as JSON."""
    moved: dict[str, Any] = {
        "row": row_of(gone),
        "rows": {name: move(gone.pk, kept.pk) for name, (move, _back) in registered_moving().items()},
    }
    # Only now it is known what stays with the one that goes.
    moved["logs"] = {label: [row_of(row) for row in logs_of(label, gone)] for label in kept_with_the_row()}
    gone.delete()
    return moved


def what_it_gets(kept: Opportunity, gone: Opportunity, worth: str) -> dict[str, Any]:
    """The columns of the one that stays that come from the other."""
    columns: dict[str, Any] = {}
    if worth == Worth.BOTH:
        if kept.won_at:
            raise Refused(_("It was sold for what its order says."), field="worth")
        columns["amount_minor"] = (kept.amount_minor or 0) + (gone.amount_minor or 0)
        columns["valued_by"] = ValuedBy.HAND
    elif kept.amount_minor is None and not kept.won_at:
        columns["amount_minor"] = gone.amount_minor
    if not kept.campaign:
        columns["campaign"] = gone.campaign
    if not (kept.next_step or kept.won_at or kept.lost_at):
        columns |= {name: getattr(gone, name) for name in NO_STEP}
    return columns


def in_words(kept: Opportunity, gone: Opportunity, columns: dict[str, Any]) -> str:
    """What the timeline keeps of the one that went: its amount, and its next step where that is not taken."""
    said = []
    if gone.amount_minor is not None:
        theirs = money_words(gone.amount_minor, gone.currency)
        now = columns.get("amount_minor", kept.amount_minor)
        whole = money_words(now, kept.currency) if now is not None else ""
        said.append(_("It was worth %(theirs)s; now it is %(whole)s.") % {"theirs": theirs, "whole": whole})
    if gone.next_step and columns.get("next_step") != gone.next_step:
        said.append(_("Its next step was: %(step)s.") % {"step": gone.next_step})
    return " ".join(said)


def logs_of(label: str, opportunity: Opportunity) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = apps.get_model(label)._default_manager.filter(opportunity=opportunity)
    return rows.order_by("pk")


def row_of(row: models.Model) -> dict[str, Any]:
    """Every column as JSON keeps it."""
    return {field.attname: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def read_back(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    """The columns of a row as JSON kept it; what is no column any more is left out."""
    columns = {field.attname: field for field in model._meta.concrete_fields}
    return {name: columns[name].to_python(value) for name, value in row.items() if name in columns}


def take_apart(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The undo of a merge: the one that went is there again, and what moved and is still with the other goes
    back to it.
    """
    must_change_sales(by)
    # Held from here with the one that stays, so that nobody says yes to a quote on its way back.
    made = (
        OpportunityMerge.objects.select_for_update()
        .select_related("kept")
        .filter(pk=line.after["merge"])
        .first()
    )
    if made is None or made.undone_at is not None or made.kept_id != line.row_id:
        raise Refused(_("It was put together with another since, so the two can no longer be taken apart."))
    kept = made.kept
    if was_accepted_since(made):
        raise Refused(_("A quote that came with it was accepted since, so the two stay together."))
    must_not_have_ended_since(made)
    gone = there_again(made)
    for name, (_move, back) in registered_moving().items():
        if name in made.moved["rows"]:
            back(kept.pk, gone.pk, made.moved["rows"][name])
    change(kept, **columns_back(made, line))
    stand_somewhere(gone, by=by, at=at)
    Entry.objects.filter(pk=made.moved["entry"]).delete()
    OpportunityMerge.objects.filter(pk=made.pk).update(undone_at=at)
    index(documents([kept, gone]))
    announce("sales.merged", opportunity_ids=[kept.pk, gone.pk], at=at)


def there_again(made: OpportunityMerge) -> Opportunity:
    """The row of the one that went, with its logs, as it was; with whoever the person is now."""
    logs = made.moved["logs"]
    stood_in = {row["stage_id"] for row in logs["sales.stagelog"]}
    if Stage.objects.filter(pk__in=stood_in).count() != len(stood_in):
        raise Refused(_("A stage that it stood in is not there any more, so the two stay together."))
    gone = Opportunity(**read_back(Opportunity, made.moved["row"]))
    gone.person_id = made.person_id
    gone.save(force_insert=True)
    asked = set(StageCheck.objects.values_list("pk", flat=True))
    for label, kept_rows in logs.items():
        log = apps.get_model(label)
        rows = [log(**read_back(log, row)) for row in kept_rows]
        log._default_manager.bulk_create(
            row for row in rows if not isinstance(row, CheckMet) or row.stage_check_id in asked
        )
    return gone


def stand_somewhere(gone: Opportunity, *, by: Actor, at: datetime.datetime) -> None:
    """In the first stage, where the one that it stood in was put away meanwhile."""
    if gone.won_at or gone.lost_at:
        return
    stage = where_it_stood(gone)
    if stage.pk != gone.stage_id:
        change(gone, stage=stage, stage_since=at)
        log_stage(gone, by=by, at=at, happened_at=at)


def columns_back(made: OpportunityMerge, line: JournalLine) -> dict[str, Any]:
    """The columns that the merge filled, as they were before, where nobody changed them since."""
    stood = {**line.after, **made.moved.get("stood", {})}
    columns: dict[str, Any] = {}
    for group in GO_TOGETHER:
        known = [name for name in group if name in stood]
        if all(plain(getattr(made.kept, name)) == stood[name] for name in known):
            filled = [name for name in known if name in line.before]
            columns |= {name: column(name).to_python(line.before[name]) for name in filled}
    return columns


def column(name: str) -> Any:
    return Opportunity._meta.get_field(name)
