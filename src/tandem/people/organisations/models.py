from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned


class Organisation(Versioned):
    name = models.CharField(_("Name"), max_length=200)
    place = models.CharField(_("Place"), max_length=120, blank=True)
    website = models.CharField(_("Website"), max_length=200, blank=True)
    about = models.TextField(_("About"), blank=True)
    external_key = models.CharField(max_length=200, blank=True, db_index=True)
    created_at = models.DateTimeField()
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name"], name="people_organisation_name")]

    def __str__(self) -> str:
        return self.name
