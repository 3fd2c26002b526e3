import hashlib
import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.forms.words import FieldKind, FormField, read_field
from tandem.office.changes.models import Versioned

SYSTEM = "form"


class PublicForm(Versioned):
    """A page of the business on which a stranger asks: its fields, its words, and what it belongs to."""

    slug = models.SlugField(_("Address"), max_length=60, unique=True)
    name = models.CharField(_("Name, for you"), max_length=120)
    title = models.CharField(_("Heading"), max_length=120)
    intro = models.TextField(_("What stands above the fields"), blank=True)
    button = models.CharField(_("On the button"), max_length=40)
    thanks = models.TextField(_("What they read after sending"))
    fields = models.JSONField(default=list)
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("Source"), max_length=80, blank=True)
    medium = models.CharField(_("Medium"), max_length=40, blank=True)
    is_open = models.BooleanField(_("Open"), default=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-is_open", "name"]
        verbose_name = _("Form")
        verbose_name_plural = _("Forms")

    @property
    def asked(self) -> list[FormField]:
        return [read_field(kept) for kept in self.fields]

    @property
    def takes_files(self) -> bool:
        return any(field.kind == FieldKind.FILE for field in self.asked)

    @property
    def system(self) -> str:
        """What its arrivals are kept under."""
        return f"{SYSTEM}:{self.pk}"

    @property
    def look(self) -> str:
        """Changes with every word that somebody sees before they send."""
        seen = json.dumps([self.fields, self.title, self.intro], sort_keys=True)
        return hashlib.sha256(seen.encode()).hexdigest()[:12]

    def __str__(self) -> str:
        return self.name
