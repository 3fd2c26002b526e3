from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import StepKind
from tandem.sales.pipelines.models import Stage
from tandem.sales.playbook.words import LONGEST_LINE, LONGEST_OPENING, LONGEST_STEP, LineKind, Mark, Worked


class Guide(Versioned):
    """What helps in one stage: how to begin, and the smallest next step. Its lines hold the rest."""

    stage = models.OneToOneField(Stage, on_delete=models.CASCADE, related_name="guide")
    opening = models.TextField(_("How to begin"), max_length=LONGEST_OPENING, blank=True)
    step = models.CharField(_("The smallest next step"), max_length=LONGEST_STEP, blank=True)
    step_kind = models.CharField(_("How"), max_length=10, choices=StepKind.choices, default=StepKind.OTHER)
    # When something of it was written last, a line too.
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["stage__position", "id"]
        verbose_name = _("Guide")
        verbose_name_plural = _("Guides")

    def __str__(self) -> str:
        return str(self.stage)


class GuideLine(Versioned):
    """One sentence of a guide: a question of ours, what they say, or an answer of ours to it (`under`).

    A line is put away, never deleted: what was asked and said with it is counted on.
    """

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="lines", db_index=False)
    kind = models.CharField(max_length=10, choices=LineKind.choices)
    under = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    words = models.CharField(_("In your words"), max_length=LONGEST_LINE)
    position = models.PositiveIntegerField()
    put_away_at = models.DateTimeField(null=True, blank=True)
    # Of an answer; playbook/counting.py tells what they mean and keeps them.
    times_worked = models.PositiveIntegerField(default=0, editable=False)
    times_not = models.PositiveIntegerField(default=0, editable=False)
    times_open = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("Line of a guide")
        verbose_name_plural = _("Lines of guides")
        indexes = [models.Index(fields=["guide", "kind", "position"], name="sales_guideline_place")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="answer", under__isnull=False)
                | (~models.Q(kind="answer") & models.Q(under=None)),
                name="sales_guideline_answers_something",
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def worked(self) -> Worked:
        return Worked(self.times_worked, self.times_worked + self.times_not, self.times_open)


class Said(Versioned):
    """An answer of the playbook that was given to what somebody said, and whether it helped.

    It can only be given while the opportunity is open. So one that is won now was won after it.
    """

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, related_name="said", db_index=False
    )
    answer = models.ForeignKey(GuideLine, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    mark = models.CharField(_("Did it help?"), max_length=6, choices=Mark.choices, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("Answer that was given")
        verbose_name_plural = _("Answers that were given")
        indexes = [
            # Counted anew from it whenever one of them changes.
            models.Index(fields=["answer", "mark", "opportunity"], name="sales_said_worked")
        ]
        constraints = [models.UniqueConstraint(fields=["opportunity", "answer"], name="sales_said_once")]

    def __str__(self) -> str:
        return str(self.answer)
