from django.db import models
from django.utils.translation import gettext_lazy as _


class StageKind(models.TextChoices):
    OPEN = "open", _("Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")


class StepKind(models.TextChoices):
    CALL = "call", _("Ring")
    EMAIL = "email", _("Write")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", _("Meet")
    QUOTE = "quote", _("Quote")
    OTHER = "other", _("Something else")


class LostReason(models.TextChoices):
    PRICE = "price", _("The price")
    TIME = "time", _("It would take too long")
    COMPETITOR = "competitor", _("Bought elsewhere")
    NO_NEED = "no_need", _("Changed their mind")
    NO_ANSWER = "no_answer", _("No answer any more")
    OTHER = "other", _("Something else")
