from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.models import Channel
from tandem.marketing.enquiries.words import (
    NAMELESS,
    OWN_SYSTEMS,
    Door,
    Outcome,
    SetAsideReason,
    State,
    standing_words,
)
from tandem.office.changes.models import Versioned
from tandem.office.journal.models import JournalLine
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person


class Enquiry(Versioned):
    """One event: somebody asked. Many for each person; what was heard is never overwritten.

    Every `…_at` is when it happened; `recorded_at` is when Tandem was told. `outcome` is what handover
    reported back
    from sales; it stays "open" until then, and an open enquiry is never counted as lost.
    """

    # Each of these three begins an index of its own below.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    door = models.CharField(_("How it came"), max_length=10, choices=Door.choices)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+", db_index=False)
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    segment = models.CharField(_("Segment"), max_length=80, blank=True)
    interest = models.CharField(_("About"), max_length=200, blank=True)
    words = models.TextField(_("In their words"), blank=True)
    promised = models.CharField(_("What we said"), max_length=250, blank=True)
    wanted_by = models.CharField(_("Wants it by"), max_length=120, blank=True)
    first_touch = models.JSONField(default=dict, blank=True)
    last_touch = models.JSONField(default=dict, blank=True)
    external_system = models.CharField(max_length=40, blank=True)
    external_key = models.CharField(max_length=200, blank=True)

    heard_at = models.DateTimeField(_("When they asked"))
    recorded_at = models.DateTimeField()
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.HEARD)
    passed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.CharField(_("Why sales said no"), max_length=120, blank=True)
    nurture_until = models.DateField(_("Come back on"), null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_reason = models.CharField(_("Why"), max_length=10, choices=SetAsideReason.choices, blank=True)
    outcome = models.CharField(
        _("What became of it"), max_length=5, choices=Outcome.choices, default=Outcome.OPEN
    )
    outcome_at = models.DateTimeField(null=True, blank=True)
    first_sale_minor = models.BigIntegerField(null=True, blank=True)
    # The same event, told twice: the one that stands.
    joined_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    # Heard long before it was written down (a spreadsheet of old ones): nobody promised to pass it on today.
    backlog = models.BooleanField(default=False)
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    # Of one that was heard a moment ago: what the journal tells of it.
    told_in: JournalLine | None = None

    class Meta:
        ordering = ["-heard_at", "-id"]
        verbose_name = _("Enquiry")
        verbose_name_plural = _("Enquiries")
        indexes = [
            # Besides the newest first, the counts of a stretch of time come from it alone.
            models.Index(
                fields=["-heard_at", "-id", "channel", "state", "outcome", "set_aside_reason"],
                name="marketing_enquiry_newest",
            ),
            models.Index(fields=["state", "-heard_at", "-id"], name="marketing_enquiry_state"),
            # And what became of those of a channel or campaign.
            models.Index(
                fields=["channel", "-heard_at", "-id", "state", "outcome", "set_aside_reason"],
                name="marketing_enquiry_channel",
            ),
            models.Index(
                fields=["campaign", "-heard_at", "-id", "state", "outcome", "set_aside_reason"],
                name="marketing_enquiry_campaign",
            ),
            models.Index(fields=["person", "heard_at"], name="marketing_enquiry_person"),
            # Not partial ones: SQLite does not use these where the state is a parameter.
            models.Index(fields=["state", "backlog", "heard_at"], name="marketing_enquiry_to_pass"),
            # With the state first: SQLite would rather read all that sales declined than a few by their day.
            models.Index(
                fields=["state", "nurture_until", "id"],
                condition=models.Q(nurture_until__isnull=False),
                name="marketing_enquiry_nurtured",
            ),
            models.Index(
                fields=["joined_to"],
                condition=models.Q(joined_to__isnull=False),
                name="marketing_enquiry_joined",
            ),
            models.Index(
                fields=["declined_at"],
                condition=models.Q(declined_at__isnull=False),
                name="marketing_enquiry_declined",
            ),
            models.Index(
                fields=["state", "-declined_at", "-id"],
                condition=models.Q(declined_at__isnull=False),
                name="marketing_enquiry_sent_back",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["external_system", "external_key"],
                condition=~models.Q(external_key=""),
                name="marketing_enquiry_external_once",
            ),
        ]

    @property
    def way(self) -> str:
        """Where they found us; where nobody knows that, how they asked."""
        return self.channel.name if self.channel.is_known else str(self.get_door_display())

    @property
    def standing(self) -> str:
        return standing_words(self.state, self.outcome, self.declined_reason, self.set_aside_reason)

    @property
    def number_elsewhere(self) -> str:
        """The number that another program gave it; what our own doors tell it by is nobody's business."""
        own = self.external_system.partition(":")[0] in OWN_SYSTEMS
        return "" if own or not self.external_key else f"{self.external_system} {self.external_key}"

    def __str__(self) -> str:
        """Who asked; somebody of whom nothing is known by how they came with this enquiry."""
        known = self.person.name or self.person.reached_by
        return known or str(NAMELESS.get(self.door, self.person))
