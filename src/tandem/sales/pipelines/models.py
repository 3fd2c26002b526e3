from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.sales.pipelines.words import LONGEST_NAME, StageKind


class Pipeline(Versioned):
    """A way that a sale goes, with stages of its own. One is the usual one, which what comes in enters.

    A retired one takes in nothing new; what went through it stays on record.
    """

    name = models.CharField(_("Name"), max_length=LONGEST_NAME)
    position = models.PositiveIntegerField(_("Order"))
    is_default = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="sales_pipeline_one_default",
            ),
            models.CheckConstraint(
                condition=models.Q(is_default=False) | models.Q(retired_at=None),
                name="sales_pipeline_default_stands",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Stage(Versioned):
    """A step on the way to a sale, in the words of the business.

    A removed one that opportunities went through stays for the stage log. `usual_stay` is the median of what
    left it lately, and `usual_of` of how many: counted each night (`stages/jobs.py`).
    """

    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="stages")
    name = models.CharField(_("Name"), max_length=LONGEST_NAME)
    kind = models.CharField(_("Kind"), max_length=4, choices=StageKind.choices, default=StageKind.OPEN)
    position = models.PositiveIntegerField(_("Order"))
    removed_at = models.DateTimeField(null=True, blank=True)
    usual_stay = models.DurationField(null=True, blank=True)
    usual_of = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pipeline", "kind"],
                condition=~models.Q(kind="open"),
                name="sales_stage_one_end_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["pipeline", "name"],
                condition=models.Q(removed_at=None),
                name="sales_stage_name_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="open") | models.Q(removed_at=None), name="sales_stage_ends_stay"
            ),
        ]

    def __str__(self) -> str:
        return self.name
