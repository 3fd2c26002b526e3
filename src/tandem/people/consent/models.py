from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.people.consent.words import Basis, Use
from tandem.people.persons.models import Person


class ConsentEvent(models.Model):
    """What a person allowed or forbade, when, by which words. Only added to; the newest event of a use
    counts.

    The database refuses to change or remove a row (migration 0002), with two exceptions: a merge gives it
    another person, and a row that was released (the person was erased) or that an import brought may be
    removed.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    use = models.CharField(_("What for"), max_length=12, choices=Use.choices)
    given = models.BooleanField(_("Allowed"))
    basis = models.CharField(_("Why we may"), max_length=10, choices=Basis.choices)
    source = models.CharField(_("Where it was said"), max_length=200, blank=True)
    wording = models.TextField(_("The words that were shown"), blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("Word on what we may do")
        verbose_name_plural = _("Words on what we may do")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["person", "use", "-at"], name="people_consent_newest")]

    def __str__(self) -> str:
        return f"{self.use}: {self.given}"
