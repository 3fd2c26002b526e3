from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.sales.playbook.models import GuideLine
from tandem.sales.practice.words import BOXES


class PracticeCard(models.Model):
    """Where something that people say stands in the boxes of one user, who alone reads it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    line = models.ForeignKey(GuideLine, on_delete=models.CASCADE, related_name="+")
    box = models.PositiveSmallIntegerField()
    practised_on = models.DateField()
    due_on = models.DateField()
    went_well = models.BooleanField()

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("Practice card")
        verbose_name_plural = _("Practice cards")
        constraints = [
            models.UniqueConstraint(fields=["user", "line"], name="sales_practicecard_once"),
            models.CheckConstraint(
                condition=models.Q(box__gte=1, box__lte=BOXES), name="sales_practicecard_box"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.box}"
