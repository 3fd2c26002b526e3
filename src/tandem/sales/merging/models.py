from django.conf import settings
from django.db import models

from tandem.people.persons.models import Person
from tandem.sales.opportunities.models import Opportunity


class OpportunityMerge(models.Model):
    """Two opportunities of one person that became one: what moved, so that it can be taken apart again.

    The row of the one that is gone is out of its table, so that nobody counts it; `moved` keeps it with its
    logs. Its old address, `gone_id`, leads to the one that stayed.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    gone_id = models.BigIntegerField(db_index=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "merges of opportunities"

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
