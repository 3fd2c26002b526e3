from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.people.wordings.words import LONGEST_SUBJECT, LONGEST_TEXT


class Wording(Versioned):
    """A letter to start from. Names in braces ({first_name}) are put in literally; nothing else runs."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    subject = models.CharField(_("Subject"), max_length=LONGEST_SUBJECT)
    text = models.TextField(_("Text"), max_length=LONGEST_TEXT)
    position = models.PositiveIntegerField(_("Order"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("Letter to start from")
        verbose_name_plural = _("Letters to start from")

    def __str__(self) -> str:
        return self.name


class Signature(Versioned):
    """What stands below each letter of the business (its only row has the key 1)."""

    text = models.TextField(_("Signature"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("Signature")
        verbose_name_plural = _("Signatures")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="people_one_signature")]

    def __str__(self) -> str:
        return str(_("The signature below letters"))
