from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.people.persons.models import Person


class Purchase(models.Model):
    """What somebody bought: marketing's own copy of a sale, as handover told it.

    `sale_key` tells one sale from another, and leads nowhere. A sale that was taken back keeps its copy, as
    what was asked of the customer stands with it. `again_after_days` are the days since the person had bought
    before, and `newest_at` repeats `bought_at` on the person's latest purchase: both follow from the other
    rows of the person (care/actions.py), so that lists and the usual interval are read from an index.
    `ask_again_at` begins the day on which the customer wants to be asked again; a later purchase has none.
    Where another purchase became the latest and nobody bought anew, as persons became one or a sale was taken
    back, it has the day of the one before: `asked_at_key` tells of which, `own_ask_again_at` keeps its own.
    """

    # Begins an index of its own below.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    sale_key = models.BigIntegerField(unique=True)
    bought_at = models.DateTimeField(_("Bought"))
    title = models.CharField(_("What"), max_length=200, blank=True)
    # Where there are several: {"words", "quantity", "amount_minor"} of each.
    lines = models.JSONField(default=list, blank=True)
    amount_minor = models.BigIntegerField(_("Amount, without tax"))
    currency = models.CharField(max_length=3)
    received_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    again_after_days = models.PositiveIntegerField(null=True, blank=True)
    newest_at = models.DateTimeField(null=True, blank=True)
    ask_again_at = models.DateTimeField(_("Ask again on"), null=True, blank=True)
    asked_at_key = models.BigIntegerField(null=True, blank=True)
    own_ask_again_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-bought_at", "-id"]
        verbose_name = _("Purchase")
        verbose_name_plural = _("Purchases")
        indexes = [
            models.Index(fields=["person", "bought_at"], name="marketing_purchase_person"),
            models.Index(
                fields=["-newest_at", "-id"],
                condition=models.Q(newest_at__isnull=False),
                name="marketing_purchase_newest",
            ),
            models.Index(
                fields=["again_after_days", "person"],
                condition=models.Q(again_after_days__isnull=False),
                name="marketing_purchase_again",
            ),
            models.Index(
                fields=["ask_again_at"],
                condition=models.Q(ask_again_at__isnull=False),
                name="marketing_purchase_ask",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def more(self) -> int:
        """How many things beside the first."""
        return max(len(self.lines) - 1, 0)


class LeftInPeace(Versioned):
    """We decided not to speak to this customer by ourselves, until it is ended."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-since", "-id"]
        verbose_name = _("Customer left in peace")
        verbose_name_plural = _("Customers left in peace")

    def __str__(self) -> str:
        return str(self.person)
