"""What moves when two opportunities become one: a register that every package adds its tables to (a test over
the models proves it complete).
"""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.apps import apps
from django.db import models

from tandem.sales.merging.words import Back, Move
from tandem.sales.opportunities.models import Opportunity, OpportunityMerge
from tandem.sales.quotes.models import Acceptance

MOST_OFFERED = 20
_moving: dict[str, tuple[Move, Back]] = {}
_columns: set[tuple[str, str]] = set()
_once: list[str] = []
# What belongs to the row itself: kept with it and brought back with it.
OWN_LOGS = (
    ("sales.stagelog", "opportunity"),
    ("sales.ownerlog", "opportunity"),
    ("sales.checkmet", "opportunity"),
)


def register_moving(name: str, *, move: Move, back: Back, column: tuple[str, str] | None = None) -> None:
    """`move(gone_id, kept_id)` moves rows and returns their keys; `back(kept_id, gone_id, keys)` undoes it.
    `column` is the foreign key that is looked after, where it is one.
    """
    _moving[name] = (move, back)
    if column:
        _columns.add(column)


def register_opportunity_column(model: str, field: str, *, once: str = "") -> None:
    """A column that holds an opportunity: a merge points its rows at the one that stays, its undo back.

    `once` names the column of which an opportunity has each value once: what both have, the one that stays
    has already, and it is kept with the row that goes.
    """
    pointing = Pointing(model.lower(), field, once=once)
    if once:
        _once.append(pointing.label)
    name = f"{pointing.label}.{field}"
    register_moving(name, move=pointing.move, back=pointing.back, column=(pointing.label, field))


def register_named(model: str, name: str, named: str) -> None:
    """A table that names an opportunity by two columns, such as `origin` and `origin_id` of the timeline."""
    pointing = Pointing(model.lower(), f"{name}_id", {name: named})
    register_moving(f"{pointing.label}.{name}", move=pointing.move, back=pointing.back)


def registered_moving() -> dict[str, tuple[Move, Back]]:
    return dict(_moving)


def kept_with_the_row() -> list[str]:
    """The tables of which rows are kept with the opportunity that goes, for its undo."""
    return [*(label for label, _field in OWN_LOGS), *_once]


def opportunity_columns() -> set[tuple[str, str]]:
    return set(_columns)


@dataclass(frozen=True)
class Pointing:
    """The rows of one table that point at an opportunity by one column."""

    label: str
    field: str
    among: dict[str, str] = dataclass_field(default_factory=dict)
    once: str = ""

    def rows(self, opportunity_id: int) -> models.QuerySet[Any]:
        every: models.QuerySet[Any] = apps.get_model(self.label)._default_manager.filter(**self.among)
        return every.filter(**{self.field: opportunity_id})

    def move(self, gone_id: int, kept_id: int) -> list[int]:
        rows = self.rows(gone_id)
        if self.once:
            rows = rows.exclude(**{f"{self.once}__in": self.rows(kept_id).order_by().values(self.once)})
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        self.point(ids, gone_id, kept_id)
        return ids

    def back(self, kept_id: int, gone_id: int, ids: list[int]) -> None:
        self.point(ids, kept_id, gone_id)

    def point(self, ids: list[int], source: int, target: int) -> None:
        if ids:
            self.rows(source).filter(pk__among=ids).update(**{self.field: target})


def was_accepted_since(made: OpportunityMerge) -> bool:
    """Whether somebody said yes to a quote that moved, with an order that did not move with it."""
    rows = made.moved["rows"]
    quotes, orders = rows.get("sales.quote.opportunity", []), rows.get("sales.order.opportunity", [])
    yeses = Acceptance.objects.filter(version__quote__in=quotes)
    return yeses.exclude(order__in=orders).exists()


def others_of(opportunity: Opportunity) -> list[Opportunity]:
    """What else there is with the same person, the newest first."""
    rows = Opportunity.objects.filter(person=opportunity.person_id).exclude(pk=opportunity.pk)
    return list(rows.select_related("stage").order_by("-opened_at", "-pk")[:MOST_OFFERED])
