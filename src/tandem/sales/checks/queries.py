from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import BigIntegerField, QuerySet
from django.utils.translation import gettext as _

from tandem.office.statements.kept import Given, kept
from tandem.sales.checks.models import CheckMet, StageCheck
from tandem.sales.checks.words import CheckKind
from tandem.sales.pipelines.models import Stage


@dataclass(frozen=True)
class Unmet:
    """One thing that is not true yet, as it is asked."""

    check: StageCheck

    @property
    def kind(self) -> str:
        return self.check.kind

    @property
    def words(self) -> str:
        return str(self.check)


def checks_of(stage: Stage) -> list[StageCheck]:
    return checks_in_order(stage=stage.pk)


@kept(stage=BigIntegerField())
def checks_in_order(stage: Given) -> "QuerySet[StageCheck]":
    return StageCheck.objects.filter(stage=stage)


def unmet(stage: Stage, *, opportunity_id: int, holds: Callable[[str], bool]) -> list[Unmet]:
    """What must be true before this opportunity enters the stage, and is not; `holds` says it of the built-in
    kinds. One query where nothing is asked, two at most besides those of `holds`.
    """
    checks = checks_of(stage)
    if not checks:
        return []
    told = CheckMet.objects.filter(opportunity=opportunity_id, stage_check__stage=stage)
    met = set(told.values_list("stage_check", flat=True))
    return [
        Unmet(check)
        for check in checks
        if not (check.pk in met if check.kind == CheckKind.OWN else holds(check.kind))
    ]


def in_words(missing: list[Unmet]) -> str:
    """“An amount is noted; the fabric is chosen.”"""
    return _("; ").join(one.words for one in missing)
