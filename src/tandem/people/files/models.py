from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.files.models import StoredFile
from tandem.people.persons.models import Person


class PersonFile(models.Model):
    """A file that stands with a person: beside an entry of the timeline, or in a letter.

    One of an entry that was taken back belongs to nothing since `let_go_at`; it stays a while, so that the
    entry can come back whole.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey("people.Entry", null=True, on_delete=models.SET_NULL, related_name="files")
    letter = models.ForeignKey("people.Letter", null=True, on_delete=models.CASCADE, related_name="files")
    stored = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    let_go_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("File")
        verbose_name_plural = _("Files")
        indexes = [
            models.Index(
                fields=["let_go_at"],
                condition=models.Q(let_go_at__isnull=False),
                name="people_file_let_go",
            ),
        ]

    def __str__(self) -> str:
        return self.stored.name
