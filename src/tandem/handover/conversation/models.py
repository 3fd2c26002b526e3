from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.handover.conversation.words import LONGEST_DECISION
from tandem.office.changes.models import Versioned


class Conversation(Versioned):
    """Two minutes that both desks took in a month, over three facts of the month before.

    `sheet` is a copy of the facts and questions as they stood then, so that what was decided can be
    understood later.
    """

    month = models.DateField(_("First day of the month"), unique=True)
    sheet = models.JSONField(default=dict)
    decided = models.TextField(_("What we decided"), max_length=LONGEST_DECISION)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Who does it"),
    )
    due_on = models.DateField(_("By when"), null=True, blank=True)
    held_at = models.DateTimeField()
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-month"]
        verbose_name = _("Conversation of both desks")
        verbose_name_plural = _("Conversations of both desks")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
