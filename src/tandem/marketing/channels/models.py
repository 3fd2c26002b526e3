from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.marketing.channels.words import told_words
from tandem.office.changes.models import Versioned


class Channel(Versioned):
    """A promotion channel: a source and a medium, such as "local paper" and "print"."""

    source = models.CharField(_("Source"), max_length=120, blank=True)
    medium = models.CharField(_("Medium"), max_length=60, blank=True)
    name = models.CharField(_("Name"), max_length=120)
    icon = models.CharField(max_length=30, blank=True)
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["source", "medium"], name="marketing_channel_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_known(self) -> bool:
        """Only the one channel of those who did not say, or were not asked, is not."""
        return bool(self.source or self.medium)

    @property
    def told(self) -> str:
        return told_words(self.source, self.medium)
