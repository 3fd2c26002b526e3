from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_SAID = 160
# As many as one person can keep in mind of another, and then some.
MOST_NEEDS = 50
# Of one thing. More is a slip of the finger, and finer is not kept.
MOST_OF_ONE = 100_000
FINEST = Decimal("0.001")
# Words that tell no need from another. In another language, its own.
SMALL_WORDS = _(
    "a all an and are be by for i in is it many must my of on or our please something that the them they "
    "this to two three four five six very we with you your"
)


class Weight(models.TextChoices):
    MUST = "must", _("Must be")
    SHOULD = "should", _("Matters")
    NICE = "nice", _("Nice to have")
