from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.people.persons.models import Person
from tandem.people.timeline.words import Direction, Kind, Outcome, Purpose


class Entry(Versioned):
    """One line of a person's only timeline, from either desk.

    `at` is when it happened, `recorded_at` when it was written down. `automatic` entries (mail that Tandem
    sent by itself) never count as an answer. `origin` names the row that this entry tells of, such as
    "marketing.enquiry"; `about` the work that it belongs to, such as "sales.opportunity".
    """

    # Both begin an index of their own below.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="entries", db_index=False)
    at = models.DateTimeField(_("When"))
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    purpose = models.CharField(_("Purpose"), max_length=10, choices=Purpose.choices)
    direction = models.CharField(_("Direction"), max_length=10, choices=Direction.choices)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("What happened"), max_length=200, blank=True)
    words = models.TextField(_("In words"), blank=True)
    theirs = models.BooleanField(_("Their own words"), default=False)
    minutes = models.PositiveIntegerField(_("Minutes"), null=True, blank=True)
    outcome = models.CharField(_("How it went"), max_length=10, choices=Outcome.choices, blank=True)
    automatic = models.BooleanField(default=False)
    origin = models.CharField(max_length=40, blank=True)
    origin_id = models.BigIntegerField(null=True, blank=True)
    about = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name_plural = _("Timeline entries")
        ordering = ["-at", "-id"]
        verbose_name = _("Timeline entry")
        indexes = [
            models.Index(fields=["person", "-at"], name="people_entry_person"),
            models.Index(fields=["origin", "origin_id"], name="people_entry_origin"),
            # What one noted oneself in a month. Imports are by nobody, and pay nothing for it.
            models.Index(
                fields=["by", "at"], condition=models.Q(by__isnull=False), name="people_entry_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
