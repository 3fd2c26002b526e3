from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.money.rounding import RoundedPer, Rounding
from tandem.money.tax import Method, Prices
from tandem.offers.catalogue.models import Offer
from tandem.offers.prices.models import PriceList
from tandem.office.changes.models import Versioned
from tandem.office.languages.words import CHOICES, ENGLISH
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import LostReason
from tandem.sales.orders.models import Order
from tandem.sales.quotes.words import Off, QuoteState, SentBy


class Quote(Versioned):
    """What we would do for somebody, and for how much. Its versions hold what it says.

    `standing` is the version that was sent last, which the customer sees; a newer draft may lie beside it.
    `valid_until` is that of the standing version, here for the clock. How amounts are worked out is kept from
    the day it was begun.
    """

    number = models.PositiveIntegerField(_("Number"), unique=True)
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="quotes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    currency = models.CharField(max_length=3)
    language = models.CharField(_("Language"), max_length=10, choices=CHOICES, default=ENGLISH)
    prices = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Prices])
    rounded_per = models.CharField(max_length=8, choices=[(one.value, one.value) for one in RoundedPer])
    rounding = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Rounding])
    state = models.CharField(
        _("State"), max_length=9, choices=QuoteState.choices, default=QuoteState.DRAFT.value
    )
    standing = models.ForeignKey(
        "sales.QuoteVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_until = models.DateField(_("Good until"), null=True, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.CharField(_("Why"), max_length=12, choices=LostReason.choices, blank=True)
    declined_words = models.TextField(_("In own words"), blank=True)

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["state", "valid_until"], name="sales_quote_ends"),
            models.Index(fields=["state", "-number"], name="sales_quote_state"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"Q-{self.number}"

    @property
    def method(self) -> Method:
        return Method(Prices(self.prices), RoundedPer(self.rounded_per), Rounding(self.rounding))


class QuoteVersion(Versioned):
    """One wording of a quote. Once it was sent nothing of it is changed.

    `shown` is then all that the customer sees, `text_hash` the SHA-256 of it; the sums are of the lines that
    are not left to the customer. What is picked from the shop costs what it does in `price_list`, the usual
    one where there is none. A discount here comes off the whole.
    """

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    title = models.CharField(_("Headline"), max_length=200)
    intro = models.TextField(_("Before the lines"), blank=True)
    closing = models.TextField(_("Below the total"), blank=True)
    valid_until = models.DateField(_("Good until"), null=True, blank=True)
    ready_by = models.DateField(_("Ready by"), null=True, blank=True)
    price_list = models.ForeignKey(
        PriceList,
        verbose_name=_("Price list"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    discount_minor = models.BigIntegerField(_("Off the whole"), default=0)
    discount_percent = models.DecimalField(_("Off the whole"), max_digits=5, decimal_places=2, default=0)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    sent_to = models.CharField(max_length=254, blank=True)
    sent_how = models.CharField(max_length=4, choices=SentBy.choices, blank=True)
    shown = models.JSONField(default=dict, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    net_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    gross_minor = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["quote", "number"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "number"], name="sales_quoteversion_number"),
            models.UniqueConstraint(
                fields=["quote"], condition=models.Q(sent_at=None), name="sales_quoteversion_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(discount_minor__gte=0)
                & models.Q(discount_percent__gte=0, discount_percent__lte=100)
                & (models.Q(discount_minor=0) | models.Q(discount_percent=0)),
                name="sales_quoteversion_discount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quote}, {self.number}"

    @property
    def off(self) -> Off:
        return Off(percent=self.discount_percent, minor=self.discount_minor)


class QuoteLine(models.Model):
    version = models.ForeignKey(QuoteVersion, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    words = models.CharField(_("What"), max_length=500)
    quantity = models.DecimalField(_("How many"), max_digits=12, decimal_places=3, default=1)
    unit = models.CharField(_("Unit"), max_length=30, blank=True)
    price_minor = models.BigIntegerField(_("Each"))
    tax_percent = models.DecimalField(_("Tax"), max_digits=6, decimal_places=3, default=0)
    discount_minor = models.BigIntegerField(_("Discount"), default=0)
    discount_percent = models.DecimalField(_("Discount"), max_digits=5, decimal_places=2, default=0)
    optional = models.BooleanField(_("They choose"), default=False)
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(price_minor__gte=0, quantity__gt=0, discount_minor__gte=0)
                & models.Q(tax_percent__gte=0, tax_percent__lte=100)
                & models.Q(discount_percent__gte=0, discount_percent__lte=100),
                name="sales_quoteline_amounts",
            ),
            models.CheckConstraint(
                condition=models.Q(discount_minor=0) | models.Q(discount_percent=0),
                name="sales_quoteline_one_discount",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Acceptance(models.Model):
    """Somebody said yes to one version: who, when, from where, and to which words. Once for a version.

    `text` is what they agreed to, whole, with what they had chosen; `text_hash` is the SHA-256 of it.
    """

    version = models.OneToOneField(QuoteVersion, on_delete=models.PROTECT, related_name="acceptance")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Name"), max_length=120)
    address = models.CharField(_("Address on the net"), max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    chosen = models.JSONField(default=list)
    text = models.JSONField(default=dict)
    text_hash = models.CharField(max_length=64)
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    gross_minor = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.version}: {self.name}"


class QuoteQuestion(Versioned):
    """What the customer asked on the page of a quote. The page's own key lets the same one in once."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="questions")
    version_asked = models.ForeignKey(
        QuoteVersion, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=64, unique=True)
    words = models.TextField(_("Question"))
    asked_at = models.DateTimeField()
    answer = models.TextField(_("Answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return self.words[:80]
