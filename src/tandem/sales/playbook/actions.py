import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change, plain
from tandem.office.changes.words import Refused, Stale
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.privacy.words import Traces
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.pipelines.models import Stage
from tandem.sales.playbook.finding import find_anew, written
from tandem.sales.playbook.models import Guide, GuideLine
from tandem.sales.playbook.queries import beside, standing
from tandem.sales.playbook.rules import (
    checked_line,
    checked_opening,
    checked_step,
    must_be_open_stage,
    must_have_room,
    must_stand,
)
from tandem.sales.playbook.words import LineKind


@transaction.atomic
def write_guide(
    *,
    stage: Stage,
    expected_version: int,
    opening: str,
    step: str,
    step_kind: str,
    by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:
    """How to begin in this stage, and the smallest next step. `expected_version` is nought where nothing was
    written: of two who write first, the second is told.
    """
    must_change_sales(by)
    must_be_open_stage(stage)
    columns = {
        "opening": checked_opening(opening),
        "step": checked_step(step, step_kind),
        "step_kind": step_kind,
    }
    guide, is_new = Guide.objects.get_or_create(stage=stage, defaults={**columns, "written_at": at})
    if is_new:
        written([stage.pk], at=at)
        return record(by=by, at=at, verb="sales.guide.written", row=guide, after=columns)
    if expected_version == 0:
        raise Stale(guide, columns)
    changed = change(guide, expected_version=expected_version, **columns)
    if not changed:
        return None
    written([stage.pk], at=at)
    before, after = changed.before, changed.after
    return record(by=by, at=at, verb="sales.guide.changed", row=guide, before=before, after=after)


@transaction.atomic
def add_line(
    *,
    stage: Stage,
    kind: LineKind,
    words: str,
    by: Actor,
    at: datetime.datetime,
    under: GuideLine | None = None,
) -> GuideLine:
    """A question or something that they say, at the end of a guide; an answer `under` the latter."""
    must_change_sales(by)
    must_be_open_stage(stage)
    said = checked_line(words)
    # Locked, so that two windows do not both take the last place.
    Stage.objects.select_for_update().get(pk=stage.pk)
    guide = Guide.objects.get_or_create(stage=stage, defaults={"written_at": at})[0]
    if kind == LineKind.ANSWER:
        if under is None or under.guide_id != guide.pk or under.kind != LineKind.OBJECTION:
            raise Refused(_("Pick what they say first. An answer stands under it."))
        must_stand(under)
    among = standing().filter(guide=guide, kind=kind, under=under)
    must_have_room(kind, among.count())
    last = among.aggregate(last=Max("position"))["last"] or 0
    line = GuideLine.objects.create(guide=guide, kind=kind, under=under, words=said, position=last + 1)
    written([stage.pk], at=at)
    record(by=by, at=at, verb="sales.guideline.added", row=line, after={"words": said, "kind": kind})
    return line


@transaction.atomic
def edit_line(
    *, line: GuideLine, expected_version: int, words: str, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """Puts the words right. What was asked and said with them is counted on."""
    must_change_sales(by)
    must_stand(line)
    changed = change(line, expected_version=expected_version, words=checked_line(words))
    if not changed:
        return None
    written([line.guide.stage_id], at=at)
    before, after = changed.before, changed.after
    return record(by=by, at=at, verb="sales.guideline.edited", row=line, before=before, after=after)


@transaction.atomic
def shift_line(*, line: GuideLine, earlier: bool, by: Actor, at: datetime.datetime) -> None:
    """One place earlier or later among its like; at an end it stays."""
    must_change_sales(by)
    must_stand(line)
    rows = list(beside(line))
    place = next(index for index, one in enumerate(rows) if one.pk == line.pk)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, start=1):
        row.position = position
    GuideLine.objects.bulk_update(rows, ["position"])
    record(
        by=by,
        at=at,
        verb="sales.guideline.shifted",
        row=line,
        before={"place": place},
        after={"place": other},
    )


@transaction.atomic
def put_away(*, line: GuideLine, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine:
    """Out of the guide, with its answers. How often it was said is kept."""
    must_change_sales(by)
    must_stand(line)
    changed = change(line, expected_version=expected_version, put_away_at=at)
    written([line.guide.stage_id], at=at)
    before, after = changed.before, changed.after
    return record(by=by, at=at, verb="sales.guideline.put_away", row=line, before=before, after=after)


def told_of(line: JournalLine, model: type[Guide] | type[GuideLine]) -> Any:
    row = model._default_manager.filter(pk=line.row_id or 0).first()
    if row is None:
        raise Refused(_("It is not there any more."))
    return row


def undo_written(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    guide = told_of(line, Guide)
    undo_columns(guide, line, by)
    written([guide.stage_id], at=at)


def undo_line(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    row = told_of(line, GuideLine)
    undo_columns(row, line, by)
    written([row.guide.stage_id], at=at)


def undo_columns(row: Any, line: JournalLine, by: Actor) -> None:
    """Puts the columns of one journal line back, if nobody changed them since."""
    must_change_sales(by)
    if {name: plain(getattr(row, name)) for name in line.after} != line.after:
        raise Refused(_("It was changed again since. Nothing was undone."))
    change(row, **{name: row._meta.get_field(name).to_python(value) for name, value in line.before.items()})


def scrub_lines(traces: Traces, at: datetime.datetime) -> int:
    """Lines that say somebody's name or address, when that person is forgotten."""
    changed = 0
    stages: set[int] = set()
    for word in traces.words:
        for model, names in ((GuideLine, ("words",)), (Guide, ("opening", "step"))):
            for name in names:
                for row in model._default_manager.filter(**{f"{name}__icontains": word}):
                    kept = without(getattr(row, name), word)
                    changed += model._default_manager.filter(pk=row.pk).update(**{name: kept})
                    stages.add(row.guide.stage_id if isinstance(row, GuideLine) else row.stage_id)
    if stages:
        find_anew(sorted(stages))
    return changed


def without(text: str, word: str) -> str:
    """The text with every `word` in it, in whichever case, replaced by dots."""
    small, wanted, kept, start = text.lower(), word.lower(), [], 0
    while wanted and (found := small.find(wanted, start)) >= 0:
        kept += [text[start:found], "…"]
        start = found + len(wanted)
    return "".join([*kept, text[start:]])
