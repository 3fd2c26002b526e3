import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.offers.competitors.actions import competitor_named
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.changes.actions import Change, change
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import index
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tandem.people.timeline.actions import note
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.checks.rules import reason_to_enter
from tandem.sales.needs.actions import forget_need, note_need
from tandem.sales.needs.words import tidy_need
from tandem.sales.opportunities.models import Opportunity, OwnerLog, StageLog
from tandem.sales.opportunities.queries import documents, missing
from tandem.sales.opportunities.rules import (
    checked_amount,
    checked_moment,
    must_be_closed,
    must_be_open,
    step_columns,
)
from tandem.sales.opportunities.words import (
    NO_END,
    NO_STEP,
    ORIGIN,
    LostReason,
    Step,
    StepKind,
    ValuedBy,
    campaign_in,
)
from tandem.sales.orders.actions import accept_order, take_back_order
from tandem.sales.orders.models import Order
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.orders.words import Line
from tandem.sales.pipelines.actions import end_of_kind, first_stage
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.pipelines.queries import read_anew
from tandem.sales.pipelines.rules import must_stand, must_take_in
from tandem.sales.pipelines.words import StageKind

# How a step of each kind stands on the timeline: what it was, and who spoke.
STEP_ENTRIES = {
    StepKind.CALL: (Kind.CALL, Direction.OUTGOING),
    StepKind.EMAIL: (Kind.EMAIL, Direction.OUTGOING),
    StepKind.VISIT: (Kind.VISIT, Direction.TWO_WAY),
    StepKind.MEETING: (Kind.MEETING, Direction.TWO_WAY),
    StepKind.QUOTE: (Kind.MESSAGE, Direction.OUTGOING),
    StepKind.OTHER: (Kind.STEP, Direction.INTERNAL),
}
STEP_ENTRY_KINDS = [kind for kind, _direction in STEP_ENTRIES.values()]


@transaction.atomic
def open_opportunity(
    *,
    person: Person,
    title: str,
    owner: User | None,
    by: Actor,
    at: datetime.datetime,
    organisation: Organisation | None = None,
    brief: dict[str, Any] | None = None,
    amount_minor: int | None = None,
    happened_at: datetime.datetime | None = None,
    pipeline: Pipeline | None = None,
) -> Opportunity:
    """Sales begins to work on one possible transaction, in the usual pipeline where none is named."""
    must_change_sales(by)
    since = happened_at or at
    opportunity = Opportunity.objects.create(
        person=person,
        organisation=organisation or person.organisation,
        title=(title.strip() or str(person))[:200],
        brief=brief or {},
        campaign=campaign_in(brief or {}),
        stage=where_to_begin(pipeline),
        stage_since=since,
        owner=owner,
        amount_minor=checked_amount(amount_minor),
        currency=the_business().currency,
        opened_at=since,
        recorded_at=at,
    )
    log_stage(opportunity, by=by, at=at, happened_at=since)
    log_owner(opportunity, by=by, at=at, happened_at=since)
    record(by=by, at=at, happened_at=since, verb="sales.opportunity.opened", row=opportunity)
    index(documents([opportunity]))
    announce("sales.opened", opportunity_ids=[opportunity.pk], at=at)
    return opportunity


def where_to_begin(pipeline: Pipeline | None) -> Stage:
    take_turn(Turn.ARRANGING_STAGES)
    if pipeline is not None:
        must_stand(Pipeline.objects.get(pk=pipeline.pk))
    return first_stage(pipeline)


@transaction.atomic
def edit_opportunity(
    *, opportunity: Opportunity, expected_version: int, by: Actor, at: datetime.datetime, **columns: Any
) -> JournalLine | None:
    """Changes `title` and `amount_minor`; whom it is with and its stage have actions of their own. An amount
    that is typed takes the place of one that came from lines.
    """
    must_change_sales(by)
    if unknown := set(columns) - {"title", "amount_minor"}:
        raise TypeError(f"edit_opportunity does not change {sorted(unknown)}")
    if "title" in columns and not columns["title"].strip():
        raise Refused(_("Say what it is about."), field="title")
    checked_amount(columns.get("amount_minor"))
    if columns.get("amount_minor", opportunity.amount_minor) != opportunity.amount_minor:
        columns["valued_by"] = ValuedBy.HAND
    changed = change(opportunity, expected_version=expected_version, **columns)
    index(documents([opportunity]))
    return told(changed, "edited", opportunity, by=by, at=at)


@transaction.atomic
def value_by_lines(
    *, opportunity: Opportunity, amount_minor: int | None, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """The amount is what the lines of its quote add up to, without tax, until somebody types another."""
    must_change_sales(by)
    must_be_open(opportunity)
    amount = checked_amount(amount_minor)
    changed = change(opportunity, amount_minor=amount, valued_by=ValuedBy.LINES)
    return told(changed, "valued_by_lines", opportunity, by=by, at=at)


@transaction.atomic
def move(
    *,
    opportunity: Opportunity,
    expected_version: int,
    stage: Stage,
    by: Actor,
    at: datetime.datetime,
    without: str = "",
) -> JournalLine | None:
    """To another open stage, of this or another pipeline. Winning and losing ask for more, so they are
    actions of their own. Where something that must be true is not, `without` is the reason to go on, which
    the journal keeps.
    """
    must_change_sales(by)
    must_be_open(opportunity)
    take_turn(Turn.ARRANGING_STAGES)
    stage = read_anew(stage)
    must_take_in(stage)
    if stage.pk == opportunity.stage_id:
        return None
    note = reason_to_enter(stage, missing(opportunity, stage), without)
    changed = change(opportunity, expected_version=expected_version, stage=stage, stage_since=at)
    log_stage(opportunity, by=by, at=at, happened_at=at)
    return told(changed, "moved", opportunity, by=by, at=at, note=note)


@transaction.atomic
def assign(
    *, opportunity: Opportunity, expected_version: int, owner: User | None, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    must_change_sales(by)
    if owner is not None and not owner.is_active:
        raise Refused(_("%(name)s no longer works here.") % {"name": owner}, field="owner")
    changed = change(opportunity, expected_version=expected_version, owner=owner)
    if not changed:
        return None
    log_owner(opportunity, by=by, at=at, happened_at=at)
    line = told(changed, "assigned", opportunity, by=by, at=at, note=str(owner or ""))
    announce("sales.assigned", opportunity_ids=[opportunity.pk], at=at)
    return line


@transaction.atomic
def plan_step(
    *,
    opportunity: Opportunity,
    expected_version: int,
    words: str,
    kind: str,
    on: datetime.date | None,
    by: Actor,
    at: datetime.datetime,
    time: datetime.time | None = None,
) -> JournalLine | None:
    must_change_sales(by)
    must_be_open(opportunity)
    if not words.strip() and not kind:
        raise Refused(_("Say what comes next."), field="words")
    step = Step(words=words, kind=kind, on=on, time=time)
    changed = change(opportunity, expected_version=expected_version, **step_columns(step, at=at))
    return told(changed, "step_planned", opportunity, by=by, at=at, note=opportunity.next_step)


@transaction.atomic
def step_done(
    *,
    opportunity: Opportunity,
    expected_version: int,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime | None = None,
    words: str = "",
    minutes: int | None = None,
    next_step: Step | None = None,
) -> JournalLine | None:
    """The next step is done, and the one after it planned in the same motion. `words`: what came of it."""
    must_change_sales(by)
    must_be_open(opportunity)
    if not opportunity.next_step:
        raise Refused(_("There was no next step to do."))
    done = opportunity.next_step
    kind, direction = STEP_ENTRIES[StepKind(opportunity.next_step_kind or StepKind.OTHER)]
    columns = step_columns(next_step, at=at) if next_step else NO_STEP
    changed = change(opportunity, expected_version=expected_version, **columns)
    entry = note(
        person=opportunity.person,
        by=by if isinstance(by, User) else None,
        at=at,
        happened_at=happened_at or at,
        purpose=Purpose.SELLING,
        direction=direction,
        kind=kind,
        title=done,
        words=words,
        minutes=minutes,
        origin=ORIGIN,
        origin_id=opportunity.pk,
    )
    return told(with_entry(changed, entry), "step_done", opportunity, by=by, at=at, note=done)


@transaction.atomic
def win(
    *,
    opportunity: Opportunity,
    expected_version: int,
    amount_minor: int,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime | None = None,
    lines: list[Line] | None = None,
) -> Order:
    """They buy: one accepted order, and the opportunity is won. Twice at once makes one order.

    Without `lines` the order has one, of the whole amount.
    """
    must_change_sales(by)
    must_be_open(opportunity)
    ordered = lines or [Line(words=opportunity.title, net_minor=amount_minor)]
    if sum(line.net_minor for line in ordered) != amount_minor:
        raise ValueError("The lines of an order add up to its amount.")
    won_at = checked_moment(happened_at or at, at=at)
    close(
        opportunity,
        expected_version,
        StageKind.WON,
        by,
        at,
        won_at,
        amount_minor=checked_amount(amount_minor),
        valued_by=opportunity.valued_by if amount_minor == opportunity.amount_minor else ValuedBy.HAND,
    )
    order = accept_order(
        opportunity=opportunity,
        person=opportunity.person,
        organisation=opportunity.organisation,
        lines=ordered,
        currency=opportunity.currency,
        by=by,
        at=at,
        happened_at=won_at,
    )
    write_down(
        opportunity, _("Bought: %(title)s") % {"title": opportunity.title}, by=by, at=at, happened_at=won_at
    )
    announce("sales.won", opportunity_ids=[opportunity.pk], at=at)
    return order


@transaction.atomic
def lose(
    *,
    opportunity: Opportunity,
    expected_version: int,
    reason: str,
    by: Actor,
    at: datetime.datetime,
    words: str = "",
    unmet_need: str = "",
    competitor: str = "",
    happened_at: datetime.datetime | None = None,
) -> JournalLine:
    """They do not buy, and we say why; perhaps they wanted what we do not offer, or bought it elsewhere."""
    must_change_sales(by)
    must_be_open(opportunity)
    if reason not in LostReason.values:
        raise Refused(_("Say why: it is what we learn from."), field="reason")
    lost_at = checked_moment(happened_at or at, at=at)
    kept: dict[str, Any] = {"lost_reason": reason, "lost_words": words.strip()[:250]}
    kept |= {
        "lost_need": tidy_need(unmet_need),
        "competitor": competitor_named(name=competitor, by=by, at=at),
    }
    line = close(opportunity, expected_version, StageKind.LOST, by, at, lost_at, **kept)
    title = _("Did not buy: %(reason)s") % {"reason": LostReason(reason).label}
    write_down(opportunity, title, by=by, at=at, happened_at=lost_at, words=kept["lost_words"])
    note_need(
        person=opportunity.person,
        words=unmet_need,
        origin=ORIGIN,
        origin_id=opportunity.pk,
        work_id=opportunity.pk,
        told_at=lost_at,
        by=by,
        at=at,
    )
    announce("sales.lost", opportunity_ids=[opportunity.pk], at=at)
    return line


@transaction.atomic
def reopen(
    *, opportunity: Opportunity, expected_version: int, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """A won or lost one is open again where it stood before; an order is taken back and no longer counts."""
    must_change_sales(by)
    must_be_closed(opportunity)
    stage = where_it_stood(opportunity)
    changed = change(opportunity, expected_version=expected_version, stage=stage, stage_since=at, **NO_END)
    log_stage(opportunity, by=by, at=at, happened_at=at)
    forget_need(origin=ORIGIN, origin_id=opportunity.pk, by=by)
    for order in opportunity.orders.filter(taken_back_at=None):
        take_back_order(order=order, by=by, at=at)
    line = told(changed, "reopened", opportunity, by=by, at=at)
    index(documents([opportunity]))
    write_down(
        opportunity, _("Opened again: %(title)s") % {"title": opportunity.title}, by=by, at=at, happened_at=at
    )
    announce("sales.reopened", opportunity_ids=[opportunity.pk], at=at)
    return line


def where_it_stood(opportunity: Opportunity) -> Stage:
    """The last open stage that it stood in, if that is still there; else the first of its pipeline, or of the
    usual one.
    """
    take_turn(Turn.ARRANGING_STAGES)
    stood = opportunity.stage_log.filter(stage__kind=StageKind.OPEN).order_by("-at", "-id")
    log = stood.select_related("stage__pipeline").first()
    stage = log.stage if log else opportunity.stage
    if stage.pipeline.retired_at is not None:
        return first_stage()
    if stage.removed_at is not None or stage.kind != StageKind.OPEN:
        return first_stage(stage.pipeline)
    return stage


def close(
    opportunity: Opportunity,
    expected_version: int,
    kind: StageKind,
    by: Actor,
    at: datetime.datetime,
    closed_at: datetime.datetime,
    **columns: Any,
) -> JournalLine:
    """The end of an opportunity: whoever comes second gets Stale from the conditional update."""
    columns |= {
        f"{kind}_at": closed_at,
        "stage": end_of_kind(kind, opportunity.stage_id),
        "stage_since": closed_at,
        **NO_STEP,
    }
    changed = change(opportunity, expected_version=expected_version, **columns)
    log_stage(opportunity, by=by, at=at, happened_at=closed_at)
    index(documents([opportunity]))
    line = told(changed, str(kind), opportunity, by=by, at=at, happened_at=closed_at)
    if line is None:
        raise AssertionError("closing changes the stage")
    return line


def log_stage(
    opportunity: Opportunity, *, by: Actor, at: datetime.datetime, happened_at: datetime.datetime
) -> None:
    StageLog.objects.create(
        opportunity=opportunity,
        stage_id=opportunity.stage_id,
        at=happened_at,
        recorded_at=at,
        by=by if isinstance(by, User) else None,
    )


def log_owner(
    opportunity: Opportunity, *, by: Actor, at: datetime.datetime, happened_at: datetime.datetime
) -> None:
    OwnerLog.objects.create(
        opportunity=opportunity,
        owner_id=opportunity.owner_id,
        at=happened_at,
        recorded_at=at,
        by=by if isinstance(by, User) else None,
    )


def with_entry(changed: Change, entry: Entry) -> Change:
    """What the journal keeps of a step that was done: the line of the timeline too, for its undo."""
    return Change(changed.before, {**changed.after, "entry": entry.pk})


def told(
    changed: Change,
    verb: str,
    opportunity: Opportunity,
    *,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime | None = None,
    note: str = "",
) -> JournalLine | None:
    """The journal line of a change; none where nothing changed."""
    if not changed:
        return None
    return record(
        by=by,
        at=at,
        happened_at=happened_at,
        verb=f"sales.opportunity.{verb}",
        row=opportunity,
        before=changed.before,
        after=changed.after,
        note=note,
    )


def write_down(
    opportunity: Opportunity,
    title: str,
    *,
    by: Actor,
    at: datetime.datetime,
    happened_at: datetime.datetime,
    words: str = "",
) -> Entry:
    return note(
        person=opportunity.person,
        by=by if isinstance(by, User) else None,
        at=at,
        happened_at=happened_at,
        purpose=Purpose.SELLING,
        direction=Direction.INTERNAL,
        kind=Kind.NOTE,
        title=title[:200],
        words=words,
        origin=ORIGIN,
        origin_id=opportunity.pk,
    )
