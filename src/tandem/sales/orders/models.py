from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person


class Order(Versioned):
    """What somebody agreed to buy. Revenue is the net sum of accepted orders, at the rate kept here.

    `rate` is units of the business's currency for one unit of `currency`; `revenue_minor` is the net amount
    in the business's currency. An order that was taken back keeps its row and its time.
    """

    # Begins an index of its own below.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    opportunity = models.ForeignKey(
        "sales.Opportunity", null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    accepted_at = models.DateTimeField(_("Accepted"))
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    net_minor = models.BigIntegerField(_("Amount, without tax"))
    # Of an order that was told by its amount alone, nobody knows.
    tax_minor = models.BigIntegerField(_("Tax"), null=True, blank=True)
    rate = models.DecimalField(max_digits=18, decimal_places=8, default=1)
    revenue_minor = models.BigIntegerField()
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-accepted_at", "-id"]
        indexes = [
            models.Index(fields=["person", "accepted_at"], name="sales_order_person"),
            models.Index(fields=["accepted_at"], name="sales_order_accepted"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(net_minor__gte=0), name="sales_order_net"),
            # A second click on "won" cannot make a second order.
            models.UniqueConstraint(
                fields=["opportunity"],
                condition=models.Q(taken_back_at=None),
                name="sales_order_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def gross_minor(self) -> int | None:
        """With tax, where that is known."""
        return None if self.tax_minor is None else self.net_minor + self.tax_minor


class OrderLine(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(default=1)
    words = models.CharField(_("What"), max_length=500)
    quantity = models.DecimalField(_("How many"), max_digits=12, decimal_places=3, default=1)
    unit = models.CharField(_("Unit"), max_length=30, blank=True)
    net_minor = models.BigIntegerField(_("Amount, without tax"))
    tax_minor = models.BigIntegerField(_("Tax"), null=True, blank=True)
    tax_percent = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.words
