from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.handover.agreement.models import Agreement, Criterion
from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.words import Decision, TickState
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.changes.models import Versioned

__all__ = ["Assignment", "Feeding", "Passing", "Tick"]


class Tick(models.Model):
    """What marketing knows of one enquiry against one sentence of the agreement. Saved ticks make it
    qualified.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=TickState.choices, default=TickState.NOT_ASKED)
    known = models.CharField(_("What we know"), max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enquiry", "criterion"], name="handover_tick_once")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.state}"


class Passing(Versioned):
    """One time that marketing passed an enquiry to sales, and what sales said.

    The owner at the passing is kept here for good; later owners are in the assignment log. `ticks` is a
    copy of what stood ticked then, and `fits` says whether that was as much as agreed. `first_answered_at`
    is the first selling entry by a person after `passed_at`. Accepted or declined without `decided_at`: an
    import told that, but not when.
    """

    # No index where nobody looks passings up by it, or where one below begins with it: an import writes many.
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="+", db_index=False)
    agreement = models.ForeignKey(
        Agreement, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    ticks = models.JSONField(default=list)
    # Empty where nobody had promised anything, as with an import and with whom sales asked again itself.
    fits = models.BooleanField(null=True, blank=True)
    passed_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    passed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    pass_due_at = models.DateTimeField(null=True, blank=True)
    decide_due_at = models.DateTimeField(null=True, blank=True)
    answer_due_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    declined_reason = models.CharField(_("Why"), max_length=120, blank=True)
    declined_words = models.CharField(_("In own words"), max_length=250, blank=True)
    first_answered_at = models.DateTimeField(null=True, blank=True)
    import_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-passed_at", "-id"]
        indexes = [
            # Both are partial for what they keep out: SQLite takes any index that a column is equal by before
            # one of a stretch of time. “Not imported” and “accepted” are half of all rows, a month is few.
            models.Index(
                fields=["import_id"],
                condition=models.Q(import_id__isnull=False),
                name="handover_passing_imported",
            ),
            models.Index(
                fields=["decision", "decide_due_at"],
                condition=models.Q(decide_due_at__isnull=False),
                name="handover_passing_waiting",
            ),
            models.Index(fields=["enquiry", "-passed_at"], name="handover_passing_enquiry"),
            models.Index(fields=["passed_at"], name="handover_passing_passed"),
            # The promises of a month are counted from it alone. Imports promised nothing and pay nothing.
            models.Index(
                fields=[
                    "passed_at",
                    "decision",
                    "pass_due_at",
                    "decided_at",
                    "decide_due_at",
                    "first_answered_at",
                    "answer_due_at",
                    "fits",
                    "declined_reason",
                    "enquiry",
                    # Or SQLite would look every row up to see that it is empty.
                    "import_id",
                ],
                condition=models.Q(import_id__isnull=True),
                name="handover_passing_kept",
            ),
            # Whom sales is still to answer, by when it promised to.
            models.Index(
                fields=["decision", "answer_due_at"],
                condition=models.Q(first_answered_at__isnull=True, answer_due_at__isnull=False),
                name="handover_passing_owed",
            ),
            # Which one a seller was given last, however many there were before.
            models.Index(fields=["owner", "id"], name="handover_passing_given"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry"],
                condition=models.Q(decision="waiting"),
                name="handover_passing_one_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id} ({self.decision})"


class Assignment(models.Model):
    """Each owner of a passed enquiry, with the time and who said so; the first is the owner at the
    passing.
    """

    passing = models.ForeignKey(Passing, on_delete=models.CASCADE, related_name="assignments")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.passing_id}: {self.owner_id}"
