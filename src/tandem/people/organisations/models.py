from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.office.languages.words import CHOICES


class Organisation(Versioned):
    """A firm, a club, a school. `folded` is the name without case and accents, to sort and to find by."""

    name = models.CharField(_("Name"), max_length=200)
    folded = models.CharField(max_length=250, default="", editable=False)
    place = models.CharField(_("Place"), max_length=120, blank=True)
    website = models.CharField(_("Website"), max_length=200, blank=True)
    about = models.TextField(_("About"), blank=True)
    language = models.CharField(_("Language"), max_length=10, choices=CHOICES, blank=True)
    external_key = models.CharField(max_length=200, blank=True, db_index=True)
    created_at = models.DateTimeField()
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisations")
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["folded", "id"], name="people_organisation_folded")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.pk])
