from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.words import KIND_ICONS, MET_IN_PERSON, CampaignKind
from tandem.office.changes.models import Versioned
from tandem.people.timeline.words import Purpose


class Campaign(Versioned):
    """A planned marketing tactic. Its goal is a number of enquiries, never of sales."""

    name = models.CharField(_("Name"), max_length=120, unique=True)
    kind = models.CharField(
        _("Kind"), max_length=20, choices=CampaignKind.choices, default=CampaignKind.OTHER
    )
    starts_on = models.DateField(_("From"), null=True, blank=True)
    ends_on = models.DateField(_("To"), null=True, blank=True)
    goal_enquiries = models.PositiveIntegerField(_("Goal, in enquiries"), null=True, blank=True)
    what_for = models.CharField(_("What for, in your words"), max_length=200, blank=True)
    about = models.TextField(_("What we do"), blank=True)
    created_at = models.DateTimeField()
    # Since when nothing is said any more of a sales goal in its words (marketing/coach).
    advice_hushed_at = models.DateTimeField(null=True, blank=True)
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(starts_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="marketing_campaign_dates",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def purpose(self) -> Purpose:
        """Whatever its kind: it is there so that people ask."""
        return Purpose.MARKETING

    @property
    def icon(self) -> str:
        return KIND_ICONS[self.kind]

    @property
    def is_met_in_person(self) -> bool:
        return self.kind in MET_IN_PERSON
