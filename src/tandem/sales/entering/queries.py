from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.people.timeline.models import Entry
from tandem.sales.entering.models import CheckMet, StageCheck
from tandem.sales.entering.words import CheckKind
from tandem.sales.opportunities.models import Opportunity, Stage
from tandem.sales.opportunities.words import ORIGIN


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
    return list(StageCheck.objects.filter(stage=stage))


def unmet(opportunity: Opportunity, stage: Stage) -> list[Unmet]:
    """What must be true before it enters the stage, and is not. One query where nothing is asked, three at
    most.
    """
    checks = checks_of(stage)
    if not checks:
        return []
    met = set()
    if any(check.kind == CheckKind.OWN for check in checks):
        told = CheckMet.objects.filter(opportunity=opportunity, stage_check__stage=stage)
        met = set(told.values_list("stage_check", flat=True))
    return [Unmet(check) for check in checks if check.pk not in met and not holds(check, opportunity)]


def holds(check: StageCheck, opportunity: Opportunity) -> bool:
    """Whether Tandem sees for itself that it is true."""
    if check.kind == CheckKind.AMOUNT:
        return opportunity.amount_minor is not None
    if check.kind == CheckKind.NEXT_STEP:
        return bool(opportunity.next_step)
    if check.kind == CheckKind.OWNER:
        return opportunity.owner_id is not None
    return check.kind == CheckKind.NEED and need_is_noted(opportunity)


def need_is_noted(opportunity: Opportunity) -> bool:
    """What they want is known in their own words: from the enquiry, or noted since on its timeline."""
    if any(opportunity.brief.get(name) for name in ("words", "interest")):
        return True
    theirs = Entry.objects.filter(origin=ORIGIN, origin_id=opportunity.pk, theirs=True)
    return theirs.exclude(words="").exists()


def in_words(missing: list[Unmet]) -> str:
    """“An amount is noted; the fabric is chosen.”"""
    return _("; ").join(one.words for one in missing)
