from django.db import models
from django.utils.translation import gettext_lazy as _


class TickState(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_ASKED = "not_asked", _("Not asked yet")


class Decision(models.TextChoices):
    WAITING = "waiting", _("Waiting for sales")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")
