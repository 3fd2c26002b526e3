from django.conf import settings
from django.db import models
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.office.mailboxes.models import ReceivedMessage
from tandem.office.outbox.models import OutboxRow
from tandem.people.persons.models import Person
from tandem.people.timeline.models import Entry
from tandem.people.wordings.words import LONGEST_SUBJECT
from tandem.people.writing.words import PURPOSES


class Letter(Versioned):
    """A mail from one of us to one person. Until `sent_at` it is a draft, and only its writer sees it.

    `text` is what was typed; `signature` is kept with it when it is sent. `about` names the work that it
    belongs to, such as "sales.opportunity". `left_at`: it did not arrive, and somebody saw to that.
    """

    # It begins an index of its own below.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="letters", db_index=False)
    to = models.EmailField(_("To"), max_length=254, blank=True)
    subject = models.CharField(_("Subject"), max_length=LONGEST_SUBJECT, blank=True)
    text = models.TextField(_("Text"), blank=True)
    signature = models.TextField(_("Signature"), blank=True)
    purpose = models.CharField(_("Purpose"), max_length=10, choices=PURPOSES)
    about = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    answers = models.ForeignKey(ReceivedMessage, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    entry = models.ForeignKey(Entry, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_as = models.OneToOneField(OutboxRow, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("Letter")
        verbose_name_plural = _("Letters")
        indexes = [
            models.Index(fields=["person", "-id"], name="people_letter_person"),
            models.Index(fields=["by"], condition=models.Q(sent_at=None), name="people_letter_draft"),
        ]

    def __str__(self) -> str:
        """Told in the journal, which everybody reads: so without the subject."""
        return __("Letter %(number)s") % {"number": self.pk}
