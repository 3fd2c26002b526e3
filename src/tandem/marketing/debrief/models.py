import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.models import Campaign
from tandem.office.changes.models import Versioned
from tandem.people.persons.models import Person
from tandem.ui.moments import duration_words


class Debrief(Versioned):
    """How an event went, told by who stood there: counts from memory, and own words."""

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="+")
    talked = models.PositiveIntegerField(_("How many did you talk to?"))
    tried_to_sell = models.PositiveIntegerField(_("How many tried to sell to you?"), null=True, blank=True)
    asked = models.PositiveIntegerField(_("How many asked about your work?"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("Minutes spent"), null=True, blank=True)
    words = models.TextField(_("In your own words"), blank=True)
    # Since when nothing is said any more of a sales goal in its words (marketing/coach).
    advice_hushed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.campaign)

    @property
    def time_words(self) -> str:
        return duration_words(datetime.timedelta(minutes=self.minutes or 0))


class FollowUp(Versioned):
    """The one next thing that marketing does for somebody it met: what, and by which day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("What?"), max_length=160)
    due_on = models.DateField(_("By when?"))
    planned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Follow-up")
        verbose_name_plural = _("Follow-ups")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on"], condition=models.Q(done_at=None), name="marketing_follow_up_due")
        ]

    def __str__(self) -> str:
        return self.what
