from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.exchange.webhooks.words import TEST, Fact
from tandem.office.changes.models import Versioned
from tandem.office.outbox.models import OutboxRow


class Webhook(Versioned):
    """Another program that is told when something happens.

    The secret signs what is sent, so it is kept as it is; it is shown once and in no export.
    """

    name = models.CharField(_("Which program"), max_length=80)
    address = models.CharField(_("Address"), max_length=500)
    facts = models.JSONField(_("What it is told"), default=list)
    secret = models.CharField(max_length=80)
    old_secret = models.CharField(max_length=80, blank=True)
    old_secret_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    stopped_at = models.DateTimeField(_("Stopped"), null=True, blank=True)
    stopped_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("Webhook")
        verbose_name_plural = _("Webhooks")

    def __str__(self) -> str:
        return self.name

    @property
    def told_of(self) -> list[str]:
        return [str(Fact(fact).label) for fact in self.facts if fact in Fact.values]


class Delivery(models.Model):
    """One telling of one fact to one program. How it stands is with its row of the outbox.

    It says which row something happened to, and nothing of anybody: who wants more asks the API.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    fact = models.CharField(max_length=30)
    row_id = models.BigIntegerField(null=True)
    outbox_row = models.OneToOneField(OutboxRow, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    answered = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.fact} {self.row_id or ''}".strip()

    @property
    def words(self) -> str:
        return str(_("Only a try")) if self.fact == TEST else str(Fact(self.fact).label)
