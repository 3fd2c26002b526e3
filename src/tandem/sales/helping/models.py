from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.playbook.models import GuideLine


class Asked(models.Model):
    """A question of the playbook that was asked about one opportunity.

    What they answered stands on their timeline, in `entry`, and nowhere else.
    """

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, related_name="asked", db_index=False
    )
    question = models.ForeignKey(GuideLine, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("Question that was asked")
        verbose_name_plural = _("Questions that were asked")
        constraints = [models.UniqueConstraint(fields=["opportunity", "question"], name="sales_asked_once")]

    def __str__(self) -> str:
        return str(self.question)
