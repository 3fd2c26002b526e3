from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.people.timeline.models import Entry


class Unanswered(models.Model):
    """Something that they wrote to us, with no word of ours after it. `settled_at`: it needs none.

    Kept by whoever writes on a timeline, so that nobody reads whole timelines to know who waits.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="+", primary_key=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("Mail that waits for our answer")
        verbose_name_plural = _("Mail that waits for our answer")

    def __str__(self) -> str:
        return str(self.entry)
