"""What must be true before an opportunity enters a stage."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.sales.opportunities.words import Step

MOST_OF_ONES_OWN = 5
LONGEST_CHECK = 120


class CheckKind(models.TextChoices):
    """Tandem sees for itself whether the first four hold; of one's own a person says so."""

    AMOUNT = "amount", _("An amount is noted")
    NEXT_STEP = "next_step", _("A next step is planned")
    NEED = "need", _("What they need is noted")
    OWNER = "owner", _("Somebody sees to it")
    OWN = "own", _("In your own words")


BUILT_IN = tuple(kind for kind in CheckKind if kind != CheckKind.OWN)


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was told on the way into a stage: each answers one check, and what is empty answers none."""

    amount_minor: int | None = None
    step: Step = field(default_factory=Step)
    need: str = ""
    owner_id: int | None = None
    # Keys of checks in the business's own words of which somebody says that they hold.
    ticked: frozenset[int] = frozenset()
