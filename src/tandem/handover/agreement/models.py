from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.handover.agreement.words import LONGEST_ANSWER, LONGEST_NOTE, ProposalState, Side
from tandem.office.changes.models import Versioned


class Agreement(models.Model):
    """One version of what both desks hold to be a good enquiry, and what they promise each other.

    A version is never edited: a change makes the next one, and old enquiries keep the one they were passed
    under.
    Promises are in working hours of the business. `share_that_fits` is marketing's: of a hundred that it
    passes, so many have `least_ticks` at least; each one where it is empty. `capacity_a_week` is no
    promise: so many new enquiries sales can look after well in a week. Where a version was made without
    anybody, as somebody passed an enquiry before anything was agreed, no name stands under it.
    """

    number = models.PositiveIntegerField(unique=True)
    pass_within_hours = models.PositiveSmallIntegerField(_("Marketing passes on within"), default=2)
    decide_within_hours = models.PositiveSmallIntegerField(_("Sales accepts or declines within"), default=8)
    answer_within_hours = models.PositiveSmallIntegerField(_("Sales answers within"), default=4)
    least_ticks = models.PositiveSmallIntegerField(_("Ticks that a good enquiry has at least"), default=0)
    enquiries_a_month = models.PositiveIntegerField(_("Enquiries a month"), null=True, blank=True)
    share_that_fits = models.PositiveSmallIntegerField(
        _("Of a hundred passed, so many have their ticks"), null=True, blank=True
    )
    next_step_always = models.BooleanField(_("A next step is always set"), default=True)
    capacity_a_week = models.PositiveIntegerField(
        _("New enquiries a week that sales can look after"), null=True, blank=True
    )
    counts_as_answered = models.CharField(
        _("What counts as an answer"), max_length=LONGEST_ANSWER, blank=True
    )
    decline_reasons = models.JSONField(default=list)
    agreed_at = models.DateTimeField()
    agreed_for_marketing = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_for_sales = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return gettext("Version %(number)d of our agreement") % {"number": self.number}

    @property
    def version(self) -> int:
        """What a form that was written against it names, to be told of a newer one."""
        return self.number

    @property
    def is_signed(self) -> bool:
        return self.agreed_for_marketing_id is not None and self.agreed_for_sales_id is not None


class Criterion(models.Model):
    """One tick of an agreement: a sentence, and a detail such as "within 30 miles"."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(_("Sentence"), max_length=120)
    detail = models.CharField(_("Detail"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.words


class Proposal(Versioned):
    """A change of the agreement that one side asks for. It waits for a name of the other side.

    `terms` are the whole agreement as it would be (`words.Terms`), `from_number` the version that they were
    written against. The one that is open is the only one; the others are kept as they ended.
    """

    side = models.CharField(_("Proposed by"), max_length=12, choices=Side.choices)
    terms = models.JSONField()
    from_number = models.PositiveIntegerField()
    note = models.CharField(_("Why"), max_length=LONGEST_NOTE, blank=True)
    state = models.CharField(max_length=12, choices=ProposalState.choices, default=ProposalState.OPEN)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(_("Their word"), max_length=LONGEST_NOTE, blank=True)
    # The proposal that this one was put in the place of.
    instead_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    # The version that it became.
    agreement = models.OneToOneField(Agreement, null=True, on_delete=models.SET_NULL, related_name="proposal")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state=ProposalState.OPEN),
                name="handover_one_proposal_open",
            )
        ]

    def __str__(self) -> str:
        return gettext("Version %(number)d of our agreement") % {"number": self.from_number + 1}

    @property
    def is_open(self) -> bool:
        return self.state == ProposalState.OPEN

    @property
    def other_side(self) -> Side:
        """Whose name it waits for."""
        return Side(self.side).other
