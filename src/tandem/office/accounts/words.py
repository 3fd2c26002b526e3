from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may change. Everyone signed in may read both desks."""

    OWNER = "owner", _("Owner")
    BOTH = "both", _("Both desks")
    MARKETING = "marketing", _("Marketing")
    SALES = "sales", _("Sales")
    READ_ONLY = "read_only", _("Read only")


class Hat(models.TextChoices):
    """The job a person does just now: what they see first, never a wall."""

    MARKETING = "marketing", _("Marketing")
    SALES = "sales", _("Sales")
