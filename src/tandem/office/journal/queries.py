import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.translation import gettext as _

from tandem.office.journal.models import JournalLine
from tandem.office.journal.words import DESK_OF, choices_of, label_of, sentence_of
from tandem.ui.figures import money_words
from tandem.ui.moments import when_words

HISTORY_SHOWN = 20
BY_TANDEM = "tandem"
SAME_MINUTE = datetime.timedelta(minutes=1)
# A time of day is kept as 15:30:00; “15:30” was typed, and stays as it is.
SECONDS_TOO = 2
# Columns and keys that serve the program (an undo, above all) and say nothing to a person.
UNSAID = frozenset(
    {"version", "number", "set_up_at", "recorded_at", "position"}
    | {"passing", "opportunity", "opportunity_version", "joined", "merge", "other", "import", "first", "last"}
    | {"moved", "into", "place"}
    | {"decision", "decided_by", "step", "import_id", "correction"}
    | {"entry", "noted_by", "origin", "origin_id", "about_id"}
)
Names = dict[tuple[str, Any], str]


@dataclass(frozen=True)
class Known:
    """What values of a line are told with: titles of other rows, and a currency."""

    names: Names
    currency: str


@dataclass(frozen=True)
class ShownChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownLine:
    pk: int
    at: datetime.datetime
    happened_at: datetime.datetime | None
    who: str
    sentence: str
    note: str
    desk: str
    changes: list[ShownChange]
    is_undone: bool
    line: JournalLine


def lines(*, area: str = "", by: str = "") -> QuerySet[JournalLine]:
    """Every line, the newest first; of one area (the first part of the verb), by one person or by Tandem."""
    rows = JournalLine.objects.select_related("by").order_by("-at", "-pk")
    if area:
        rows = rows.filter(verb__startswith=f"{area}.")
    if by == BY_TANDEM:
        return rows.filter(by=None)
    return rows.filter(by_id=int(by)) if by.isascii() and by.isdigit() else rows


def history_of(row: models.Model, *, currency: str, limit: int = HISTORY_SHOWN) -> list[ShownLine]:
    """What was done to one row, the newest first."""
    rows = JournalLine.objects.select_related("by").filter(kind=row._meta.label_lower, row_id=row.pk)
    return shown(rows.order_by("-at", "-pk")[:limit], currency=currency)


def shown(rows: Iterable[JournalLine], *, currency: str) -> list[ShownLine]:
    """Lines in words: one query more for each other table that the changed columns point to.

    `currency` is that of the business, for sums of rows that carry none.
    """
    found = list(rows)
    names = _names(found)
    return [_shown(line, names, currency) for line in found]


def _shown(line: JournalLine, names: Names, currency: str) -> ShownLine:
    area = line.verb.split(".")[0]
    model = _model(line.kind)
    everything = {**line.before, **line.after}
    known = Known(names, str(everything.get("currency") or currency))
    # What stands before only is kept for an undo, unless nothing stands after at all.
    told = _in_order(model, line.after or line.before)
    choices = choices_of(line.verb)
    changes = [
        ShownChange(
            _label(model, name),
            _value(model, name, line.before.get(name), known, choices),
            _value(model, name, line.after.get(name), known, choices),
        )
        for name in told
    ]
    return ShownLine(
        pk=line.pk,
        at=line.at,
        happened_at=_happened_apart(line),
        who=str(line.by) if line.by else line.by_name or _("Tandem"),
        sentence=sentence_of(line.verb, line.title),
        note=line.note,
        desk=DESK_OF.get(area, "together"),
        changes=[change for change in changes if change.before or change.after],
        is_undone=line.undone_at is not None,
        line=line,
    )


def _happened_apart(line: JournalLine) -> datetime.datetime | None:
    """When it happened, where that is not when it was written down."""
    happened_at = line.happened_at or line.at
    return happened_at if abs(line.at - happened_at) >= SAME_MINUTE else None


def _in_order(model: type[models.Model] | None, names: Iterable[str]) -> list[str]:
    """As the columns stand in the model (a database keeps JSON in an order of its own), then the others."""
    columns = [field.name for field in model._meta.fields] if model else []
    said = [name for name in names if name not in UNSAID]
    return sorted(said, key=lambda name: (columns.index(name) if name in columns else len(columns), name))


def _model(kind: str) -> type[models.Model] | None:
    try:
        return apps.get_model(kind) if kind else None
    except LookupError:
        return None


def _field(model: type[models.Model] | None, name: str) -> Any:
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def _label(model: type[models.Model] | None, name: str) -> str:
    field = _field(model, name)
    label = str(getattr(field, "verbose_name", "")) or label_of(name)
    return label[:1].upper() + label[1:] if field else label_of(name)


def _names(found: list[JournalLine]) -> Names:
    """The titles of the rows that changed columns point to, by table and key."""
    wanted: dict[type[models.Model], set[Any]] = {}
    for line in found:
        model = _model(line.kind)
        for name, value in [*line.before.items(), *line.after.items()]:
            field = _field(model, name)
            if getattr(field, "many_to_one", False) and isinstance(value, int | str):
                wanted.setdefault(field.related_model, set()).add(value)
    return {
        (model._meta.label_lower, key): str(row)
        for model, keys in wanted.items()
        for key, row in model._default_manager.in_bulk(keys).items()
    }


def _value(
    model: type[models.Model] | None, name: str, value: Any, known: Known, choices: dict[str, Any]
) -> str:
    field = _field(model, name)
    if value is None or value in ("", [], {}):
        return ""
    if getattr(field, "many_to_one", False):
        return known.names.get((field.related_model._meta.label_lower, value), _("something that is gone"))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name.endswith("_minor") and isinstance(value, int):
        return money_words(value, known.currency)
    if isinstance(value, list):
        return ", ".join(str(part) or _("closed") for part in value)
    if isinstance(value, dict):
        return _pairs_words(value, choices)
    choices = dict(getattr(field, "flatchoices", None) or choices)
    return str(choices.get(value) or _moment_words(value) or value)


def _pairs_words(value: dict[str, Any], choices: dict[str, Any]) -> str:
    """Such as what each column of a file was taken for."""
    told = {name: one for name, one in value.items() if one not in (None, "", [], {})}
    return ", ".join(
        f"{choices.get(name, name)}: {', '.join(map(str, one)) if isinstance(one, list) else one}"
        for name, one in told.items()
    )


def _moment_words(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    try:
        if clock := parse_time(value):
            return f"{clock:%-H:%M}" if value.count(":") == SECONDS_TOO else ""
        moment = parse_datetime(value) if len(value) > 10 else parse_date(value)
    except ValueError:
        return ""
    aware = not isinstance(moment, datetime.datetime) or moment.tzinfo is not None
    return when_words(moment) if moment and aware else ""
