from django.db import models
from django.utils.translation import gettext_lazy as _

# What the one is called that every business begins with.
FIRST_PIPELINE = _("Sales")
MOST_PIPELINES = 8
LONGEST_NAME = 60


class StageKind(models.TextChoices):
    OPEN = "open", _("Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")


# The stages that a business starts with; it may rename, add and reorder the open ones.
FIRST_STAGES = [
    (_("First talk"), StageKind.OPEN),
    (_("Visit"), StageKind.OPEN),
    (_("Quote sent"), StageKind.OPEN),
    (_("Ready to order"), StageKind.OPEN),
    (_("Won"), StageKind.WON),
    (_("Lost"), StageKind.LOST),
]
