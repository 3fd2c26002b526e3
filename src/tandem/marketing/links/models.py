from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.links.words import LONGEST_TAG, LONGEST_TARGET, PLACE_ICONS, PlaceKind, Tags, tagged
from tandem.office.changes.models import Versioned


class TrackedLink(Versioned):
    """An address of ours that leads to a stored one, and counts how often it was opened.

    It is never removed: what was sent or printed goes on leading somewhere.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(_("What is it called?"), max_length=80)
    target = models.CharField(_("Where does it lead?"), max_length=LONGEST_TARGET)
    source = models.CharField(_("Source"), max_length=LONGEST_TAG, blank=True)
    medium = models.CharField(_("Medium"), max_length=60, blank=True)
    tag = models.CharField(_("Campaign"), max_length=LONGEST_TAG, blank=True)
    content = models.CharField(_("Content"), max_length=LONGEST_TAG, blank=True)
    term = models.CharField(_("Term"), max_length=LONGEST_TAG, blank=True)
    created_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def tags(self) -> Tags:
        return Tags(
            source=self.source, medium=self.medium, campaign=self.tag, content=self.content, term=self.term
        )

    @property
    def finished(self) -> str:
        """Where it leads, with its tags."""
        return tagged(self.target, self.tags)


class Place(Versioned):
    """Where people meet a campaign: a stand, the shop window, a flyer. Each has a code of its own to scan."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(_("What kind of place?"), max_length=10, choices=PlaceKind.choices)
    name = models.CharField(_("Which one?"), max_length=80, blank=True)
    sentence = models.CharField(_("Sentence above the code"), max_length=120, blank=True)
    # Where the code leads while the campaign has no open form.
    link = models.ForeignKey(TrackedLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(kind=PlaceKind.WHOLE),
                name="marketing_place_whole_once",
            )
        ]

    def __str__(self) -> str:
        return self.name or str(PlaceKind(self.kind).label)

    @property
    def icon(self) -> str:
        return PLACE_ICONS[self.kind]


class OpenedCount(models.Model):
    """How often a link was opened, or the code of a place scanned, on one day of the business. No person
    is in it: who opened it is not asked.
    """

    link = models.ForeignKey(TrackedLink, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(link=None, place__isnull=False) | models.Q(link__isnull=False, place=None),
                name="marketing_opened_one_of_both",
            ),
            models.UniqueConstraint(
                fields=["link", "day"], condition=models.Q(place=None), name="marketing_opened_link_day"
            ),
            models.UniqueConstraint(
                fields=["place", "day"], condition=models.Q(link=None), name="marketing_opened_place_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.number}"
