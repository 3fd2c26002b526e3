from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.office.languages.words import CHOICES
from tandem.people.organisations.models import Organisation
from tandem.people.persons.words import how_they_came


class Person(Versioned):
    """Somebody we know of: a name, or only a phone number or an e-mail address so far.

    `folded` is the name without case and accents, to sort and to find by. Two persons with the same
    `duplicate_key` have a similar name and live in the same place (people/duplicates).
    """

    name = models.CharField(_("Name"), max_length=200, blank=True)
    folded = models.CharField(max_length=250, default="", editable=False)
    duplicate_key = models.CharField(max_length=60, default="", editable=False)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    place = models.CharField(_("Place"), max_length=120, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=20, blank=True)
    about = models.TextField(_("About"), blank=True)
    language = models.CharField(_("Language"), max_length=10, choices=CHOICES, blank=True)
    external_key = models.CharField(max_length=200, blank=True, db_index=True)
    created_at = models.DateTimeField()
    # Without the usual index: SQLite would take it for every list, as nearly everybody is merged into nobody.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    erased_at = models.DateTimeField(null=True, blank=True)
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    # What `queries.name_all` found for somebody without a name: a list asks once for all of its rows.
    found_contact: str | None = None
    found_came: str | None = None

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("Person")
        verbose_name_plural = _("Persons")
        indexes = [
            # Only persons who stand in lists: not merged away, not erased. Both columns are in it as well, so
            # that they can be counted without a look at the table.
            models.Index(
                fields=["folded", "id", "merged_into", "erased_at"],
                condition=models.Q(merged_into=None, erased_at=None),
                name="people_person_listed",
            ),
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="people_person_merged",
            ),
            models.Index(
                fields=["duplicate_key"],
                condition=models.Q(merged_into=None, erased_at=None) & ~models.Q(duplicate_key=""),
                name="people_person_alike",
            ),
        ]

    def __str__(self) -> str:
        """The name, else the e-mail address, else the phone number, else how they came."""
        return self.name or self.reached_by or self.came or __("Somebody")

    @property
    def reached_by(self) -> str:
        if self.found_contact is not None or self.pk is None:
            return self.found_contact or ""
        first = self.emails.first() or self.phones.first()
        return str(first) if first else ""

    @property
    def came(self) -> str:
        if self.found_came is not None or self.pk is None:
            return self.found_came or ""
        return how_they_came([self.pk]).get(self.pk, "")

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.pk])

    @property
    def is_listed(self) -> bool:
        return self.merged_into_id is None and self.erased_at is None


class EmailAddress(models.Model):
    """One address of a person. `folded` is what two addresses are compared by; it belongs to one person
    only.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="emails")
    address = models.CharField(_("E-mail address"), max_length=254)
    folded = models.CharField(max_length=254, unique=True)
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("E-mail address")
        verbose_name_plural = _("E-mail addresses")

    def __str__(self) -> str:
        return self.address


class Phone(models.Model):
    """One phone number of a person, E.164 where it could be read, as typed beside it. A household may
    share one.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(_("Phone"), max_length=40, db_index=True)
    typed = models.CharField(max_length=60)
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("Phone number")
        verbose_name_plural = _("Phone numbers")
        constraints = [models.UniqueConstraint(fields=["person", "number"], name="people_phone_once")]

    def __str__(self) -> str:
        return self.typed or self.number
