from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.office.files.models import StoredFile
from tandem.office.languages.words import CHOICES, ENGLISH
from tandem.sales.paper.words import USUAL_COLOUR


class OurPaper(Versioned):
    """How our documents look and what they say, and what happens with a quote by itself (its only row has
    the key 1). Its own texts are in the usual `language`; those of another stand in `PaperWords`.
    """

    language = models.CharField(_("Language"), max_length=10, choices=CHOICES, default=ENGLISH)
    tagline = models.CharField(_("A line below your name"), max_length=120, blank=True)
    address = models.TextField(_("Address"), blank=True)
    email = models.EmailField(_("E-mail address"), blank=True)
    phone = models.CharField(_("Phone"), max_length=60, blank=True)
    website = models.CharField(_("Website"), max_length=120, blank=True)
    foot = models.TextField(_("At the foot of each page"), blank=True)
    colour = models.CharField(_("Colour"), max_length=7, default=USUAL_COLOUR)
    logo = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    intro = models.TextField(_("Before the lines"), blank=True)
    closing = models.TextField(_("Below the total"), blank=True)
    tax_name = models.CharField(_("What the tax is called"), max_length=20, default="VAT")
    usual_tax_percent = models.DecimalField(
        _("Tax on a new line, in %"), max_digits=6, decimal_places=3, default=Decimal(20)
    )
    good_for_days = models.PositiveIntegerField(_("A quote is good for"), default=30)
    remind_days = models.PositiveIntegerField(_("Remind before it ends"), default=3)
    remind_customer = models.BooleanField(_("Remind the customer too"), default=False)
    note_opened = models.BooleanField(_("Note when a quote is opened"), default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="sales_one_paper")]

    def __str__(self) -> str:
        return str(_("Our paper"))


class PaperWords(Versioned):
    """Our own texts in one more language. What is blank is taken from the paper as it is."""

    language = models.CharField(_("Language"), max_length=10, choices=CHOICES, unique=True)
    tagline = models.CharField(_("A line below your name"), max_length=120, blank=True)
    intro = models.TextField(_("Before the lines"), blank=True)
    closing = models.TextField(_("Below the total"), blank=True)
    foot = models.TextField(_("At the foot of each page"), blank=True)
    tax_name = models.CharField(_("What the tax is called"), max_length=20, blank=True)

    class Meta:
        ordering = ["language"]

    def __str__(self) -> str:
        return str(self.get_language_display())
