from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.offers.needs.models import NeedKind
from tandem.office.changes.models import Versioned
from tandem.sales.hearing.words import LONGEST_SAID, Weight
from tandem.sales.opportunities.models import Opportunity


class Need(Versioned):
    """What somebody needs, in their words, as it was heard while we worked on one opportunity.

    `kind` is how the business sorts it, once a person has said so: an offer that meets the kind meets the
    need. `unmet`: a person has said that we do not offer it, and marketing is told. A need that is taken away
    keeps its row, so that this can be undone.
    """

    # Begins an index of its own below.
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, related_name="needs", db_index=False
    )
    words = models.CharField(_("What they need, in their words"), max_length=LONGEST_SAID)
    # The words as they are compared: the next one who says the same is sorted alike.
    key = models.CharField(max_length=LONGEST_SAID, editable=False)
    kind = models.ForeignKey(
        NeedKind, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    unmet = models.BooleanField(_("We do not offer it"), default=False)
    weight = models.CharField(
        _("How much it matters"), max_length=6, choices=Weight.choices, default=Weight.SHOULD
    )
    wanted_on = models.DateField(_("By"), null=True, blank=True)
    quantity = models.DecimalField(_("How many"), max_digits=12, decimal_places=3, null=True, blank=True)
    budget_minor = models.BigIntegerField(_("For at most"), null=True, blank=True)
    currency = models.CharField(max_length=3)
    heard_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    taken_away_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["heard_at", "id"]
        verbose_name = _("Need")
        verbose_name_plural = _("Needs")
        indexes = [
            models.Index(fields=["opportunity", "heard_at"], name="sales_need_of"),
            models.Index(fields=["kind", "opportunity"], name="sales_need_kind"),
            models.Index(fields=["key", "kind"], name="sales_need_said"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity=None) | models.Q(quantity__gt=0), name="sales_need_some"
            ),
            models.CheckConstraint(
                condition=models.Q(budget_minor=None) | models.Q(budget_minor__gt=0), name="sales_need_budget"
            ),
        ]

    def __str__(self) -> str:
        return self.words
