"""What must be true before an opportunity enters a stage."""

from django.db import models
from django.utils.translation import gettext_lazy as _

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
