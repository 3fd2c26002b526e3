from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.handover.passing.models import Passing
from tandem.handover.reminders.words import Promised
from tandem.marketing.enquiries.models import Enquiry


class Reminder(models.Model):
    """Somebody was to be told by mail that a promise is near its end: once for each promise and person.

    Passing on is promised for an enquiry (and has no passing yet), the rest for a passing.
    """

    promised = models.CharField(max_length=6, choices=Promised.choices)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="+")
    passing = models.ForeignKey(Passing, null=True, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promised", "enquiry", "user"],
                condition=models.Q(passing=None),
                name="handover_reminder_enquiry",
            ),
            models.UniqueConstraint(
                fields=["promised", "passing", "user"],
                condition=models.Q(passing__isnull=False),
                name="handover_reminder_passing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promised} {self.enquiry_id} ({self.user_id})"


class ReminderChoice(models.Model):
    """Whether somebody wants these mails; without a row they do."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    wanted = models.BooleanField(_("Remind me by mail"), default=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.wanted}"
