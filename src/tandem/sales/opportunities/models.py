from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.offers.competitors.models import Competitor
from tandem.office.changes.models import Versioned
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tandem.sales.needs.words import LONGEST_NEED
from tandem.sales.opportunities.words import LONGEST_CAMPAIGN, LostReason, StepKind, ValuedBy
from tandem.sales.pipelines.models import Stage


class Opportunity(Versioned):
    """Sales' work on one possible transaction.

    `brief` is the copy of what marketing knew, taken at the handover, and `campaign` its campaign by the name
    of that day, to be sifted and added up by. Amounts are net of tax, in minor units.
    The kind of the stage tells open, won or lost; `won_at` and `lost_at` tell when.
    """

    # Person, stage and owner each begin an index of their own below.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("What it is about"), max_length=200)
    brief = models.JSONField(default=dict, blank=True)
    campaign = models.CharField(_("Campaign"), max_length=LONGEST_CAMPAIGN, blank=True)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+", db_index=False)
    stage_since = models.DateTimeField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    amount_minor = models.BigIntegerField(_("Amount, without tax"), null=True, blank=True)
    valued_by = models.CharField(
        _("Where the amount comes from"), max_length=5, choices=ValuedBy.choices, default=ValuedBy.HAND
    )
    currency = models.CharField(max_length=3)
    next_step = models.CharField(_("Next step"), max_length=200, blank=True)
    next_step_kind = models.CharField(_("How"), max_length=10, choices=StepKind.choices, blank=True)
    next_step_on = models.DateField(_("On"), null=True, blank=True)
    next_step_time = models.TimeField(_("At"), null=True, blank=True)
    opened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    won_at = models.DateTimeField(null=True, blank=True)
    lost_at = models.DateTimeField(null=True, blank=True)
    lost_reason = models.CharField(_("Why"), max_length=12, choices=LostReason.choices, blank=True)
    lost_words = models.CharField(_("In own words"), max_length=250, blank=True)
    # What the loss told of; it is counted in `needs`, where a need that was heard does not tell it already.
    lost_need = models.CharField(
        _("What they wanted that we do not offer"), max_length=LONGEST_NEED, blank=True
    )
    # Begins an index of its own below.
    competitor = models.ForeignKey(
        Competitor,
        verbose_name=_("Who they went to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name_plural = "opportunities"
        indexes = [
            models.Index(fields=["stage", "-stage_since"], name="sales_opportunity_stage"),
            models.Index(fields=["person"], name="sales_opportunity_person"),
            models.Index(fields=["campaign", "-opened_at"], name="sales_opportunity_campaign"),
            # Few losses name somebody; the others pay nothing for it.
            models.Index(
                fields=["competitor", "lost_at"],
                condition=models.Q(competitor__isnull=False),
                name="sales_opportunity_went_to",
            ),
            # The board, its sums and what is due come from it alone, however many were won and lost before.
            models.Index(
                fields=[
                    "won_at",
                    "lost_at",
                    "stage",
                    "next_step",
                    "next_step_on",
                    "next_step_time",
                    "stage_since",
                    "owner",
                    "amount_minor",
                    "campaign",
                ],
                name="sales_opportunity_open",
            ),
            # What one seller has to do, and the list of what is open. None begins with `opened_at`: SQLite
            # would read it from end to end for the few of one person.
            models.Index(
                fields=[
                    "won_at",
                    "lost_at",
                    "owner",
                    "next_step_on",
                    "next_step",
                    "next_step_kind",
                    "next_step_time",
                    "stage_since",
                    "stage",
                    "amount_minor",
                    "campaign",
                    "opened_at",
                ],
                condition=models.Q(won_at=None, lost_at=None),
                name="sales_opportunity_step",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor=None) | models.Q(amount_minor__gte=0),
                name="sales_opportunity_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(won_at=None) | models.Q(lost_at=None), name="sales_opportunity_one_end"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StageLog(models.Model):
    """Each move of an opportunity: time in stage comes from here and from nowhere else."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="stage_log")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.opportunity_id} → {self.stage_id}"


class OwnerLog(models.Model):
    """Each owner of an opportunity, with the time: without it selling can never be told from quality."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="owner_log")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.opportunity_id}: {self.owner_id}"


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
