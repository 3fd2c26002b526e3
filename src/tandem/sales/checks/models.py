from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.sales.checks.words import LONGEST_CHECK, CheckKind
from tandem.sales.pipelines.models import Stage


class StageCheck(models.Model):
    """One thing that must be true before an opportunity enters a stage; `words` where it is one's own."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=10, choices=CheckKind.choices)
    words = models.CharField(_("In your own words"), max_length=LONGEST_CHECK, blank=True)
    position = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "kind"], condition=~models.Q(kind="own"), name="sales_check_built_in_once"
            ),
            models.UniqueConstraint(
                fields=["stage", "words"], condition=models.Q(kind="own"), name="sales_check_words_once"
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(CheckKind(self.kind).label)


class CheckMet(models.Model):
    """Somebody said of an opportunity that a check in the business's own words holds: it is asked once."""

    opportunity = models.ForeignKey("sales.Opportunity", on_delete=models.CASCADE, related_name="+")
    stage_check = models.ForeignKey(StageCheck, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        verbose_name_plural = "checks met"
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "stage_check"], name="sales_check_met_once")
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id}: {self.stage_check_id}"
