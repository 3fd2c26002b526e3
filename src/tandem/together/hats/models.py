from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.words import Hat
from tandem.office.changes.models import Versioned
from tandem.together.hats.words import Known


class Stretch(Versioned):
    """Time that one person wore one hat; it runs while `ended_at` is empty. Nobody else ever sees it.

    `left_on_until` stands where the hat was forgotten: when that was noticed. Then `ended_at` is the last
    sign of work, and the person is asked whether that is right. `is_work` is no where a guess was said to be
    none: it counts nowhere, and is kept so that the same is not guessed again.
    """

    # Begins an index of its own below.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    hat = models.CharField(_("Hat"), max_length=12, choices=Hat.choices)
    started_at = models.DateTimeField(_("From"))
    ended_at = models.DateTimeField(_("Until"), null=True, blank=True)
    known = models.CharField(_("How it is known"), max_length=10, choices=Known.choices)
    is_work = models.BooleanField(default=True)
    left_on_until = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Time with a hat on")
        verbose_name_plural = _("Time with a hat on")
        ordering = ["-started_at", "-id"]
        indexes = [models.Index(fields=["user", "started_at"], name="together_stretch_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="together_stretch_order",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(ended_at=None), name="together_one_hat_runs"
            ),
        ]

    def __str__(self) -> str:
        return self.get_hat_display()


class Correction(models.Model):
    """What one correction found and left, for its undo. Forgotten when it can no longer be undone.

    The journal, which everybody reads, says only that there was one.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
